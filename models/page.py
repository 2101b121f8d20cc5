"""Words and rules on pages: what every reader returns, whatever the file was. No meaning yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PageSource = Literal["text_layer", "ocr", "grid"]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points (1/72 in), origin at the page's top left, y downwards."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def x_mid(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def y_mid(self) -> float:
        return (self.top + self.bottom) / 2

    def union(self, other: Box) -> Box:
        return Box(
            min(self.x0, other.x0), min(self.top, other.top), max(self.x1, other.x1), max(self.bottom, other.bottom)
        )


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters without a blank.

    `confidence` is the OCR engine's (0-1), 1.0 for a text layer. `size_pt` is the font size (0 where unknown).
    `cell` is the spreadsheet reference ("B12") that the word stands in, "" elsewhere; words of one cell share it.
    """

    text: str
    box: Box
    confidence: float = 1.0
    size_pt: float = 0.0
    bold: bool = False
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruling line or the edge of a filled rectangle, horizontal or vertical, as its thin box."""

    box: Box

    @property
    def horizontal(self) -> bool:
        return self.box.width >= self.box.height


@dataclass(frozen=True, slots=True)
class Page:
    """One page, upright (a reader turns it), its words in no guaranteed order.

    `number` counts from 1 within the file (within the part, for a mail). A spreadsheet's sheet is a page with
    source "grid" whose words stand on an invented grid; `sheet` is its name. A mail's text is a "grid" page too.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...] = ()
    source: PageSource = "text_layer"
    sheet: str = ""
