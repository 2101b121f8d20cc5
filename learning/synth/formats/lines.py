"""Which columns an order table has, what they are called and what their cells say. No file format and no placing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

from learning.synth.content import LineContent, OrderContent
from learning.synth.draw import chance
from learning.synth.formats.marks import Piece, Text
from learning.synth.formats.style import SYMBOLS, Style, say

Value = str | Decimal | date


@dataclass(frozen=True, slots=True)
class Column:
    """`field` is "" for a column of noise; `heading` as printed."""

    field: str
    heading: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The columns of one document, and the fields they print."""

    columns: tuple[Column, ...]
    codes: str  # "buyer", "supplier", "both", "none"

    @property
    def fields(self) -> frozenset[str]:
        return frozenset(c.field for c in self.columns if c.field)


def plan_columns(rng: Random, order: OrderContent, wide: bool = True) -> Plan:
    """A choice of columns that lets the order be understood: a code or a description, and a quantity."""
    language = order.language
    codes = rng.choice(("supplier", "supplier", "supplier", "buyer", "both", "both", "none"))
    if codes == "none" and not chance(rng, 0.6):
        codes = "supplier"
    fields = _code_fields(codes)
    if chance(rng, 0.55):
        fields.insert(0, "line_no")
    if codes == "none" or chance(rng, 0.92):
        fields.append("description")
    if wide and chance(rng, 0.2):
        fields.append("gtin")
    tail = ["quantity"]
    if chance(rng, 0.75):
        tail.append("unit")
    if wide and chance(rng, 0.7):
        tail.extend(_price_fields(rng, order))
    if wide and _dated(order) and chance(rng, 0.8):
        tail.insert(rng.choice((0, len(tail))), "requested_date")
    fields.extend(tail)
    if chance(rng, 0.25):
        fields = _shuffled(rng, fields)
    # Under a heading that names no owner, a code outside our catalogue counts as the buyer's: keep those apart.
    ownerless = codes != "both" and (codes == "buyer" or all(line.sku for line in order.printed_lines))
    columns = [Column(f, _heading(rng, f, language, ownerless, order.currency)) for f in fields]
    for _ in range(rng.choice((0, 0, 0, 1, 2)) if wide else 0):
        columns.insert(rng.randint(0, len(columns)), Column("", say(rng, "column", "noise", language)))
    return Plan(tuple(columns), codes)


def _code_fields(codes: str) -> list[str]:
    return {
        "supplier": ["supplier_item_code"],
        "buyer": ["buyer_item_code"],
        "both": ["buyer_item_code", "supplier_item_code"],
        "none": [],
    }[codes]


def _price_fields(rng: Random, order: OrderContent) -> list[str]:
    fields = ["unit_price"]
    if any(line.price_basis != 1 for line in order.printed_lines):
        fields.append("price_basis")
    if any(line.discount_percent for line in order.printed_lines):
        fields.append("discount_percent")
    if chance(rng, 0.7):
        fields.append("amount")
    return fields


def _dated(order: OrderContent) -> bool:
    lines = order.printed_lines
    return all(line.requested_date and len(line.schedules) < 2 for line in lines)


def _shuffled(rng: Random, fields: Sequence[str]) -> list[str]:
    order = list(fields)
    moved = rng.choice(order)
    order.remove(moved)
    order.insert(rng.randint(0, len(order)), moved)
    return order


def _heading(rng: Random, field: str, language: str, ownerless: bool, currency: str) -> str:
    key = field
    if field.endswith("item_code") and ownerless and chance(rng, 0.4):
        key = "any_code"
    heading = say(rng, "column", key, language)
    if field in {"unit_price", "amount"} and chance(rng, 0.15):
        heading += f" ({currency})" if chance(rng, 0.6) or currency not in SYMBOLS else f" {SYMBOLS[currency]}"
    return heading.upper() if chance(rng, 0.1) else heading


def heading_pieces(column: Column, number: int, currency: str) -> Text:
    """A heading as pieces; a currency in it states the currency."""
    label = column.field or "noise"
    for shown in (currency, SYMBOLS.get(currency, "")):
        before, found, after = column.heading.rpartition(shown) if shown else ("", "", "")
        if found and label in {"unit_price", "amount"} and len(after) <= 1 and before.endswith((" ", "(")):
            stated = Piece(found, "currency", -1, number)
            return (Piece(before, "", -1, number, label), stated, Piece(after, "", -1, number, label))
    return (Piece(column.heading, "", -1, number, label),)


def shows_currency(plan: Plan) -> bool:
    """Whether a heading names the currency."""
    return any(c.heading.endswith((")", "€", "£")) and c.field in {"unit_price", "amount"} for c in plan.columns)


def line_value(line: LineContent, field: str) -> Value | None:
    """What a line's cell holds, None for an empty one."""
    value = getattr(line, field)
    if field == "price_basis" and value == 1 and line.price_basis == 1:
        return Decimal(1)
    if field == "discount_percent" and not value:
        return None
    return value or None


def printed_fields(plan: Plan, line: LineContent) -> set[str]:
    """The fields that this line's row states."""
    found = {f for f in plan.fields if line_value(line, f) is not None}
    if line.price_basis == 1:
        found.discard("price_basis")
    return found


def value_text(style: Style, field: str, value: Value) -> str:
    """A value as text in the document's style."""
    if isinstance(value, Decimal):
        if field == "amount":
            return style.number(value, 2)
        if field == "unit_price":
            places = max(2, -int(value.as_tuple().exponent)) if value == value.quantize(Decimal("0.01")) else None
            return style.number(value, 2 if places == 2 else None)
        return style.number(value)
    return style.date(value) if isinstance(value, date) else value
