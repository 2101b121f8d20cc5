"""Delimited text to cells: delimiter, quotes and character set found out. A text that looks like a formula is text."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

from extraction.limits import Limits
from extraction.readers.charset import decode_text, is_text
from extraction.readers.reader import Reader
from extraction.readers.sheet_page import Sheet, pages
from models.errors import UnreadableDocument
from models.reading import Kind, Part, PartReading

# In order of how rarely they stand in running text, and how many cells a row must have to be believed.
_DELIMITERS = (("\t", 2), (";", 2), ("|", 3), (",", 3))
_HEAD_BYTES = 65_536
# At least this share of the filled lines has the delimiter, and this share of those the usual number of cells.
_SHARE_WITH, _SHARE_USUAL = 0.6, 0.5
_DELIMITER_LINE = re.compile(r"^\ufeff?sep=(.)\r?\n", re.I)


def delimiter_of(text: str) -> str:
    """The delimiter of a delimited text, or "" for any other text."""
    told = _DELIMITER_LINE.match(text)
    if told:
        return told.group(1)
    best, best_cells = "", 0
    for delimiter, least in _DELIMITERS:
        rows = [row for row in _rows(text, delimiter) if any(cell.strip() for cell in row)]
        counts = Counter(len(row) for row in rows if len(row) > 1)
        with_it = sum(counts.values())
        if not counts or with_it < 2 or with_it < _SHARE_WITH * len(rows):
            continue
        usual, times = counts.most_common(1)[0]
        widest = max(n for n, seen in counts.items() if seen >= 2) if any(s >= 2 for s in counts.values()) else usual
        believed = max(usual, widest) >= least and times >= _SHARE_USUAL * with_it and _cell_like(rows, delimiter)
        if believed and widest > best_cells:
            best, best_cells = delimiter, widest
    return best


def _cell_like(rows: list[list[str]], delimiter: str) -> bool:
    """Cells are short and follow their delimiter at once; sentences with commas do neither."""
    lengths = [len(cell) for row in rows for cell in row if cell.strip()]
    # Columns set with blanks are a print, whatever signs stand in them.
    if sum("   " in cell.strip() for row in rows for cell in row) > 0.1 * len(rows):
        return False
    spaced = sum(cell.startswith(" ") for row in rows for cell in row[1:])
    if delimiter == "," and spaced > 0.5 * sum(len(row) - 1 for row in rows):
        return False
    return sum(lengths) / max(1, len(lengths)) < 60


def _rows(text: str, delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        # A stray quotation mark may swallow the rest of the file: read it without quotes then.
        return [line.split(delimiter) for line in text.splitlines()]


def accepts(data: bytes) -> bool:
    """Whether the bytes are delimited text."""
    if not is_text(data) or data.lstrip()[:1] in (b"<", b"{"):
        return False
    head = decode_text(data[:_HEAD_BYTES])
    if len(data) > _HEAD_BYTES:
        head = head.rsplit("\n", 1)[0]
    return bool(delimiter_of(head))


def read(part: Part, limits: Limits) -> PartReading:
    """One page with the cells as they stand. Raises `too_large`."""
    text = decode_text(part.data)
    delimiter = delimiter_of(text[:_HEAD_BYTES].rsplit("\n", 1)[0] if len(text) > _HEAD_BYTES else text)
    text = _DELIMITER_LINE.sub("", text).lstrip("\ufeff")
    sheet = Sheet("")
    count = 0
    for r, row in enumerate(_unquoted_rows(text, delimiter)):
        count += len(row)
        if count > limits.max_cells:
            raise UnreadableDocument("too_large")
        for c, cell in enumerate(row):
            sheet.put(r, c, cell)
    return PartReading(part.name, Kind.SPREADSHEET, part.role, pages([sheet]))


def _unquoted_rows(text: str, delimiter: str) -> list[list[str]]:
    rows = _rows(text, delimiter)
    lines = sum(1 for line in text.splitlines() if line.strip())
    # An inch mark taken for an opening quote glues lines together: 3/4" pipe.
    if len(rows) < 0.7 * lines and any("\n" in cell for row in rows for cell in row):
        return [[cell.strip('"') for cell in line.split(delimiter)] for line in text.splitlines()]
    return rows


READER = Reader("csv", accepts, read)
