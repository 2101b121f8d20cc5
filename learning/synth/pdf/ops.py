"""What stands on a page, as values: texts with roles, lines, boxes, and fragments of them to be stacked. No PDF."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from learning.synth.pdf.fonts import width_of

Align = Literal["left", "right", "center"]


@dataclass(slots=True)
class Text:
    """A run of words of one role at a baseline; coordinates in points from its fragment's top left."""

    x: float
    y: float
    text: str
    font: str
    size: float
    role: str = ""
    gray: float = 0.0
    spacing: float = 0.0

    @property
    def width(self) -> float:
        return width_of(self.text, self.font, self.size) + self.spacing * len(self.text)


@dataclass(slots=True)
class Shape:
    """A line (`fill` None, no height or no width) or a rectangle; `stroke` is the line width, 0 for none."""

    x0: float
    y0: float
    x1: float
    y1: float
    stroke: float = 0.5
    fill: float | None = None
    gray: float = 0.0
    dash: bool = False


@dataclass(slots=True)
class Frag:
    """A piece of a page with its size. Fragments are moved in place, once: build, place, forget."""

    width: float
    height: float
    texts: list[Text] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)

    def add(self, other: Frag, dx: float, dy: float) -> None:
        """Take over what `other` holds, moved."""
        for text in other.texts:
            text.x += dx
            text.y += dy
        for shape in other.shapes:
            shape.x0 += dx
            shape.x1 += dx
            shape.y0 += dy
            shape.y1 += dy
        self.texts += other.texts
        self.shapes += other.shapes


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one role; `glue` means that no blank stands before them; `bold` and `size` override the line's."""

    text: str
    role: str = ""
    bold: bool | None = None
    glue: bool = False
    size: float | None = None


Line = Sequence[Piece]


@dataclass(frozen=True, slots=True)
class Ink:
    """How a line is set."""

    regular: str
    bold: str
    size: float
    leading: float = 1.2
    strong: bool = False
    gray: float = 0.0
    spacing: float = 0.0

    def font(self, piece: Piece) -> str:
        strong = self.strong if piece.bold is None else piece.bold
        return self.bold if strong else self.regular


def line_width(line: Line, ink: Ink) -> float:
    """The natural width of a line."""
    total = 0.0
    for index, piece in enumerate(line):
        size = piece.size or ink.size
        font = ink.font(piece)
        if index and not piece.glue:
            total += width_of(" ", font, size)
        total += width_of(piece.text, font, size) + ink.spacing * len(piece.text)
    return total


def wrap(line: Line, ink: Ink, width: float) -> list[list[Piece]]:
    """The line broken at blanks to fit; a word wider than the width stands alone."""
    if line_width(line, ink) <= width:
        return [list(line)]
    rows: list[list[Piece]] = [[]]
    used = 0.0
    for piece in line:
        size, font = piece.size or ink.size, ink.font(piece)
        blank = width_of(" ", font, size)
        words = piece.text.split()
        for index, word in enumerate(words):
            wide = width_of(word, font, size) + ink.spacing * len(word)
            glue = piece.glue and index == 0 and bool(rows[-1])
            gap = 0.0 if glue or not rows[-1] else blank
            if rows[-1] and used + gap + wide > width and not glue:
                head = _hyphened(word, piece.role)
                if head and used + gap + width_of(head, font, size) <= width:
                    rows[-1].append(Piece(head, piece.role, piece.bold, False, piece.size))
                    word = word[len(head) :]
                    wide = width_of(word, font, size) + ink.spacing * len(word)
                rows.append([])
                used, gap = 0.0, 0.0
            last = rows[-1][-1] if rows[-1] else None
            if last and last.role == piece.role and last.bold == piece.bold and not glue and index:
                rows[-1][-1] = Piece(f"{last.text} {word}", last.role, last.bold, last.glue, last.size)
            else:
                rows[-1].append(Piece(word, piece.role, piece.bold, glue, piece.size))
            used += gap + wide
    return rows


def _hyphened(word: str, role: str) -> str:
    """The part of a hyphened name ("La Chaux-de-Fonds") up to its last hyphen, where browsers break; "" elsewhere."""
    head, hyphen, tail = word.rpartition("-")
    breakable = role.endswith(("city", "name", "street")) and head[-1:].isalpha() and tail[:1].isalpha()
    return head + hyphen if breakable else ""


def set_line(line: Line, ink: Ink, x: float, y: float) -> list[Text]:
    """The line's texts from `x` at baseline `y`."""
    texts: list[Text] = []
    for index, piece in enumerate(line):
        size, font = piece.size or ink.size, ink.font(piece)
        if index and not piece.glue:
            x += width_of(" ", font, size)
        texts.append(Text(x, y, piece.text, font, size, piece.role, ink.gray, ink.spacing))
        x += width_of(piece.text, font, size) + ink.spacing * len(piece.text)
    return texts


def paragraph(lines: Iterable[Line], ink: Ink, width: float | None = None, align: Align = "left") -> Frag:
    """Lines under each other, wrapped to `width` (natural width when None)."""
    kept = [line for line in lines if line]
    natural = max((line_width(line, ink) for line in kept), default=0.0)
    room = natural if width is None else width
    frag = Frag(room, 0.0)
    for line in kept:
        for row in wrap(line, ink, room + 0.1):
            size = max([ink.size, *(p.size or 0 for p in row)])
            frag.height += size * ink.leading
            offset = 0.0 if align == "left" else room - line_width(row, ink)
            frag.texts += set_line(row, ink, offset / 2 if align == "center" else offset, frag.height - 0.28 * size)
    return frag


def stack(frags: Iterable[Frag], gap: float = 0.0, align: Align = "left", width: float | None = None) -> Frag:
    """Fragments under each other."""
    kept = [f for f in frags if f.height > 0]
    room = width if width is not None else max((f.width for f in kept), default=0.0)
    out = Frag(room, 0.0)
    for index, frag in enumerate(kept):
        if index:
            out.height += gap
        dx = {"left": 0.0, "right": room - frag.width, "center": (room - frag.width) / 2}[align]
        out.add(frag, dx, out.height)
        out.height += frag.height
    return out


def beside(frags: Sequence[Frag], places: Sequence[float], width: float, valign: str = "top") -> Frag:
    """Fragments side by side at the given x."""
    height = max((f.height for f in frags), default=0.0)
    out = Frag(width, height)
    for frag, x in zip(frags, places, strict=True):
        dy = {"top": 0.0, "bottom": height - frag.height, "middle": (height - frag.height) / 2}[valign]
        out.add(frag, x, dy)
    return out


def space(height: float) -> Frag:
    return Frag(0.0, height)


def padded(frag: Frag, left: float, top: float, right: float | None = None, bottom: float | None = None) -> Frag:
    out = Frag(
        frag.width + left + (left if right is None else right), frag.height + top + (top if bottom is None else bottom)
    )
    out.add(frag, left, top)
    return out


def boxed(frag: Frag, stroke: float = 0.5, fill: float | None = None, gray: float = 0.0) -> Frag:
    """A rectangle around the fragment."""
    frag.shapes.insert(0, Shape(0, 0, frag.width, frag.height, stroke, fill, gray))
    return frag


def split(frag: Frag, height: float) -> tuple[Frag, Frag]:
    """The part above `height` and the part below it, cut between lines of text."""
    upper, lower = Frag(frag.width, height), Frag(frag.width, frag.height - height)
    for text in frag.texts:
        if text.y <= height:
            upper.texts.append(text)
        else:
            text.y -= height
            lower.texts.append(text)
    for shape in frag.shapes:
        if shape.y1 <= height:
            upper.shapes.append(shape)
        elif shape.y0 >= height:
            shape.y0, shape.y1 = shape.y0 - height, shape.y1 - height
            lower.shapes.append(shape)
        else:
            upper.shapes.append(Shape(shape.x0, shape.y0, shape.x1, height, shape.stroke, shape.fill, shape.gray))
            shape.y0, shape.y1 = 0.0, shape.y1 - height
            lower.shapes.append(shape)
    return upper, lower
