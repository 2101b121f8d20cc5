"""What stands under the table of an order sheet: totals, and what to mind."""

from __future__ import annotations

from decimal import Decimal

from learning.synth.draw import chance
from learning.synth.formats.marks import Piece
from learning.synth.formats.sheet_draft import Draft
from learning.synth.formats.sheet_header import Pen


def note(pen: Pen, draft: Draft, row: int, column: int) -> None:
    """What to mind, under the table: behind a label, beside it, or as people write it, without one."""
    form = pen.rng.choice(("cells", "one", "bare", "bare"))
    if form == "cells":
        draft.say(row, column, pen.label("notes"))
        draft.say(row, column + 1, pen.piece("notes"))
    elif form == "one":
        draft.say(row, column, pen.label("notes"), Piece(": "), pen.piece("notes"))
    else:
        draft.say(row, column, pen.piece("notes"))


def totals(pen: Pen, draft: Draft, row: int, column: int) -> int:
    """Totals under the table: label in the column before, the sum in `column`."""
    order, rng = pen.order, pen.rng
    with_tax = order.tax_rate > 0 and chance(rng, 0.5)
    for charge in order.charges:
        draft.say(row, column - 1, Piece(charge.label))
        _sum(pen, draft, row, column, charge.amount, Piece(""))
        row += 1
    keys = ["total_net", "total_tax", "total_gross"] if with_tax else ["total_net"]
    for key in keys:
        rate = pen.style.number(order.tax_rate)
        draft.say(row, column - 1, pen.label(key, r=rate) if key == "total_tax" else pen.label(key), bold=True)
        pen.printed.header.add(key)
        _sum(pen, draft, row, column, getattr(order, key), Piece("", key, -1, pen.number))
        row += 1
    return row


def _sum(pen: Pen, draft: Draft, row: int, column: int, value: Decimal, piece: Piece) -> None:
    text = pen.style.number(value, 2)
    owner = Piece(text, piece.field, -1, pen.number)
    if pen.as_text:
        draft.say(row, column, owner)
    elif piece.field:
        draft.put(row, column, value, pen.money(text, piece.field, -1), pen.money_format)
    else:
        draft.put(row, column, value, owner, "money")
