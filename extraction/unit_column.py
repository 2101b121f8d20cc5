"""Units told by their place: where the other lines have theirs ("Brl" below "Nos"), or right below the quantity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from extraction.values import read_unit
from models.page import Box, Page, Word
from models.reading import ExtractedLine, Field, OnPage, printed_at

CONFIDENCE = 0.9
LEAST_UNITS = 2
LONGEST = 6
BELOW_LINES = 1.7
SAME_EDGE_PT = 2.0
SAME_STEP_PT = 2.5


class _Column(NamedTuple):
    """Where units stand: their edges, and how far below the quantity."""

    left: float
    right: float
    down: float


def with_units_of_the_column(lines: Sequence[ExtractedLine], pages: Sequence[Page]) -> list[ExtractedLine]:
    """The lines, those without a unit with the word that stands in the column of the others' units."""
    if not any(line.unit for line in lines):
        return [_below(line, pages) for line in lines]
    read = [(u, q) for line in lines if (u := printed_at(line.unit)) and (q := printed_at(line.quantity))]
    if len(read) == len(lines) or len(read) < LEAST_UNITS:
        return list(lines)
    columns = {_Column(u.box.x0, u.box.x1, u.box.y_mid - q.box.y_mid) for u, q in read}
    alike = max(columns, key=lambda column: sum(_shares(column, other) for other in columns))
    if 2 * sum(_shares(alike, _Column(u.box.x0, u.box.x1, u.box.y_mid - q.box.y_mid)) for u, q in read) < len(read):
        return list(lines)
    return [line if line.unit else _completed(line, alike, pages) for line in lines]


def _below(line: ExtractedLine, pages: Sequence[Page]) -> ExtractedLine:
    """The line with the unit that stands right below its quantity, where no line was read to have one."""
    start = printed_at(line.quantity)
    if start is None or line.quantity is None:
        return line
    named = line.description.value.split() if line.description else []
    for page in pages:
        if (page.number, page.sheet) != (start.page, start.sheet) or page.source == "grid":
            continue
        for word in page.words:
            box = word.box
            edge = min(abs(box.x0 - start.box.x0), abs(box.x1 - start.box.x1), abs(box.x_mid - start.box.x_mid))
            near = 0.5 * start.box.height < box.y_mid - start.box.y_mid <= BELOW_LINES * start.box.height
            if near and edge <= SAME_EDGE_PT and read_unit(word.text) and not _beside(box, page, word):
                place = OnPage(page.number, box, word.text, page.sheet)
                unit = Field(word.text.strip("()"), CONFIDENCE, line.quantity.source, place)
                return replace(line, unit=unit, description=_without(line.description, named, word.text))
    return line


def _shares(one: _Column, other: _Column) -> bool:
    edge = min(abs(one.left - other.left), abs(one.right - other.right))
    return edge <= SAME_EDGE_PT and abs(one.down - other.down) <= SAME_STEP_PT


def _completed(line: ExtractedLine, column: _Column, pages: Sequence[Page]) -> ExtractedLine:
    start = printed_at(line.quantity)
    if start is None or line.quantity is None:
        return line
    named = line.description.value.split() if line.description else []
    for page in pages:
        if (page.number, page.sheet) != (start.page, start.sheet):
            continue
        for word in page.words:
            here = _Column(word.box.x0, word.box.x1, word.box.y_mid - start.box.y_mid)
            if not _shares(here, column) or not _is_short(word) or _beside(word.box, page, word):
                continue
            unit = Field(
                word.text.strip("()"),
                CONFIDENCE,
                line.quantity.source,
                OnPage(page.number, word.box, word.text, page.sheet, word.cell),
            )
            return replace(line, unit=unit, description=_without(line.description, named, word.text))
    return line


def _is_short(word: Word) -> bool:
    text = word.text.strip("().")
    return text.isalpha() and len(text) <= LONGEST


def _beside(box: Box, page: Page, word: Word) -> bool:
    """Whether other words stand so near that they and the word are one text."""
    near = 0.35 * box.height
    return any(
        other is not word
        and other.box.top <= box.y_mid <= other.box.bottom
        and not any(c.isdigit() for c in other.text)
        and -1 < max(other.box.x0 - box.x1, box.x0 - other.box.x1) < near
        for other in page.words
    )


def _without(description: Field[str] | None, named: list[str], word: str) -> Field[str] | None:
    """The description without the unit, where it was read into it."""
    if description is None or named.count(word) != 1 or len(named) < 2:
        return description
    return replace(description, value=" ".join(w for w in named if w != word))
