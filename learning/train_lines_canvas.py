"""A page to sketch on: words, rules and the labels of words, put down without a file."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from random import Random
from typing import Any, NamedTuple

from reportlab.pdfbase.pdfmetrics import stringWidth

from models.page import Box, Page, Rule, Word

NO_BLANK = "\x00"  # starts a piece that follows the one before without a blank


class Piece(NamedTuple):
    """Text with the label that its words carry ("" for none)."""

    text: str
    label: str = ""


class Mark(NamedTuple):
    page: int
    box: Box
    label: str


class Sketch(NamedTuple):
    pages: tuple[Page, ...]
    marks: tuple[Mark, ...]
    truth: dict[str, Any]
    family: str
    language: str


Line = list[Piece]


@lru_cache(maxsize=200_000)
def _width(text: str, font: str, size: float) -> float:
    return float(stringWidth(text, font, size))


@dataclass(slots=True)
class Canvas:
    """Collects words, rules and marks page by page."""

    rng: Random
    font: str
    size: float
    width: float
    height: float
    margin: float
    y: float = 0.0
    words: list[Word] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)

    @property
    def number(self) -> int:
        return len(self.pages) + 1

    def measure(self, line: Line, size: float = 0.0) -> float:
        size = size or self.size
        blank = _width(" ", self.font, size)
        total = 0.0
        for piece in line:
            text = piece.text.removeprefix(NO_BLANK)
            total += (0.0 if piece.text.startswith(NO_BLANK) or not total else blank) + _width(text, self.font, size)
        return total

    def put(self, x: float, y: float, line: Line, size: float = 0.0, bold: bool = False) -> float:
        """Draw a line of pieces from `x`; returns where it ends. Pieces without a blank between them are one word."""
        size = size or self.size
        blank = _width(" ", self.font, size)
        runs: list[list[tuple[str, str]]] = []
        for piece in line:
            glued = piece.text.startswith(NO_BLANK)
            for at, part in enumerate(piece.text.removeprefix(NO_BLANK).split(" ")):
                if not part:
                    continue
                if glued and at == 0 and runs:
                    runs[-1].append((part, piece.label))
                else:
                    runs.append([(part, piece.label)])
        for run in runs:
            start = x
            for part, label in run:
                wide = _width(part, self.font, size)
                if label:
                    self.marks.append(Mark(self.number, Box(x, y, x + wide, y + size), label))
                x += wide
            self.words.append(Word("".join(p for p, _ in run), Box(start, y, x, y + size), 1.0, size, bold))
            x += blank
        return x - blank

    def rule(self, x0: float, x1: float, y: float) -> None:
        self.rules.append(Rule(Box(x0, y, x1, y + 0.5)))

    def upright(self, x: float, top: float, bottom: float) -> None:
        self.rules.append(Rule(Box(x, top, x + 0.5, bottom)))

    def close(self) -> None:
        self.pages.append(Page(self.number, self.width, self.height, tuple(self.words), tuple(self.rules)))
        self.words, self.rules = [], []
        self.y = self.margin


def wrapped(canvas: Canvas, line: Line, width: float) -> list[Line]:
    """A line broken into lines no wider than `width`."""
    made: list[Line] = [[]]
    for piece in line:
        for at, part in enumerate(piece.text.split(" ")):
            trial = [*made[-1], Piece(part, piece.label)]
            if made[-1] and not (at == 0 and part.startswith(NO_BLANK)) and canvas.measure(trial) > width:
                head, dash, tail = part.partition("-")
                parted = Piece(head + dash, piece.label)
                if head.isalpha() and tail.isalpha() and canvas.measure([*made[-1], parted]) <= width:
                    made[-1].append(parted)  # as browsers do: a word goes on after its hyphen
                    part = tail
                made.append([Piece(part, piece.label)])
            else:
                made[-1] = trial
    return made
