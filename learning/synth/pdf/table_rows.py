"""All rows of an order's table: lines, headings, struck lines, charges, sums, empty rows. Geometry is `table`'s."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from decimal import Decimal

from learning.synth.content import LineContent
from learning.synth.draw import chance
from learning.synth.pdf.cells import Cell, cells
from learning.synth.pdf.columns import TablePlan
from learning.synth.pdf.ops import Frag, Piece, Shape, stack
from learning.synth.pdf.sheet import Sheet
from learning.synth.pdf.table import Row, Table, TableLook, lay_columns, line_row, rule_row, spanning_row
from learning.synth.vocab import vocab


def _line_totals(sheet: Sheet, table: Table, amount: Decimal) -> list[Row]:
    """The sum of a line under it, as some systems print it, once for its delivery and once for its item."""
    forms = vocab("address_parts")["line_total"][sheet.order.language]
    chosen = [
        sheet.word(f"line_total_{at}", forms) for at in range(int(sheet.word("line_totals", ("0",) * 17 + ("1", "2"))))
    ]
    figure = Piece(sheet.style.formats.money(amount), "row.subtotal")
    return [_charge_row(sheet, table, Piece(word, "row.subtotal"), [figure]) for word in dict.fromkeys(chosen)]


def table_rows(sheet: Sheet, plan: TablePlan, look: TableLook, width: float) -> tuple[Table, list[Row]]:
    """All rows of the order's lines, with headings, comments, struck-out lines and charges among them."""
    lines = sheet.order.lines
    indexes = line_indexes(lines)
    bodies = [cells(sheet, plan, line, i) for line, i in zip(lines, indexes, strict=True)]
    table = lay_columns(sheet, plan, look, bodies, width)
    rows: list[Row] = []
    group = Decimal(0)
    for number, (line, body, index) in enumerate(zip(lines, bodies, indexes, strict=True)):
        if line.heading and group and sheet.word("group_sums", ("", "", "y")):
            figure = [Piece(sheet.style.formats.money(group), "row.subtotal")]
            rows.append(_charge_row(sheet, table, Piece(sheet.word("goods"), "row.subtotal"), figure))
        group = Decimal(0) if line.heading else group
        group += line.amount if index is not None else 0
        again = line.heading and number and table.header and sheet.word("header_again", ("", "", "", "", "", "y"))
        if again and table.header:
            rows.append(Row(copy.deepcopy(table.header.frag), "header"))
        if line.heading:
            rows.append(spanning_row(sheet, table, [Piece(line.heading, "row.heading")], strong=True))
        row = line_row(sheet, table, body, number, index is None and sheet.word("struck", ("line", "word")) == "line")
        if index is None and sheet.word("struck", ("line", "word")) == "word":
            word = {"fr": "ANNULÉ", "de": "STORNIERT", "es": "ANULADO", "it": "ANNULLATO", "nl": "VERVALLEN"}
            rows.append(spanning_row(sheet, table, [Piece(word.get(sheet.order.language, "CANCELLED"), "row.struck")]))
        row.amount = line.amount if index is not None else None
        rows.append(row)
        if index is not None:
            rows += _line_totals(sheet, table, line.amount)
    if sheet.order.charges and sheet.word("charges_at", ("table", "totals")) == "table":
        rows += [
            _charge_row(sheet, table, Piece(c.label, "row.freight"), sheet.money(c.amount, "row.freight", "cell"))
            for c in sheet.order.charges
        ]
    if sheet.word("quantity_sum", ("",) * 16 + ("y",)):
        rows.append(_quantity_sum(sheet, table))
    if look.rules in ("grid", "columns", "rows") and len(lines) < 14 and chance(sheet.rng, 0.16):
        rows += _fillers(table, sheet.rng.randint(2, max(3, 18 - len(lines))))
    if look.rules in ("zebra", "columns", "box", "header") and rows and chance(sheet.rng, 0.7):
        last = rows[-1].frag
        last.shapes.append(Shape(0, last.height, table.width, last.height, look.rule, gray=look.gray))
    return table, rows


def _quantity_sum(sheet: Sheet, table: Table) -> Row:
    """A row with the sum of the quantities: no line, no amount."""
    body: dict[str, Cell] = {c.key: [] for c in table.plan.columns}
    keys = list(body)
    total = sum((line.quantity for line in sheet.order.printed_lines), Decimal(0))
    at = next((k for k in ("quantity", "quantity_unit", "unit_quantity") if k in body), keys[-1])
    body[at] = [[Piece(sheet.style.formats.quantity(total), "row.total_quantity")]]
    label = "description" if "description" in body and at != "description" else next(k for k in keys if k != at)
    body[label] = [[Piece(sheet.word("total_only"), "row.total_quantity")]]
    row = line_row(sheet, table, body, 0)
    row.kind = "charge"
    return row


def _fillers(table: Table, count: int) -> list[Row]:
    """Empty rows of a form with a fixed number of lines."""
    rows = []
    for _ in range(count):
        frag = Frag(table.width, table.ink.size * 1.2 + 2 * table.look.pad)
        rule_row(table, frag)
        rows.append(Row(frag, "filler"))
    return rows


def _charge_row(sheet: Sheet, table: Table, label: Piece, amount: list[Piece]) -> Row:
    """A freight row set like a line: words under the description, money under the amounts."""
    body: dict[str, Cell] = {c.key: [] for c in table.plan.columns}
    keys = list(body)
    body["description" if "description" in body else keys[0]] = [[label]]
    body["amount" if "amount" in body else keys[-1]] = [amount]
    row = line_row(sheet, table, body, 0)
    row.kind = "charge"
    return row


def line_indexes(lines: Sequence[LineContent]) -> list[int | None]:
    """Numbers of the lines in the truth; None for struck-out ones."""
    out: list[int | None] = []
    count = 0
    for line in lines:
        out.append(None if line.struck else count)
        count += 0 if line.struck else 1
    return out


def tail_rule(table: Table) -> Frag:
    """A closing rule under the table."""
    frag = Frag(table.width, 1.0)
    frag.shapes.append(Shape(0, 0, table.width, 0, table.look.rule, gray=table.look.gray))
    return stack([frag])
