"""Dates that a narrow column breaks: "10-07-" over "2026", "delivery date 18-" over "05-2026"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import zip_longest

from extraction.broken_cells import BELOW_LINES, CONFIDENCE, below, without
from extraction.candidates_view import DocumentView
from extraction.gazetteer import fold
from extraction.layout import TextLine, text_lines
from extraction.lexicon import merged
from extraction.values import read_date
from models.page import Box, Page, Word
from models.reading import ExtractedLine, Field, OnPage

MOST_ROWS = 8
TELLING = 8  # letters of a label that says what it is whatever stands before it: "geplande leverdatum"
_OPEN_DATE = re.compile(r"(?:\d{1,2}|20\d\d)([-./])(?:\d{1,2}\1)?$")
_WHOLE_DATE = re.compile(r"\d{1,2}([-./])\d{1,2}\1(?:20)?\d\d|20\d\d([-./])\d{1,2}\2\d{1,2}")


def with_broken_dates(lines: Sequence[ExtractedLine], document: DocumentView) -> list[ExtractedLine]:
    """The lines, those without a date with the one that is broken beside them or in their cell."""
    pages = [view.page for view in document.pages]
    following = zip_longest(lines, lines[1:])
    return [_dated(line, after, pages, document) for line, after in following]


def _dated(
    line: ExtractedLine, after: ExtractedLine | None, pages: Sequence[Page], document: DocumentView
) -> ExtractedLine:
    """The line with a date that breaks off at a hyphen: beside its quantity, or behind its name down in its cell."""
    place = line.quantity.evidence if line.quantity else None
    if line.requested_date is not None or line.schedules or not isinstance(place, OnPage):
        return line
    for page in pages:
        if (page.number, page.sheet) != (place.page, place.sheet):
            continue
        for first, rest in _broken_dates(page, place.box, _end(place, after)):
            found = read_date(first.text + rest.text, document.language, document.order, document.anchor)
            if found:
                evidence = OnPage(page.number, first.box.union(rest.box), f"{first.text}{rest.text}", page.sheet)
                day = Field(found[0], CONFIDENCE, "text_layer", evidence, found[1:])
                return replace(line, requested_date=day, description=without(line.description, rest.text))
    return line


def _end(place: OnPage, after: ExtractedLine | None) -> float:
    """Where the next line begins."""
    next_place = after.quantity.evidence if after and after.quantity else None
    if isinstance(next_place, OnPage) and (next_place.page, next_place.sheet) == (place.page, place.sheet):
        return next_place.box.top
    return place.box.bottom + MOST_ROWS * place.box.height


def _broken_dates(page: Page, quantity: Box, end: float) -> Iterator[tuple[Word, Word]]:
    reach = BELOW_LINES * quantity.height
    for word in page.words:
        if not _OPEN_DATE.match(word.text) or word.box.bottom > end:
            continue
        rests = [*below(word.box, page)] if abs(word.box.y_mid - quantity.y_mid) <= reach else []
        if quantity.top < word.box.top and _is_named(word, page):
            rests += _next_in_cell(word, page)
        for rest in rests:
            if _WHOLE_DATE.fullmatch(word.text + rest.text):
                yield word, rest


def _is_named(word: Word, page: Page) -> bool:
    """Whether the words before it in its row say that it is a day of delivery."""
    before = [one for row in text_lines(page) for one in _leading(row, word)]
    words = fold(" ".join(one.text for one in before)).split()
    said = {" ".join(words[at:]) for at in range(len(words))} & _days_of_delivery()
    return any(len(one) >= TELLING or one.split() == words for one in said)


def _leading(row: TextLine, word: Word) -> Sequence[Word]:
    for segment in row.segments:
        if word in segment.words:
            return segment.words[: segment.words.index(word)]
    return ()


@cache
def _days_of_delivery() -> frozenset[str]:
    words = (*merged("columns")["requested_date"], *merged("labels")["requested_date"])
    return frozenset(fold(one) for one in words)


def _next_in_cell(word: Word, page: Page) -> Iterator[Word]:
    """The first word of the next row of a cell."""
    for row in text_lines(page):
        for segment in row.segments:
            down = segment.box.y_mid - word.box.y_mid
            if 0.6 * word.box.height < down <= BELOW_LINES * word.box.height and segment.box.x0 <= word.box.x0:
                yield segment.words[0]
