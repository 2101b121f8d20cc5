"""Several delivery dates of one order line: the dated shares below each other add up to a number beside them.

The sum tells the total from the shares where the words over the columns do not; without it nothing is changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from extraction.candidates_view import DocumentView
from extraction.layout import TextLine, text_lines
from extraction.values import find_dates, read_number
from models.page import Page, Word
from models.reading import ExtractedLine, Field, OnPage, Schedule

CONFIDENCE = 0.96
LEAST_SHARES = 2
ABOVE_LINES = 4.0  # how far above the first share its total may stand, in line heights
SAME_COLUMN_PT = 5.0  # how far the right edges, or the middles, of a column's numbers may differ


class _Share(NamedTuple):
    date: date
    word: Word
    quantity: Decimal


def with_call_offs(lines: Sequence[ExtractedLine], document: DocumentView) -> tuple[ExtractedLine, ...]:
    """The lines, those with dated shares that add up to a printed total with that quantity and their schedules."""
    following = [*lines[1:], None][: len(lines)]
    return tuple(_divided(line, after, document) for line, after in zip(lines, following, strict=True))


def _divided(line: ExtractedLine, after: ExtractedLine | None, document: DocumentView) -> ExtractedLine:
    if line.quantity is None:
        return line
    for page, rows in _rows(line.quantity, after.quantity if after else None, document):
        for shares in _columns(rows, document):
            total = _total(shares, rows, document) or _total_above(line, shares, page, document)
            if total is None or line.quantity.value not in (shares[0].quantity, total[1]):
                continue
            word, value = total
            place = OnPage(page.number, word.box, word.text, page.sheet, word.cell)
            quantity = Field(value, CONFIDENCE, line.quantity.source, place)
            schedules = tuple(Schedule(share.date, share.quantity) for share in shares)
            return replace(line, quantity=quantity, schedules=schedules, requested_date=None)
    return line


def _rows(
    quantity: Field[Decimal], following: Field[Decimal] | None, document: DocumentView
) -> Iterator[tuple[Page, list[TextLine]]]:
    """The text lines from a quantity's down to the next order line's."""
    place, stop = quantity.evidence, following.evidence if following else None
    if not isinstance(place, OnPage):
        return
    for view in document.pages:
        page = view.page
        if page.number != place.page or page.sheet != place.sheet:
            continue
        same = isinstance(stop, OnPage) and stop.page == place.page and stop.sheet == place.sheet
        end = stop.box.top - 1 if isinstance(stop, OnPage) and same else page.height
        yield page, [line for line in text_lines(page) if place.box.top - 1 <= line.box.y_mid < end]


def _columns(rows: Sequence[TextLine], document: DocumentView) -> Iterator[list[_Share]]:
    """For every number of the first row: the numbers below it on rows that carry a date each, one row after another."""
    if not rows:
        return
    dates = [_date(row, document) for row in rows]
    for first in rows[0].words:
        shares: list[_Share] = []
        for row, day in zip(rows, dates, strict=True):
            word = next((w for w in row.words if _same_column(w, first)), None)
            if word is None and day is None:  # a description's further row stands between
                continue
            value = read_number(word.text, document.style) if word else None
            if word is None or value is None or value <= 0 or day is None:
                break
            shares.append(_Share(day, word, value))
        if len(shares) >= LEAST_SHARES and all(a.date != b.date for a, b in pairwise(shares)):
            yield shares


def _date(row: TextLine, document: DocumentView) -> date | None:
    found = find_dates(row.text, document.language, document.order, document.anchor)
    return found[0].dates[0] if len(found) == 1 else None


def _same_column(one: Word, other: Word) -> bool:
    return min(abs(one.box.x1 - other.box.x1), abs(one.box.x_mid - other.box.x_mid)) <= SAME_COLUMN_PT


def _total_above(
    line: ExtractedLine, shares: Sequence[_Share], page: Page, document: DocumentView
) -> tuple[Word, Decimal] | None:
    """What the shares add up to, printed on a row just above them, where the price makes it an amount of the page."""
    wanted = sum((share.quantity for share in shares), Decimal(0))
    if line.unit_price is None:
        return None
    due = (wanted * line.unit_price.value).quantize(Decimal("0.01"))
    numbers = [(word, read_number(word.text, document.style)) for word in page.words]
    if not any(value == due for _, value in numbers):
        return None
    top = shares[0].word.box.top
    near = [w for w, value in numbers if value == wanted and 0 < top - w.box.top <= ABOVE_LINES * w.box.height]
    return (near[0], wanted) if near else None


def _total(shares: Sequence[_Share], rows: Sequence[TextLine], document: DocumentView) -> tuple[Word, Decimal] | None:
    """The number of the first row, of another column, that the shares add up to."""
    wanted = sum((share.quantity for share in shares), Decimal(0))
    for word in rows[0].words:
        if not _same_column(word, shares[0].word) and read_number(word.text, document.style) == wanted:
            return word, wanted
    return None
