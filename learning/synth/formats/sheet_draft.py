"""A sheet being drawn: cells with values and the pieces that say what they state. It knows no order and no file."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from extraction.readers.sheet_page import column_name
from learning.synth.formats.marks import Piece, Text, plain

Value = str | Decimal | date


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's value and what its words state; `number_format` is "date", "money" or a format code of its own."""

    value: Value
    text: Text
    bold: bool = False
    struck: bool = False
    number_format: str = ""


@dataclass(slots=True)
class Draft:
    """One sheet: cells by (row, column) from 0, merged areas, hidden rows and columns."""

    name: str
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    visible: bool = True

    def say(self, row: int, column: int, *pieces: Piece, bold: bool = False, struck: bool = False) -> None:
        """Text in a cell."""
        if plain(pieces).strip():
            self.cells[row, column] = Cell(plain(pieces), pieces, bold, struck)

    def put(self, row: int, column: int, value: Value, text: Piece | Text, number_format: str = "") -> None:
        """A number, date or text that states one field (and, by its format, perhaps the currency)."""
        pieces = (text,) if isinstance(text, Piece) else text
        self.cells[row, column] = Cell(value, pieces, number_format=number_format)

    @property
    def references(self) -> dict[str, Text]:
        """The texts by cell reference, as the reader names cells; struck and hidden cells are not read."""
        return {
            f"{column_name(c)}{r + 1}": cell.text
            for (r, c), cell in self.cells.items()
            if not cell.struck and r not in self.hidden_rows and c not in self.hidden_columns
        }

    @property
    def bottom(self) -> int:
        """The first free row."""
        return max((row for row, _ in self.cells), default=-1) + 1
