"""A page as a picture for people, in the frame of the `Page` that was read from it: word boxes lie on the words.

A scan is unwarped, levelled and turned exactly as for reading, so this costs what preparing it for OCR costs.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from PIL import Image

from extraction.limits import Limits
from extraction.ocr.prepare import prepare
from extraction.readers import image, pdf
from extraction.readers.pdf_ocr import native_dpi, rendered
from extraction.readers.pdf_page import LayerPage, read_layer
from models.errors import UnreadableDocument
from models.reading import Part


def page_picture(part: Part, number: int, width_px: int, limits: Limits) -> Image.Image:
    """Page `number` (from 1), about `width_px` wide; raises `UnreadableDocument` where there is no such page."""
    if pdf.accepts(part.data):
        return _of_pdf(part.data, number - 1, width_px, limits)
    if image.accepts(part.data):
        return _of_image(part.data, number, limits)
    raise UnreadableDocument("unknown_format")


def _of_pdf(data: bytes, index: int, width_px: int, limits: Limits) -> Image.Image:
    document = pdf.open_pdf(data)
    try:
        if not 0 <= index < min(len(document), limits.max_pages):
            raise UnreadableDocument("damaged")
        layer = read_layer(document, index)
        if pdf.reads_by_ocr(layer):
            pixels = rendered(document, index, native_dpi(document, index, layer), layer.turn, limits)
            return Image.fromarray(np.asarray(prepare(pixels).shown))
        return _drawn(document, index, layer, width_px)
    finally:
        document.close()


def _drawn(document: Any, index: int, layer: LayerPage, width_px: int) -> Image.Image:
    page = document[index]
    try:
        bitmap = page.render(scale=width_px / max(layer.page.width, 1.0), rotation=layer.turn, may_draw_forms=True)
        picture: Image.Image = bitmap.to_pil().convert("RGB")
        bitmap.close()
    finally:
        page.close()
    return picture


def _of_image(data: bytes, number: int, limits: Limits) -> Image.Image:
    opened = image.opened(data, limits)
    look_for_sheet = opened.format != "TIFF" and image.maybe_photo(opened)
    for at, (pixels, _) in enumerate(image.frames(opened, limits), start=1):
        if at == number:
            return Image.fromarray(np.asarray(prepare(pixels, look_for_sheet=look_for_sheet).shown))
    raise UnreadableDocument("damaged")
