"""Whole order sheets: letters, label lists, flat tables, catalogue forms. Each says what it printed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random

from learning.synth.content import LineContent, OrderContent
from learning.synth.draw import chance
from learning.synth.formats.lines import (
    Column,
    Plan,
    heading_pieces,
    line_value,
    plan_columns,
    printed_fields,
    shows_currency,
    value_text,
)
from learning.synth.formats.marks import Piece
from learning.synth.formats.sheet_draft import Draft
from learning.synth.formats.sheet_foot import note, totals
from learning.synth.formats.sheet_header import (
    Pen,
    label_columns,
    label_rows,
    labelled_fields,
    party_rows,
    put_value,
    sentence,
    ship_to,
    told_head,
)
from learning.synth.formats.style import Style, say
from learning.synth.vocab import vocab
from models.master import Item

BESIDE, TOLD = 0.07, 0.06  # shares of sheets with their header beside the table, and in one sentence


def order_sheet(pen: Pen) -> Draft:
    """A sheet with one order: header parts in a drawn arrangement, table, totals, notes."""
    rng, order = pen.rng, pen.order
    draft = Draft(say(rng, "label", "sheet", order.language))
    if chance(rng, BESIDE):
        return _header_beside(pen, draft)
    column = rng.choice((0, 0, 0, 1, 1, 2))
    row = _header(pen, draft, rng.choice((0, 0, 1, 2)), column)
    row += rng.choice((1, 1, 2, 3))
    plan = plan_columns(rng, order)
    row = _table(pen, draft, row, column, plan)
    if "amount" in plan.fields and chance(rng, 0.75):
        place = column + next(i for i, c in enumerate(plan.columns) if c.field == "amount")
        if place > 0:
            row = totals(pen, draft, row + rng.choice((0, 0, 1)), place)
    if order.notes and chance(rng, 0.6):
        note(pen, draft, row + 1, column)
    if chance(rng, 0.1):
        draft.hidden_rows.add(draft.bottom)
        draft.say(draft.bottom, column, Piece("hidden template row 4711"))
    return draft


def _header_beside(pen: Pen, draft: Draft) -> Draft:
    """The table at the left from the first row on, and the header in a column of its own beside it."""
    rng, order = pen.rng, pen.order
    plan = plan_columns(rng, order)
    end = _table(pen, draft, 0, 0, plan)
    side = len(plan.columns) + rng.choice((0, 1, 1, 2))
    row = party_rows(pen, draft, 0, side, order.buyer, "buyer") if chance(rng, 0.4) else _named(pen, draft, side)
    row = _extra_lines(pen, draft, row, side)
    if chance(rng, 0.5):
        draft.say(row, side, pen.label("po_number"))
        draft.say(row + 1, side, pen.piece("po_number"))
        draft.say(row + 2, side, pen.label("order_date"), Piece(" "), pen.piece("order_date"))
        row += 3
    else:
        row = sentence(pen, draft, row, side)
    row = ship_to(pen, draft, row + rng.choice((0, 1)), side)
    if "amount" in plan.fields and chance(rng, 0.6):
        place = next(i for i, c in enumerate(plan.columns) if c.field == "amount")
        if place > 0:
            totals(pen, draft, end + 1, place)
    return draft


def _named(pen: Pen, draft: Draft, column: int) -> int:
    draft.say(0, column, pen.piece("buyer_name"), bold=True)
    return 1


def _header(pen: Pen, draft: Draft, row: int, column: int) -> int:
    rng, order = pen.rng, pen.order
    kind = rng.choice(("letter", "letter", "labels", "labels", "labels", "columns", "two_blocks"))
    if chance(rng, TOLD):
        return told_head(pen, draft, row, column)
    if chance(rng, 0.45) and kind != "letter":
        draft.say(row, column, Piece(say(rng, "label", "title", order.language)), bold=True)
        if chance(rng, 0.4):
            draft.merged.append((row, column, row, column + rng.randint(2, 5)))
        row += rng.choice((1, 2))
    if kind == "letter":
        row = party_rows(pen, draft, row, column, order.buyer, "buyer")
        row = _extra_lines(pen, draft, row, column)
        row = sentence(pen, draft, row + 1, column)
        fields = [f for f in labelled_fields(pen) if f not in {"po_number", "order_date", "buyer_name"}][:3]
        row = label_rows(pen, draft, row, column, fields) if chance(rng, 0.4) else row
    elif kind == "columns":
        row = label_columns(pen, draft, row, column, labelled_fields(pen)[:7])
    else:
        top = row
        row = label_rows(pen, draft, row, column, labelled_fields(pen))
        if kind == "two_blocks":
            side = column + rng.randint(3, 5)
            end = party_rows(pen, draft, top, side, order.vendor, "")
            row = max(row, end)
    if not pen.printed.header & {"ship_to_name"} and chance(rng, 0.6):
        row = ship_to(pen, draft, row + rng.choice((0, 1)), column)
    return row


def _extra_lines(pen: Pen, draft: Draft, row: int, column: int) -> int:
    party = pen.order.buyer
    extras = [("phone", party.phone), ("buyer_vat_id", party.vat_id), ("buyer_email", pen.order.contact.email)]
    for key, value in extras:
        if value and chance(pen.rng, 0.3):
            shown = Piece(value) if key == "phone" else pen.piece(key)
            draft.say(row, column, pen.label(key), Piece(" "), shown)
            row += 1
    return row


def _table(pen: Pen, draft: Draft, row: int, column: int, plan: Plan) -> int:
    if chance(pen.rng, 0.96):
        table_heading(draft, row, column, plan, pen)
        row += 1
    for index, line in _numbered(pen.order):
        if line.heading and chance(pen.rng, 0.7):
            draft.say(row, column + 1, Piece(line.heading), bold=True)
            row += 1
        line_row(pen, draft, row, column, plan, index, line)
        row += 1
        if line.comment and chance(pen.rng, 0.6):
            place = next((i for i, c in enumerate(plan.columns) if c.field == "description"), 0)
            draft.say(row, column + place, Piece(line.comment))
            row += 1
    return row


def _numbered(order: OrderContent) -> list[tuple[int, LineContent]]:
    """Lines with their index among those that count; struck ones have -1."""
    found, index = [], 0
    for line in order.lines:
        found.append((-1 if line.struck else index, line))
        index += not line.struck
    return found


def table_heading(draft: Draft, row: int, column: int, plan: Plan, pen: Pen) -> None:
    if shows_currency(plan):
        pen.printed.header.add("currency")
    for offset, head in enumerate(plan.columns):
        draft.say(row, column + offset, *heading_pieces(head, pen.number, pen.order.currency), bold=True)


def line_row(pen: Pen, draft: Draft, row: int, column: int, plan: Plan, index: int, line: LineContent) -> None:
    if line.struck:
        for offset, head in enumerate(plan.columns):
            value = line_value(line, head.field) if head.field else None
            if value is not None:
                draft.say(row, column + offset, Piece(value_text(pen.style, head.field, value)), struck=True)
        return
    for offset, head in enumerate(plan.columns):
        _line_cell(pen, draft, row, column + offset, head, index, line)
    pen.printed.lines.setdefault(index, set()).update(printed_fields(plan, line))


def _line_cell(pen: Pen, draft: Draft, row: int, column: int, head: Column, index: int, line: LineContent) -> None:
    if not head.field:
        if chance(pen.rng, 0.6):
            draft.say(row, column, Piece(pen.rng.choice((line.weight, str(pen.rng.randint(0, 400)), "OK"))))
        return
    value = line_value(line, head.field)
    if value is None:
        return
    shown = value_text(pen.style, head.field, value)
    piece = Piece(shown, head.field, index, pen.number)
    if isinstance(value, Decimal | date) and not pen.as_text:
        if head.field in {"unit_price", "amount"}:
            draft.put(row, column, value, pen.money(shown, head.field, index), pen.money_format)
        else:
            draft.put(row, column, value, piece, "date" if isinstance(value, date) else "")
    elif head.field in {"line_no", "gtin"} and str(value).isdigit() and not pen.as_text and str(value)[0] != "0":
        draft.put(row, column, Decimal(str(value)), piece)
    else:
        draft.say(row, column, piece)


def flat_sheet(pens: list[Pen]) -> Draft:
    """One row a line with the header's values repeated in it; several orders may follow each other."""
    first = pens[0]
    rng = first.rng
    draft = Draft(say(rng, "label", "sheet", first.order.language))
    chances = {"po_number": 1.0, "order_date": 0.7, "buyer_name": 0.8, "requested_date": 0.6, "currency": 0.2}
    keys = [k for k, p in chances.items() if all(getattr(x.order, k, True) for x in pens) and chance(rng, p)]
    address = ["ship_to_name", "ship_to_street", "ship_to_postcode", "ship_to_city"] if chance(rng, 0.3) else []
    plan = plan_columns(rng, first.order)
    for offset, key in enumerate(keys):
        draft.say(0, offset, first.label(key), bold=True)
    for offset, key in enumerate(address):
        label = say(rng, "label", "ship_to", first.order.language)
        draft.say(0, len(keys) + offset, Piece(f"{label} {offset + 1}", label=key), bold=True)
    start = len(keys) + len(address)
    table_heading(draft, 0, start, plan, first)
    row = 1
    for pen in pens:
        for index, line in enumerate(pen.order.printed_lines):
            for offset, key in enumerate(keys):
                put_value(pen, draft, row, offset, key)
            for offset, key in enumerate(address):
                draft.say(row, len(keys) + offset, pen.piece(key))
            line_row(pen, draft, row, start, plan, index, line)
            row += 1
    if shows_currency(plan):
        for pen in pens:
            pen.printed.header.add("currency")
    return draft


def form_sheet(pen: Pen, catalogue: list[Item], texts: dict[str, dict[str, str]]) -> Draft:
    """Our own order form: the whole catalogue in groups, quantities at the few lines that are wanted."""
    rng, order = pen.rng, pen.order
    draft = Draft(say(rng, "label", "sheet", order.language))
    draft.say(0, 0, Piece(f"{order.vendor.name} - {say(rng, 'label', 'title', order.language)}"), bold=True)
    fields = [
        f for f in labelled_fields(pen) if f in {"buyer_name", "po_number", "order_date", "requested_date", "account"}
    ]
    row = label_rows(pen, draft, rng.choice((1, 2)), 0, fields) + rng.choice((1, 2))
    names = ["supplier_item_code", "description", *(["unit"] if chance(rng, 0.6) else [])]
    names.insert(rng.choice((0, len(names))), "quantity")
    if chance(rng, 0.3):
        names.insert(len(names) - 1, "unit_price")
    columns = tuple(
        Column(n, say(rng, "column", "any_code" if n == "supplier_item_code" else n, order.language)) for n in names
    )
    table_heading(draft, row, 0, Plan(columns, "supplier"), pen)
    row += 1
    wanted = {line.sku: (index, line) for index, line in enumerate(order.printed_lines)}
    group = ""
    for item in sorted(catalogue, key=lambda i: (i.category, i.sku)):
        if item.category != group and chance(rng, 0.5):
            draft.say(row, 0, Piece(item.category.title()), bold=True)
            row += 1
        group = item.category
        index, line = wanted.get(item.sku, (-1, None))
        _form_row(pen, draft, row, columns, item, texts, index, line)
        row += 1
    return draft


def _form_row(
    pen: Pen, draft: Draft, row: int, columns: tuple[Column, ...], item: Item, texts: dict[str, dict[str, str]],
    index: int, line: LineContent | None,
) -> None:  # fmt: skip
    language = pen.order.language
    units = vocab("units").get(item.stock_unit, vocab("units")["PCE"])
    shown: dict[str, str | Decimal | None] = {
        "supplier_item_code": item.sku,
        "description": line.description if line else texts.get(item.sku, dict(item.descriptions)).get(language),
        "unit": line.unit if line else str(units[language][0]),
        "quantity": line.quantity if line else None,
        "unit_price": line.unit_price if line else item.list_price,
    }
    for column, head in enumerate(columns):
        value = shown[head.field]
        if value is None or value == "":
            continue
        field_name = head.field if line else ""
        piece = Piece(value_text(pen.style, head.field, value), field_name, index, pen.number)
        if isinstance(value, Decimal):
            draft.put(row, column, value, piece, "money" if head.field == "unit_price" else "")
        else:
            draft.say(row, column, piece)
        if line:
            pen.printed.lines.setdefault(index, set()).add(head.field)


def other_sheet(rng: Random, style: Style, hidden: bool) -> Draft:
    """A sheet without an order."""
    text = say(rng, "label", "other_sheet", style.language)
    draft = Draft(text.split()[0][:25], visible=not hidden)
    draft.say(0, 0, Piece(text))
    return draft
