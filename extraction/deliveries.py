"""Rows below an order line that date its shares are its deliveries, and no lines of their own.

"Schedule line 1, 28 Apr 2026, 166 EA" and its sisters add up to the quantity of the line above them: only then.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from extraction.candidates_view import DocumentView
from extraction.layout import TextLine, text_lines
from extraction.values import find_dates, read_number
from models.page import Word
from models.reading import ExtractedLine, Field, OnPage, Schedule

CONFIDENCE = 0.95
MOST_DELIVERIES = 24
SAME_COLUMN_PT = 4.0


class _Dated(NamedTuple):
    """A row with one date, how that is written, and its numbers besides."""

    day: date
    text: str
    top: float
    numbers: tuple[tuple[Word, Decimal], ...]


def with_deliveries(lines: Sequence[ExtractedLine], document: DocumentView) -> list[ExtractedLine]:
    """The lines with the deliveries below them, those taken for lines of their own left out."""
    made: list[ExtractedLine] = []
    at = 0
    while at < len(lines):
        after = at + 1
        while after < len(lines) and _bare(lines[after]) and not _bare(lines[at]):
            after += 1
        parts = lines[at + 1 : after]
        below = lines[after] if after < len(lines) else None
        whole = _delivered(lines[at], parts, below, document)
        made.extend(
            [whole] if whole is not None else [_named_without_days(one, below, document) for one in lines[at:after]]
        )
        at = after
    return made


def _named_without_days(line: ExtractedLine, after: ExtractedLine | None, document: DocumentView) -> ExtractedLine:
    """A line with deliveries, its name without the ends of their dates ("6,000 CW 53": 53 is no part of a name)."""
    name, place = line.description, line.description.evidence if line.description else None
    if name is None or not line.schedules or line.quantity is None or not isinstance(place, OnPage):
        return line
    rows = _dated(line.quantity, after.quantity if after else None, document)
    said = {word for row in rows if row.top < place.box.bottom for word in row.text.split()}
    words = name.value.split()
    while len(words) > 1 and words[-1] in said:
        words.pop()
    return replace(line, description=replace(name, value=" ".join(words)))


def _bare(line: ExtractedLine) -> bool:
    """A line without price and amount: perhaps a delivery of the one above it, whatever code it was read to have."""
    return line.unit_price is None and line.amount is None


def _delivered(
    line: ExtractedLine, parts: Sequence[ExtractedLine], after: ExtractedLine | None, document: DocumentView
) -> ExtractedLine | None:
    """The line with its deliveries; None where the rows below it are none."""
    if line.quantity is None or _bare(line) or line.schedules:
        return None
    rows = _dated(line.quantity, after.quantity if after else None, document)
    shares = _shares(rows, line.quantity.value)
    if not shares:
        return None
    rows = rows[: len(shares)]
    if len(rows) == 1:
        return None if parts or line.requested_date else _due(line, rows[0].day)
    schedules = tuple(Schedule(row.day, share) for row, share in zip(rows, shares, strict=True))
    named = line.description or next((part.description for part in parts if part.description), None)
    return replace(line, description=named, schedules=schedules, requested_date=None)


def _due(line: ExtractedLine, day: date) -> ExtractedLine | None:
    if line.quantity is None:
        return None
    return replace(line, requested_date=Field(day, CONFIDENCE, line.quantity.source, line.quantity.evidence))


def _dated(quantity: Field[Decimal], stop: Field[Decimal] | None, document: DocumentView) -> list[_Dated]:
    """The rows with a date below a quantity, down to the next line's."""
    place, end = quantity.evidence, stop.evidence if stop else None
    if not isinstance(place, OnPage):
        return []
    found: list[_Dated] = []
    for view in document.pages:
        page = view.page
        if page.number != place.page or page.sheet != place.sheet or page.source == "grid":
            continue
        same = isinstance(end, OnPage) and end.page == place.page
        bottom = end.box.top - 1 if isinstance(end, OnPage) and same else page.height
        for row in text_lines(page):
            if place.box.bottom < row.box.y_mid < bottom:
                found.extend(_one(row, document))
    return found


def _one(row: TextLine, document: DocumentView) -> Iterator[_Dated]:
    dates = find_dates(row.text, document.language, document.order, document.anchor)
    if len(dates) == 1:
        numbers = [(word, read_number(word.text.strip("()"), document.style)) for word in row.words]
        said = row.text[dates[0].start : dates[0].end]
        yield _Dated(
            dates[0].dates[0], said, row.box.top, tuple((word, value) for word, value in numbers if value and value > 0)
        )


def _shares(rows: Sequence[_Dated], quantity: Decimal) -> tuple[Decimal, ...]:
    """The numbers, one below the other, by which the rows come to the quantity; () where none do.

    Below the last line's deliveries other dated rows may follow ("printed on 18 March").
    """
    counts = range(min(len(rows), MOST_DELIVERIES), 1, -1) if len(rows) > 1 else range(len(rows), 0, -1)
    for count in counts:
        for first, _ in rows[0].numbers:
            column = [[value for word, value in row.numbers if _aligned(word, first)] for row in rows[:count]]
            if all(len(values) == 1 for values in column) and sum(values[0] for values in column) == quantity:
                return tuple(values[0] for values in column)
    return ()


def _aligned(one: Word, other: Word) -> bool:
    edges = (one.box.x0 - other.box.x0, one.box.x1 - other.box.x1, one.box.x_mid - other.box.x_mid)
    return min(abs(edge) for edge in edges) <= SAME_COLUMN_PT
