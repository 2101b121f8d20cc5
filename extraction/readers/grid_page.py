"""Lines and tables laid out on an invented page: a grid of characters, so that geometry can be read from it.

A character is 6 points wide and a line 12 points high; nothing overlaps. It knows nothing of meaning.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extraction.readers.flow import Item, Line
from models.page import Box, Page, Word

CHAR_PT = 6.0
LINE_PT = 12.0
MARGIN_PT = 36.0
GLYPH_PT = 10.0
# Columns are parted by this many characters: wider than any blank inside a cell.
GUTTER_CHARS = 4
MIN_COLUMN_CHARS = 3
WRAP_LINE_CHARS = 160
WRAP_CELL_CHARS = 120
TAB_CHARS = 8
_WORD = re.compile(r"\S+")
_A4_WIDTH_PT, _A4_HEIGHT_PT = 595.0, 842.0


class GridPage:
    """A page being written from top to bottom."""

    def __init__(self) -> None:
        self.words: list[Word] = []
        self.row = 0
        self._tables = 0
        self._blanks = 0

    def gap(self, lines: int) -> None:
        """Leave this many empty lines."""
        self.row += lines

    def add(self, items: Iterable[Item]) -> None:
        """Lines and tables in reading order; runs of blank lines are shortened to two."""
        for item in items:
            if isinstance(item, Line):
                self._line(item.text)
            else:
                self._tables += 1
                self.table(item.rows, f"t{self._tables}")

    def _line(self, text: str) -> None:
        text = text.replace("\u00a0", " ").rstrip().expandtabs(TAB_CHARS)
        if not text.strip():
            self._blanks += 1
            self.row += 1 if self._blanks <= 2 else 0
            return
        self._blanks = 0
        # A line with wide blanks is a row of columns: wrapping would tear it.
        for piece in [text] if "   " in text.strip() else wrapped(text, WRAP_LINE_CHARS):
            self.put(piece, 0, "")
            self.row += 1

    def put(self, text: str, column_chars: int, cell: str, row: int | None = None, bold: bool = False) -> None:
        """The words of `text` from a character column on, on the current (or the given) line."""
        top = MARGIN_PT + LINE_PT * (self.row if row is None else row)
        for match in _WORD.finditer(text):
            x0 = MARGIN_PT + CHAR_PT * (column_chars + match.start())
            box = Box(x0, top, x0 + CHAR_PT * len(match.group()), top + GLYPH_PT)
            self.words.append(Word(match.group(), box, 1.0, GLYPH_PT, bold, cell))

    def table(self, rows: Sequence[Sequence[str]], name: str) -> None:
        """A table with cell references like t1r2c3, every column wide enough for its widest cell."""
        cells = [[wrapped_cell(cell) for cell in row] for row in rows]
        starts = column_starts(cells, spill=False)
        for r, row in enumerate(cells, start=1):
            self.cells(row, starts, [f"{name}r{r}c{c}" for c in range(1, len(row) + 1)])
        self._blanks = 0

    def cells(self, row: Sequence[Sequence[str]], starts: Sequence[int], names: Sequence[str]) -> None:
        """One row of a table: each cell's lines stacked from its column's start on."""
        for c, lines in enumerate(row):
            for offset, line in enumerate(lines):
                self.put(line, starts[c], names[c], self.row + offset)
        self.row += max([1, *(len(lines) for lines in row)])

    def page(self, number: int, sheet: str = "") -> Page:
        """The page as it stands."""
        right = max((word.box.x1 for word in self.words), default=0.0) + MARGIN_PT
        bottom = MARGIN_PT * 2 + LINE_PT * self.row
        size = max(_A4_WIDTH_PT, right), max(_A4_HEIGHT_PT, bottom)
        return Page(number, *size, words=tuple(self.words), source="grid", sheet=sheet)


def column_starts(rows: Sequence[Sequence[Sequence[str]]], spill: bool) -> list[int]:
    """Where each column begins, in characters.

    With `spill`, a cell's text may run over the empty cells to its right, as spreadsheets show it.
    """
    count = max((len(row) for row in rows), default=0)
    need: list[dict[int, int]] = [{} for _ in range(count)]
    for row in rows:
        last = -1
        for c, lines in enumerate(row):
            if not lines and spill:
                continue
            if last >= 0:
                width = max((len(line) for line in row[last]), default=0) + GUTTER_CHARS
                need[c][last] = max(need[c].get(last, 0), width)
            last = c
    starts: list[int] = []
    for c in range(count):
        floor = starts[-1] + MIN_COLUMN_CHARS if starts else 0
        starts.append(max([floor, *(starts[b] + width for b, width in need[c].items())]))
    return starts


def wrapped_cell(text: str) -> list[str]:
    """A cell's lines: its own line breaks kept, very long ones wrapped, blanks made one."""
    lines = (" ".join(line.split()) for line in text.replace("\r", "\n").split("\n"))
    return [piece for line in lines if line for piece in wrapped(line, WRAP_CELL_CHARS)]


def wrapped(text: str, width: int) -> list[str]:
    """The text cut at blanks into pieces of at most `width` characters (a longer word stays whole)."""
    pieces: list[str] = []
    while len(text) > width:
        cut = text.rfind(" ", width // 2, width + 1)
        if cut < 0:
            cut = text.find(" ", width)
            if cut < 0:
                break
        pieces.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [*pieces, text]
