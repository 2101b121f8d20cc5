"""A date that stands where the other lines have theirs is the date of that line, however short: "6-Jul-26"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extraction.candidates_view import DocumentView
from extraction.values import read_date
from models.page import Page, Word
from models.reading import ExtractedLine, Field, OnPage

CONFIDENCE = 0.93
LEAST_DATES = 2
SAME_EDGE_PT = 2.0
SHORTEST = 6


def with_dates_of_the_column(lines: Sequence[ExtractedLine], document: DocumentView) -> list[ExtractedLine]:
    """The lines, those without a date with the one in the column of the others' dates."""
    read = [
        line.requested_date.evidence.box
        for line in lines
        if line.requested_date and isinstance(line.requested_date.evidence, OnPage)
    ]
    if not LEAST_DATES <= len(read) < len(lines):
        return list(lines)
    lefts, rights = [box.x0 for box in read], [box.x1 for box in read]
    if max(lefts) - min(lefts) > SAME_EDGE_PT and max(rights) - min(rights) > SAME_EDGE_PT:
        return list(lines)
    return [_completed(line, lefts[0], rights[0], document) for line in lines]


def _completed(line: ExtractedLine, left: float, right: float, document: DocumentView) -> ExtractedLine:
    if line.requested_date is not None or line.schedules or line.quantity is None:
        return line
    for page, word in _row(line, document):
        if len(word.text) < SHORTEST or min(abs(word.box.x0 - left), abs(word.box.x1 - right)) > SAME_EDGE_PT:
            continue
        found = read_date(word.text, document.language, document.order, document.anchor)
        if found:
            place = OnPage(page.number, word.box, word.text, page.sheet, word.cell)
            day = Field(found[0], CONFIDENCE, line.quantity.source, place, found[1:])
            return replace(line, requested_date=day, description=_without(line.description, word.text))
    return line


def _row(line: ExtractedLine, document: DocumentView) -> Iterator[tuple[Page, Word]]:
    """The words beside the line's quantity."""
    place = line.quantity.evidence if line.quantity else None
    if not isinstance(place, OnPage):
        return
    for view in document.pages:
        if (view.page.number, view.page.sheet) == (place.page, place.sheet) and view.page.source != "grid":
            for word in view.page.words:
                if word.box.top <= place.box.y_mid <= word.box.bottom:
                    yield view.page, word


def _without(description: Field[str] | None, word: str) -> Field[str] | None:
    """The description without the date at its end, where it was read into it."""
    if description is None or not description.value.endswith(f" {word}"):
        return description
    return replace(description, value=description.value.removesuffix(word).strip())
