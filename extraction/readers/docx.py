"""Word files to one grid page: paragraphs and tables in order, letterhead first. Hidden and struck text is left out."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from extraction.limits import Limits
from extraction.readers.flow import Item, Line, Table, typed
from extraction.readers.mail_body import flow_page
from extraction.readers.office_xml import xml_entry
from extraction.readers.reader import Reader
from extraction.readers.zipped import ZIP_MAGIC, entry_names, open_zip
from models.errors import UnreadableDocument
from models.reading import Kind, Part, PartReading

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Deleted text of tracked changes, field codes and comments are not what the page shows.
_UNSEEN = {f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", f"{_W}commentReference", _FALLBACK}
_MAX_DEPTH = 60


def accepts(data: bytes) -> bool:
    """Whether the bytes are a word file."""
    return data.startswith(ZIP_MAGIC) and "word/document.xml" in entry_names(data)


def read(part: Part, limits: Limits) -> PartReading:
    """One page with everything. Raises `damaged`, `bomb`, `no_text`."""
    with open_zip(part.data, limits) as archive:
        names = sorted(archive.namelist())
        heads = [n for n in names if n.startswith("word/header") and n.endswith(".xml")]
        feet = [n for n in names if n.startswith("word/footer") and n.endswith(".xml")]
        items: list[Item] = []
        seen: set[str] = set()
        for name in (*heads, "word/document.xml", *feet):
            found = list(_items(xml_entry(archive, name, limits)))
            text = "\n".join(item.text for item in found).strip()
            # The same letterhead is kept for first, odd and even pages.
            if text and text not in seen:
                items.extend(found)
                items.append(Line(""))
                seen.add(text)
    if not items:
        raise UnreadableDocument("no_text")
    return PartReading(part.name, Kind.DOCX, part.role, (flow_page(typed(items)),))


def _items(node: etree._Element, depth: int = 0) -> Iterator[Item]:
    if depth > _MAX_DEPTH:
        raise UnreadableDocument("too_deep")
    for child in node:
        if child.tag in _UNSEEN:
            continue
        if child.tag == f"{_W}p":
            yield from (Line(line) for line in _text(child).split("\n"))
            for box in child.iter(f"{_W}txbxContent"):
                if not any(a.tag == _FALLBACK for a in box.iterancestors()):
                    yield from _items(box, depth + 1)
        elif child.tag == f"{_W}tbl":
            yield Table(tuple(_row(row) for row in child.iter(f"{_W}tr") if _own_row(row, child)))
        else:
            yield from _items(child, depth + 1)


def _own_row(row: etree._Element, table: etree._Element) -> bool:
    """A row of this table, not of one nested in it, and not deleted."""
    nearest = next(row.iterancestors(f"{_W}tbl"), None)
    return nearest is table and row.find(f"{_W}trPr/{_W}del") is None


def _row(row: etree._Element) -> tuple[str, ...]:
    cells: list[str] = []
    for cell in row.iter(f"{_W}tc"):
        if next(cell.iterancestors(f"{_W}tr"), None) is not row:
            continue
        merge = cell.find(f"{_W}tcPr/{_W}vMerge")
        continued = merge is not None and merge.get(f"{_W}val", "continue") == "continue"
        cells.append("" if continued else "\n".join(_text(p) for p in cell.iter(f"{_W}p")))
        span = cell.find(f"{_W}tcPr/{_W}gridSpan")
        width = str(span.get(f"{_W}val", "1")) if span is not None else "1"
        cells.extend([""] * (min(int(width), 50) - 1 if width.isdigit() else 0))
    return tuple(cells)


def _text(node: etree._Element) -> str:
    return "".join(_pieces(node)).strip()


def _pieces(node: etree._Element) -> Iterator[str]:
    for child in node:
        if child.tag in _UNSEEN or child.tag == f"{_W}txbxContent" or (child.tag == f"{_W}r" and _unseen_run(child)):
            continue
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in {f"{_W}tab", f"{_W}ptab"} and node.tag == f"{_W}r":
            yield "\t"
        elif child.tag in {f"{_W}br", f"{_W}cr"}:
            yield "\n"
        elif child.tag == f"{_W}noBreakHyphen":
            yield "-"
        else:
            yield from _pieces(child)


def _unseen_run(run: etree._Element) -> bool:
    for name in ("strike", "dstrike", "vanish"):
        mark = run.find(f"{_W}rPr/{_W}{name}")
        if mark is not None and mark.get(f"{_W}val", "1") not in {"0", "false"}:
            return True
    return False


READER = Reader("docx", accepts, read)
