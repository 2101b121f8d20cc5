"""Line numbers that were overlooked: what stands leftmost in every line and counts on is its number."""

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


def with_counted_numbers(lines: Sequence[ExtractedLine], pages: Sequence[Page]) -> list[ExtractedLine]:
    """The lines, with the numbers that count them, where one at least was read to have none."""
    if all(line.line_no for line in lines) or len(lines) < LEAST_LINES:
        return list(lines)
    found = [_leftmost(line, pages) for line in lines]
    counted = [(page, word) for each in found if each is not None for page, word in [each]]
    if len(counted) < len(lines) or not _count([word.text for _, word in counted]):
        return list(lines)
    left, right = counted[0][1].box.x0, counted[0][1].box.x1
    if any(
        min(abs(w.box.x0 - left), abs(w.box.x1 - right)) > SAME_EDGE_PT or _taken(line, page, w)
        for line, (page, w) in zip(lines, counted, strict=True)
    ):
        return list(lines)
    return [
        line if line.line_no else replace(line, line_no=_field(line, page, word))
        for line, (page, word) in zip(lines, counted, strict=True)
    ]


def _leftmost(line: ExtractedLine, pages: Sequence[Page]) -> tuple[Page, Word] | None:
    """The first word on the rows from the line's name, or code, to its quantity."""
    place = line.quantity.evidence if line.quantity else None
    if not isinstance(place, OnPage):
        return None
    told = (line.description, line.buyer_item_code, line.supplier_item_code)
    boxes = [f.evidence.box for f in told if f and isinstance(f.evidence, OnPage) and f.evidence.page == place.page]
    top = min([place.box.top, *(box.top for box in boxes)]) - 1
    for page in pages:
        if (page.number, page.sheet) == (place.page, place.sheet) and page.source != "grid":
            row = [word for word in page.words if top <= word.box.y_mid <= place.box.bottom + 1]
            return (page, min(row, key=lambda word: word.box.x0)) if row else None
    return None


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
