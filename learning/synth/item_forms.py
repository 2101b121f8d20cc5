"""Forms of an item written as text, put together from parts: what comes first, which words, which signs between.

A form is rows of text with slots: {n} number, {q} quantity, {u} unit, {d} description, {c} our code, {b} the buyer's,
{g} GTIN, {p} price, {a} amount, {t} date, {x} the unit said again beside a price. A stretch in [brackets] falls away
where one of its values is missing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from random import Random

from learning.synth.draw import chance, weighted
from learning.synth.vocab import vocab

SEPARATORS = {
    " ": 5, ", ": 4, " - ": 3, " – ": 1.6, " — ": 0.4, " / ": 1.2, "; ": 1.5, " | ": 1.2, ": ": 0.8, "   ": 0.8,
    " -- ": 0.3,
}  # fmt: skip
NUMBERS = {
    "": 8, "{n}. ": 1.5, "{n}) ": 1.2, "{n} ": 0.8, "({n}) ": 0.4, "{n} - ": 0.5, "#{n} ": 0.3, "Pos. {n}: ": 0.6,
    "Pos {n} ": 0.4, "Item {n}: ": 0.4, "{n}: ": 0.3,
}  # fmt: skip
BULLETS = {
    "": 6, "- ": 3, "* ": 1.5, "• ": 1.8, "– ": 0.6, "-": 0.4, "o ": 0.2, "+ ": 0.2, "▪ ": 0.3, "· ": 0.3,
}  # fmt: skip
TIMES = ("{q} x", "{q}x", "{q} ×", "{q} X", "{q} *", "x {q}", "x{q}", "x {q} {u}", "× {q} {u}")
ORDERS = ("qcd", "qdc", "cqd", "cdq", "dcq", "dqc", "qd", "qd", "dq", "qc", "cq")
_SLOT = re.compile(r"\{(\w)\}")
LABELLED = ("line_no", "code", "description", "quantity", "unit", "unit_price", "amount", "requested_date")
SLOT_OF = {
    "line_no": "n", "code": "c", "description": "d", "quantity": "q", "unit": "u", "unit_price": "p", "amount": "a",
    "requested_date": "t",
}  # fmt: skip


def item_forms(
    rng: Random, language: str, count: int, priced: float = 0.45, coded: bool = True, changed: bool = False
) -> list[tuple[str, ...]]:
    """The rows of every item of a list: all in one form, or each a sentence with its own beginning."""
    if changed and chance(rng, 0.5):
        return [(rng.choice(vocab("item_words")["now"][language]),)] * count
    if chance(rng, 0.12):
        return _sentences(rng, language, count)
    return [item_form(rng, language, priced=priced, coded=coded)] * count


def _sentences(rng: Random, language: str, count: int) -> list[tuple[str, ...]]:
    words = vocab("item_words")
    amount = rng.choice(
        ("{q} {u} " if language in {"de", "nl"} else words["quantity"][language][3] + " ", "{q} {u} ", "{q} x ")
    )
    amount = amount.replace("{v}", "{q} {u}")
    tail = str(rng.choice(words["tail"][language]))
    tail = f"[{tail[:-1]}]." if "{c}" in tail else tail
    made: list[tuple[str, ...]] = []
    for place in range(count):
        which = "lead_first" if not place else "lead_last" if place == count - 1 and chance(rng, 0.7) else "lead_next"
        made.append((str(rng.choice(words[which][language])) + amount + "{d}" + tail,))
    return made


def item_form(
    rng: Random, language: str, prose: bool = False, priced: float = 0.45, coded: bool = True
) -> tuple[str, ...]:
    """The rows of an item's text; with `prose`, one row that fits into a sentence.

    `priced`: the odds of a price; `coded`: every item has a code, so that the code alone may name it.
    """
    if not prose and chance(rng, 0.16):
        return _labelled(rng, language, priced, coded)
    order = rng.choice(ORDERS if coded else [o for o in ORDERS if "d" in o])
    sign = " " if prose and chance(rng, 0.6) else weighted(rng, SEPARATORS)
    parts = [_part(rng, key, order, language, sign) for key in order]
    extras = _extras(rng, language, order, priced)
    if prose:
        return (_joined([*parts, *extras[:1]], sign),)
    start = weighted(rng, BULLETS)
    start += weighted(rng, NUMBERS) if not start else ""
    if len(order) + len(extras) > 2 and chance(rng, 0.32):
        return _several_rows(rng, start, parts, extras, sign)
    return (start + _joined([*parts, *extras], sign),)


def _part(rng: Random, key: str, order: str, language: str, sign: str) -> str:
    if key == "d":
        return "{d}"
    if key == "c":
        return "[" + _worded(rng, "code", language).replace("[{c}]", "\x01{c}\x02") + "]"
    if chance(rng, 0.22):
        return rng.choice(TIMES[-4:] if order.endswith("q") else TIMES)
    value = weighted(rng, {"{q} {u}": 8, "{q}{u}": 1, "{u} {q}": 0.3, "{q}": 1.2, "{q} {u}.": 0.3, "{q} ({u})": 0.3})
    if sign != " " and chance(rng, 0.06):
        value = f"{{q}}{sign}{{u}}"
    words = str(rng.choice(vocab("item_words")["quantity"][language]))
    return (words if "qd" in order else words.removesuffix(" of").removesuffix(" de").removesuffix(" di")).replace(
        "{v}", value
    )


def _worded(rng: Random, kind: str, language: str) -> str:
    slot = {"code": "{c}", "price": "{p}", "amount": "{a}", "date": "{t}"}[kind]
    return str(rng.choice(vocab("item_words")[kind][language])).replace("{v}", slot)


def _extras(rng: Random, language: str, order: str, priced: float) -> list[str]:
    found = []
    inline = vocab("columns")["inline"]
    if "c" in order and chance(rng, 0.12):
        found.append("[" + rng.choice(inline[f"buyer_{language}"]).replace("{v}", "{b}") + "]")
    if chance(rng, 0.05):
        found.append("[" + rng.choice(inline["gtin_all"]).replace("{v}", "{g}") + "]")
    if chance(rng, priced):
        found.append("[" + _worded(rng, "price", language) + "]")
        if chance(rng, 0.35):
            found.append("[" + _worded(rng, "amount", language) + "]")
    if chance(rng, 0.12):
        found.insert(rng.randint(0, len(found)), "[" + _worded(rng, "date", language) + "]")
    return found


def _joined(parts: list[str], sign: str) -> str:
    """Parts with the sign between; what stands in brackets of its own, or begins with a sign, needs none."""
    if len(parts) == 1:
        return parts[0]
    made = parts[0] if not parts[0].startswith("[") else parts[0][:-1] + sign + "]"
    for before, part in pairwise(parts):
        bare = part.lstrip("[\x01")
        own = bare.startswith(("(", "@", "=", "x ", "à ", "{c}\x02"))
        between = " " if own or before.endswith((" of", " de", " di", " x", "x}", ":")) else sign
        if before.startswith("[") and before is parts[0]:
            between = ""
        made += f"[{between}{part[1:]}" if part.startswith("[") else f"{between}{part}"
    return made


def _several_rows(rng: Random, start: str, parts: list[str], extras: list[str], sign: str) -> tuple[str, ...]:
    """The item over two or three rows: what it is, how much, and what else."""
    indent = rng.choice(("", "  ", "    ", "   "))
    cut = rng.randint(1, len(parts))
    rows = [start + _joined(parts[:cut], sign)]
    rest = [*parts[cut:], *extras]
    sign = weighted(rng, SEPARATORS) if chance(rng, 0.5) else sign
    if len(rest) > 2 and chance(rng, 0.3):
        rows += [indent + _joined(rest[:1], sign), indent + _joined(rest[1:], sign)]
    elif rest:
        rows.append(indent + _joined(rest, sign))
    return tuple(rows)


def _labelled(rng: Random, language: str, priced: float, coded: bool) -> tuple[str, ...]:
    """Every value behind its label, a value to a row or all on one or two rows."""
    odds = {"line_no": 0.4, "code": 0.85, "description": 0.85, "quantity": 1.0, "unit": 0.3, "unit_price": priced,
            "amount": priced * 0.6, "requested_date": 0.15}  # fmt: skip
    keys = [k for k in LABELLED if chance(rng, odds[k])]
    if "description" not in keys and not (coded and "code" in keys):
        keys.insert(0, "description")
    if chance(rng, 0.25):
        rng.shuffle(keys)
    colon = rng.choice((": ", ": ", " : ", " ", " = ", ":"))
    values = []
    for key in keys:
        label = str(rng.choice(vocab("columns")[key][language])).replace("|", " ")
        value = "{q} {u}" if key == "quantity" and "unit" not in keys and chance(rng, 0.7) else f"{{{SLOT_OF[key]}}}"
        values.append(f"[{label}{colon}{value}]" if key not in ("quantity", "description") else label + colon + value)
    per_row = rng.choice((1, 1, 2, 3, len(values)))
    sign = rng.choice(("  ", ", ", "; ", " | ", " - ", "   ", "\t"))
    rows = [values[i : i + per_row] for i in range(0, len(values), per_row)]
    if "line_no" not in keys and per_row <= 2 and chance(rng, 0.45):
        indent = rng.choice(("", "", "  ", "    "))
        head = str(rng.choice(vocab("item_words")["heading"][language]))
        return (head, *(indent + _row_of(row, sign) for row in rows), "")
    gap = ("",) if per_row == 1 or chance(rng, 0.3) else ()
    return (*(_row_of(row, sign) for row in rows), *gap)


def _row_of(values: list[str], sign: str) -> str:
    made = values[0]
    for value in values[1:]:
        made += f"[{sign}{value[1:]}" if value.startswith("[") else sign + value
    return made


def said(form: str, values: Mapping[str, str]) -> list[tuple[str, str]]:
    """A row's text in order: words between the values with "", each value with its slot's letter.

    Stretches in brackets stay where all their values are there. Square brackets that are printed stand in a form as
    the signs 1 and 2.
    """
    kept = ""
    for part in re.split(r"(\[[^\]]*\])", form):
        if part.startswith("["):
            slots = _SLOT.findall(part)
            kept += part[1:-1] if all(values.get(slot) for slot in slots) else ""
        else:
            kept += part
    made = []
    for at, part in enumerate(_SLOT.split(kept)):
        text = values.get(part, "") if at % 2 else part.replace("\x01", "[").replace("\x02", "]")
        if text:
            made.append((text, part if at % 2 else ""))
    return made
