"""Hidden rows and columns and number formats of old .xls files, from their BIFF8 records. Values are calamine's."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

from olefile import OleFileIO

from extraction.readers.number_format import Format, format_of
from extraction.readers.xlsx_marks import SheetMarks
from models.errors import UnreadableDocument

_BOUND_SHEET, _BEGIN, _END, _ROW, _COLUMNS = 0x0085, 0x0809, 0x000A, 0x0208, 0x007D
_ROW_HIDDEN, _COLUMN_HIDDEN = 0x20, 0x1
_MAX_ROW, _MAX_COLUMN = 65_536, 256
_DIMENSIONS, _FORMAT, _STYLE = 0x0200, 0x041E, 0x00E0
_NUMBERS, _SEVERAL = {0x0203, 0x027E, 0x0006}, 0x00BD
# Records that hold a cell: row and column come first.
_CELLS = {0x0203, 0x0204, 0x00FD, 0x027E, 0x00BD, 0x0006, 0x0205, 0x0201, 0x00BE, 0x00D6}


def xls_marks(data: bytes) -> dict[str, SheetMarks]:
    """Marks by sheet name; nothing for a file older than Excel 97. Raises `damaged` for impossible places.

    The library that reads the values allocates every cell between the corners, and dies of a corner that cannot be.
    """
    with OleFileIO(io.BytesIO(data)) as ole:
        if not ole.exists("Workbook"):
            return {}
        stream = ole.openstream("Workbook").read()
    formats = _formats(stream)
    return {name: _marks(stream, start, formats) for name, start in _sheets(stream)}


def _formats(stream: bytes) -> dict[int, Format]:
    """What cell styles (by number) add to their numbers."""
    codes: dict[int, str] = {}
    found: dict[int, Format] = {}
    style = 0
    for kind, body in _records(stream, 0):
        if kind == _END:
            break
        if kind == _FORMAT and len(body) >= 5:
            number, length, wide = struct.unpack_from("<HHB", body)
            raw = body[5 : 5 + length * (2 if wide & 1 else 1)]
            codes[number] = raw.decode("utf-16-le" if wide & 1 else "latin-1", "replace")
        elif kind == _STYLE and len(body) >= 4:
            number = struct.unpack_from("<H", body, 2)[0]
            shown = format_of(number, codes.get(number, ""))
            if shown is not None:
                found[style] = shown
            style += 1
    return found


def _styles(kind: int, body: bytes) -> Iterator[tuple[tuple[int, int], int]]:
    """((row, column), style) of the numbers in a cell record."""
    if kind in _NUMBERS and len(body) >= 6:
        row, column, style = struct.unpack_from("<3H", body)
        yield (row, column), style
    elif kind == _SEVERAL and len(body) >= 12:
        row, column = struct.unpack_from("<2H", body)
        for index in range((len(body) - 6) // 6):
            yield (row, column + index), struct.unpack_from("<H", body, 4 + 6 * index)[0]


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    position = start
    while position + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, position)
        yield kind, stream[position + 4 : position + 4 + size]
        position += 4 + size


def _sheets(stream: bytes) -> Iterator[tuple[str, int]]:
    for kind, body in _records(stream, 0):
        if kind == _END:
            return
        if kind == _BOUND_SHEET and len(body) >= 8:
            (start,) = struct.unpack_from("<I", body)
            wide = body[7] & 1
            raw = body[8 : 8 + body[6] * (2 if wide else 1)]
            yield raw.decode("utf-16-le" if wide else "latin-1", "replace"), start


def _check_place(kind: int, body: bytes) -> None:
    last_row, last_column = 0, 0
    if kind == _DIMENSIONS and len(body) >= 12:
        last_row, last_column = struct.unpack_from("<I", body, 4)[0] - 1, struct.unpack_from("<H", body, 10)[0] - 1
    elif kind in _CELLS and len(body) >= 4:
        (last_column,) = struct.unpack_from("<H", body, 2)
    if last_row >= _MAX_ROW or last_column >= _MAX_COLUMN:
        raise UnreadableDocument("damaged")


def _marks(stream: bytes, start: int, formats: dict[int, Format]) -> SheetMarks:
    marks = SheetMarks()
    for kind, body in _records(stream, start):
        if kind == _END:
            break
        _check_place(kind, body)
        for place, style in _styles(kind, body) if formats else ():
            if style in formats:
                marks.formats[place] = formats[style]
        if kind == _ROW and len(body) >= 16:
            (row,) = struct.unpack_from("<H", body)
            (options,) = struct.unpack_from("<I", body, 12)
            if options & _ROW_HIDDEN:
                marks.rows.add(row)
        elif kind == _COLUMNS and len(body) >= 10:
            first, last, _, _, options = struct.unpack_from("<5H", body)
            if options & _COLUMN_HIDDEN:
                marks.columns.update(range(first, min(last, _MAX_COLUMN) + 1))
    return marks
