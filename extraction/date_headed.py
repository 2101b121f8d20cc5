"""What stands below the heading of a column of dates is the date of its line, be it a week: "Wanted" over "CW 49"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from extraction.candidates_view import DocumentView, PageView
from extraction.gazetteer import fold
from extraction.layout import Segment, text_lines
from extraction.lexicon import merged
from extraction.values import read_date
from models.page import Page
from models.reading import ExtractedLine, Field, OnPage

CONFIDENCE = 0.92
HEADING_ROWS = 5  # how far above the first line the heading may stand


def with_headed_dates(lines: Sequence[ExtractedLine], document: DocumentView) -> list[ExtractedLine]:
    """The lines, those without any date with the one below a date's heading."""
    made = list(lines)
    for view in document.pages:
        mine = [at for at, line in enumerate(lines) if _stands_on(line, view.page)]
        headings = list(_headings([lines[at] for at in mine], view.page)) if _lacking(lines, mine) else []
        for at in mine if headings else ():
            made[at] = _dated(made[at], headings, view, document)
    return made


def _lacking(lines: Sequence[ExtractedLine], mine: Sequence[int]) -> bool:
    return any(lines[at].requested_date is None and not lines[at].schedules for at in mine)


def _stands_on(line: ExtractedLine, page: Page) -> bool:
    place = line.quantity.evidence if line.quantity else None
    same = isinstance(place, OnPage) and (place.page, place.sheet) == (page.number, page.sheet)
    return same and page.source != "grid"


def _headings(mine: Sequence[ExtractedLine], page: Page) -> Iterator[Segment]:
    """The headings of dates on the rows above the first line."""
    tops = [f.evidence.box.top for line in mine if (f := line.quantity) and isinstance(f.evidence, OnPage)]
    above = [row for row in text_lines(page) if tops and row.box.bottom <= min(tops)]
    for row in above[-HEADING_ROWS:]:
        yield from (one for one in row.segments if fold(one.text) in _names())


def _dated(line: ExtractedLine, headings: Sequence[Segment], view: PageView, document: DocumentView) -> ExtractedLine:
    place = line.quantity.evidence if line.quantity else None
    if line.requested_date is not None or line.schedules or line.quantity is None or not isinstance(place, OnPage):
        return line
    for row in text_lines(view.page):
        for one in row.segments if row.box.top <= place.box.y_mid <= row.box.bottom else ():
            below = any(one.box.x0 < h.box.x1 and one.box.x1 > h.box.x0 for h in headings)
            found = read_date(one.text, document.language, document.order, document.anchor) if below else ()
            if found:
                where = OnPage(view.page.number, one.box, one.text, view.page.sheet, one.words[0].cell)
                return replace(line, requested_date=Field(found[0], CONFIDENCE, line.quantity.source, where, found[1:]))
    return line


@cache
def _names() -> frozenset[str]:
    return frozenset(fold(name) for part in ("columns", "labels") for name in merged(part).get("requested_date", ()))
