"""The items of an order mail: lines as people type them, or a table."""

from __future__ import annotations

from collections.abc import Mapping

from learning.synth.content import LineContent
from learning.synth.draw import chance, weighted
from learning.synth.formats.lines import (
    Plan,
    heading_pieces,
    line_value,
    plan_columns,
    printed_fields,
    shows_currency,
    value_text,
)
from learning.synth.formats.mail_body import Body, Grid
from learning.synth.formats.marks import Piece, Text
from learning.synth.formats.sheet_header import Pen
from learning.synth.formats.style import words
from learning.synth.item_forms import item_forms, said


def write_items(pen: Pen, body: Body) -> None:
    """The order's lines in the text, or as a table."""
    form = weighted(pen.rng, {"lines": 6.0, "table": 4.0})
    if form == "table":
        body.blocks.append(_grid(pen))
        return
    write_lines(pen, body)


def write_lines(pen: Pen, body: Body) -> None:
    """The order's lines as people type them, all in one form."""
    rng, lines = pen.rng, pen.order.printed_lines
    own_code = chance(rng, 0.3) and all(line.buyer_item_code for line in lines)
    simple = all(line.price_basis == 1 and not line.discount_percent for line in lines)
    priced = 0.3 if simple else 0.0
    if chance(rng, 0.25):
        row = str(rng.choice(words("words")["mail"]["line"]["priced" if priced else "any"]))
        forms: list[tuple[str, ...]] = [(row,)] * len(lines)
    else:
        coded = all(line.sku or line.buyer_item_code for line in lines)
        changed = pen.order.document_type == "order_change"
        forms = item_forms(rng, pen.order.language, len(lines), priced, coded, changed)
    for index, (line, rows) in enumerate(zip(lines, forms, strict=True)):
        values = _slots(pen, line, own_code)
        for row in rows:
            pieces = _row_pieces(pen, row, index, values)
            if pieces or not row:
                body.say(*(pieces or (Piece(""),)))


def _slots(pen: Pen, line: LineContent, own_code: bool) -> dict[str, tuple[str, str]]:
    """Field and text of every slot of a form.

    In running text nobody says whose code it is: ours when it is in our catalogue, else the buyer's.
    """
    ours = bool(line.sku) and not own_code
    code = line.supplier_item_code if ours else line.buyer_item_code
    money = f" {pen.order.currency}"
    return {
        "c": ("supplier_item_code" if ours else "buyer_item_code", code or ""),
        "b": ("buyer_item_code", (line.buyer_item_code or "") if ours else ""),
        "g": ("gtin", line.gtin or ""),
        "d": ("description", line.description),
        "q": ("quantity", pen.style.number(line.quantity)),
        "u": ("unit", line.unit),
        "p": ("unit_price", value_text(pen.style, "unit_price", line.unit_price) + money),
        "a": ("amount", value_text(pen.style, "amount", line.amount) + money),
        "t": ("requested_date", _line_day(pen, line)),
        "n": ("line_no", line.line_no),
        "x": ("", line.unit),
    }


def _line_day(pen: Pen, line: LineContent) -> str:
    return pen.style.date(line.requested_date) if line.requested_date and len(line.schedules) < 2 else ""


def _row_pieces(pen: Pen, row: str, index: int, slots: Mapping[str, tuple[str, str]]) -> list[Piece]:
    stated = pen.printed.lines.setdefault(index, set())
    pieces: list[Piece] = []
    for text, slot in said(row, {key: text for key, (_, text) in slots.items()}):
        name = slots[slot][0] if slot else ""
        if name in ("unit_price", "amount"):  # the currency beside a figure is the order's, not the line's
            figure, _, money = text.rpartition(" ")
            pieces += [Piece(figure, name, index, pen.number), Piece(" "), Piece(money, "currency", -1, pen.number)]
            pen.printed.header.add("currency")
        else:
            pieces.append(Piece(text, name, index if slot else -1, pen.number))
        if name:
            stated.add(name)
    return pieces


def _grid(pen: Pen) -> Grid:
    return order_grid(pen, wide=chance(pen.rng, 0.4))[0]


def order_grid(pen: Pen, wide: bool) -> tuple[Grid, Plan]:
    """The order's lines as a table, and the plan of its columns."""
    plan = plan_columns(pen.rng, pen.order, wide=wide)
    rows: list[tuple[Text, ...]] = []
    if chance(pen.rng, 0.9):
        if shows_currency(plan):
            pen.printed.header.add("currency")
        rows.append(tuple(heading_pieces(c, pen.number, pen.order.currency) for c in plan.columns))
    for index, line in enumerate(pen.order.printed_lines):
        cells: list[Text] = []
        for column in plan.columns:
            value = line_value(line, column.field) if column.field else None
            text = value_text(pen.style, column.field, value) if value is not None else ""
            cells.append((Piece(text, column.field, index, pen.number),))
        rows.append(tuple(cells))
        pen.printed.lines.setdefault(index, set()).update(printed_fields(plan, line))
    return Grid(tuple(rows)), plan
