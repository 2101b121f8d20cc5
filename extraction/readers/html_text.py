"""HTML to lines and tables: what a reader of the mail sees. Hidden and struck-out text is left out, nothing fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from extraction.readers.flow import Item, Line, Table

_DROPPED = {"script", "style", "head", "title", "meta", "link", "noscript", "template", "svg", "object", "select"}
_STRUCK = {"s", "strike", "del"}
_BLOCKS = {
    "p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "section", "article", "header",
    "footer", "address", "dl", "dt", "dd", "pre", "center", "form", "fieldset", "hr", "table", "tbody", "thead",
    "tfoot", "tr", "td", "th", "caption", "body", "html",
}  # fmt: skip
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?![.\d])|max-height\s*:\s*0(?![.\d])",
    re.I,
)
_STRUCK_STYLE = re.compile(r"text-decoration[^;]*:[^;]*line-through", re.I)
_FONT_SIZE = re.compile(r"font-size\s*:\s*([\d.]+)\s*(pt|px)", re.I)
# Smaller than this is fine print: the disclaimer under the signature.
_FAINT_PT = 8.5
_QUOTE_MARKS = re.compile(r"gmail_quote|yahoo_quoted|protonmail_quote", re.I)
_SIGNATURE_MARKS = re.compile(r"gmail_signature|moz-signature|(^|\s)(ms-outlook-mobile-)?signature(\s|$)", re.I)
_BLANK = re.compile(r"[ \t\r\n\f\u00a0\u2007\u202f\u200b\ufeff]+")
# A cell with more lines than this is a layout frame, no table cell.
_MAX_CELL_LINES = 6
_MAX_DEPTH = 200


def html_items(text: str) -> tuple[Item, ...]:
    """The document's lines and tables in reading order."""
    root = _parse(text)
    if root is None:
        return ()
    walker = _Walker()
    walker.walk(root, 0, "", 0)
    walker.flush()
    return tuple(walker.items)


def has_table(text: str) -> bool:
    """Whether the HTML holds a table of values: at least two rows with two filled cells."""
    if "<table" not in text.lower():
        return False
    return any(isinstance(item, Table) and len(item.rows) >= 2 for item in html_items(text))


def _parse(text: str) -> html.HtmlElement | None:
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None  # nothing but white space or comments
    return root


class _Walker:
    def __init__(self) -> None:
        self.items: list[Item] = []
        self.buffer: list[str] = []
        self.depth = 0
        self.hint = ""

    def flush(self, blank: bool = False) -> None:
        text = _BLANK.sub(" ", "".join(self.buffer)).strip()
        self.buffer.clear()
        if text:
            self.items.append(Line(text, self.depth, self.hint))
        elif blank:
            self.items.append(Line("", self.depth, self.hint))

    def walk(self, node: html.HtmlElement, depth: int, hint: str, level: int) -> None:
        tag = node.tag if isinstance(node.tag, str) else ""
        if level > _MAX_DEPTH or not tag or tag in _DROPPED or hidden(node):
            return
        depth, hint = _context(node, tag, depth, hint)
        block = tag in _BLOCKS
        if block:
            self.flush()
        self.depth, self.hint = depth, hint
        if tag == "br":
            self.flush(blank=True)
        elif tag == "table" and (table := _table(node, depth, hint)) is not None:
            self.items.append(table)
        elif tag == "pre":
            self._preformatted(node)
        else:
            self._children(node, depth, hint, level)
        if block:
            # An empty paragraph is a blank line the writer left on purpose.
            empty = tag in {"p", "div"} and not "".join(node.itertext()).strip() and node.find(".//br") is None
            self.flush(blank=empty)

    def _children(self, node: html.HtmlElement, depth: int, hint: str, level: int) -> None:
        if node.text:
            self.buffer.append(node.text)
        if node.tag == "li":
            self.buffer.insert(0, "- ")
        for child in node:
            self.walk(child, depth, hint, level + 1)
            self.depth, self.hint = depth, hint
            if child.tail:
                self.buffer.append(child.tail)

    def _preformatted(self, node: html.HtmlElement) -> None:
        for raw in "".join(node.itertext()).split("\n"):
            self.items.append(Line(raw.rstrip(), self.depth, self.hint))


def hidden(node: Any) -> bool:
    """Text that the reader of the mail does not see, or sees struck out."""
    style: str = node.get("style") or ""
    struck = node.tag in _STRUCK or _STRUCK_STYLE.search(style) is not None
    return bool(struck or node.get("hidden") is not None or _HIDDEN_STYLE.search(style))


def _context(node: html.HtmlElement, tag: str, depth: int, hint: str) -> tuple[int, str]:
    names = f"{node.get('class') or ''} {node.get('id') or ''}"
    # Editors also indent with blockquote; a citation says that it is one.
    if tag == "blockquote" and (node.get("type") == "cite" or node.get("cite") or "quote" in names.lower()):
        depth += 1
    if _QUOTE_MARKS.search(names):
        hint = "quote"
    elif _SIGNATURE_MARKS.search(names):
        hint = hint or "signature"
    elif tag == "small" or _faint(node):
        hint = hint or "faint"
    return depth, hint


def _faint(node: html.HtmlElement) -> bool:
    match = _FONT_SIZE.search(node.get("style") or "")
    if not match:
        return bool(node.tag == "font" and node.get("size") == "1")
    size = float(match.group(1)) if match.group(1).strip(".") else 0.0
    return size * (1.0 if match.group(2).lower() == "pt" else 0.75) < _FAINT_PT


def _table(node: html.HtmlElement, depth: int, hint: str) -> Table | None:
    """The table's rows, or None when it is a frame for layout."""
    if node.find(".//table") is not None:
        return None
    rows = [_row(row) for row in node.iter("tr") if not hidden(row)]
    rows = [row for row in rows if any(row)]
    if sum(sum(bool(cell) for cell in row) >= 2 for row in rows) < 1:
        return None
    if any(cell.count("\n") >= _MAX_CELL_LINES for row in rows for cell in row):
        return None
    return Table(tuple(rows), depth, hint)


def _row(row: html.HtmlElement) -> tuple[str, ...]:
    cells: list[str] = []
    for cell in row:
        if cell.tag not in {"td", "th"} or hidden(cell):
            continue
        cells.append("\n".join(_cell_lines(cell)))
        span = cell.get("colspan") or "1"
        cells.extend([""] * (min(int(span), 50) - 1 if span.isdigit() else 0))
    return tuple(cells)


def _cell_lines(cell: html.HtmlElement) -> Iterator[str]:
    walker = _Walker()
    walker._children(cell, 0, "", 0)
    walker.flush()
    for item in walker.items:
        if isinstance(item, Line) and item.text:
            yield item.text
