"""A sheet as a machine writes it: records, each row of a kind that its first cell names, values beside their names."""

from __future__ import annotations

from learning.synth.content import header_value
from learning.synth.draw import chance
from learning.synth.formats.lines import plan_columns
from learning.synth.formats.marks import Piece
from learning.synth.formats.sheet_draft import Draft
from learning.synth.formats.sheet_header import Pen, address_lines, labelled_fields, put_value
from learning.synth.formats.sheet_layouts import line_row, table_heading

TAGS = (
    ("HEA", "LOC", "CAP", "POS", "EOF"), ("H", "A", "T", "L", "Z"), ("00", "10", "20", "30", "90"),
    ("HEAD", "SHIP", "COLS", "ITEM", "END"), ("K", "L", "U", "P", "S"), ("ORD", "DEL", "HD", "DET", "SUM"),
)  # fmt: skip
LONGEST = 3  # pairs of name and value in a row


def record_sheet(pen: Pen) -> Draft:
    """Header records of a few named values, one of the delivery place, the items under their names, a last one."""
    rng, order = pen.rng, pen.order
    head, place, names, item, last = rng.choice(TAGS)
    draft = Draft("Export" if chance(rng, 0.3) else "Data")
    row = _numbered(draft) if chance(rng, 0.4) else 0
    fields = [name for name in labelled_fields(pen) if name not in ("vendor", "account")]
    fields = list(dict.fromkeys(["po_number", "order_date", *fields]))
    size = rng.randint(2, LONGEST)
    for start in range(0, len(fields), size):
        draft.say(row, 0, Piece(head))
        for offset, name in enumerate(fields[start : start + size]):
            draft.say(row, 1 + 2 * offset, pen.label(name))
            put_value(pen, draft, row, 2 + 2 * offset, name)
        row += 1
    if chance(rng, 0.85):
        draft.say(row, 0, Piece(place))
        draft.say(row, 1, pen.label("ship_to"))
        column = 2
        for part in _parts(pen):
            draft.say(row, column, *part)
            column += 1
        row += 1
    if order.notes and chance(rng, 0.5):
        draft.say(row, 0, Piece(head))
        draft.say(row, 1, pen.label("notes"))
        draft.say(row, 2, pen.piece("notes"))
        row += 1
    plan = plan_columns(rng, order)
    draft.say(row, 0, Piece(names))
    table_heading(draft, row, 1, plan, pen)
    for index, line in enumerate(order.printed_lines):
        row += 1
        draft.say(row, 0, Piece(item))
        line_row(pen, draft, row, 1, plan, index, line)
    if chance(rng, 0.7):
        draft.say(row + 1, 0, Piece(last))
        draft.say(row + 1, 1, pen.label("total_net"))
        pen.printed.header.add("total_net")
        sum_text = header_value(order, "total_net") or ""
        draft.put(row + 1, 2, order.total_net, Piece(sum_text, "total_net", -1, pen.number))
    return draft


def _numbered(draft: Draft) -> int:
    """A first row that only counts the columns."""
    for column in range(9):
        draft.say(0, column, Piece(f"Value {column}" if column else "Kind"))
    return 1


def _parts(pen: Pen) -> list[list[Piece]]:
    """Name, street, and town and postcode: in one cell, or each in its own."""
    rows = address_lines(pen, pen.order.ship_to, "ship_to")
    if chance(pen.rng, 0.4):
        return rows
    apart = [[piece] for piece in rows[2] if piece.field]
    return [*rows[:2], *apart, *rows[3:]]
