"""The cells of a line under each column of a table plan: rows of pieces with roles. No geometry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from learning.synth.content import LineContent
from learning.synth.pdf.columns import TablePlan
from learning.synth.pdf.ops import Piece
from learning.synth.pdf.sheet import Sheet
from learning.synth.vocab import vocab

NO_PRICE = ("",) * 25 + ("some",)
Cell = list[list[Piece]]


def cells(sheet: Sheet, plan: TablePlan, line: LineContent, index: int | None) -> dict[str, Cell]:
    """The cell of every column for a line: rows of pieces. `index` None: a struck-out line."""
    prefix = f"line.{index}" if index is not None else "row.struck"
    out: dict[str, Cell] = {}
    for column in plan.columns:
        maker = _MAKERS.get(column.key)
        out[column.key] = maker(sheet, plan, line, prefix) if maker else _plain(sheet, column.key, line, prefix)
    return out


def _role(prefix: str, key: str) -> str:
    return f"{prefix}.{key}" if prefix != "row.struck" else prefix


def _plain(sheet: Sheet, key: str, line: LineContent, prefix: str) -> Cell:
    value = getattr(line, key)
    return [[Piece(str(value), _role(prefix, key))]] if value else []


def _description(sheet: Sheet, plan: TablePlan, line: LineContent, prefix: str) -> Cell:
    text = [Piece(line.description, _role(prefix, "description"))]
    rows: Cell = [inline(sheet, plan, line, key, prefix) for key in plan.above]
    if sheet.style.shout:
        text = [Piece(line.description.upper(), text[0].role)]
    before: list[Piece] = []
    for key in plan.before:
        before += inline(sheet, plan, line, key, prefix)
    rows.append([*before, *text])
    rows += [inline(sheet, plan, line, key, prefix) for key in plan.below]
    rows += schedule_rows(sheet, plan, line, prefix)
    rows += _facts(sheet, line, prefix)
    if line.comment:
        rows.append([Piece(line.comment, "row.comment" if prefix == "row.struck" else f"{prefix}.comment")])
    return [r for r in rows if r]


_FACTS: Mapping[str, Any] = vocab("words")["facts"]


def _facts(sheet: Sheet, line: LineContent, prefix: str) -> Cell:
    """Rows of small facts under an item that are neither its text nor its codes."""
    form = sheet.word("facts", ("",) * 14 + tuple(_FACTS[sheet.order.language]))
    if not form:
        return []
    text = form.format(h=line.hsn, w=line.weight, k=sheet.order.numbers["cost_centre"])
    return [[Piece(text, f"{prefix}.other" if prefix != "row.struck" else prefix)]]


def code_key(plan: TablePlan, line: LineContent) -> str:
    """Under a heading without an owner: our code when it is of our catalogue, else the buyer's."""
    if plan.code_kind == "supplier_item_code" and line.sku is not None:
        return "supplier_item_code"
    return "buyer_item_code"


def inline(sheet: Sheet, plan: TablePlan, line: LineContent, key: str, prefix: str) -> list[Piece]:
    """A code or a date as a line in the description's cell, with its words."""
    real = code_key(plan, line) if key == "code" else key
    field_name = {"mpn": "manufacturer_part_number"}.get(real, real)
    value = getattr(line, field_name)
    if not value or (key == "requested_date" and len(line.schedules) > 1):
        return []
    text = sheet.style.formats.line_date(value) if key == "requested_date" else str(value)
    head, _, tail = plan.inline[key].partition("{v}")
    kind = _role(prefix, real) if key != "mpn" else f"{prefix}.other"
    pieces = []
    words = head.rstrip()
    if words:
        pieces.append(Piece(words, f"{prefix}.{real}.label" if prefix != "row.struck" else prefix))
    pieces.append(Piece(text, kind, glue=bool(words) and not head.endswith(" ")))
    if tail.strip():
        pieces.append(Piece(tail.strip(), "other", glue=not tail.startswith(" ")))
    return pieces


def schedule_rows(sheet: Sheet, plan: TablePlan, line: LineContent, prefix: str) -> Cell:
    """Several delivery dates of one line, each with its quantity."""
    if len(line.schedules) < 2 or prefix == "row.struck":
        return []
    formats = sheet.style.formats
    rows = []
    for day, share in line.schedules:
        pieces = [
            Piece(formats.line_date(day), f"{prefix}.requested_date"),
            Piece(formats.quantity(share), f"{prefix}.schedule_quantity"),
            Piece(line.unit, f"{prefix}.schedule_unit"),
        ]
        rows.append(pieces if sheet.word("schedule_order", ("d", "d", "q")) == "d" else [*pieces[1:], pieces[0]])
    return rows


def _quantity(sheet: Sheet, plan: TablePlan, line: LineContent, prefix: str) -> Cell:
    return [[Piece(sheet.style.formats.quantity(line.quantity), _role(prefix, "quantity"))]]


def _quantity_unit(sheet: Sheet, plan: TablePlan, line: LineContent, prefix: str) -> Cell:
    if sheet.word("unit_brackets", ("", "", "", "", "", "", "(")):
        unit = [Piece("(", "other"), Piece(line.unit, _role(prefix, "unit"), glue=True), Piece(")", "other", glue=True)]
        return [[*_quantity(sheet, plan, line, prefix)[0], *unit]]
    if sheet.word("unit_below", ("",) * 14 + ("below",)):
        return [_quantity(sheet, plan, line, prefix)[0], [Piece(line.unit, _role(prefix, "unit"))]]
    glue = sheet.word("unit_glue", ("", "", "", "g")) == "g"
    return [[*_quantity(sheet, plan, line, prefix)[0], Piece(line.unit, _role(prefix, "unit"), glue=glue)]]


def _unit_quantity(sheet: Sheet, plan: TablePlan, line: LineContent, prefix: str) -> Cell:
    return [[Piece(line.unit, _role(prefix, "unit")), *_quantity(sheet, plan, line, prefix)[0]]]


def _unit_price(sheet: Sheet, plan: TablePlan, line: LineContent, prefix: str) -> Cell:
    pieces = [Piece(sheet.style.formats.price(line.unit_price), _role(prefix, "unit_price"))]
    if sheet.style.currency_in == "cells" and sheet.style.currency in ("code", "symbol"):
        pieces = [
            replace(p, role=_role(prefix, "unit_price") if p.role == "x" else p.role)
            for p in _with_currency(sheet, pieces)
        ]
    if sheet.word("no_price", NO_PRICE) == "some" and line.line_no[-1:] in ("3", "7", "5"):
        return [[Piece(sheet.word("no_price_text", ("n/c", "TBC", "TBD", "-", "N/A", "")) or "-", "other")]]
    if line.price_basis == 1 and sheet.word("price_unit", ("", "", "", "", "", "", "", "/", "per", "/ ")):
        sign = sheet.word("price_unit", ())
        glued = sign == "/"
        pieces += [Piece(sign.strip(), "other", glue=glued), Piece(line.unit, f"{prefix}.price_unit", glue=glued)]
    own_column = any(c.key == "price_basis" for c in plan.columns)
    if line.price_basis != 1 and not own_column:
        form = sheet.word("basis_form", ("/{b}", "/ {b}", "per {b}", "/{b} {u}", "p. {b}", "pro {b}", "% ", "x"))
        if form in ("% ", "x"):
            form = "/ {b}"
        text = form.format(b=f"{line.price_basis:f}", u=line.unit)
        head, _, tail = text.partition(f"{line.price_basis:f}")
        if head.strip():
            pieces.append(Piece(head.strip(), "other", glue=not head.startswith(" ") and head.startswith("/")))
        below = [[*pieces[-1:], Piece(f"{line.price_basis:f}", _role(prefix, "price_basis"))]]
        if head.strip() and not tail.strip() and sheet.word("basis_below", ("", "", "", "", "below")):
            return [pieces[:-1], [replace(p, glue=False) for p in below[0]]]
        pieces.append(Piece(f"{line.price_basis:f}", _role(prefix, "price_basis"), glue=head == "/"))
        if tail.strip():
            pieces.append(Piece(tail.strip(), "other"))
    return [pieces]


def _with_currency(sheet: Sheet, pieces: list[Piece]) -> list[Piece]:
    unit = Piece(sheet.currency_text(), "header.currency")
    if sheet.style.formats.symbol_before:
        return [unit, replace(pieces[0], glue=len(unit.text) == 1), *pieces[1:]]
    return [*pieces, unit]


def _price_basis(sheet: Sheet, plan: TablePlan, line: LineContent, prefix: str) -> Cell:
    """A basis of 1 is no price basis: its figure, where printed, carries no role of the line."""
    if line.price_basis == 1:
        return [[Piece("1", "other")]] if sheet.word("basis_one", ("1", "")) else []
    basis = [Piece(f"{line.price_basis:f}", _role(prefix, "price_basis"))]
    with_unit = sheet.word("basis_unit", ("", "", "", "u"))
    return [[*basis, Piece(line.unit, f"{prefix}.price_unit")] if with_unit else basis]


def _amount(sheet: Sheet, plan: TablePlan, line: LineContent, prefix: str) -> Cell:
    if sheet.word("no_price", NO_PRICE) == "some" and line.line_no[-1:] in ("3", "7", "5"):
        return []
    return [sheet.money(line.amount, _role(prefix, "amount"), "cell")]


def _discount(sheet: Sheet, plan: TablePlan, line: LineContent, prefix: str) -> Cell:
    if not line.discount_percent:
        return (
            [[Piece(sheet.style.formats.percent(Decimal(0), 2), "other")]]
            if sheet.word("disc_zero", ("", "", "0"))
            else []
        )
    places = 2 if sheet.word("disc_places", ("", "2")) else 0
    text = sheet.style.formats.percent(line.discount_percent, places)
    sign = sheet.word("disc_sign", ("", "", "%", " %"))
    pieces = [Piece(text, _role(prefix, "discount_percent"))]
    return [[*pieces, Piece("%", "other", glue=sign == "%")] if sign else pieces]


def _date(sheet: Sheet, plan: TablePlan, line: LineContent, prefix: str) -> Cell:
    if line.requested_date is None or len(line.schedules) > 1:
        return []
    formats = sheet.style.formats
    return [[Piece(formats.line_date(line.requested_date), _role(prefix, "requested_date"))]]


def _code(sheet: Sheet, plan: TablePlan, line: LineContent, prefix: str) -> Cell:
    key = code_key(plan, line)
    value = getattr(line, key)
    return [[Piece(value, _role(prefix, key))]] if value else []


def _codes(sheet: Sheet, plan: TablePlan, line: LineContent, prefix: str) -> Cell:
    """The buyer's code over ours in one cell."""
    both = (("buyer_item_code", line.buyer_item_code), ("supplier_item_code", line.supplier_item_code))
    return [[Piece(value, _role(prefix, key))] for key, value in both if value]


def _tax_rate(sheet: Sheet, plan: TablePlan, line: LineContent, prefix: str) -> Cell:
    """The bare rate, or the tax by the name that the buyer's system gives it."""
    if sheet.word("tax_named", ("", "", "y")):
        form = sheet.word("tax_cell", vocab("address_parts")["tax_cell"][sheet.order.language])
        rate = sheet.style.formats.percent(sheet.order.tax_rate)
        return [[Piece(form.format(r=rate), _role(prefix, "other"))]]
    return [
        [Piece(sheet.style.formats.percent(sheet.order.tax_rate), f"{prefix}.other"), Piece("%", "other", glue=True)]
    ]


def _tax_amount(sheet: Sheet, plan: TablePlan, line: LineContent, prefix: str) -> Cell:
    tax = (line.amount * sheet.order.tax_rate / 100).quantize(Decimal("0.01"))
    return [[Piece(sheet.style.formats.number(tax, 2), f"{prefix}.other")]]


def _gross_amount(sheet: Sheet, plan: TablePlan, line: LineContent, prefix: str) -> Cell:
    gross = (line.amount * (100 + sheet.order.tax_rate) / 100).quantize(Decimal("0.01"))
    return [[Piece(sheet.style.formats.number(gross, 2), f"{prefix}.other")]]


def _currency(sheet: Sheet, plan: TablePlan, line: LineContent, prefix: str) -> Cell:
    return [[Piece(sheet.order.currency, "header.currency")]]


def _other(name: str) -> Callable[[Sheet, TablePlan, LineContent, str], Cell]:
    def make(sheet: Sheet, plan: TablePlan, line: LineContent, prefix: str) -> Cell:
        value = {
            "mpn": line.manufacturer_part_number,
            "brand": line.brand,
            "hsn": line.hsn,
            "weight": line.weight,
            "account": sheet.order.numbers["cost_centre"],
            "blank": "",
        }[name]
        return [[Piece(value, f"{prefix}.other")]] if value else []

    return make


_MAKERS: dict[str, Callable[[Sheet, TablePlan, LineContent, str], Cell]] = {
    "description": _description,
    "quantity": _quantity,
    "quantity_unit": _quantity_unit,
    "unit_quantity": _unit_quantity,
    "unit_price": _unit_price,
    "price_basis": _price_basis,
    "amount": _amount,
    "discount_percent": _discount,
    "igst": _tax_amount,
    "gross": _gross_amount,
    "currency": _currency,
    "requested_date": _date,
    "code": _code,
    "codes": _codes,
    "tax_rate": _tax_rate,
    **{name: _other(name) for name in ("mpn", "brand", "hsn", "weight", "account", "blank")},
}
