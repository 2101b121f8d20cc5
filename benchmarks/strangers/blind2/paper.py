"""Sheets drawn with reportlab as report engines draw them: every text at its place, a table cut at the page's foot."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a drawn table: its left edge and width in points, its heading, and whether it stands right."""

    left: float
    width: float
    heading: str
    right: bool = False


@dataclass(slots=True)
class Paper:
    """Pages with a pen; distances are points from the top left corner."""

    size: tuple[float, float] = A4
    font: str = "Helvetica"
    points: float = 9
    pages: int = 1
    _out: io.BytesIO = field(default_factory=io.BytesIO)
    _pen: Canvas | None = None

    @property
    def pen(self) -> Canvas:
        if self._pen is None:
            self._pen = Canvas(self._out, pagesize=self.size, invariant=1)
        return self._pen

    def text(
        self, x: float, y: float, text: str, points: float = 0, bold: bool = False, right: bool = False, font: str = ""
    ) -> None:
        name = (font or self.font) + ("-Bold" if bold else "")
        self.pen.setFont(name, points or self.points)
        draw = self.pen.drawRightString if right else self.pen.drawString
        draw(x, self.size[1] - y, text)

    def block(self, x: float, y: float, rows: list[str], points: float = 0, bold: bool = False) -> float:
        """Rows below each other; where the next would stand comes back."""
        step = (points or self.points) * 1.25
        for row in rows:
            self.text(x, y, row, points, bold)
            y += step
        return y

    def wrapped(self, text: str, width: float, points: float = 0) -> list[str]:
        return list(simpleSplit(text, self.font, points or self.points, width))

    def line(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.5) -> None:
        self.pen.setLineWidth(width)
        self.pen.line(x0, self.size[1] - y0, x1, self.size[1] - y1)

    def box(self, x: float, y: float, width: float, height: float, grey: float | None = None) -> None:
        self.pen.setLineWidth(0.5)
        if grey is not None:
            self.pen.setFillGray(grey)
        self.pen.rect(x, self.size[1] - y - height, width, height, fill=int(grey is not None))
        self.pen.setFillGray(0)

    def turn(self) -> None:
        self.pages += 1
        self.pen.showPage()

    def finished(self) -> bytes:
        self.pen.save()
        return self._out.getvalue()


def table(
    paper: Paper,
    columns: list[Column],
    rows: Iterator[list[str]],
    top: float,
    foot: float,
    again: Callable[[int], float],
    gap: float = 3,
) -> float:
    """Draw rows (a cell may hold several lines) and turn the page at `foot`; `again` draws the head of the next."""
    step = paper.points * 1.2
    for cells in rows:
        parts = [
            [piece for row in cell.split("\n") for piece in (paper.wrapped(row, column.width - 4) or [""])]
            for column, cell in zip(columns, cells, strict=True)
        ]
        height = max(map(len, parts)) * step + gap
        if top + height > foot:
            paper.turn()
            top = again(paper.pages)
        for column, lines in zip(columns, parts, strict=True):
            for n, text in enumerate(lines):
                x = column.left + column.width - 2 if column.right else column.left + 2
                paper.text(x, top + step * (n + 0.8), text, right=column.right)
        top += height
    return top


def headings(paper: Paper, columns: list[Column], y: float, points: float = 0, bold: bool = True) -> None:
    """The headings of a table at the height `y`."""
    for column in columns:
        x = column.left + column.width - 2 if column.right else column.left + 2
        paper.text(x, y, column.heading, points or paper.points, bold, column.right)
