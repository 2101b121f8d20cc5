"""The PDF reader: pages of words from the text layer, by OCR where that layer is missing or useless."""

from __future__ import annotations

import io
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from extraction.limits import Limits
from extraction.readers.pdf_ocr import read_by_ocr, wants_ocr, with_pictures
from extraction.readers.pdf_page import LayerPage, read_layer
from extraction.readers.pdf_plumbed import plumbed_pages
from extraction.readers.reader import Reader
from extraction.readers.text_quality import trustworthy
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
        return _mended(data, error)


def _mended(data: bytes, cause: Exception) -> Any:
    """A second try after another library has rebuilt the file's table of contents."""
    import pikepdf

    out = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data)) as damaged:
            damaged.save(out)
        return pypdfium2.PdfDocument(out.getvalue())
    except pikepdf.PasswordError as error:
        raise UnreadableDocument("password") from error
    except (pikepdf.PdfError, pypdfium2.PdfiumError, RuntimeError, ValueError) as error:
        raise UnreadableDocument("damaged") from (error if error else cause)


def read_pdf(part: Part, limits: Limits) -> PartReading:
    document = open_pdf(part.data)
    try:
        count = len(document)
        if count > limits.max_pages:
            raise UnreadableDocument("too_many_pages", pages=str(count))
        if count == 0:
            raise UnreadableDocument("damaged")
        pages = _pages(document, part.data, limits)
    finally:
        document.close()
    if not any(page.words for page in pages):
        raise UnreadableDocument("no_text")
    scanned = all(page.source == "ocr" for page in pages if page.words)
    return PartReading(part.name, Kind.SCAN if scanned else Kind.PDF, part.role, pages)


def _pages(document: Any, data: bytes, limits: Limits) -> tuple[Page, ...]:
    pages: list[Page] = []
    cause: UnreadableDocument | None = None
    count = len(document)
    for index in range(count):
        try:
            pages.append(_page(document, index, limits))
        except UnreadableDocument as refused:
            if refused.reason != "damaged":
                raise
            cause = refused
    if cause is None:
        return tuple(pages)
    # Pages that do not load may be there all the same, or never have been.
    found = plumbed_pages(data, limits)
    if len(found) > len(pages):
        return found
    if not pages:
        raise cause
    return tuple(pages)


def _page(document: Any, index: int, limits: Limits) -> Page:
    layer = read_layer(document, index)
    if reads_by_ocr(layer):
        return read_by_ocr(document, index, layer, limits)
    return with_pictures(document, index, layer, limits)


def reads_by_ocr(layer: LayerPage) -> bool:
    """Whether the page's text layer is missing or useless."""
    texts = [word.text for word in layer.page.words]
    return wants_ocr(layer) or not trustworthy(texts, layer.unmapped / max(1, layer.glyphs))


READER = Reader("pdf", accepts, read_pdf)
