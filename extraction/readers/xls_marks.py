"""Hidden rows and columns of old .xls files, from the BIFF8 records that hold them. Values are read by calamine."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

from olefile import OleFileIO  # type: ignore[import-untyped]

from extraction.readers.xlsx_marks import SheetMarks
from models.errors import UnreadableDocument

_BOUND_SHEET, _BEGIN, _END, _ROW, _COLUMNS = 0x0085, 0x0809, 0x000A, 0x0208, 0x007D
_ROW_HIDDEN, _COLUMN_HIDDEN = 0x20, 0x1
_MAX_ROW, _MAX_COLUMN = 65_536, 256
_DIMENSIONS = 0x0200
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
    marks: dict[str, SheetMarks] = {}
    for name, start in _sheets(stream):
        marks[name] = _marks(stream, start)
    return marks


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


def _marks(stream: bytes, start: int) -> SheetMarks:
    marks = SheetMarks()
    for kind, body in _records(stream, start):
        if kind == _END:
            break
        _check_place(kind, body)
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
