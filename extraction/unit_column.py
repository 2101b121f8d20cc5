"""Whatever short word stands where the other lines' units stand is a unit too, known or not: "Brl" below "Nos"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from models.page import Box, Page, Word
from models.reading import ExtractedLine, Field, OnPage

CONFIDENCE = 0.9
LEAST_UNITS = 2
LONGEST = 6
SAME_EDGE_PT = 2.0
SAME_STEP_PT = 2.5


class _Column(NamedTuple):
    """Where units stand: their edges, and how far below the quantity."""

    left: float
    right: float
    down: float


def with_units_of_the_column(lines: Sequence[ExtractedLine], pages: Sequence[Page]) -> list[ExtractedLine]:
    """The lines, those without a unit with the word that stands in the column of the others' units."""
    read = [(u, q) for line in lines if (u := _place(line.unit)) and (q := _place(line.quantity))]
    if len(read) == len(lines) or len(read) < LEAST_UNITS:
        return list(lines)
    columns = {_Column(u.box.x0, u.box.x1, u.box.y_mid - q.box.y_mid) for u, q in read}
    alike = max(columns, key=lambda column: sum(_shares(column, other) for other in columns))
    if 2 * sum(_shares(alike, _Column(u.box.x0, u.box.x1, u.box.y_mid - q.box.y_mid)) for u, q in read) < len(read):
        return list(lines)
    return [line if line.unit else _completed(line, alike, pages) for line in lines]


def _shares(one: _Column, other: _Column) -> bool:
    edge = min(abs(one.left - other.left), abs(one.right - other.right))
    return edge <= SAME_EDGE_PT and abs(one.down - other.down) <= SAME_STEP_PT


def _completed(line: ExtractedLine, column: _Column, pages: Sequence[Page]) -> ExtractedLine:
    start = _place(line.quantity)
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
    near = 0.6 * box.height
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


def _place(field: Field[Any] | None) -> OnPage | None:
    return field.evidence if field is not None and isinstance(field.evidence, OnPage) else None
