"""Line numbers that were overlooked: what stands leftmost in every line, or counts by tens, is its number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from itertools import pairwise

from models.page import Page, Word
from models.reading import ExtractedLine, Field, OnPage

CONFIDENCE = 0.93
STEPS = (1, 5, 10, 100)
SAME_EDGE_PT = 3.0
LEAST_LINES = 2
LEAST_APART = 3  # lines that count by tens show it in whatever column they do
_Place = tuple[Page, Word]


def with_counted_numbers(lines: Sequence[ExtractedLine], pages: Sequence[Page]) -> list[ExtractedLine]:
    """The lines, with the numbers that count them, where one at least was read to have none."""
    if all(line.line_no for line in lines) or len(lines) < LEAST_LINES:
        return list(lines)
    rows = [_row(line, pages) for line in lines]
    if not all(rows):
        return list(lines)
    columns = [[row[0] for row in rows]]
    if len(lines) >= LEAST_APART:
        columns += [found for word in rows[0] if (found := _below(word, rows)) and found[0][1].text != "1"]
    for column in columns:
        if _count([word.text for _, word in column]) and _is_free(lines, column):
            return [
                line if line.line_no else replace(line, line_no=_field(line, page, word))
                for line, (page, word) in zip(lines, column, strict=True)
            ]
    return list(lines)


def _row(line: ExtractedLine, pages: Sequence[Page]) -> list[_Place]:
    """The words on the rows from the line's name, or code, to its quantity, left to right."""
    place = line.quantity.evidence if line.quantity else None
    if not isinstance(place, OnPage):
        return []
    told = (line.description, line.buyer_item_code, line.supplier_item_code)
    boxes = [f.evidence.box for f in told if f and isinstance(f.evidence, OnPage) and f.evidence.page == place.page]
    top = min([place.box.top, *(box.top for box in boxes)]) - 1
    found = [
        (page, word)
        for page in pages
        if (page.number, page.sheet) == (place.page, place.sheet) and page.source != "grid"
        for word in page.words
        if top <= word.box.y_mid <= place.box.bottom + 1
    ]
    return sorted(found, key=lambda one: one[1].box.x0)


def _below(first: _Place, rows: Sequence[Sequence[_Place]]) -> list[_Place]:
    """The numbers of all lines in the column of the first line's; none where a line has none."""
    found = [next((p for p in row if p[1].text[:1].isdigit() and _aligned(p[1], first[1])), None) for row in rows]
    return [place for place in found if place is not None] if all(found) else []


def _aligned(one: Word, other: Word) -> bool:
    return min(abs(one.box.x0 - other.box.x0), abs(one.box.x1 - other.box.x1)) <= SAME_EDGE_PT


def _is_free(lines: Sequence[ExtractedLine], column: Sequence[_Place]) -> bool:
    """Whether the numbers stand in one column, and no other field in it."""
    return all(
        _aligned(word, column[0][1]) and not _taken(line, page, word)
        for line, (page, word) in zip(lines, column, strict=True)
    )


def _count(texts: Sequence[str]) -> bool:
    bare = [text.rstrip(".)") for text in texts]
    if not all(text.isdigit() for text in bare):
        return False
    values = [int(text) for text in bare]
    return any(
        values[0] == step and all(later - earlier == step for earlier, later in pairwise(values)) for step in STEPS
    )


def _taken(line: ExtractedLine, page: Page, word: Word) -> bool:
    """Whether another field of the line stands in this very place."""
    for each in fields(line):
        field = getattr(line, each.name)
        if each.name in ("line_no", "description") or not isinstance(field, Field):
            continue
        place = field.evidence
        if isinstance(place, OnPage) and place.page == page.number and place.box.x0 <= word.box.x_mid <= place.box.x1:
            return True
    return False


def _field(line: ExtractedLine, page: Page, word: Word) -> Field[str]:
    source = line.quantity.source if line.quantity else "text_layer"
    return Field(word.text.rstrip(".)"), CONFIDENCE, source, OnPage(page.number, word.box, word.text, page.sheet))
