"""The facts around the items of an order mail: labelled values, the delivery place, totals, terms, notes, asides.

A mail has one way of setting its values apart ("PO: 12", "PO ..... 12", "PO = 12"), and a delivery place stands in a
line, in a block under its label, or under a sentence that leads to it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from learning.synth.draw import chance, weighted
from learning.synth.formats.mail_body import Body
from learning.synth.formats.marks import Piece
from learning.synth.formats.sheet_header import DELIVERY_SENTENCES, Pen, address_lines
from learning.synth.formats.style import SYMBOLS, say

Setting = Callable[[str], str]
"""What stands between a label and its value."""

PLACE = ("ship_to_name", "ship_to_street", "ship_to_postcode", "ship_to_city")
MOST_WORDS_OF_LABEL = 24


def labelled_facts(pen: Pen, body: Body) -> None:
    """Number, perhaps date, buyer, delivery date, terms and place, each in the mail's way."""
    rng, order = pen.rng, pen.order
    setting = _setting(pen)
    chances = {
        "po_number": 1.0, "order_date": 0.15, "buyer_name": 0.1, "buyer_vat_id": 0.08, "requested_date": 0.5,
        "payment_terms": 0.15, "currency": 0.04,
    }  # fmt: skip
    wanted = [f for f, p in chances.items() if getattr(order, f, True) and f not in pen.printed.header]
    fields = [f for f in wanted if (f != "buyer_vat_id" or order.buyer.vat_id) and chance(rng, chances[f])]
    if chance(rng, 0.3):
        rng.shuffle(fields)
    for name in fields:
        label = pen.label(name)
        body.say(label, Piece(setting(label.text)), pen.piece(name))
    if "ship_to_city" not in pen.printed.header and chance(rng, 0.55):
        _place(pen, body, setting)
    body.blank()


def _setting(pen: Pen) -> Setting:
    form = weighted(pen.rng, {": ": 10.0, " : ": 2.0, "leader": 1.2, " ": 0.8, " = ": 0.4, " - ": 0.6, "# ": 0.2})
    if form != "leader":
        return lambda label: form
    sign = pen.rng.choice((".", ".", "_", "·"))
    width = pen.rng.choice((14, 18, MOST_WORDS_OF_LABEL))
    return lambda label: f" {sign * max(width - len(label), 3)}{pen.rng.choice((' ', ' ', ': '))}"


def _place(pen: Pen, body: Body, setting: Setting) -> None:
    """The delivery place in one line, in a block, under a sentence, or in the sentence with the date."""
    rng, order = pen.rng, pen.order
    form = weighted(rng, {"line": 4.0, "block": 2.5, "led": 2.0, "dated": 1.5})
    rows = address_lines(pen, order.ship_to, "ship_to")
    if form in ("line", "dated"):
        joined = _joined(rows, rng.choice((", ", ", ", " - ", " / ")), rng.choice((", ", ", ", " - ")))
        if form == "dated" and order.requested_date and "requested_date" not in pen.printed.header:
            before, _, rest = rng.choice(DELIVERY_SENTENCES[order.language]).partition("{d}")
            middle, _, after = rest.partition("{a}")
            announcing = Piece(before, label="requested_date")
            body.say(announcing, pen.piece("requested_date"), Piece(middle), *joined, Piece(after))
            return
        label = pen.label("ship_to")
        body.say(label, Piece(setting(label.text)), *joined)
        return
    if chance(rng, 0.6):
        body.blank()
    if form == "led":
        body.say(Piece(say(rng, "mail", "place_lead", order.language), label="ship_to"))
    else:
        body.say(pen.label("ship_to"), Piece(rng.choice((":", ":", "", " :"))))
    for row in rows:
        body.say(*row)


def _joined(rows: Sequence[Sequence[Piece]], after_name: str, between: str) -> list[Piece]:
    """The rows of an address in one line."""
    joined: list[Piece] = []
    for at, row in enumerate(rows):
        joined += [Piece("" if not at else after_name if at == 1 else between), *row]
    return joined


def told_totals(pen: Pen, body: Body) -> None:
    """What the items come to, below them; a mail that prices nothing says no total."""
    rng, order = pen.rng, pen.order
    priced = any(stated & {"unit_price", "amount"} for stated in pen.printed.lines.values())
    if not priced or order.charges or not chance(rng, 0.5):
        return
    money = rng.choice((order.currency, order.currency, SYMBOLS.get(order.currency, order.currency)))
    figure = [pen.piece("total_net"), Piece(" "), Piece(money, "currency", -1, pen.number)]
    pen.printed.header.add("currency")
    if chance(rng, 0.25):
        figure = [figure[2], Piece(" "), figure[0]]
    body.say(pen.label("total_net"), Piece(rng.choice((": ", ": ", " : ", " ", " = "))), *figure)
    body.blank()


def told_terms(pen: Pen, body: Body) -> None:
    """What is to be paid when, and what to mind: a line each, or both in one line as people write on."""
    rng, order = pen.rng, pen.order
    said: list[Piece] = []
    if order.payment_terms and "payment_terms" not in pen.printed.header and chance(rng, 0.35):
        before, _, after = say(rng, "mail", "payment", order.language).partition("{t}")
        said += [Piece(before), pen.piece("payment_terms"), Piece(after)]
        if not order.notes or chance(rng, 0.6):
            body.say(*said)
            said = []
            if chance(rng, 0.5):
                body.blank()
    if order.notes and chance(rng, 0.7):
        form = say(rng, "mail", "note", order.language) if chance(rng, 0.4) else "{n}"
        if said and not said[-1].text.endswith("."):
            said.append(Piece("."))
        said += [Piece(" ")] if said else []
        said += [Piece(form.replace("{n}", "")), pen.piece("notes")]
    if said:
        body.say(*said)
        if chance(rng, 0.7):
            body.blank()


def told_asides(pen: Pen, body: Body) -> None:
    """Sentences that ask nothing of the delivery: reminders, thanks, papers that follow, what a machine adds."""
    if not chance(pen.rng, 0.35):
        return
    for _ in range(pen.rng.choice((1, 1, 2))):
        body.say(Piece(say(pen.rng, "mail", "aside", pen.order.language)))
    body.blank()
