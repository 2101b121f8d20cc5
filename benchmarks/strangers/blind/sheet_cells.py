"""Cells of the blind set's spreadsheets: numbers as numbers, dates as dates, a table with its headings."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Border, Font, PatternFill, Side

from benchmarks.strangers.content import Printed

Grid = Any  # an openpyxl worksheet
NUMBERS = {"quantity", "unit_price", "amount", "discount_percent", "total_net", "total_tax", "total_gross"}
DAYS = {"order_date", "requested_date"}
BOLD = Font(bold=True)
GREY = PatternFill("solid", start_color="D9D9D9")
THIN = Border(*(Side(style="thin"),) * 4)


def first(book: Workbook) -> Grid:
    """The sheet that a new workbook has."""
    return book.active


def value(printed: Printed, name: str) -> Any:
    """What a cell holds: a number or a date where the field is one; records that it was written."""
    shown = getattr(printed, name)
    if name in NUMBERS:
        number = Decimal(printed.plain(name))
        return int(number) if number == int(number) else float(number)
    return date.fromisoformat(printed.plain(name)) if name in DAYS else shown


def table(grid: Grid, top: int, left: int, columns: list[tuple[str, str]], lines: list[Printed]) -> int:
    """A heading row and one row a line; `columns` are (heading, field). The row after the last comes back."""
    for n, (heading, _) in enumerate(columns):
        cell = grid.cell(top, left + n, heading)
        cell.font, cell.fill, cell.border = BOLD, GREY, THIN
    for r, line in enumerate(lines, start=top + 1):
        for n, (_, name) in enumerate(columns):
            cell = grid.cell(r, left + n, value(line, name) if name else None)
            cell.border = THIN
            if name in DAYS:
                cell.number_format = "DD/MM/YYYY"
    return top + 1 + len(lines)
