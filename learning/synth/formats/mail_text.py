"""The text of an order mail: sentence, facts, items, terms, closing; and the covering note of an attached order."""

from __future__ import annotations

from datetime import timedelta

from learning.synth.draw import chance
from learning.synth.formats.mail_body import Body, close, greet, until_slot
from learning.synth.formats.mail_facts import labelled_facts, told_asides, told_terms, told_totals
from learning.synth.formats.mail_items import write_items
from learning.synth.formats.marks import Piece
from learning.synth.formats.sheet_header import Pen
from learning.synth.formats.style import say
from learning.synth.pdf.formats import draw_formats
from learning.synth.sentences import running_pieces

MAX_LINES = 14


def order_body(pen: Pen) -> Body:
    """A new order in the text: sentence, labelled lines, and the items as lines or as a table."""
    rng, order = pen.rng, pen.order
    body = Body()
    greet(pen, body)
    number_first = chance(rng, 0.5)
    if len(order.printed_lines) <= 3 and order.requested_date and chance(rng, 0.5):
        _running(pen, body)
        body.blank()
        close(pen, body)
        return body
    if chance(rng, 0.45):
        _intro(pen, body)
        body.blank()
        if number_first:
            labelled_facts(pen, body)
    else:
        body.say(Piece(say(rng, "mail", "intro", order.language)))
        body.blank()
        if number_first:
            labelled_facts(pen, body)
    write_items(pen, body)
    body.blank()
    told_totals(pen, body)
    if not number_first:
        labelled_facts(pen, body)
    told_terms(pen, body)
    told_asides(pen, body)
    close(pen, body)
    return body


def _running(pen: Pen, body: Body) -> None:
    """The whole order in one sentence, as people write to somebody they know."""
    formats = draw_formats(pen.rng, pen.order.language, pen.order.country)
    pieces: list[Piece] = []
    short = chance(pen.rng, 0.35)
    for text, role in running_pieces(pen.rng, pen.order, formats):
        if role == "requested_date" and short:  # "for the 27/04": nobody who writes so names the year
            pieces.append(_short_date(pen))
            continue
        if role.startswith("line."):
            _, number, name = role.split(".")
            pen.printed.lines.setdefault(int(number), set()).add(name)
            pieces.append(Piece(text, name, int(number), pen.number))
        elif role:
            pen.printed.header.add(role)
            pieces.append(Piece(text, role, -1, pen.number))
        elif text:
            pieces.append(Piece(text))
    body.say(*pieces)


def _intro(pen: Pen, body: Body) -> None:
    """A sentence with the delivery date, and perhaps the town of the site."""
    form = say(pen.rng, "mail", "intro_date", pen.order.language)
    if pen.order.requested_date is None:
        body.say(Piece(say(pen.rng, "mail", "intro", pen.order.language)))
        return
    pieces: list[Piece] = []
    rest = form
    while rest:
        before, mark, rest = until_slot(rest)
        pieces.append(Piece(before))
        if mark == "d":
            pieces.append(_short_date(pen))
        elif mark == "c":
            pieces.append(Piece(pen.order.ship_to.city, "ship_to_city", -1, pen.number))
            pen.printed.header.add("ship_to_city")
    body.say(*pieces)


def _short_date(pen: Pen) -> Piece:
    pen.printed.header.add("requested_date")
    day = pen.order.requested_date
    assert day is not None
    within = timedelta(0) <= day - pen.order.order_date < timedelta(days=200)
    short = {"en": "%d/%m", "de": "%d.%m.", "nl": "%d-%m"}.get(pen.order.language, "%d/%m")
    form = short if within and pen.order.country != "US" and chance(pen.rng, 0.3) else ""
    return Piece(pen.style.date(day, form), "requested_date", -1, pen.number)


def attached_body(pen: Pen) -> Body:
    """A covering note for an attached order."""
    body = Body()
    greet(pen, body)
    body.say(Piece(say(pen.rng, "mail", "attached", pen.order.language).replace("{p}", pen.order.po_number)))
    body.blank()
    close(pen, body)
    return body
