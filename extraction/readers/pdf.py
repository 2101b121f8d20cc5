"""The PDF reader: pages of words from the text layer, by OCR where that layer is missing or useless."""

from __future__ import annotations

from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from extraction.limits import Limits
from extraction.readers.pdf_page import LayerPage, read_layer
from extraction.readers.reader import Reader
from models.errors import UnreadableDocument
from models.page import Page
from models.reading import Kind, Part, PartReading

HEADER_WITHIN = 1024  # bytes; mail gateways and printers put junk before the mark


def accepts(data: bytes) -> bool:
    return b"%PDF-" in data[:HEADER_WITHIN]


def open_pdf(data: bytes) -> Any:
    """An open pypdfium2 document (close it), with the empty password where one is set."""
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD:
            raise UnreadableDocument("password") from error
        raise UnreadableDocument("damaged") from error


def read_pdf(part: Part, limits: Limits) -> PartReading:
    document = open_pdf(part.data)
    try:
        count = len(document)
        if count > limits.max_pages:
            raise UnreadableDocument("too_many_pages", pages=str(count))
        if count == 0:
            raise UnreadableDocument("damaged")
        pages = tuple(_page(document, index) for index in range(count))
    finally:
        document.close()
    return PartReading(part.name, Kind.PDF, part.role, pages)


def _page(document: Any, index: int) -> Page:
    layer: LayerPage = read_layer(document, index)
    return layer.page


READER = Reader("pdf", accepts, read_pdf)
