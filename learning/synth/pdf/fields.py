"""Fields with their labels, in the usual arrangements: columns, boxes, rows, sentences. Each returns a fragment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from learning.synth.pdf.ops import (
    Align,
    Frag,
    Ink,
    Piece,
    Shape,
    beside,
    line_width,
    padded,
    paragraph,
    space,
    stack,
)
from learning.synth.pdf.sheet import Sheet
from learning.synth.vocab import vocab

HEADER = ("po_number", "order_date", "requested_date", "revision", "payment_terms", "delivery_terms", "buyer_email",
          "buyer_vat_id", "currency", "notes", "buyer_name")  # fmt: skip
LABEL_KEYS = {
    "buyer_email": "email",
    "vendor_contact": "contact",
    "buyer_phone": "phone",
    "quote_date": "order_date",
    "freight_terms": "freight",
}
# A cell beside a field → the values of the cell, and how the field is then called.
BESIDE = {
    "freight_terms": ("freight_paid", "delivery_terms", "fob"),
    "pay_mode": ("pay_means", "payment_terms", "pay_days"),
}
MODES = ("columns", "inline", "above", "right", "sentence", "grid", "table")


@dataclass(frozen=True, slots=True)
class Entry:
    """A field: its label and its value."""

    key: str
    label: list[Piece]
    value: list[Piece]


def entry(sheet: Sheet, key: str) -> Entry | None:
    """The field with its label; None where there is nothing to print."""
    label_key = LABEL_KEYS.get(key, key)
    value = sheet.value(key) if key in HEADER else sheet.noise(key)
    if key in BESIDE:
        words = vocab("phrases")[BESIDE[key][0]][sheet.order.language]
        value = [Piece(sheet.word(f"value_of_{key}", words), f"noise.{key}")]
    if key == "vague_date":
        words = vocab("phrases")["vague_date"][sheet.order.language]
        return Entry(key, sheet.label("requested_date"), [Piece(sheet.word("vague", words), "other.vague_date")])
    if key == "order_total":
        return Entry(
            key,
            sheet.label("total_only", role="label.total_net"),
            sheet.money(sheet.order.total_net, "header.total_net", "last"),
        )
    if key == "window":
        return Entry(key, sheet.label("window", role="noise.window"), [Piece("7:00 - 15:30", "noise.window")])
    if not value:
        return None
    if key == "order_date" and sheet.word("with_time", ("",) * 18 + ("t",)):
        value = [*value, Piece(sheet.order.numbers["time"], "noise.time")]
    if key == "order_date" and sheet.word("with_city", ("",) * 28 + ("c",)):  # "Lima, 3 de mayo de 2026"
        value = [Piece(f"{sheet.order.buyer.city},", "party.buyer.city"), *value]
    if key == "contact" and sheet.word("contact_mail", ("",) * 12 + ("(", "<", "/")):
        sign = sheet.word("contact_mail", ())
        mail = Piece(sheet.order.contact.email, "header.buyer_email", glue=sign != "/")
        after = {"(": [Piece(")", "other", glue=True)], "<": [Piece(">", "other", glue=True)]}.get(sign, [])
        value = [*value, Piece(sign, "other"), mail, *after]
    role = f"label.{key}" if key in HEADER else f"noise.{key}.label"
    label = sheet.label(label_key, role=role)
    if label[0].text.endswith(("#", "N°", "Nº", "No.", "n°")) and sheet.word("glue_number", ("", "", "", "", "g")):
        value = [Piece(value[0].text, value[0].role, value[0].bold, True), *value[1:]]
    return Entry(key, label, value)


def entries(sheet: Sheet, keys: Sequence[str]) -> list[Entry]:
    """The fields with their labels; number and revision, or number and date, are one field on some forms."""
    for key in keys:
        if key in BESIDE:
            sheet.wordings[BESIDE[key][1]] = sheet.word(BESIDE[key][2])
    found = [e for e in (entry(sheet, key) for key in keys) if e]
    by_key = {e.key: e for e in found}
    if {"po_number", "revision"} <= set(by_key) and sheet.word("number_and_revision", ("", "", "Rev.", "/ Rev", "v")):
        number, revision = by_key["po_number"], by_key["revision"]
        joint = Piece(sheet.word("number_and_revision", ()), "label.revision")
        both = Entry("po_number", number.label, [*number.value, joint, *revision.value])
        found = [both if e is number else e for e in found if e is not revision]
        by_key = {e.key: e for e in found}
    if {"po_number", "order_date"} <= set(by_key) and sheet.word("number_and_date", ("",) * 14 + ("/",)):
        number, day = by_key["po_number"], by_key["order_date"]
        word = sheet.word("number_date_label", _NUMBER_DATE[sheet.order.language]) + sheet.style.colon
        both = Entry("po_number", [Piece(word, "label.po_number")], [*number.value, Piece("/", "other"), *day.value])
        return [both if e is number else e for e in found if e is not day]
    return found


_NUMBER_DATE: Mapping[str, Any] = vocab("words")["number_date"]


def fields(sheet: Sheet, found: Sequence[Entry], width: float, mode: str, align: Align = "left") -> Frag:
    """Fields in one of the usual arrangements."""
    if not found:
        return space(0)
    return _ARRANGE[mode](sheet, found, width, align)


def _columns(sheet: Sheet, found: Sequence[Entry], width: float, align: Align) -> Frag:
    """Labels in a column, values in a column beside it."""
    ink = sheet.style.ink()
    lead = max(line_width(e.label, ink) for e in found) + sheet.rng.choice((4, 8, 14))
    lead = min(lead, width * 0.62)
    right = sheet.rng.random() < 0.2
    side: Align = "right" if sheet.rng.random() < 0.15 else "left"
    dotted = sheet.rng.random() < 0.12
    leader = sheet.word("leader", ("", "", "", "", "", ".")) if not right else ""
    filled = sheet.style.bar if sheet.rng.random() < 0.18 else None
    out = Frag(width, 0.0)
    for e in found:
        left = paragraph([_led(e.label, ink, lead - 4) if leader else e.label], ink, lead - 4, side)
        value = paragraph([e.value], ink, max(30.0, width - lead), "right" if right else "left")
        row = beside([left, value], [0.0, lead], width)
        if filled is not None:
            row = _filled_row(row, lead, width, filled, sheet)
        if dotted:
            row.shapes.append(Shape(0, row.height, width, row.height, 0.3, gray=0.6))
        out.add(row, 0.0, out.height)
        out.height += row.height + (1.5 if dotted else 0)
    return out


def _led(label: list[Piece], ink: Ink, width: float) -> list[Piece]:
    """A label with dots up to its value."""
    free = width - line_width(label, ink)
    dot = line_width([Piece(".", "")], ink)
    count = int(free / dot) if dot else 0
    return [*label, Piece("." * count, "other", glue=True)] if count > 2 else label


def _filled_row(row: Frag, lead: float, width: float, fill: float, sheet: Sheet) -> Frag:
    """A row of a small table: label on a ground, value in a cell."""
    out = padded(row, 3, 1)
    out.width = width
    if fill < 0.5:
        for text in out.texts:
            if text.x < lead:
                text.gray = 1.0
    style = sheet.style
    out.shapes[:0] = [
        Shape(0, 0, lead, out.height, style.rule, fill, style.rule_gray),
        Shape(lead, 0, width, out.height, style.rule, None, style.rule_gray),
    ]
    return out


def _inline(sheet: Sheet, found: Sequence[Entry], width: float, align: Align) -> Frag:
    return paragraph([[*e.label, *e.value] for e in found], sheet.style.ink(), width, align)


def _right(sheet: Sheet, found: Sequence[Entry], width: float, align: Align) -> Frag:
    return paragraph([[*e.label, *e.value] for e in found], sheet.style.ink(), width, "right")


def _above(sheet: Sheet, found: Sequence[Entry], width: float, align: Align) -> Frag:
    """Each label small above its value."""
    ink, tiny = sheet.style.ink(), sheet.style.ink(0.8, gray=sheet.style.label_gray)
    blocks = [stack([paragraph([e.label], tiny, width, align), paragraph([e.value], ink, width, align)]) for e in found]
    return stack(blocks, gap=3, width=width)


def _sentence(sheet: Sheet, found: Sequence[Entry], width: float, align: Align) -> Frag:
    """All fields in running text."""
    line: list[Piece] = []
    for index, e in enumerate(found):
        ending = sheet.word("sentence_end", (",", "", ";", " -", " |", " •")) if index < len(found) - 1 else ""
        last = e.value[-1]
        bare = e.key in ("payment_terms", "delivery_terms") and sheet.word("bare_terms", ("", "", "b"))
        label = [] if bare else e.label
        if ending.startswith(" "):
            line += [*label, *e.value, Piece(ending.strip(), "other")]
        else:
            line += [*label, *e.value[:-1], Piece(last.text + ending, last.role, last.bold, last.glue)]
    return paragraph([line], sheet.style.ink(), width, align)


def _grid(sheet: Sheet, found: Sequence[Entry], width: float, align: Align) -> Frag:
    """Boxes, label at the top, value below."""
    rng, style = sheet.rng, sheet.style
    per_row = min(len(found), rng.choice((2, 2, 3, 4)) if width < 300 else rng.choice((3, 4, 5, 6)))
    tiny, ink = style.ink(rng.choice((0.75, 0.85, 1.0)), gray=style.label_gray), style.ink()
    widest = max(longest_word([*e.label, *e.value], ink) for e in found)
    per_row = max(1, min(per_row, int(width / (widest + 7))))
    cell = width / per_row
    stroke = style.rule if rng.random() < 0.85 else 0.0
    rows: list[Frag] = []
    for start in range(0, len(found), per_row):
        cells = [
            padded(
                stack([paragraph([e.label], tiny, cell - 6), paragraph([e.value], ink, cell - 6)], width=cell - 6), 3, 2
            )
            for e in found[start : start + per_row]
        ]
        height = max(c.height for c in cells)
        row = Frag(width, height)
        for index, c in enumerate(cells):
            row.add(c, index * cell, 0)
            if stroke:
                row.shapes.append(Shape(index * cell, 0, (index + 1) * cell, height, stroke, gray=style.rule_gray))
        rows.append(row)
    return stack(rows, width=width)


def _table(sheet: Sheet, found: Sequence[Entry], width: float, align: Align) -> Frag:
    """A row of labels over a row of values."""
    rng, style = sheet.rng, sheet.style
    ink = style.ink(rng.choice((0.85, 0.9, 1.0)))
    count = 6 if width > 380 else 3
    parts = [found[i : i + count] for i in range(0, len(found), count)]
    ruled, side = rng.random() < 0.75, rng.choice(("left", "center", "left"))
    tables: list[Frag] = []
    for part in parts:
        natural = [max(line_width(e.label, ink), line_width(e.value, ink)) + 8 for e in part]
        if sum(longest_word([*e.label, *e.value], ink) + 8 for e in part) > width:
            tables.append(_columns(sheet, part, width, align))
            continue
        scale = width / sum(natural)
        if scale < 1:  # every cell keeps room for its longest word
            words = [longest_word([*e.label, *e.value], ink) + 8 for e in part]
            spare = (width - sum(words)) / max(1.0, sum(natural) - sum(words))
            natural = [w + (n - w) * spare for n, w in zip(natural, words, strict=True)]
            scale = 1.0
        even = width / len(part) >= max(natural) and rng.random() < 0.3
        widths = [width / len(part)] * len(part) if even else [n * scale for n in natural]
        tables.append(_two_rows(sheet, part, widths, ruled, side))
    return stack(tables, gap=3, width=width)


def longest_word(pieces: Sequence[Piece], ink: Ink) -> float:
    """The width of the widest word, below which a cell cannot be narrowed."""
    return max((line_width([Piece(w, p.role, p.bold)], ink) for p in pieces for w in p.text.split()), default=0.0)


def _two_rows(sheet: Sheet, part: Sequence[Entry], widths: Sequence[float], ruled: bool, side: str) -> Frag:
    style = sheet.style
    ink = style.ink(0.9)
    aligned: Align = "center" if side == "center" else "left"
    xs = [sum(widths[:i]) for i in range(len(widths))]
    total = sum(widths)
    bar = style.bar if style.bar is not None and style.bar > 0.6 else None
    heads = [
        padded(paragraph([e.label], ink, max(20.0, w - 6), aligned), 3, 2) for e, w in zip(part, widths, strict=True)
    ]
    values = [
        padded(paragraph([e.value], ink, max(20.0, w - 6), aligned), 3, 2) for e, w in zip(part, widths, strict=True)
    ]
    head, value = beside(heads, xs, total), beside(values, xs, total)
    if bar is not None:
        head.shapes.insert(0, Shape(0, 0, total, head.height, 0, bar))
    out = stack([head, value], width=total)
    if ruled:
        out.shapes.append(Shape(0, head.height, total, head.height, style.rule, gray=style.rule_gray))
        out.shapes.append(Shape(0, 0, total, out.height, style.rule, gray=style.rule_gray))
        out.shapes += [Shape(x, 0, x, out.height, style.rule, gray=style.rule_gray) for x in xs[1:]]
    return out


_ARRANGE = {"columns": _columns, "inline": _inline, "above": _above, "right": _right, "sentence": _sentence,
            "grid": _grid, "table": _table}  # fmt: skip
