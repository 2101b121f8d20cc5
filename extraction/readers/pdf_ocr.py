"""Pages of a PDF read by OCR: whole ones, or only the picture at the top that may carry the buyer's name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from extraction.limits import Limits
from extraction.ocr.engine import OcrEngine
from extraction.ocr.picture import even_light, to_grey
from extraction.ocr.reading import ENGINES, FIRST, read_picture
from extraction.readers.pdf_page import LayerPage
from models.errors import UnreadableDocument
from models.page import Box, Page, Word

DPI, MAX_DPI, MIN_DPI = 200, 300, 150
FEW_WORDS = 25  # with fewer, and a picture over much of the page, the picture is the page
HARDLY_ANY = 4  # words: a page number or a stamp's date on a page of drawn letters
PAGE_PICTURE_SHARE = 0.4
TOP_SHARE = 0.3  # where a letterhead stands
LOGO_MIN_PT = (28.0, 9.0)
LOGO_DPI = 200
MAX_LOGOS = 2
LOGO_SURE = 0.7  # a logo's fancy letters count only when read clearly


def wants_ocr(layer: LayerPage) -> bool:
    """Whether the page's content is in its pictures rather than in its text."""
    count = len(layer.page.words)
    if count >= FEW_WORDS:
        return False
    page = layer.page.width * layer.page.height
    covered = sum(_within(box, layer.page).width * _within(box, layer.page).height for box in layer.pictures)
    if covered > PAGE_PICTURE_SHARE * page or layer.hidden:
        return True
    return count <= HARDLY_ANY and bool(layer.pictures or layer.curves)


def read_by_ocr(document: Any, index: int, layer: LayerPage, limits: Limits) -> Page:
    """The whole page by OCR."""
    dpi = native_dpi(document, index, layer)
    pixels = rendered(document, index, dpi, layer.turn, limits)
    short_side_pt = min(layer.page.width, layer.page.height)
    return read_picture(pixels, index + 1, short_side_pt).page


def with_letterhead(
    document: Any, index: int, layer: LayerPage, limits: Limits, engine: OcrEngine | None = None
) -> Page:
    """The page and what the pictures at its top say: a buyer's name often stands in the logo alone."""
    page = layer.page
    spots = _letterhead_spots(layer)
    if not spots:
        return page
    pixels = even_light(to_grey(rendered(document, index, LOGO_DPI, layer.turn, limits)))
    found: list[Word] = []
    for spot in spots:
        scale = pixels.shape[1] / page.width
        x0, top = int(spot.x0 * scale), int(spot.top * scale)
        crop = np.ascontiguousarray(pixels[top : int(spot.bottom * scale), x0 : int(spot.x1 * scale)])
        if min(crop.shape) < 12:
            continue
        for word in (engine or ENGINES[FIRST]).read(crop, ()):
            box = Box(
                (x0 + word.x0) / scale, (top + word.top) / scale, (x0 + word.x1) / scale, (top + word.bottom) / scale
            )
            if word.confidence >= LOGO_SURE and any(c.isalnum() for c in word.text) and not _covered(box, page.words):
                found.append(Word(word.text, box, word.confidence, round(word.size / scale, 1)))
    return replace(page, words=(*page.words, *found)) if found else page


def _letterhead_spots(layer: LayerPage) -> list[Box]:
    page = layer.page
    limit = TOP_SHARE * page.height
    spots: list[Box] = []
    for box in (*layer.pictures, *layer.curves):
        inside = _within(box, page)
        spot = Box(inside.x0, inside.top, inside.x1, min(inside.bottom, limit))
        if spot.width >= LOGO_MIN_PT[0] and spot.height >= LOGO_MIN_PT[1]:
            spots.append(spot)
    spots.sort(key=lambda spot: -spot.width * spot.height)
    return spots[:MAX_LOGOS]


def _within(box: Box, page: Page) -> Box:
    x0, top = min(max(0.0, box.x0), page.width), min(max(0.0, box.top), page.height)
    return Box(x0, top, max(x0, min(box.x1, page.width)), max(top, min(box.bottom, page.height)))


def _covered(box: Box, words: Sequence[Word]) -> bool:
    return any(
        word.box.x0 < box.x1 and word.box.x1 > box.x0 and word.box.top < box.bottom and word.box.bottom > box.top
        for word in words
    )


def native_dpi(document: Any, index: int, layer: LayerPage) -> int:
    """The resolution of the largest picture, so that its pixels are read as they are."""
    best, area = DPI, 0.0
    page = document[index]
    try:
        for thing in page.get_objects(filter=(3,), max_depth=4):
            left, bottom, right, top = thing.get_bounds()
            if (right - left) * (top - bottom) > area:
                area = (right - left) * (top - bottom)
                wide, high = thing.get_px_size()
                across, down = max(1.0, right - left), max(1.0, top - bottom)
                best = round(72 * max(min(wide, high) / min(across, down), 1.0))
    finally:
        page.close()
    return max(MIN_DPI, min(MAX_DPI, best))


def rendered(document: Any, index: int, dpi: int, turn: int, limits: Limits) -> npt.NDArray[Any]:
    """The page's grey pixels, upright."""
    page = document[index]
    try:
        width, height = page.get_size()
        pixels = width * height * (dpi / 72) ** 2
        if pixels > limits.max_pixels:
            # A poster: as fine as allowed is fine enough to read.
            dpi = int(dpi * (limits.max_pixels / pixels) ** 0.5)
        if dpi < 20:
            raise UnreadableDocument("too_many_pixels", pixels=f"{width:.0f}x{height:.0f}pt")
        bitmap = page.render(scale=dpi / 72, rotation=turn, grayscale=True, may_draw_forms=False)
        picture = np.array(bitmap.to_numpy(), np.uint8)
        bitmap.close()
    finally:
        page.close()
    return picture[:, :, 0] if picture.ndim == 3 else picture
