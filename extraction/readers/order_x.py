"""Order-X: a PDF that carries its order as XML. The XML wins; where the print says otherwise, a remark says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pypdfium2 import PdfiumError

from extraction.limits import Limits
from extraction.readers import cio, pdf
from extraction.readers.print_check import differences
from extraction.readers.reader import Reader
from models.errors import UnreadableDocument
from models.reading import Kind, Part, PartReading

# Only such files can hold attachments at all; looking for the marks is cheaper than opening every PDF twice.
_MARKS = (b"/EmbeddedFile", b"/ObjStm")


def accepts(data: bytes) -> bool:
    """Whether the PDF holds a cross industry order."""
    return pdf.accepts(data) and any(mark in data for mark in _MARKS) and _order_xml(data, Limits()) is not None


def read(part: Part, limits: Limits) -> PartReading:
    """The order from the XML, with the printed pages beside it. Raises what PDF and XML reading raise."""
    xml = _order_xml(part.data, limits)
    printed = pdf.READER.read(part, limits)
    if xml is None:
        return printed
    try:
        order = cio.read_order(xml, part.name if part.role == "attachment" else "", limits)
    except UnreadableDocument as refusal:
        # Damage leaves the print to read; an attack is refused with it.
        if refusal.reason != "damaged":
            raise
        return printed
    remarks = (*order.remarks, *differences(order, printed.pages))
    pages = tuple(page.number for page in printed.pages)
    whole = replace(order, pages=pages, remarks=remarks)
    return PartReading(part.name, Kind.ORDER_X, part.role, printed.pages, (whole,))


def _order_xml(data: bytes, limits: Limits) -> bytes | None:
    try:
        document = pdf.open_pdf(data)
    except UnreadableDocument:
        return None  # the PDF reader says what is wrong
    try:
        return next((xml for xml in _attachments(document, limits) if cio.accepts(xml)), None)
    finally:
        document.close()


def _attachments(document: Any, limits: Limits) -> Iterator[bytes]:
    count = document.count_attachments()
    if count > limits.max_parts:
        raise UnreadableDocument("too_many_parts")
    for index in range(count):
        try:
            attachment = document.get_attachment(index)
            data = bytes(attachment.get_data()) if attachment.get_name().lower().endswith(".xml") else b""
        except PdfiumError:
            continue  # a broken attachment leaves the print to read
        if data:
            yield data


READER = Reader("order_x", accepts, read)
