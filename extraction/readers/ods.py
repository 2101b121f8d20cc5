"""OpenDocument sheets to cells: values, what is hidden, repeats bounded. Formulas give their kept result."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal, InvalidOperation

from lxml import etree

from extraction.limits import Limits
from extraction.readers.office_xml import xml_entry
from extraction.readers.sheet_page import Sheet, number_text, value_text
from extraction.readers.zipped import open_zip, read_entry
from models.errors import UnreadableDocument

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_HIDDEN = {"collapse", "filter"}
_NUMBERS = {"float", "currency"}
_MAX_COLUMNS = 16_384
_MAX_SPACES = 200
_DIGITS = re.compile(r"[\d.,'’+\-\u2212\s]")
_MAX_ADDED_CHARS = 8


def read_ods(data: bytes, limits: Limits) -> list[Sheet]:
    """The visible sheets. Raises `bomb`, `too_large`, `password`, `damaged`."""
    with open_zip(data, limits) as archive:
        names = archive.namelist()
        if "content.xml" not in names:
            raise UnreadableDocument("damaged")
        if b"manifest:encryption-data" in manifest(archive, names, limits):
            raise UnreadableDocument("password")
        root = xml_entry(archive, "content.xml", limits, huge=True)  # cells are counted below
    hidden_styles = {
        str(style.get(f"{_STYLE}name"))
        for style in root.iter(f"{_STYLE}style")
        for shown in style.iter(f"{_STYLE}table-properties")
        if shown.get(f"{_TABLE}display") == "false"
    }
    budget = _Budget(limits.max_cells)
    tables = (t for t in root.iter(f"{_TABLE}table") if t.get(f"{_TABLE}style-name") not in hidden_styles)
    return [_sheet(table, budget) for table in tables]


def manifest(archive: zipfile.ZipFile, names: list[str], limits: Limits) -> bytes:
    """What an OpenDocument file lists as its parts; it tells encrypted ones."""
    if "META-INF/manifest.xml" not in names:
        return b""
    return read_entry(archive, archive.getinfo("META-INF/manifest.xml"), limits.max_unpacked_bytes)


class _Budget:
    def __init__(self, cells: int) -> None:
        self.left = cells

    def take(self, cells: int) -> None:
        self.left -= cells
        if self.left < 0:
            raise UnreadableDocument("too_large")


def _sheet(table: etree._Element, budget: _Budget) -> Sheet:
    sheet = Sheet(str(table.get(f"{_TABLE}name") or ""))
    hidden = _hidden_columns(table)
    row = 0
    for node in table.iter(f"{_TABLE}table-row"):
        repeat = _count(node, "number-rows-repeated")
        if node.get(f"{_TABLE}visibility") not in _HIDDEN:
            filled = [(column, text) for column, text in _cells(node) if column not in hidden]
            budget.take(len(filled) * repeat)
            for again in range(repeat if filled else 0):
                for column, text in filled:
                    sheet.put(row + again, column, text)
        row += repeat
    return sheet


def _hidden_columns(table: etree._Element) -> set[int]:
    hidden: set[int] = set()
    column = 0
    for node in table.iter(f"{_TABLE}table-column"):
        repeat = min(_count(node, "number-columns-repeated"), _MAX_COLUMNS)
        if node.get(f"{_TABLE}visibility") in _HIDDEN:
            hidden.update(range(column, min(column + repeat, _MAX_COLUMNS)))
        column += repeat
    return hidden


def _cells(row: etree._Element) -> Iterator[tuple[int, str]]:
    column = 0
    for node in row:
        if node.tag not in {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}:
            continue
        repeat = min(_count(node, "number-columns-repeated"), _MAX_COLUMNS)
        text = _shown(node) if node.tag == f"{_TABLE}table-cell" else ""
        if text.strip():
            yield from ((column + again, text) for again in range(repeat))
        column += repeat


def _count(node: etree._Element, name: str) -> int:
    raw = str(node.get(f"{_TABLE}{name}") or "1")
    return max(1, int(raw)) if raw.isdigit() and len(raw) < 9 else 1


def _shown(cell: etree._Element) -> str:
    kind = cell.get(f"{_OFFICE}value-type")
    if kind in _NUMBERS:
        try:
            number = number_text(Decimal(str(cell.get(f"{_OFFICE}value"))))
        except InvalidOperation:
            return _text(cell)
        # A currency or unit that the format shows beside the digits.
        added = " ".join(_DIGITS.sub(" ", _text(cell)).split())
        return f"{number} {added}" if added and len(added) <= _MAX_ADDED_CHARS else number
    if kind == "date":
        try:
            return value_text(datetime.fromisoformat(str(cell.get(f"{_OFFICE}date-value"))))
        except ValueError:
            return _text(cell)
    return _text(cell)


def _text(cell: etree._Element) -> str:
    return "\n".join("".join(_pieces(p)) for p in cell.iterchildren(f"{_TEXT}p"))


def _pieces(node: etree._Element) -> Iterator[str]:
    """A paragraph's text, with the blanks, tabs and breaks that OpenDocument writes as elements."""
    yield node.text or ""
    for child in node:
        if child.tag == f"{_TEXT}s":
            raw = str(child.get(f"{_TEXT}c") or "1")
            yield " " * min(int(raw) if raw.isdigit() else 1, _MAX_SPACES)
        elif child.tag == f"{_TEXT}line-break":
            yield "\n"
        elif child.tag == f"{_TEXT}tab":
            yield " "
        elif child.tag != f"{_OFFICE}annotation":
            yield from _pieces(child)
        yield child.tail or ""
