"""The text of an order mail as lines and tables of pieces: greeting, order, closing, signature. No MIME, no markup."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal

from learning.synth.content import LineContent, OrderContent
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
from learning.synth.formats.marks import Piece, Text
from learning.synth.formats.sheet_header import Pen
from learning.synth.formats.style import say, words
from learning.synth.item_forms import item_forms, said
from learning.synth.pdf.formats import draw_formats
from learning.synth.sentences import running_pieces

MAX_LINES = 14


@dataclass(frozen=True, slots=True)
class Grid:
    """A table in a mail, its heading row first (when it has one)."""

    rows: tuple[tuple[Text, ...], ...]


@dataclass(slots=True)
class Body:
    """A mail's own text in reading order; `fine` is small print below it, `quoted` an older mail."""

    blocks: list[Text | Grid] = field(default_factory=list)
    signature: list[Text] = field(default_factory=list)
    fine: str = ""
    quoted: list[str] = field(default_factory=list)

    def say(self, *pieces: Piece) -> None:
        self.blocks.append(pieces)

    def written(self) -> tuple[list[Text], dict[str, Text]]:
        """Everything as lines, and the cells of its tables by the reader's references."""
        lines: list[Text] = []
        cells: dict[str, Text] = {}
        tables = 0
        for block in [*self.blocks, *self.signature]:
            if not isinstance(block, Grid):
                lines.append(block)
                continue
            tables += 1
            for r, row in enumerate(block.rows, start=1):
                cells |= {f"t{tables}r{r}c{c}": cell for c, cell in enumerate(row, start=1)}
                lines.append(tuple(p for cell in row for p in (*cell, Piece(" "))))
        return lines, cells

    def blank(self) -> None:
        self.blocks.append((Piece(""),))


def order_body(pen: Pen) -> Body:
    """A new order in the text: sentence, labelled lines, and the items as lines or as a table."""
    rng, order = pen.rng, pen.order
    body = Body()
    _hello(pen, body)
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
            _labels(pen, body)
    else:
        body.say(Piece(say(rng, "mail", "intro", order.language)))
        body.blank()
        if number_first:
            _labels(pen, body)
    _items(pen, body)
    body.blank()
    if not number_first:
        _labels(pen, body)
    _terms(pen, body)
    close(pen, body)
    return body


def _terms(pen: Pen, body: Body) -> None:
    """What is to be paid when, and what to mind: a line each, or both in one line as people write on."""
    rng, order = pen.rng, pen.order
    said: list[Piece] = []
    if order.payment_terms and chance(rng, 0.3):
        before, _, after = say(rng, "mail", "payment", order.language).partition("{t}")
        said += [Piece(before), pen.piece("payment_terms"), Piece(after)]
        if not order.notes or chance(rng, 0.4):
            body.say(*said)
            said = []
    if order.notes and chance(rng, 0.5):
        form = say(rng, "mail", "note", order.language) if chance(rng, 0.5) else "{n}"
        if said and not said[-1].text.endswith("."):
            said.append(Piece("."))
        said += [Piece(" ")] if said else []
        said += [Piece(form.replace("{n}", "")), pen.piece("notes")]
    if said:
        body.say(*said)
        body.blank()


def _running(pen: Pen, body: Body) -> None:
    """The whole order in one sentence, as people write to somebody they know."""
    formats = draw_formats(pen.rng, pen.order.language, pen.order.country)
    pieces: list[Piece] = []
    for text, role in running_pieces(pen.rng, pen.order, formats):
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


def _hello(pen: Pen, body: Body) -> None:
    if chance(pen.rng, 0.93):
        hello = say(pen.rng, "mail", "hello", pen.order.language)
        body.say(Piece(hello.replace("{v}", pen.order.vendor_contact.split(" ")[0])))
        body.blank()


def _intro(pen: Pen, body: Body) -> None:
    """A sentence with the delivery date, and perhaps the town of the site."""
    form = say(pen.rng, "mail", "intro_date", pen.order.language)
    if pen.order.requested_date is None:
        body.say(Piece(say(pen.rng, "mail", "intro", pen.order.language)))
        return
    pieces: list[Piece] = []
    rest = form
    while rest:
        before, mark, rest = _until_slot(rest)
        pieces.append(Piece(before))
        if mark == "d":
            pieces.append(_short_date(pen))
        elif mark == "c":
            pieces.append(Piece(pen.order.ship_to.city, "ship_to_city", -1, pen.number))
            pen.printed.header.add("ship_to_city")
    body.say(*pieces)


def _until_slot(text: str) -> tuple[str, str, str]:
    start = text.find("{")
    if start < 0:
        return text, "", ""
    return text[:start], text[start + 1], text[text.index("}") + 1 :]


def _short_date(pen: Pen) -> Piece:
    pen.printed.header.add("requested_date")
    day = pen.order.requested_date
    assert day is not None
    within = timedelta(0) <= day - pen.order.order_date < timedelta(days=200)
    short = {"en": "%d/%m", "de": "%d.%m.", "nl": "%d-%m"}.get(pen.order.language, "%d/%m")
    form = short if within and pen.order.country != "US" and chance(pen.rng, 0.3) else ""
    return Piece(pen.style.date(day, form), "requested_date", -1, pen.number)


def _labels(pen: Pen, body: Body) -> None:
    """Labelled lines: number, perhaps date, delivery place and date."""
    rng, order = pen.rng, pen.order
    body.say(pen.label("po_number"), Piece(": "), pen.piece("po_number"))
    if chance(rng, 0.15):
        body.say(pen.label("order_date"), Piece(": "), pen.piece("order_date"))
    if order.requested_date and "requested_date" not in pen.printed.header and chance(rng, 0.5):
        body.say(pen.label("requested_date"), Piece(": "), pen.piece("requested_date"))
    if "ship_to_city" not in pen.printed.header and chance(rng, 0.4):
        party = order.ship_to
        for name in ("ship_to_name", "ship_to_street", "ship_to_postcode", "ship_to_city"):
            pen.printed.header.add(name)
        parts = [pen.piece("ship_to_name"), Piece(", "), pen.piece("ship_to_street"), Piece(", ")]
        town, code = pen.piece("ship_to_city"), pen.piece("ship_to_postcode")
        parts += [town, Piece(", "), code] if party.country in ("US", "CA", "AU") else [code, Piece(" "), town]
        body.say(pen.label("ship_to"), Piece(": "), *parts)
    body.blank()


def _items(pen: Pen, body: Body) -> None:
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


def close(pen: Pen, body: Body) -> None:
    """Closing words, signature block and small print."""
    rng, order = pen.rng, pen.order
    contact, party = order.contact, order.buyer
    if chance(rng, 0.95):
        body.signature.append((Piece(say(rng, "mail", "bye", order.language)),))
        body.signature.append((Piece(""),))
    pen.printed.header.add("buyer_name")
    body.signature.append((Piece(contact.name),))
    if chance(rng, 0.6):
        body.signature.append((Piece(contact.department),))
    body.signature.append((pen.piece("buyer_name"),))
    if chance(rng, 0.7):
        body.signature.append((Piece(party.street),))
        body.signature.append((Piece(f"{party.postcode} {party.city}"),))
    if chance(rng, 0.7):
        body.signature.append((pen.label("phone"), Piece(f" {contact.phone}")))
    if party.vat_id and chance(rng, 0.15):
        body.signature.append((pen.label("buyer_vat_id"), Piece(" "), pen.piece("buyer_vat_id")))
    if chance(rng, 0.5):
        body.signature.append((Piece(party.website),))
    if chance(rng, 0.6):
        body.fine = say(rng, "mail", "fine_print", order.language).replace(
            "{n}", str(rng.choice((30, 45, 60, 150, 750)))
        )


def attached_body(pen: Pen) -> Body:
    """A covering note for an attached order."""
    body = Body()
    _hello(pen, body)
    body.say(Piece(say(pen.rng, "mail", "attached", pen.order.language).replace("{p}", pen.order.po_number)))
    body.blank()
    close(pen, body)
    return body


def change_body(pen: Pen) -> Body:
    """A change of one line said in a sentence, of several as a list; or a cancellation."""
    order = pen.order
    cancelled = order.document_type == "cancellation"
    listed = not cancelled and (len(order.lines) > 1 or chance(pen.rng, 0.2))
    body = Body()
    _hello(pen, body)
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
        start, slot, rest = _until_slot(rest)
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
            body.blocks.append(_grid(pen))
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
