"""Text files: HTML, rich text, and plain dumps in a fixed-width font (a form feed parts pages). No mail bodies."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extraction.limits import Limits
from extraction.readers.charset import decode_text, is_text
from extraction.readers.flow import Item, Line, Table
from extraction.readers.html_text import html_items
from extraction.readers.mail_body import flow_page
from extraction.readers.reader import Reader
from extraction.readers.rtf import is_rtf, rtf_items
from models.errors import UnreadableDocument
from models.page import Page
from models.reading import Kind, Part, PartReading

_HTML_STARTS = ("<!doctype html", "<html", "<table", "<head", "<body", "<meta", "<style")
_BYTE_ORDER_MARK = "\ufeff"
# What printers and terminals are told in a spool file: PCL, ESC/P and ANSI sequences.
_CONTROLS = re.compile(
    r"\x1b(?:[&*()](?:[-+0-9.]{0,9}[a-z]){0,20}[-+0-9.]{0,9}[A-Z@]|\[[0-9;?]{0,30}[A-Za-z]|[!-/]?[0-~])"
)
# Fewer letters and digits than this is no document.
_MIN_CHARS = 20


def accepts_html(data: bytes) -> bool:
    """Whether the bytes are an HTML page (programs also save tables of it under a spreadsheet's name)."""
    if not data[:64].lstrip(b"\xef\xbb\xbf\xff\xfe\0 \r\n\t").startswith(b"<"):
        return False
    head = decode_text(data[:2048]).lstrip(_BYTE_ORDER_MARK + " \r\n\t").lower()
    if head.startswith("<?xml"):
        head = head.partition("?>")[2].lstrip()
    while head.startswith("<!--"):
        head = head.partition("-->")[2].lstrip()
    return head.startswith(_HTML_STARTS)


def read_html(part: Part, limits: Limits) -> PartReading:
    """One page; raises `no_text`."""
    return _reading(part, html_items(decode_text(part.data)))


def read_rtf(part: Part, limits: Limits) -> PartReading:
    """One page; raises `no_text`."""
    return _reading(part, rtf_items(part.data.decode("latin-1")))


def _reading(part: Part, items: tuple[Item, ...]) -> PartReading:
    if not any(item.text.strip() for item in items):
        raise UnreadableDocument("no_text")
    tabular = any(isinstance(item, Table) and len(item.rows) > 1 for item in items)
    return PartReading(part.name, Kind.SPREADSHEET if tabular else Kind.DOCX, part.role, (flow_page(items),))


def accepts_text(data: bytes) -> bool:
    """Whether the bytes are plain text with something in it."""
    if not is_text(data) or data.lstrip()[:5] in (b"<?xml", b"%PDF-"):
        return False
    return sum(c.isalnum() for c in decode_text(data[:4096])) >= _MIN_CHARS


def read_text(part: Part, limits: Limits) -> PartReading:
    """A page per form feed. Raises `too_many_pages`."""
    text = _CONTROLS.sub("", decode_text(part.data)).lstrip(_BYTE_ORDER_MARK)
    sheets = [sheet for sheet in text.split("\f") if sheet.strip()]
    if len(sheets) > limits.max_pages:
        raise UnreadableDocument("too_many_pages")
    return PartReading(part.name, Kind.DOCX, part.role, tuple(_pages(sheets)))


def _pages(sheets: list[str]) -> Iterator[Page]:
    for number, sheet in enumerate(sheets, start=1):
        lines = sheet.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        yield flow_page([Line(line) for line in lines], number)


HTML = Reader("html", accepts_html, read_html)
RTF = Reader("rtf", is_rtf, read_rtf)
TEXT = Reader("text", accepts_text, read_text)
