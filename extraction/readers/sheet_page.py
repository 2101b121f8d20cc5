"""A sheet's cells laid out as a grid page, each word with its cell's reference, and how values are written as text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from extraction.readers.grid_page import GridPage, column_starts, wrapped_cell
from models.page import Page

CellValue = str | int | float | bool | date | datetime | time | timedelta | Decimal | None
# Empty rows in a sheet part its blocks; more than this many say nothing further.
MAX_BLANK_ROWS = 3
# Spreadsheets keep 15 significant digits; what follows is noise of the binary form.
SIGNIFICANT_DIGITS = 15


@dataclass(slots=True)
class Sheet:
    """A sheet's filled cells by (row, column), both from 0, as text; hidden ones are not in it."""

    name: str
    cells: dict[tuple[int, int], str] = field(default_factory=dict)

    def put(self, row: int, column: int, text: str) -> None:
        """Keep a cell that shows something."""
        if text.strip():
            self.cells[row, column] = text


def column_name(column: int) -> str:
    """0 → A, 26 → AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_number(name: str) -> int:
    """A → 0, AA → 26."""
    number = 0
    for letter in name.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def value_text(value: CellValue) -> str:
    """A value as canonical text: ISO dates, "." decimals without grouping, integers without ".0"."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.date().isoformat() if midnight else value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, timedelta):
        return f"{value.total_seconds() / 3600:g}"
    return number_text(value)


def number_text(value: float | Decimal) -> str:
    """A number without exponent and without the noise of its binary form."""
    if isinstance(value, float):
        if value != value or value in (float("inf"), float("-inf")):
            return ""
        value = Decimal(f"{value:.{SIGNIFICANT_DIGITS}g}")
    text = f"{Decimal(value):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    # Three decimals look like a thousands group where the comma is the decimal sign: a fourth makes them certain.
    return f"{text}0" if len(text.rpartition(".")[2]) == 3 and "." in text else text


def sheet_page(sheet: Sheet, number: int) -> Page:
    """The sheet as a page: columns start where they stand, texts run over empty neighbours, nothing overlaps."""
    columns = sorted({column for _, column in sheet.cells})
    place = {column: index for index, column in enumerate(columns)}
    rows = _rows(sheet.cells, place)
    starts = column_starts([cells for _, cells in rows], spill=True)
    page = GridPage()
    names = [column_name(column) for column in columns]
    previous = -1
    for row, cells in rows:
        if previous >= 0:
            page.gap(min(row - previous - 1, MAX_BLANK_ROWS))
        page.cells(cells, starts, [f"{name}{row + 1}" for name in names])
        previous = row
    return page.page(number, sheet.name)


def _rows(cells: Mapping[tuple[int, int], str], place: Mapping[int, int]) -> list[tuple[int, list[list[str]]]]:
    rows: dict[int, list[list[str]]] = {}
    for (row, column), text in cells.items():
        if row not in rows:
            rows[row] = [[] for _ in place]
        rows[row][place[column]] = wrapped_cell(text)
    return sorted(rows.items())


def pages(sheets: Iterable[Sheet]) -> tuple[Page, ...]:
    """A page for each sheet that shows something."""
    return tuple(sheet_page(sheet, number) for number, sheet in enumerate((s for s in sheets if s.cells), start=1))
