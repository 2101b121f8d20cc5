"""OpenDocument texts (.odt) to one grid page: letterhead, paragraphs and tables in order."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator

from lxml import etree

from extraction.limits import Limits
from extraction.readers.flow import Item, Line, Table, typed
from extraction.readers.mail_body import flow_page
from extraction.readers.ods import manifest
from extraction.readers.office_xml import xml_entry
from extraction.readers.reader import Reader
from extraction.readers.zipped import ZIP_MAGIC, open_zip
from models.errors import UnreadableDocument
from models.reading import Kind, Part, PartReading

_TYPE = b"application/vnd.oasis.opendocument.text"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_PARAGRAPHS = {f"{_TEXT}p", f"{_TEXT}h"}
# Comments, deleted text of tracked changes and notes at the foot are not in the running text.
_UNSEEN = {f"{_OFFICE}annotation", f"{_TEXT}tracked-changes", f"{_TEXT}note"}
_MAX_DEPTH = 60
_MAX_SPACES = 200
_MAX_SPAN = 50


def accepts(data: bytes) -> bool:
    """Whether the bytes are an OpenDocument text: its type stands uncompressed at the front."""
    return data.startswith(ZIP_MAGIC) and _TYPE in data[:200]


def read(part: Part, limits: Limits) -> PartReading:
    """One page with everything. Raises `damaged`, `bomb`, `password`, `too_deep`, `no_text`."""
    with open_zip(part.data, limits) as archive:
        names = archive.namelist()
        if "content.xml" not in names:
            raise UnreadableDocument("damaged")
        if b"manifest:encryption-data" in manifest(archive, names, limits):
            raise UnreadableDocument("password")
        heads, feet = _letterhead(archive, limits) if "styles.xml" in names else ([], [])
        body = xml_entry(archive, "content.xml", limits).find(f"{_OFFICE}body/{_OFFICE}text")
        items = [*heads, *(_items(body, 0) if body is not None else ()), *feet]
    if not any(item.text.strip() for item in items):
        raise UnreadableDocument("no_text")
    return PartReading(part.name, Kind.DOCX, part.role, (flow_page(typed(items)),))


def _letterhead(archive: zipfile.ZipFile, limits: Limits) -> tuple[list[Item], list[Item]]:
    """The first header and footer of the page styles."""
    root = xml_entry(archive, "styles.xml", limits)
    found: list[list[Item]] = []
    for tag in (f"{_STYLE}header", f"{_STYLE}footer"):
        node = next(root.iter(tag), None)
        found.append([*_items(node, 0), Line("")] if node is not None else [])
    return found[0], found[1]


def _items(node: etree._Element, depth: int) -> Iterator[Item]:
    if depth > _MAX_DEPTH:
        raise UnreadableDocument("too_deep")
    for child in node:
        if child.tag in _UNSEEN:
            continue
        if child.tag in _PARAGRAPHS:
            yield from (Line(line) for line in "".join(_pieces(child, depth)).split("\n"))
        elif child.tag == f"{_TABLE}table":
            yield Table(tuple(_row(row, depth) for row in child.iter(f"{_TABLE}table-row") if _own_row(row, child)))
        else:  # lists, sections, frames with text boxes
            yield from _items(child, depth + 1)


def _own_row(row: etree._Element, table: etree._Element) -> bool:
    return next(row.iterancestors(f"{_TABLE}table"), None) is table


def _row(row: etree._Element, depth: int) -> tuple[str, ...]:
    cells: list[str] = []
    for cell in row:
        if cell.tag == f"{_TABLE}table-cell":
            cells.append("\n".join(item.text for item in _items(cell, depth + 1)).strip())
        elif cell.tag == f"{_TABLE}covered-table-cell":
            raw = str(cell.get(f"{_TABLE}number-columns-repeated") or "1")
            cells.extend([""] * min(int(raw) if raw.isdigit() else 1, _MAX_SPAN))
    return tuple(cells)


def _pieces(node: etree._Element, depth: int) -> Iterator[str]:
    """A paragraph's text, with the blanks, tabs and breaks that OpenDocument writes as elements."""
    if depth > _MAX_DEPTH:
        raise UnreadableDocument("too_deep")
    yield node.text or ""
    for child in node:
        if child.tag == f"{_TEXT}s":
            raw = str(child.get(f"{_TEXT}c") or "1")
            yield " " * min(int(raw) if raw.isdigit() else 1, _MAX_SPACES)
        elif child.tag == f"{_TEXT}tab":
            yield "\t"
        elif child.tag == f"{_TEXT}line-break":
            yield "\n"
        elif child.tag not in _UNSEEN:
            yield from _pieces(child, depth + 1)
            if child.tag in _PARAGRAPHS:  # of a text box within the paragraph
                yield "\n"
        yield child.tail or ""


READER = Reader("odt", accepts, read)
