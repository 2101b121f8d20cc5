"""Workbooks (xlsx, xlsm, xlsb, xls, ods) to one grid page a visible sheet: what the customer saw, values canonical."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Callable
from typing import TypeVar

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from extraction.limits import Limits
from extraction.readers.ods import read_ods
from extraction.readers.reader import Reader
from extraction.readers.sheet_page import Sheet, pages, value_text
from extraction.readers.xls_marks import xls_marks
from extraction.readers.xlsx_marks import MAX_DENSE_CELLS, SheetMarks, xlsx_marks
from extraction.readers.zipped import ZIP_MAGIC, entry_names
from models.errors import UnreadableDocument
from models.reading import Kind, Part, PartReading

_T = TypeVar("_T")
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ODS_TYPES = (b"application/vnd.oasis.opendocument.spreadsheet",)


def _utf16(name: str) -> bytes:
    return name.encode("utf-16-le")


def accepts(data: bytes) -> bool:
    """Whether the bytes are a workbook, by what the container holds."""
    if data.startswith(_OLE_MAGIC):
        return any(_utf16(name) in data for name in ("Workbook", "\0Book\0", "EncryptedPackage"))
    return data.startswith(ZIP_MAGIC) and (_is_ods(data) or any(n.startswith("xl/") for n in entry_names(data)))


def _is_ods(data: bytes) -> bool:
    return any(mark in data[:200] for mark in _ODS_TYPES)


def read(part: Part, limits: Limits) -> PartReading:
    """A page for every visible sheet. Raises `password`, `damaged`, `bomb`, `too_large`, `no_text`."""
    sheets = read_ods(part.data, limits) if _is_ods(part.data) else _calamine(part.data, limits)
    found = pages(sheets)
    if not found:
        raise UnreadableDocument("no_text")
    if len(found) > limits.max_pages:
        raise UnreadableDocument("too_many_pages")
    return PartReading(part.name, Kind.SPREADSHEET, part.role, found)


def _calamine(data: bytes, limits: Limits) -> list[Sheet]:
    if data.startswith(_OLE_MAGIC):
        if _utf16("EncryptedPackage") in data:
            raise UnreadableDocument("password")
        marks = _mapped(lambda: xls_marks(data))
    else:
        marks = xlsx_marks(data, limits)
    return _mapped(lambda: _sheets(data, marks, limits))


def _mapped(step: Callable[[], _T]) -> _T:
    """Foreign errors as ours: damage of any kind ends in the same sentence."""
    try:
        return step()
    except CalamineError as error:
        reason = "password" if "password" in str(error).lower() else "damaged"
        raise UnreadableDocument(reason) from error
    except (ValueError, KeyError, IndexError, OSError, OverflowError, struct.error) as error:
        raise UnreadableDocument("damaged") from error
    except BaseException as error:
        # A panic of the Rust library comes as an exception of no public class that is not an `Exception`.
        if type(error).__name__ == "PanicException":
            raise UnreadableDocument("damaged") from error
        raise


def _sheets(data: bytes, marks: dict[str, SheetMarks], limits: Limits) -> list[Sheet]:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    found = []
    left = limits.max_cells
    for meta in workbook.sheets_metadata:
        if meta.typ != SheetTypeEnum.WorkSheet or meta.visible != SheetVisibleEnum.Visible:
            continue
        sheet = _sheet(workbook, meta.name, marks.get(meta.name, SheetMarks()))
        left -= len(sheet.cells)
        if left < 0:
            raise UnreadableDocument("too_large")
        found.append(sheet)
    return found


def _sheet(workbook: CalamineWorkbook, name: str, marks: SheetMarks) -> Sheet:
    sheet, covered = Sheet(name), Sheet(name)
    source = workbook.get_sheet_by_name(name)
    if source.height * source.width > MAX_DENSE_CELLS:
        raise UnreadableDocument("bomb")
    first_row, first_column = source.start or (0, 0)
    # Not iter_rows: that begins at row 1 whatever `start` says, but at `start`'s column.
    for r, row in enumerate(source.to_python(skip_empty_area=True), start=first_row):
        if r in marks.rows:
            continue
        for c, value in enumerate(row, start=first_column):
            if value == "" or value is None or (r, c) in marks.struck:
                continue
            kept = covered if c in marks.columns else sheet
            shown = marks.formats.get((r, c))
            if shown and isinstance(value, float | int) and not isinstance(value, bool):
                kept.put(r, c, shown(float(value)))
            else:
                kept.put(r, c, value_text(value))
    _uncover(sheet, covered)
    _spread(sheet, marks)
    return sheet


def _spread(sheet: Sheet, marks: SheetMarks) -> None:
    """A date whose cell was merged over several rows is the date of each of them."""
    filled = {row for row, _ in sheet.cells} if marks.tall else set()
    for column, first, last in marks.tall:
        text = sheet.cells.get((first, column), "")
        if _DAY.fullmatch(text):
            for row in sorted(row for row in filled if first < row <= last):
                sheet.put(row, column, text)


def _uncover(sheet: Sheet, covered: Sheet) -> None:
    """A label's value counts though the column it stands in was hidden for the sake of the table below.

    Hidden columns stay hidden where anything shows to their right; the value of "Our PO" has nothing there.
    """
    ends: dict[int, int] = {}
    for row, column in sheet.cells:
        ends[row] = max(ends.get(row, -1), column)
    inside = {column for row, column in covered.cells if ends.get(row, -1) > column}
    for (row, column), text in covered.cells.items():
        if column in inside and ends.get(row, -1) == column - 1:
            sheet.put(row, column, text)


READER = Reader("spreadsheet", accepts, read)
