"""What an OCR engine is: one way to turn a prepared picture into words. Who reads what is `reading`'s matter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from extraction.ocr.detect import TextRun
from extraction.ocr.picture import Grey


class EngineTooSlow(Exception):
    """An engine took longer than it may: the machine is busy, or the picture is more than it can take."""


@dataclass(frozen=True, slots=True)
class SeenWord:
    """A word in pixels of the picture; `size` is its letters' height (an em), `confidence` the engine's, 0-1."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float
    size: float = 0.0
    bold: bool = False


class OcrEngine(Protocol):
    """Reads level, evenly lit, upright pictures. `languages` are ISO 639-1 codes, likeliest first; may be empty.

    `runs` is where text was already found in this very picture; an engine that looks for itself leaves it.
    """

    @property
    def name(self) -> str: ...

    def read(self, picture: Grey, languages: Sequence[str], runs: Sequence[TextRun] = ()) -> list[SeenWord]: ...
