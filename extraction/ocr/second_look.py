"""A second engine's look at the doubtful words of a page, and at nothing else: cut out and set on a sheet of their own.

Reading a whole bad page again cost half of the first reading and found no more; the doubtful words alone cost a tenth.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from extraction.ocr.engine import EngineTooSlow, SeenWord
from extraction.ocr.picture import Grey

log = logging.getLogger(__name__)
DOUBTFUL = 0.75  # a word below this is worth a second look
FEW = 3  # doubtful words are not worth starting an engine for
MAX_LOOKS = 60
LETTER_PX = 34  # height of the letters on the sheet: what tesseract's networks were trained on
MARGIN = 0.35  # of a word's height, around it
GAP_PX = 26
MAX_WIDTH_PX = 1400
AGREED = 0.9  # what a doubtful word is worth that two engines read alike
CLEARLY = 0.9  # a second engine this sure replaces a first one ...
HARDLY = 0.55  # ... that was this unsure
REPLACED = 0.6  # what such a word is worth

LineReader = Callable[[Grey, Sequence[str]], list[SeenWord]]


@dataclass(frozen=True, slots=True)
class _Row:
    """Where a word stands on the sheet: from `top` to `bottom` in pixels."""

    place: int
    top: int
    bottom: int


def looked_at_again(
    picture: Grey, words: Sequence[SeenWord], read_lines: LineReader, languages: Sequence[str]
) -> list[SeenWord]:
    """The words, doubtful ones weighed against what `read_lines` makes of them."""
    doubtful = [place for place, word in enumerate(words) if word.confidence < DOUBTFUL and _worth_it(word)]
    result = list(words)
    if len(doubtful) < FEW:
        return result
    # The least doubtful are those that two engines agree on most often.
    chosen = sorted(sorted(doubtful, key=lambda place: -words[place].confidence)[:MAX_LOOKS])
    sheet, rows = _sheet(picture, words, chosen)
    try:
        seen = read_lines(sheet, languages)
    except EngineTooSlow as error:  # a second opinion: without it the first one stands, with its doubts
        log.warning("no second look at %d doubtful words: %s", len(chosen), error)
        return result
    for row in rows:
        here = sorted((w for w in seen if row.top <= (w.top + w.bottom) / 2 < row.bottom), key=lambda w: w.x0)
        if here:
            second = "".join(word.text for word in here)
            result[row.place] = _weighed(words[row.place], second, min(word.confidence for word in here))
    return result


def _worth_it(word: SeenWord) -> bool:
    return len(word.text) > 1 and word.x1 - word.x0 > 4 and word.bottom - word.top > 4


def _sheet(picture: Grey, words: Sequence[SeenWord], places: Sequence[int]) -> tuple[Grey, list[_Row]]:
    crops: list[Grey] = []
    rows: list[_Row] = []
    top = GAP_PX
    for place in places:
        crop = _crop(picture, words[place])
        crops.append(crop)
        rows.append(_Row(place, top - GAP_PX // 2, top + crop.shape[0] + GAP_PX // 2))
        top += crop.shape[0] + GAP_PX
    sheet = np.full((top, max(crop.shape[1] for crop in crops) + 2 * GAP_PX), 255, np.uint8)
    for row, crop in zip(rows, crops, strict=True):
        start = row.top + GAP_PX // 2
        sheet[start : start + crop.shape[0], GAP_PX : GAP_PX + crop.shape[1]] = crop
    return sheet, rows


def _crop(picture: Grey, word: SeenWord) -> Grey:
    height = word.bottom - word.top
    margin = MARGIN * height
    x0, x1 = max(0, int(word.x0 - margin / 2)), int(word.x1 + margin / 2) + 1
    crop = picture[max(0, int(word.top - margin)) : int(word.bottom + margin) + 1, x0:x1]
    factor = min(LETTER_PX / max(1.0, height), MAX_WIDTH_PX / max(1, crop.shape[1]))
    way = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(crop, None, fx=factor, fy=factor, interpolation=way))


def _weighed(word: SeenWord, second: str, confidence: float) -> SeenWord:
    if second == word.text:
        return replace(word, confidence=max(word.confidence, AGREED))
    if word.confidence < HARDLY and confidence >= CLEARLY and _alike(word.text, second):
        return replace(word, text=second, confidence=REPLACED)
    return word


def _alike(one: str, other: str) -> bool:
    """Whether both are of one kind: a number stays a number, a word a word of about its length."""
    same_kind = any(c.isdigit() for c in one) == any(c.isdigit() for c in other)
    return same_kind and abs(len(one) - len(other)) <= max(1, len(one) // 4)
