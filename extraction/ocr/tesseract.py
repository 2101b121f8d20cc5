"""Tesseract as an engine: cheap, and right on clean print; a second opinion on the rest."""

from __future__ import annotations

import os
from collections.abc import Sequence

from PIL import Image

from extraction.ocr.detect import TextRun
from extraction.ocr.engine import EngineTooSlow, SeenWord
from extraction.ocr.picture import Grey, scaled

BEST_WIDTH_PX = 2300  # of a portrait page: some 280 dots per inch, where its networks were trained
LANGUAGES = {"en": "eng", "fr": "fra", "de": "deu", "es": "spa", "it": "ita", "nl": "nld"}
SPARSE = "--psm 11"  # finds the lone cells that the page layouts of its other modes lose
ONE_COLUMN = "--psm 6"
TIMEOUT_S = 60


class TesseractEngine:
    name = "tesseract"

    def __init__(self, timeout_s: float = TIMEOUT_S) -> None:
        self.timeout_s = timeout_s

    def read(self, picture: Grey, languages: Sequence[str], runs: Sequence[TextRun] = ()) -> list[SeenWord]:
        height, width = picture.shape
        factor = max(1.0, BEST_WIDTH_PX / min(height, width)) if min(height, width) > 500 else 1.0
        return _words(scaled(picture, factor), languages, SPARSE, factor, self.timeout_s)

    def read_lines(self, picture: Grey, languages: Sequence[str]) -> list[SeenWord]:
        """The words of a picture that is one column of lines in letters of the right size.

        Raises `EngineTooSlow` on a machine that is too busy for it.
        """
        return _words(picture, languages, ONE_COLUMN, 1.0, self.timeout_s)


def _words(picture: Grey, languages: Sequence[str], mode: str, factor: float, timeout_s: float) -> list[SeenWord]:
    import pytesseract

    # Its threads fight each other: one is as fast and costs a third.
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    known = [LANGUAGES[code] for code in languages if code in LANGUAGES] or ["eng", "fra"]
    try:
        table = pytesseract.image_to_data(
            Image.fromarray(picture),
            lang="+".join(known[:2]),
            config=mode,
            output_type=pytesseract.Output.DICT,
            timeout=timeout_s,
        )
    except RuntimeError as error:  # what pytesseract raises when the time is over; its other errors are subclasses
        if isinstance(error, pytesseract.TesseractError):
            raise
        raise EngineTooSlow(str(error)) from error
    words: list[SeenWord] = []
    rows = zip(table["text"], table["left"], table["top"], table["width"], table["height"], table["conf"], strict=True)
    for text, left, top, wide, high, confidence in rows:
        if text.strip() and float(confidence) >= 0:
            box = (left / factor, top / factor, (left + wide) / factor, (top + high) / factor)
            words.append(SeenWord(text.strip(), *box, float(confidence) / 100, high / factor))
    return words
