"""A PDF that carries its order as XML: Order-X, or UBL or cXML attached. The XML wins; a remark says where the print
says otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from pypdfium2 import PdfiumError

from extraction.limits import Limits
from extraction.readers import cio, cxml, pdf, ubl
from extraction.readers.print_check import differences
from extraction.readers.reader import Reader
from models.errors import UnreadableDocument
from models.reading import Kind, Part, PartReading

# Only such files can hold attachments at all; looking for the marks is cheaper than opening every PDF twice.
_MARKS = (b"/EmbeddedFile", b"/ObjStm")
_MESSAGES = (cio.READER, ubl.READER, cxml.READER)


@dataclass(frozen=True, slots=True)
class _Carried:
    """The message inside a PDF, and who reads it."""

    reader: Reader
    xml: bytes


def accepts(data: bytes) -> bool:
    """Whether the PDF holds an order as XML."""
    return pdf.accepts(data) and any(mark in data for mark in _MARKS) and _carried(data, Limits()) is not None


def read(part: Part, limits: Limits) -> PartReading:
    """The order from the XML, with the printed pages beside it. Raises what PDF and XML reading raise."""
    carried = _carried(part.data, limits)
    printed = pdf.READER.read(part, limits)
    if carried is None:
        return printed
    try:
        orders = carried.reader.read(replace(part, data=carried.xml), limits).orders
    except UnreadableDocument as refusal:
        # Damage leaves the print to read; an attack is refused with it.
        if refusal.reason != "damaged":
            raise
        return printed
    if not orders:
        return printed  # another message of the same standard
    pages = tuple(page.number for page in printed.pages)
    whole = tuple(
        replace(order, kind=Kind.ORDER_X, pages=pages, remarks=(*order.remarks, *differences(order, printed.pages)))
        for order in orders
    )
    return PartReading(part.name, Kind.ORDER_X, part.role, printed.pages, whole)


def _carried(data: bytes, limits: Limits) -> _Carried | None:
    try:
        document = pdf.open_pdf(data)
    except UnreadableDocument:
        return None  # the PDF reader says what is wrong
    try:
        found = (
            _Carried(reader, xml)
            for xml in _attachments(document, limits)
            for reader in _MESSAGES
            if reader.accepts(xml)
        )
        return next(found, None)
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
