"""Pages of a PDF read by OCR: whole ones, or only pictures: a logo with the buyer's name, a table pasted in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from extraction.limits import Limits
from extraction.ocr.engine import OcrEngine
from extraction.ocr.picture import Grey, even_light, to_grey
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
INSET_SHARE = 0.08  # of the page: a picture this large may be a table that somebody pasted in
INSET_WORDS = 2  # with more of the page's own words over it, it is a background
MAX_INSETS = 3
INSET_SURE = 0.5


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


@dataclass(frozen=True, slots=True)
class _Spot:
    """A part of the page to be read by OCR; words less sure than `sure` are left out."""

    box: Box
    sure: float


def with_pictures(document: Any, index: int, layer: LayerPage, limits: Limits, engine: OcrEngine | None = None) -> Page:
    """The page and what its pictures say: a buyer's name often stands in the logo alone, a table in a picture."""
    page = layer.page
    insets = _insets(layer)
    logos = [box for box in _letterhead_spots(layer) if not _inside_any(box, insets)] if index == 0 else []
    spots = [*(_Spot(box, LOGO_SURE) for box in logos), *(_Spot(box, INSET_SURE) for box in insets)]
    if not spots:
        return page
    pixels = even_light(to_grey(rendered(document, index, LOGO_DPI, layer.turn, limits)))
    scale = pixels.shape[1] / page.width
    found = [word for spot in spots for word in _words_at(spot, pixels, scale, page.words, engine or ENGINES[FIRST])]
    return replace(page, words=(*page.words, *found)) if found else page


def _words_at(spot: _Spot, pixels: Grey, scale: float, known: Sequence[Word], engine: OcrEngine) -> Iterator[Word]:
    x0, top = int(spot.box.x0 * scale), int(spot.box.top * scale)
    crop = np.ascontiguousarray(pixels[top : int(spot.box.bottom * scale), x0 : int(spot.box.x1 * scale)])
    if min(crop.shape) < 12:
        return
    for word in engine.read(crop, ()):
        box = Box((x0 + word.x0) / scale, (top + word.top) / scale, (x0 + word.x1) / scale, (top + word.bottom) / scale)
        if word.confidence >= spot.sure and any(c.isalnum() for c in word.text) and not _covered(box, known):
            yield Word(word.text, box, word.confidence, round(word.size / scale, 1))


def _insets(layer: LayerPage) -> list[Box]:
    """Large pictures below the letterhead that the page's own words leave free."""
    page = layer.page
    boxes = [box for box in (_within(box, page) for box in layer.pictures) if box.bottom > TOP_SHARE * page.height]
    large = [box for box in boxes if box.width * box.height >= INSET_SHARE * page.width * page.height]
    free = [box for box in large if sum(_inside_any(word.box, [box]) for word in page.words) <= INSET_WORDS]
    return sorted(free, key=lambda box: -box.width * box.height)[:MAX_INSETS]


def _inside_any(box: Box, others: Sequence[Box]) -> bool:
    x, y = box.x_mid, box.y_mid
    return any(other.x0 <= x <= other.x1 and other.top <= y <= other.bottom for other in others)


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
