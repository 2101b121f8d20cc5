"""Pages of texts and shapes to the bytes of a PDF, and the marks of every word. Knows nothing of orders."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from learning.synth.pdf.fonts import width_of
from learning.synth.pdf.ops import Shape, Text
from models.page import Box

rl_config.invariant = 1
rl_config.useA85 = 0
# Half-metrics of a line: where a word's box ends above and below its baseline, in font sizes.
ASCENT, DESCENT = 0.74, 0.22


@dataclass(frozen=True, slots=True)
class Mark:
    """One drawn word: its role, page (from 1), box in points from the top left, and the order it belongs to."""

    page: int
    text: str
    box: Box
    role: str
    order: int = 0


@dataclass(slots=True)
class DrawnPage:
    """A page ready to be written."""

    width: float
    height: float
    texts: list[Text] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    order: int = 0


@dataclass(frozen=True, slots=True)
class Habit:
    """How a producing program writes text: whole runs or single words, in reading order or not."""

    by_word: bool = False
    shuffled: bool = False
    title: str = ""
    producer: str = ""


def marks_of(pages: Sequence[DrawnPage]) -> tuple[Mark, ...]:
    """A mark for every word of every page."""
    marks: list[Mark] = []
    for number, page in enumerate(pages, 1):
        for text in page.texts:
            for word, x0, x1 in _words(text):
                top, bottom = text.y - ASCENT * text.size, text.y + DESCENT * text.size
                marks.append(Mark(number, word, Box(x0, top, x1, bottom), text.role, page.order))
    return tuple(marks)


def _words(text: Text) -> list[tuple[str, float, float]]:
    parts = text.text.split()
    if len(parts) == 1 and len(parts[0]) == len(text.text):
        return [(parts[0], text.x, text.x + text.width)]
    found, start = [], 0
    for part in parts:
        start = text.text.index(part, start)
        head = text.text[:start]
        x0 = text.x + width_of(head, text.font, text.size) + text.spacing * len(head)
        x1 = x0 + width_of(part, text.font, text.size) + text.spacing * len(part)
        found.append((part, x0, x1))
        start += len(part)
    return found


def pdf_bytes(pages: Sequence[DrawnPage], habit: Habit, rng: Random) -> bytes:
    """The PDF."""
    out = io.BytesIO()
    canvas = Canvas(out, pageCompression=1, invariant=1)
    canvas.setTitle(habit.title or "untitled")
    if habit.producer:
        canvas.setCreator(habit.producer)
    for page in pages:
        canvas.setPageSize((page.width, page.height))
        _draw_shapes(canvas, page)
        texts = list(page.texts)
        if habit.shuffled:
            rng.shuffle(texts)
        _draw_texts(canvas, page.height, texts, habit.by_word)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _draw_shapes(canvas: Canvas, page: DrawnPage) -> None:
    for shape in page.shapes:
        x, y = shape.x0, page.height - shape.y1
        wide, high = shape.x1 - shape.x0, shape.y1 - shape.y0
        if shape.fill is not None:
            canvas.setFillGray(shape.fill)
        if shape.stroke:
            canvas.setLineWidth(shape.stroke)
            canvas.setStrokeGray(shape.gray)
            canvas.setDash(*((1, 2) if shape.dash else ()))
        if shape.fill is None and (wide < 0.01 or high < 0.01):
            canvas.line(x, y, x + wide, y + high)
        else:
            canvas.rect(x, y, wide, high, stroke=int(shape.stroke > 0), fill=int(shape.fill is not None))


def _draw_texts(canvas: Canvas, height: float, texts: Sequence[Text], by_word: bool) -> None:
    out = canvas.beginText()
    font, size, gray, spacing = "", 0.0, -1.0, 0.0
    for text in texts:
        if (text.font, text.size) != (font, size):
            font, size = text.font, text.size
            out.setFont(font, size)
        if text.gray != gray:
            gray = text.gray
            out.setFillGray(gray)
        if text.spacing != spacing:
            spacing = text.spacing
            out.setCharSpace(spacing)
        if by_word:
            for word, x0, _ in _words(text):
                out.setTextOrigin(x0, height - text.y)
                out.textOut(word)
        else:
            out.setTextOrigin(text.x, height - text.y)
            out.textOut(text.text)
    canvas.drawText(out)
