"""What a sheet orders: the rows with a number in the column of quantities, whatever other numbers a row has.

A catalogue's rows without one are not ordered, a stock or an earlier quantity is none, and a row that is filled as all
the lines are is a line too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extraction.arithmetic import agrees
from extraction.candidates_view import DocumentView
from extraction.columns import ROW_KINDS, row_kinds
from extraction.gazetteer import fold
from extraction.lexicon import lexicon
from extraction.lines_types import normal
from extraction.sheet_cells import Table, place_of, with_field, without
from extraction.sheet_heads import Heads
from extraction.values import read_date, read_number
from models.reading import ExtractedLine, Field

CONFIDENCE = 0.93
NUMBERS = ("unit_price", "price_basis", "discount_percent", "amount")
NAMES = ("description", "supplier_item_code", "buyer_item_code", "gtin")
SHARED = (*NAMES, "unit", "unit_price", "line_no")
SERVICES = tuple(ROW_KINDS.index(kind) for kind in ("freight", "total", "carried", "void"))
LEAST_LINES = 2
NOTHING = ("", "0", "-")


def as_ordered(
    lines: Sequence[ExtractedLine], table: Table, heads: Heads | None, document: DocumentView
) -> list[ExtractedLine]:
    """The lines with the quantities of their column, those without one left out, those overlooked put in."""
    column = quantity_column(table, heads)
    if not column:
        return list(lines)
    headed = heads is not None and column in heads.columns("quantity")
    ordered = {index: number_in(table, column, row, document) for index, row in table.rows.items()}
    made = {index: line for index, line in enumerate(lines) if index not in ordered}
    cancelled = {index for index, row in table.rows.items() if _is_cancelled(table, row)}
    any_ordered = any(ordered.values())
    for index, number in ordered.items():
        line = lines[index]
        place = place_of(line.quantity)
        elsewhere = place is None or place[0] != column
        if number and elsewhere and headed:
            line = _corrected(line, table, column, table.rows[index], number)
        counted = not elsewhere and line.quantity is not None and line.quantity.value > 0  # on the item's other row
        nothing = table.cells.text(column, table.rows[index]) in NOTHING and not counted
        if index in cancelled and len(cancelled) < len(lines):
            continue
        if number or not any_ordered or not nothing or (elsewhere and not headed):
            made[index] = line
    return _in_order(made, _overlooked(lines, table, column, document), table)


def quantity_column(table: Table, heads: Heads | None) -> str:
    """The column of what is ordered, "" where none is known."""
    headed = heads.columns("quantity") if heads else []
    return headed[0] if len(headed) == 1 else table.homes.get("quantity", "")


def number_in(table: Table, column: str, row: int, document: DocumentView) -> Decimal | None:
    """What a row orders: the number above zero in this column."""
    text = table.cells.text(column, row)
    number = read_number(text, document.style) if text else None
    return number if number and number > 0 else None


def _corrected(line: ExtractedLine, table: Table, column: str, row: int, number: Decimal) -> ExtractedLine:
    """The line with the number of the quantities' column, unless its sum bears out the one that was read."""
    if _comes_out(line) and not _comes_out(replace(line, quantity=Field(number, CONFIDENCE, "text_layer"))):
        return line
    for name in NUMBERS:
        if place_of(getattr(line, name)) == (column, row):
            line = without(line, name)
    return with_field(line, "quantity", table.cells.field(column, row, number, CONFIDENCE))


def _comes_out(line: ExtractedLine) -> bool:
    if not (line.quantity and line.unit_price and line.amount):
        return False
    basis = line.price_basis.value if line.price_basis else None
    discount = line.discount_percent.value if line.discount_percent else None
    return agrees(line.quantity.value, line.unit_price.value, basis, discount, line.amount.value)


# ---------------------------------------------------------------- rows that no line was read from
def _overlooked(
    lines: Sequence[ExtractedLine], table: Table, column: str, document: DocumentView
) -> dict[int, ExtractedLine]:
    """By row: lines between the others that have a quantity and every field that all the others have."""
    mine = [lines[index] for index in table.rows]
    needed = [name for name in SHARED if all(getattr(line, name) for line in mine)]
    if len(mine) < LEAST_LINES or not set(needed) & set(NAMES) or any(name not in table.homes for name in needed):
        return {}
    found = {}
    for row in _rows_between(table, column):
        if not number_in(table, column, row, document) or is_service(table, row, document.language):
            continue
        line = _read(table, row, column, document)
        if all(getattr(line, name) for name in needed):
            found[row] = line
    return found


def _rows_between(table: Table, column: str) -> list[int]:
    """The rows from the first line's on that are no line's, down to the first empty one below the last line."""
    taken = set(table.rows.values())
    filled = {row for _, row in table.cells.words}
    last = max(taken)
    while last + 1 in filled:
        last += 1
    return [row for row in range(table.top - 1, last + 1) if row in filled and row not in taken]


def is_service(table: Table, row: int, language: str) -> bool:
    """Whether the row is of freight or a sum, or a cell of it says that it was cancelled."""
    text = table.cells.text(table.homes["description"], row) if "description" in table.homes else ""
    return _is_cancelled(table, row) or any(
        row_kinds(normal(text).split()[:10], language)[0][kind] for kind in SERVICES
    )


def _is_cancelled(table: Table, row: int) -> bool:
    return any(fold(table.cells.text(column, row)) in lexicon("said")["cancelled"] for column in table.cells.columns)


def _read(table: Table, row: int, column: str, document: DocumentView) -> ExtractedLine:
    line = ExtractedLine()
    for name, home in {**table.homes, "quantity": column}.items():
        text = table.cells.text(home, row)
        if not text:
            continue
        if name in ("quantity", *NUMBERS):
            number = read_number(text, document.style)
            if number is None or (name == "price_basis" and number == 1) or (name == "discount_percent" and not number):
                continue
            line = with_field(line, name, table.cells.field(home, row, number, CONFIDENCE))
        elif name == "requested_date":
            day = read_date(text, document.language, document.order, document.anchor)
            line = with_field(line, name, table.cells.field(home, row, day[0], CONFIDENCE)) if day else line
        else:
            line = with_field(line, name, table.cells.field(home, row, text, CONFIDENCE))
    return line


def _in_order(kept: dict[int, ExtractedLine], found: dict[int, ExtractedLine], table: Table) -> list[ExtractedLine]:
    """The lines kept, those found behind the nearest line above them."""
    keyed = [((index, 0), line) for index, line in kept.items()]
    for row, line in found.items():
        above = [index for index, other in table.rows.items() if other < row]
        keyed.append(((max(above, default=-1), row), line))
    return [line for _, line in sorted(keyed, key=lambda one: one[0])]
