"""The parts of an order sheet around its table: letterhead, labelled values, sentences, addresses, totals, notes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from random import Random

from learning.synth.content import OrderContent, Party, header_value
from learning.synth.draw import chance
from learning.synth.formats.marks import Piece, Text
from learning.synth.formats.sheet_draft import Draft
from learning.synth.formats.style import SYMBOLS, Style, say
from learning.synth.vocab import vocab

SENTENCES = {
    "en": ("Order {p} of {d}", "Purchase order no. {p} dated {d}", "PO {p} - {d}"),
    "fr": ("Commande n° {p} du {d}", "Bon de commande {p} du {d}", "BC {p} en date du {d}"),
    "de": ("Bestellung Nr. {p} vom {d}", "Bestellung {p} / {d}", "Unsere Bestellung {p} vom {d}"),
    "es": ("Pedido nº {p} de {d}", "Pedido {p} de fecha {d}"),
    "it": ("Ordine n. {p} del {d}", "Ns. ordine {p} del {d}"),
    "nl": ("Bestelling {p} van {d}", "Order nr. {p} d.d. {d}"),
}
HEAD_SENTENCES = {
    "en": ("Order {p} of {b} dated {d}", "PO {p} from {b}, {d}", "{b} - purchase order {p} - {d}"),
    "fr": ("Commande {p} de {b} du {d}", "Commande n° {p} passée par {b} le {d}", "{b} : commande {p} du {d}"),
    "de": ("Bestellung {p} der {b} vom {d}", "Bestellung {p} von {b}, {d}", "{b}, Bestellung {p} vom {d}"),
    "es": ("Pedido {p} de {b} de {d}", "Pedido nº {p} de la empresa {b}, {d}", "{b} - pedido {p} - {d}"),
    "it": ("Ordine {p} di {b} del {d}", "Ordine n. {p} della ditta {b} del {d}", "{b} - ordine {p} del {d}"),
    "nl": ("Bestelling {p} van {b} d.d. {d}", "Order {p} van {b}, {d}", "{b} - bestelling {p} - {d}"),
}
DELIVERY_SENTENCES = {
    "en": ("Please deliver by {d} to: {a}", "Delivery {d} at {a}"),
    "fr": ("Merci de livrer pour le {d} à : {a}", "À livrer le {d} : {a}"),
    "de": ("Bitte liefern bis {d} an: {a}", "Lieferung am {d} an {a}"),
    "es": ("Entregar el {d} en: {a}", "Entrega {d}: {a}"),
    "it": ("Consegna entro il {d} presso: {a}", "Da consegnare il {d} a: {a}"),
    "nl": ("Graag leveren op {d} aan: {a}", "Levering {d}: {a}"),
}


@dataclass(slots=True)
class Printed:
    """What one order's rendering states: header fields, and fields by line index."""

    header: set[str] = field(default_factory=set)
    lines: dict[int, set[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pen:
    """What the writing of one order needs: draws, contents, style, its number in the file."""

    rng: Random
    order: OrderContent
    style: Style
    number: int
    as_text: bool
    printed: Printed
    money_format: str = "money"

    def money(self, text: str, field_name: str, line: int) -> Text:
        """An amount's pieces; a format with the currency in it prints the currency."""
        amount = Piece(text, field_name, line, self.number)
        if self.money_format == "money":
            return (amount,)
        shown = next(
            s for s in (SYMBOLS.get(self.order.currency, ""), self.order.currency) if s and s in self.money_format
        )
        self.printed.header.add("currency")
        currency = Piece(shown, "currency", -1, self.number)
        return (currency, Piece(" "), amount) if self.money_format.find(shown) < 3 else (amount, Piece(" "), currency)

    def state(self, field_name: str) -> str:
        """The field's value as text, noted as printed."""
        self.printed.header.add(field_name)
        value = getattr(self.order, field_name, None)
        if isinstance(value, date):
            return self.style.date(value)
        if isinstance(value, Decimal):
            return self.style.number(value, 2)
        return header_value(self.order, field_name) or ""

    def piece(self, field_name: str) -> Piece:
        """The value as a piece that states its field."""
        return Piece(self.state(field_name), field_name, -1, self.number)

    def label(self, key: str, **values: str) -> Piece:
        """A label that announces a field."""
        text = say(self.rng, "label", key, self.order.language)
        return Piece(text.format(**values) if values else text, "", -1, self.number, key)


def labelled_fields(pen: Pen) -> list[str]:
    """The header fields of a sheet, in the order of their rows."""
    order, rng = pen.order, pen.rng
    chances = {
        "po_number": 0.98, "order_date": 0.85, "buyer_name": 0.7, "requested_date": 0.7, "buyer_vat_id": 0.3,
        "buyer_email": 0.25, "currency": 0.25, "payment_terms": 0.25, "delivery_terms": 0.18,
    }  # fmt: skip
    fields = [f for f, p in chances.items() if header_value(order, f) and chance(rng, p)]
    if chance(rng, 0.3):
        rng.shuffle(fields)
    noise = [f for f in ("account", "contact", "phone", "vendor") if chance(rng, 0.2)]
    for one in noise:
        fields.insert(rng.randint(0, len(fields)), one)
    return fields


def noise_value(pen: Pen, key: str) -> str:
    """A value that is on the sheet but no field of ours."""
    order = pen.order
    return {
        "account": order.our_account or order.numbers["supplier"],
        "contact": order.contact.name,
        "phone": order.contact.phone,
        "vendor": order.vendor.name,
    }[key]


def put_value(pen: Pen, draft: Draft, row: int, column: int, key: str) -> None:
    """A header value in its own cell: a real date, or text."""
    if key in {"account", "contact", "phone", "vendor"}:
        draft.say(row, column, Piece(noise_value(pen, key)))
        return
    value = getattr(pen.order, key, None)
    if isinstance(value, date) and not pen.as_text:
        pen.printed.header.add(key)
        draft.put(row, column, value, Piece(value.isoformat(), key, -1, pen.number), "date")
        return
    text = pen.state(key)
    is_number = key == "po_number" and text.isdigit() and not text.startswith("0") and len(text) < 15
    if is_number and not pen.as_text and chance(pen.rng, 0.5):
        draft.put(row, column, Decimal(text), Piece(text, key, -1, pen.number))
    else:
        draft.say(row, column, Piece(text, key, -1, pen.number))


def label_rows(pen: Pen, draft: Draft, row: int, column: int, fields: list[str]) -> int:
    """Label left, value right; or both in one cell. Returns the next free row."""
    colon = pen.rng.choice(("", "", ":", " :"))
    glued = chance(pen.rng, 0.2)
    for key in fields:
        label = pen.label(key)
        if glued and key not in {"account", "contact", "phone", "vendor"}:
            draft.say(row, column, label, Piece(": "), pen.piece(key))
        else:
            draft.say(row, column, label, Piece(colon), bold=chance(pen.rng, 0.5))
            put_value(pen, draft, row, column + 1, key)
        row += 1
    return row


def label_columns(pen: Pen, draft: Draft, row: int, column: int, fields: list[str]) -> int:
    """Labels in a row, their values under them."""
    for offset, key in enumerate(fields):
        draft.say(row, column + offset, pen.label(key), bold=True)
        put_value(pen, draft, row + 1, column + offset, key)
    return row + 2


def sentence(pen: Pen, draft: Draft, row: int, column: int) -> int:
    """Number and date in one sentence."""
    form = pen.rng.choice(SENTENCES[pen.order.language])
    day = pen.style.date(pen.order.order_date, pen.rng.choice(("", "%d %B %Y" if pen.order.country != "US" else "")))
    pen.printed.header.add("order_date")
    before, _, rest = form.partition("{p}")
    middle, _, after = rest.partition("{d}")
    number = pen.piece("po_number")
    dated = Piece(day, "order_date", -1, pen.number)
    draft.say(row, column, Piece(before, label="po_number"), number, Piece(middle), dated, Piece(after), bold=True)
    return row + 1


def party_rows(pen: Pen, draft: Draft, row: int, column: int, party: Party, prefix: str) -> int:
    """An address line by line; `prefix` is "ship_to", "buyer" (only the name counts) or "" for others."""
    for pieces in address_lines(pen, party, prefix):
        draft.say(row, column, *pieces)
        row += 1
    return row


def address_lines(pen: Pen, party: Party, prefix: str) -> list[list[Piece]]:
    """The lines of an address as pieces."""
    name = _of(pen, party.name, "buyer_name" if prefix == "buyer" else "ship_to_name" if prefix else "")
    street = _of(pen, party.street, "ship_to_street" if prefix == "ship_to" else "")
    lines = [[name], [street], place_pieces(pen, party, prefix)]
    if prefix == "ship_to" and chance(pen.rng, 0.3):
        pen.printed.header.add("ship_to_country")
        lines.append([Piece(party.country_text(pen.order.language), "ship_to_country", -1, pen.number)])
    return lines


def place_pieces(pen: Pen, party: Party, prefix: str) -> list[Piece]:
    """Postcode and town as the country writes them."""
    ship = prefix == "ship_to"
    town = _of(pen, party.city, "ship_to_city" if ship else "")
    code = _of(pen, party.postcode, "ship_to_postcode" if ship else "")
    if party.country in ("US", "CA"):
        return [town, Piece(", "), code]
    return [town, Piece(" "), code] if party.country in ("GB", "IE", "IN", "AU") else [code, Piece(" "), town]


def _of(pen: Pen, text: str, field_name: str) -> Piece:
    if field_name and text:
        pen.printed.header.add(field_name)
    return Piece(text, field_name, -1, pen.number)


def ship_to(pen: Pen, draft: Draft, row: int, column: int) -> int:
    """The delivery place: a block under its label, one cell, or a sentence with the date."""
    form = pen.rng.choice(("block", "block", "cell", "sentence", "beside", "beside", "parts", "row"))
    party = pen.order.ship_to
    if form == "beside":  # the lines of the address stand in the column beside the label
        draft.say(row, column, pen.label("ship_to"))
        return party_rows(pen, draft, row, column + 1, party, "ship_to")
    if form == "row":
        return _in_cells(pen, draft, row, column, party)
    if form == "parts":
        return _labelled_parts(pen, draft, row, column, party)
    if form == "block":
        draft.say(row, column, pen.label("ship_to"), bold=True)
        return party_rows(pen, draft, row + 1, column, party, "ship_to")
    joined: list[Piece] = []
    for line in address_lines(pen, party, "ship_to"):
        joined.extend([*([Piece(", ")] if joined else []), *line])
    if form == "sentence" and pen.order.requested_date:
        before, _, rest = pen.rng.choice(DELIVERY_SENTENCES[pen.order.language]).partition("{d}")
        middle = rest.replace("{a}", "")
        announcing = Piece(before, label="requested_date")
        draft.say(row, column, announcing, pen.piece("requested_date"), Piece(middle), *joined)
    elif chance(pen.rng, 0.5):
        draft.say(row, column, pen.label("ship_to"))
        draft.say(row, column + 1, *joined)
    else:
        draft.say(row, column, pen.label("ship_to"), Piece(": "), *joined)
    return row + 1


def _in_cells(pen: Pen, draft: Draft, row: int, column: int, party: Party) -> int:
    """The delivery place part by part in the cells of one row, as exports write it."""
    draft.say(row, column, pen.label("ship_to"))
    town_first = party.country in ("US", "CA", "GB", "IE", "IN", "AU")
    for part in ("name", "street", *(("city", "postcode") if town_first else ("postcode", "city"))):
        value = getattr(party, part)
        if value:
            column += 1
            draft.say(row, column, _of(pen, value, f"ship_to_{part}"))
    return row + 1


def _labelled_parts(pen: Pen, draft: Draft, row: int, column: int, party: Party) -> int:
    """The delivery place part by part, each with its label in the cell before it."""
    words, language = vocab("address_parts"), pen.order.language
    draft.say(row, column, pen.label("ship_to"))
    draft.say(row, column + 1, _of(pen, party.name, "ship_to_name"))
    for part in ("street", "postcode", "city"):
        value = getattr(party, part)
        if value:
            row += 1
            draft.say(row, column, Piece(pen.rng.choice(words[part][language]), label=f"l_{part}"))
            draft.say(row, column + 1, _of(pen, value, f"ship_to_{part}"))
    return row + 1


def told_head(pen: Pen, draft: Draft, row: int, column: int) -> int:
    """Number, buyer and date in one sentence over the table, and no other header."""
    form = pen.rng.choice(HEAD_SENTENCES[pen.order.language])
    pen.printed.header.add("order_date")
    values = {
        "{p}": pen.piece("po_number"),
        "{b}": pen.piece("buyer_name"),
        "{d}": Piece(pen.style.date(pen.order.order_date), "order_date", -1, pen.number),
    }
    parts = [part for part in re.split(r"(\{\w\})", form) if part]
    pieces = [values.get(part) or Piece(part, label="po_number" if not at else "") for at, part in enumerate(parts)]
    draft.say(row, column, *pieces, bold=True)
    return row + 1
