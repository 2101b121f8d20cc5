"""Mails that change an order or cancel it, and what such a mail states of the order."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from learning.synth.content import OrderContent
from learning.synth.draw import chance
from learning.synth.formats.mail_body import Body, close, greet, until_slot
from learning.synth.formats.mail_items import order_grid, write_lines
from learning.synth.formats.marks import Piece
from learning.synth.formats.sheet_header import Pen
from learning.synth.formats.style import say


def change_body(pen: Pen) -> Body:
    """A change of one line said in a sentence, of several as a list; or a cancellation."""
    order = pen.order
    cancelled = order.document_type == "cancellation"
    listed = not cancelled and (len(order.lines) > 1 or chance(pen.rng, 0.2))
    body = Body()
    greet(pen, body)
    key = "cancel" if cancelled else "change_list" if listed else "change"
    form = say(pen.rng, "mail", key, order.language)
    line = next(iter(order.printed_lines), None)
    slots: dict[str, tuple[str, str, int]] = {
        "p": ("po_number", order.po_number, -1),
        "d": ("order_date", pen.style.date(order.order_date), -1),
    }
    if line is not None:
        before = line.quantity * pen.rng.choice((2, 3, Decimal("0.5"))) + pen.rng.choice((0, 1, 10))
        slots["l"] = ("line_no", line.line_no, 0)
        slots["c"] = ("supplier_item_code", line.supplier_item_code or "", 0)
        slots["t"] = ("description", line.description, 0)
        slots["q"] = ("quantity", pen.style.number(line.quantity), 0)
        slots["o"] = ("", pen.style.number(before), 0)
        slots["u"] = ("unit", line.unit, 0)
    pieces: list[Piece] = []
    rest = form
    while rest:
        start, slot, rest = until_slot(rest)
        pieces.append(Piece(start))
        if slot:
            name, text, index = slots[slot]
            pieces.append(Piece(text, name, index if name else -1, pen.number))
            if name:
                (pen.printed.header if index < 0 else pen.printed.lines.setdefault(0, set())).add(name)
    body.say(*pieces)
    body.blank()
    if listed:
        if chance(pen.rng, 0.3):
            body.blocks.append(order_grid(pen, wide=chance(pen.rng, 0.4))[0])
        else:
            write_lines(pen, body)
        body.blank()
    close(pen, body)
    return body


def change_order(order: OrderContent, most: int = 1) -> OrderContent:
    """The order as a change mail states it: up to `most` known lines, or none for a cancellation."""
    known = [replace(line, struck=False) for line in order.printed_lines if line.sku]
    return replace(order, lines=tuple(known[:most]) if order.document_type != "cancellation" else ())


def renumbered(order: OrderContent) -> OrderContent:
    """The order with its lines counted 1, 2, 3, as people who type them do."""
    lines = tuple(replace(line, line_no=str(at)) for at, line in enumerate(order.printed_lines, start=1))
    return replace(order, lines=lines)
