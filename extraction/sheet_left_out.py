"""Rows of a sheet with a quantity that no line was read from: they name no item, and the agent is asked."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from extraction.candidates_view import DocumentView
from extraction.lines_charges import is_charge
from extraction.sheet_cells import Table, place_of, table_of
from extraction.sheet_heads import heads_above
from extraction.sheet_ordered import is_service, number_in, quantity_column
from models.issue import Issue, Severity
from models.reading import ExtractedLine, stated

CODE = "row_without_item"
GAP = 2  # empty rows that a table may hold


def rows_without_item(lines: Sequence[ExtractedLine], document: DocumentView) -> tuple[Issue, ...]:
    """An issue for each row among a sheet's lines, or right below them, that orders something and became no line."""
    found: list[Issue] = []
    for view in document.pages:
        table = table_of(lines, view.page) if view.page.source == "grid" else None
        if table is None:
            continue
        column = quantity_column(table, heads_above(table.cells, table.top, document.language))
        for row in _rows(lines, table) if column else ():
            number = number_in(table, column, row, document)
            if number and not _is_sum(lines, number) and not _is_other(table, row, document.language):
                text = " ".join(table.cells.text(c, row) for c in table.cells.columns if (c, row) in table.cells.words)
                shown = (("sheet", view.page.sheet), ("row", str(row)), ("text", text))
                found.append(Issue(CODE, Severity.WARNING, "", shown))
    return tuple(found)


def _rows(lines: Sequence[ExtractedLine], table: Table) -> list[int]:
    """The filled rows from the first line's on that no field of a line stands in, down to where the table ends."""
    fields = [field for line in lines for _, field in stated(line)]
    taken = {place[1] for field in fields if (place := place_of(field))}
    filled = sorted({row for _, row in table.cells.words if row >= table.top})
    last = max(table.rows.values())
    for row in filled:
        last = row if last < row <= last + GAP else last
    return [row for row in filled if row <= last and row not in taken]


def _is_sum(lines: Sequence[ExtractedLine], number: Decimal) -> bool:
    return number == sum((line.quantity.value for line in lines if line.quantity), Decimal(0))


def _is_other(table: Table, row: int, language: str) -> bool:
    """Whether the row is of freight, a sum or a heading, or cancelled, by what any of its cells says."""
    texts = [table.cells.text(column, row) for column in table.cells.columns]
    return any(is_charge(text) for text in texts if text) or is_service(table, row, language)
