"""XML of no standard that is read: refused, with the reason that fits. SpreadsheetML workbooks are read as sheets."""

from __future__ import annotations

from extraction.limits import Limits
from extraction.readers.reader import Reader
from extraction.readers.safe_xml import Node, looks_like_xml, parse, text
from extraction.readers.sheet_page import Sheet, number_text, pages
from models.errors import UnreadableDocument
from models.reading import Kind, Part, PartReading


def read(part: Part, limits: Limits) -> PartReading:
    """The sheets of an Excel 2003 XML workbook. Raises `forbidden_xml`, `damaged`, `unknown_format`."""
    root = parse(part.data)
    tables = [(sheet, table) for sheet in root.iter("Worksheet") for table in sheet.iter("Table")]
    if root.tag != "Workbook" or not tables:
        raise UnreadableDocument("unknown_format")
    sheets = [_sheet(sheet, table, limits) for sheet, table in tables]
    found = pages(sheets)
    if not found:
        raise UnreadableDocument("no_text")
    return PartReading(part.name, Kind.SPREADSHEET, part.role, found)


def _attribute(node: Node, name: str) -> str:
    """An attribute whatever its namespace prefix."""
    return next((str(v) for k, v in node.attrib.items() if str(k).rpartition("}")[2] == name), "")


def _sheet(sheet: Node, table: Node, limits: Limits) -> Sheet:
    found = Sheet(_attribute(sheet, "Name"))
    row = -1
    for node in table.iter("Row"):
        row = _place(node, row)
        column = -1
        for cell in node.iter("Cell"):
            column = _place(cell, column)
            if not _attribute(node, "Hidden"):
                found.put(row, column, _shown(cell))
            across = _attribute(cell, "MergeAcross")
            column += int(across) if across.isdigit() and len(across) < 5 else 0
        if len(found.cells) > limits.max_cells:
            raise UnreadableDocument("too_large")
    return found


def _place(node: Node, previous: int) -> int:
    told = _attribute(node, "Index")
    return int(told) - 1 if told.isdigit() and len(told) < 8 else previous + 1


def _shown(cell: Node) -> str:
    data = cell.find("Data")
    if data is None:
        return ""
    content = text(data)
    kind = _attribute(data, "Type")
    if kind == "Number":
        try:
            return number_text(float(content))
        except ValueError:
            return content
    return content[:10] if kind == "DateTime" else content


READER = Reader("other_xml", looks_like_xml, read)
