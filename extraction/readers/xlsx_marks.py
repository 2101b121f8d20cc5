"""What xlsx says of its cells beyond values: hidden rows and columns, number formats, struck text.

Only the few marks that matter are looked for, by pattern, in the sheets' XML; values are read by calamine.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass, field

from lxml import etree

from extraction.limits import Limits
from extraction.readers.number_format import Format, format_of
from extraction.readers.office_xml import parse_xml
from extraction.readers.sheet_page import column_number
from extraction.readers.zipped import open_zip, read_entry
from models.errors import UnreadableDocument

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TRUE = (b"1", b"true")
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*?)/?>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^>]*?)/?>")
_FILLED_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"([^>]*)(?<!/)>')
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_ATTRIBUTE = re.compile(rb'(\w+)="([^"]*)"')
# Dense readers allocate every cell between the corners; beyond this a stray far cell would take all memory.
MAX_DENSE_CELLS = 20_000_000


@dataclass(slots=True)
class SheetMarks:
    """Hidden rows and columns (from 0), struck cells, formats of single cells, and cells merged over several rows."""

    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    struck: set[tuple[int, int]] = field(default_factory=set)
    formats: dict[tuple[int, int], Format] = field(default_factory=dict)
    tall: list[tuple[int, int, int]] = field(default_factory=list)  # column, first and last row


def xlsx_marks(data: bytes, limits: Limits) -> dict[str, SheetMarks]:
    """Marks by sheet name. Raises `bomb`, `too_large`, `damaged`."""
    archive = open_zip(data, limits)
    with archive:
        names = set(archive.namelist())
        formats, struck = _styles(_entry(archive, "xl/styles.xml", limits)) if "xl/styles.xml" in names else ({}, set())
        marks = {}
        for name, path in _sheet_paths(archive, names, limits):
            marks[name] = _sheet_marks(_entry(archive, path, limits), formats, struck, limits)
    return marks


def _entry(archive: zipfile.ZipFile, path: str, limits: Limits) -> bytes:
    try:
        return read_entry(archive, archive.getinfo(path), limits.max_unpacked_bytes)
    except KeyError as error:
        raise UnreadableDocument("damaged") from error


def _sheet_paths(archive: zipfile.ZipFile, names: set[str], limits: Limits) -> list[tuple[str, str]]:
    if "xl/workbook.xml" not in names or "xl/_rels/workbook.xml.rels" not in names:
        return []
    relations = {
        str(r.get("Id")): str(r.get("Target")) for r in parse_xml(_entry(archive, "xl/_rels/workbook.xml.rels", limits))
    }
    found = []
    for sheet in parse_xml(_entry(archive, "xl/workbook.xml", limits)).iter(f"{_MAIN}sheet"):
        target = relations.get(str(sheet.get(_RELATION)), "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        if path in names and sheet.get("state", "visible") == "visible":
            found.append((str(sheet.get("name")), path))
    return found


def _styles(data: bytes) -> tuple[dict[int, Format], set[int]]:
    """Cell styles (by their number) with a format that changes what is shown, and those that strike out."""
    root = parse_xml(data)
    codes = {int(f.get("numFmtId", 0)): str(f.get("formatCode", "")) for f in root.iter(f"{_MAIN}numFmt")}
    fonts = root.find(f"{_MAIN}fonts")
    struck_fonts = {i for i, font in enumerate(fonts if fonts is not None else ()) if _is_struck(font)}
    formats: dict[int, Format] = {}
    struck: set[int] = set()
    styles = root.find(f"{_MAIN}cellXfs")
    for index, style in enumerate(styles if styles is not None else ()):
        number = int(style.get("numFmtId", 0))
        shown = format_of(number, codes.get(number, ""))
        if shown is not None:
            formats[index] = shown
        if int(style.get("fontId", 0)) in struck_fonts:
            struck.add(index)
    return formats, struck


def _is_struck(font: etree._Element) -> bool:
    strike = font.find(f"{_MAIN}strike")
    return strike is not None and strike.get("val", "1") not in {"0", "false"}


def _sheet_marks(data: bytes, formats: dict[int, Format], struck: set[int], limits: Limits) -> SheetMarks:
    marks = SheetMarks()
    for match in _COLUMN.finditer(data, 0, max(0, data.find(b"sheetData"))):
        found = dict(_ATTRIBUTE.findall(match.group(1)))
        if found.get(b"hidden") in _TRUE:
            marks.columns.update(range(int(found.get(b"min", 1)) - 1, min(int(found.get(b"max", 1)), 16_384)))
    if b"hidden=" in data:
        for match in _ROW.finditer(data):
            found = dict(_ATTRIBUTE.findall(match.group(1)))
            if found.get(b"hidden") in _TRUE and b"r" in found:
                marks.rows.add(int(found[b"r"]) - 1)
    for match in _MERGED.finditer(data, max(0, data.find(b"/sheetData") if b"mergeCell" in data else len(data))):
        if match.group(1) == match.group(3) and match.group(2) != match.group(4):
            column = column_number(match.group(1).decode())
            marks.tall.append((column, int(match.group(2)) - 1, int(match.group(4)) - 1))
    _guard_and_format(data, formats, struck, limits, marks)
    return marks


def _guard_and_format(
    data: bytes, formats: dict[int, Format], struck: set[int], limits: Limits, marks: SheetMarks
) -> None:
    count, last_row, last_column = 0, 0, 0
    for match in _FILLED_CELL.finditer(data):
        column, row = column_number(match.group(1).decode()), int(match.group(2)) - 1
        count += 1
        last_row, last_column = max(last_row, row), max(last_column, column)
        if not formats and not struck:
            continue
        style = re.search(rb'\bs="(\d+)"', match.group(0))
        index = int(style.group(1)) if style else -1
        if index in formats:
            marks.formats[row, column] = formats[index]
        if index in struck:
            marks.struck.add((row, column))
    if count > limits.max_cells:
        raise UnreadableDocument("too_large", cells=str(count))
    if (last_row + 1) * (last_column + 1) > MAX_DENSE_CELLS:
        raise UnreadableDocument("bomb", cells=str((last_row + 1) * (last_column + 1)))
