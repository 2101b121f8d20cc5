"""Hidden rows and columns of old .xls files, from the BIFF8 records that hold them. Values are read by calamine."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

from olefile import OleFileIO  # type: ignore[import-untyped]

from extraction.readers.xlsx_marks import SheetMarks

_BOUND_SHEET, _BEGIN, _END, _ROW, _COLUMNS = 0x0085, 0x0809, 0x000A, 0x0208, 0x007D
_ROW_HIDDEN, _COLUMN_HIDDEN = 0x20, 0x1
_MAX_COLUMN = 256


def xls_marks(data: bytes) -> dict[str, SheetMarks]:
    """Marks by sheet name; nothing for a file older than Excel 97."""
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


def _marks(stream: bytes, start: int) -> SheetMarks:
    marks = SheetMarks()
    for kind, body in _records(stream, start):
        if kind == _END:
            break
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
