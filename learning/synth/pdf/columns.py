"""The columns of a line table: which, in which order, under which heading, and the cells of each line. No geometry."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random

from learning.synth.content import OrderContent
from learning.synth.draw import chance, weighted
from learning.synth.pdf.ops import Align
from learning.synth.pdf.sheet import Sheet
from learning.synth.vocab import vocab

NUMERIC = (
    "igst",
    "gross",
    "quantity",
    "unit_price",
    "amount",
    "discount_percent",
    "price_basis",
    "tax_rate",
    "weight",
    "quantity_unit",
    "unit_quantity",
    "price_unit",
)
CODE_FIELDS = ("buyer_item_code", "supplier_item_code", "gtin")
PAIRED = ("buyer_item_code", "supplier_item_code")  # both codes before an item's name


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `keys` are the fields in its cells; `heading` rows of words."""

    key: str
    heading: tuple[str, ...]
    align: Align


@dataclass(frozen=True, slots=True)
class TablePlan:
    """What the table prints: columns, and which fields stand in the description's cell (`above`, `below`, `before`)."""

    columns: tuple[Column, ...]
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    second_row: tuple[str, ...] = ()
    inline: dict[str, str] = field(default_factory=dict)
    code_kind: str = "supplier_item_code"
    no_price: str = ""


def draw_table_plan(sheet: Sheet, wants: dict[str, float] | None = None, codes_at: str = "") -> TablePlan:
    """The columns of this document."""
    rng, order = sheet.rng, sheet.order
    keys = _draw_keys(rng, order, wants or {})
    codes = _place_codes(rng, order)
    if codes_at and chance(rng, 0.8):
        codes = {"code": codes_at}
    columns = [k for k in keys if k not in CODE_FIELDS and k != "code"]
    for key, place in codes.items():
        if place == "column":
            at = columns.index("description") if "description" in columns else 0
            columns.insert(at + (1 if chance(rng, 0.12) else 0), key)
    columns = _shuffled(rng, columns)
    plan = TablePlan(
        columns=tuple(Column(k, _heading(sheet, k), _align(rng, k)) for k in columns),
        above=tuple(k for k, p in codes.items() if p == "above"),
        below=(*(k for k, p in codes.items() if p == "below"), *_below(rng, order, columns)),
        before=tuple(k for k, p in codes.items() if p == "before"),
        code_kind="supplier_item_code" if chance(rng, 0.6) else "buyer_item_code",
    )
    forms = {k: _inline_form(sheet, k) for k in (*plan.above, *plan.below, *plan.before)}
    if plan.before == PAIRED:
        forms["buyer_item_code"] = "{v}"
        forms["supplier_item_code"] = str(sheet.rng.choice(vocab("address_parts")["code_pair"][sheet.order.language]))
    return replace(plan, inline=forms)


def _draw_keys(rng: Random, order: OrderContent, wants: dict[str, float]) -> list[str]:
    """A subset of the usual columns in a usual order."""
    american, indian = order.country in ("US", "CA"), order.country == "IN"
    odds: dict[str, float] = {
        "line_no": 0.62,
        "description": 1.0,
        "quantity": 1.0,
        "unit": 0.72,
        "unit_price": 0.92,
        "price_basis": 0.0,
        "discount_percent": 0.9 if any(line.discount_percent for line in order.lines) else 0.03,
        "amount": 0.88,
        "requested_date": 0.7 if any(line.requested_date for line in order.lines) else 0.0,
        "hsn": 0.7 if indian else 0.02,
        "tax_rate": 0.3 if indian else 0.1,
        "mpn": 0.03,
        "brand": 0.03,
        "weight": 0.02,
        "blank": 0.03,
        "currency": 0.02,
        "igst": 0.18 if indian else 0.0,
        "gross": 0.12 if indian else 0.02,
        "account": 0.08 if american else 0.02,
    }
    if chance(rng, 0.05):
        odds["unit_price"] = odds["amount"] = 0.0  # an order without any price
    elif chance(rng, 0.08):
        odds["amount"] = 0.0
    odds.update({k: v for k, v in wants.items() if odds.get(k) != 0.0 or k not in ("unit_price", "amount")})
    keys = [k for k, p in odds.items() if chance(rng, p)]
    if any(line.price_basis != 1 for line in order.lines) and "unit_price" in keys and chance(rng, 0.5):
        keys.insert(keys.index("unit_price") + 1, "price_basis")
    if "unit" in keys and chance(rng, 0.22):  # one cell for quantity and unit
        keys[keys.index("quantity")] = "quantity_unit" if chance(rng, 0.9) else "unit_quantity"
        keys.remove("unit")
    if rng.random() < 0.1 and "description" in keys:
        keys.remove("requested_date") if "requested_date" in keys else None
    return keys


def _place_codes(rng: Random, order: OrderContent) -> dict[str, str]:
    """Where item codes stand: own columns, lines in the description's cell, or nowhere."""
    kind = weighted(rng, {"code": 5, "both": 2.5, "buyer": 1.6, "supplier": 2.2, "none": 0.9, "all": 0.4, "gtin": 0.4})
    keys = {
        "code": ["code"],
        "both": ["buyer_item_code", "supplier_item_code"],
        "buyer": ["buyer_item_code"],
        "supplier": ["supplier_item_code"],
        "none": [],
        "gtin": ["gtin"],
        "all": ["buyer_item_code", "supplier_item_code", "gtin"],
    }[kind]
    if kind in ("code", "supplier") and chance(rng, 0.07):
        keys.append("gtin")
    if kind == "both" and chance(rng, 0.15):
        return {"codes": "column"}
    if kind == "both" and chance(rng, 0.1):
        return {"buyer_item_code": "before", "supplier_item_code": "before"}
    if chance(rng, 0.3):
        rng.shuffle(keys)
    places = {}
    for key in keys:
        odds = (
            {"column": 7, "above": 1.2, "before": 1.2}
            if key == "code"
            else {"column": 6, "below": 2.6, "above": 0.5, "before": 0.2 if key != "gtin" else 0.0}
        )
        places[key] = weighted(rng, odds)
    return places


def _below(rng: Random, order: OrderContent, columns: list[str]) -> tuple[str, ...]:
    out = []
    dated = any(line.requested_date for line in order.lines)
    if dated and "requested_date" not in columns and chance(rng, 0.6):
        out.append("requested_date")
    if chance(rng, 0.04):
        out.append("mpn")
    return tuple(out)


def _shuffled(rng: Random, columns: list[str]) -> list[str]:
    """Most tables go number, code, text, quantity, price, amount; a third differ."""
    roll = rng.random()
    if roll < 0.2 and "quantity" in columns:  # quantity first, as on many forms
        group = [k for k in columns if k in ("quantity", "unit", "quantity_unit")]
        rest = [k for k in columns if k not in group]
        at = 1 if rest and rest[0] == "line_no" and chance(rng, 0.6) else 0
        return rest[:at] + group + rest[at:]
    if roll < 0.26:  # unit before quantity
        if "unit" in columns and "quantity" in columns:
            i, j = columns.index("unit"), columns.index("quantity")
            columns[i], columns[j] = columns[j], columns[i]
        return columns
    if roll < 0.31:
        head = ["line_no"] if "line_no" in columns else []
        rest = [k for k in columns if k != "line_no"]
        rng.shuffle(rest)
        return head + rest
    if roll < 0.36 and "requested_date" in columns:
        columns.remove("requested_date")
        columns.insert(rng.randint(0, len(columns)), "requested_date")
    return columns


def _heading(sheet: Sheet, key: str) -> tuple[str, ...]:
    names = {"quantity_unit": "quantity", "unit_quantity": "quantity", "price_unit": "unit_price"}
    if key == "codes":
        return _heading(sheet, "buyer_item_code")[:1] + _heading(sheet, "supplier_item_code")[:1]
    options = vocab("columns")[names.get(key, key)]
    text = str(sheet.rng.choice(options[sheet.order.language]))
    if sheet.style.second_language and chance(sheet.rng, 0.7):
        text += "|" + str(sheet.rng.choice(options[sheet.style.second_language])).replace("|", " ")
    if key in ("amount", "unit_price") and sheet.style.currency_in == "heading" and sheet.style.currency != "none":
        text += sheet.word("currency_heading", (" ({c})", " {c}", "|{c}", " in {c}")).format(c="\x01")
    if sheet.style.label_case == "upper":
        text = text.upper()
    return tuple(text.replace("- |", "-|").split("|"))


def _align(rng: Random, key: str) -> Align:
    if key in NUMERIC:
        return weighted(rng, {"right": 9, "center": 1, "left": 0.7})
    return (
        weighted(rng, {"left": 9, "center": 1.2})
        if key in ("unit", "line_no", "requested_date", "tax_rate")
        else "left"
    )


def _inline_form(sheet: Sheet, key: str) -> str:
    language = sheet.order.language
    forms = vocab("columns")["inline"]
    if key == "gtin":
        return str(sheet.rng.choice(forms["gtin_all"]))
    kind = {"buyer_item_code": "buyer", "supplier_item_code": "supplier", "requested_date": "date", "mpn": "mpn"}.get(
        key
    )
    if kind is None:
        return str(sheet.rng.choice(("{v}", "[{v}]", "{v} -", "{v}", "{v}:", "({v})")))
    return str(sheet.rng.choice([f for f in forms[f"{kind}_{language}"] if kind != "supplier" or "[" not in f]))
