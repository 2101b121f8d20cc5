"""The door of OCR: a picture of a page to a `Page`. Decides which engine reads it, and what another looks at again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy.typing as npt

from extraction.candidates_language import language_of_texts
from extraction.ocr.engine import OcrEngine, SeenWord
from extraction.ocr.prepare import Prepared, prepare
from extraction.ocr.rapid import RapidEngine
from extraction.ocr.second_look import LineReader, looked_at_again
from extraction.ocr.tesseract import TesseractEngine
from models.page import Box, Page, Rule, Word

A4_SHORT_PT, A4_LONG_PT = 595.28, 841.89
TESSERACT = TesseractEngine()
ENGINES: dict[str, OcrEngine] = {engine.name: engine for engine in (RapidEngine(), TESSERACT)}
# On pages of six languages and eight degradations RapidOCR's networks find 96 of 100 numbers, tesseract 87, at 1.6
# times its processor time (benchmarks/ocr_accuracy.py): so they read everywhere; tesseract looks at what they doubt.
FIRST = "rapid"


@dataclass(frozen=True, slots=True)
class PictureReading:
    """The page, and whether its paper had to be unwarped (as phone photos must)."""

    page: Page
    unwarped: bool


def read_picture(
    picture: npt.NDArray[Any],
    number: int = 1,
    short_side_pt: float = 0.0,
    *,
    may_be_photo: bool = True,
    first: OcrEngine | None = None,
    second: LineReader | None = None,
) -> PictureReading:
    """Page `number` read from a grey or RGB picture; `short_side_pt` is the paper's short side where it is known."""
    prepared = prepare(picture, look_for_sheet=may_be_photo)
    words = (first or ENGINES[FIRST]).read(prepared.text, (), prepared.runs)
    language = language_of_texts(word.text for word in words)
    words = looked_at_again(prepared.text, words, second or TESSERACT.read_lines, (language,) if language else ())
    return PictureReading(_page(prepared, words, number, short_side_pt), prepared.unwarped)


def _page(prepared: Prepared, words: Sequence[SeenWord], number: int, short_side_pt: float) -> Page:
    height, width = prepared.text.shape
    # A sheet seen in a photo, or a picture without a size, is taken for A4: most are.
    known = short_side_pt if short_side_pt and not prepared.unwarped else A4_SHORT_PT
    point = known / min(height, width)
    return Page(
        number=number,
        width=round(width * point, 2),
        height=round(height * point, 2),
        words=tuple(_word(word, point) for word in words if word.text),
        rules=tuple(Rule(_box(rule, point)) for rule in prepared.rules),
        source="ocr",
    )


def _word(word: SeenWord, point: float) -> Word:
    box = _box((word.x0, word.top, word.x1, word.bottom), point)
    confidence = min(1.0, max(0.0, word.confidence))
    return Word(word.text, box, confidence, round(word.size * point, 1), word.bold)


def _box(pixels: tuple[float, float, float, float], point: float) -> Box:
    x0, top, x1, bottom = (round(value * point, 2) for value in pixels)
    return Box(x0, top, x1, bottom)
