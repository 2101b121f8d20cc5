"""RapidOCR's networks as an engine: text runs found, recognised and cut into words. Best on tables and bad pages."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from extraction.candidates_language import language_of_texts
from extraction.ocr.accents import native
from extraction.ocr.detect import TextRun, find_text
from extraction.ocr.engine import SeenWord
from extraction.ocr.picture import Grey, quarter_turned
from extraction.ocr.recognise import Glyph, recognise
from extraction.ocr.words import words_of

LETTER_SHARE = 0.7  # of a run's height is from the tops of its letters to their feet
EM_SHARE = 0.74
DOUBTFUL = 0.97  # below this mean probability of its first letters a page may stand on its head
SAMPLE = 4
SAMPLE_WIDTH = 9.0  # of a run's heights: some twelve letters tell which way is up
MAX_SLANT = 12.0  # degrees; steeper runs are stamps and handwriting
UNREADABLE = 0.35  # a run the network understands no better is no text


class RapidEngine:
    name = "rapid"

    def read(self, picture: Grey, languages: Sequence[str], runs: Sequence[TextRun] = ()) -> list[SeenWord]:
        runs = runs or find_text(picture)
        crops = [_crop(picture, run) for run in runs]
        readings = recognise(crops)
        return _words(runs, crops, readings, languages or _guessed(readings))


def _guessed(readings: Sequence[tuple[Glyph, ...]]) -> tuple[str, ...]:
    language = language_of_texts("".join(glyph.text for glyph in glyphs) for glyphs in readings)
    return (language,) if language else ()


def upside_down(picture: Grey, runs: Sequence[TextRun]) -> bool:
    """Whether a few runs of several letters read better from the other side."""
    widest = sorted(runs, key=lambda run: -min(run.width, SAMPLE_WIDTH * run.height))[:SAMPLE]
    crops = [_crop(picture, run)[:, : int(SAMPLE_WIDTH * run.height)] for run in widest]
    seen = _sureness(recognise(crops))
    if seen >= DOUBTFUL or not crops:
        return False
    return _sureness(recognise([quarter_turned(crop, 180) for crop in crops])) > seen


def _sureness(readings: Sequence[tuple[Glyph, ...]]) -> float:
    sure = [float(np.mean([glyph.probability for glyph in glyphs])) if glyphs else 0.0 for glyphs in readings]
    return float(np.mean(sure)) if sure else 0.0


def _crop(picture: Grey, run: TextRun) -> Grey:
    return picture[
        int(run.top) : max(int(run.top) + 2, round(run.bottom)), int(run.x0) : max(int(run.x0) + 2, round(run.x1))
    ]


def _words(
    runs: Sequence[TextRun], crops: Sequence[Grey], readings: Sequence[tuple[Glyph, ...]], languages: Sequence[str]
) -> list[SeenWord]:
    words: list[SeenWord] = []
    for run, crop, glyphs in zip(runs, crops, readings, strict=True):
        if not glyphs or _sureness([glyphs]) < UNREADABLE:
            continue
        middle, half = (run.top + run.bottom) / 2, LETTER_SHARE * run.height / 2
        left = float(int(run.x0))
        for word in words_of(crop, native(glyphs, languages)):
            sure = (
                word.confidence if abs(run.slant) <= MAX_SLANT or run.width < 2 * run.height else 0.5 * word.confidence
            )
            box = (left + word.x0, middle - half, left + word.x1, middle + half)
            words.append(SeenWord(word.text, *box, round(sure, 4), EM_SHARE * run.height))
    return words
