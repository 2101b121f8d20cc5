"""Where a confirmed order's document states its header fields: what makes a form of it."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from extraction.candidates_view import DocumentView, PageView
from extraction.forms import CODES, EDGES, LOCATED, MOST_WORDS, alike, bare, runs_of, stands_at, starts_of
from extraction.values import read_number
from extraction.values_codes import compact
from models.knowledge import Form, Shown
from models.reading import ExtractedOrder, Field, OnPage, printed_at, stated


def form_of(document: DocumentView, machine: ExtractedOrder, confirmed: ExtractedOrder, at: datetime) -> Form:
    """The form that a confirmed order was printed on; whose it is, the caller knows."""
    runs = runs_of(document)
    starts = starts_of(document)
    shown: list[Shown] = []
    for name in LOCATED:
        said, true = getattr(machine, name), getattr(confirmed, name)
        right = said is not None and true is not None and alike(said.value, true.value)
        places = list(places_of(document, name, true.value)) if true is not None else []
        evident = [one for one in places if said is not None and right and _stands(document, said, one)]
        shown += [_with_said(one, right) for one in evident or places[:3]]
        if said is not None and not right:
            wrong = [one for one in places_of(document, name, said.value) if _stands(document, said, one)]
            shown += [Shown(name, w.start, w.first, w.end, w.last, False, False) for w in wrong[:1]]
    loose = {n for one in shown if one.holds for n in range(one.start, one.end + 1)}
    loose |= set(_of_lines(document, machine, starts))
    told = {n for one in shown for n in (one.start, one.end)}
    # What this one order says of its own is not kept, but where its fields stand.
    kept = tuple(replace(run, text="") if n in loose - told else run for n, run in enumerate(runs))
    return Form("", kept, tuple(sorted(loose)), tuple(shown), at)


def _with_said(one: Shown, right: bool) -> Shown:
    return replace(one, said=right)


def _of_lines(document: DocumentView, machine: ExtractedOrder, starts: Sequence[int]) -> Iterator[int]:
    """Runs between the first and the last line of the table of each page."""
    boxes: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for line in machine.lines:
        for _, field in stated(line):
            if isinstance(field.evidence, OnPage):
                boxes[field.evidence.page].append((field.evidence.box.top, field.evidence.box.bottom))
    for number, shown in enumerate(document.pages):
        spans = boxes.get(shown.page.number)
        if spans:
            top, bottom = min(a for a, _ in spans), max(b for _, b in spans)
            for at, segment in enumerate(shown.segments):
                if top - 1 <= segment.box.y_mid <= bottom + 1:
                    yield starts[number] + at


def _stands(document: DocumentView, said: Field[Any], one: Shown) -> bool:
    """Whether a value's evidence is at this place."""
    where = printed_at(said)
    if where is None:
        return False
    starts = starts_of(document)
    number = bisect_right(starts, one.start) - 1
    return stands_at(document.pages[number], one.start - starts[number], one.first, where)


# ---------------------------------------------------------------- where a value stands
def places_of(document: DocumentView, name: str, value: Any) -> Iterator[Shown]:
    """The places that state this value, in reading order."""
    offset = 0
    for page in document.pages:
        for at in range(len(page.segments)):
            if isinstance(value, date):
                found = _dates_at(page, at, value)
            elif isinstance(value, Decimal):
                found = _windows(page, at, lambda text: read_number(text, document.style) == value)
            elif name in CODES:
                key = compact(value)
                found = _windows(page, at, lambda text, key=key: compact(text) == key)
            else:
                found = _texts_at(page, at, value)
            for first, end, last in found:
                stop = _stop_of(page.segments[end].words[last - 1].text, value)
                yield Shown(name, offset + at, first, offset + end, last, stop=stop)
        offset += len(page.segments)


def _stop_of(printed: str, value: object) -> str:
    """What ends the last printed word beyond the value."""
    ends = printed[len(printed.rstrip(EDGES)) :]
    return ends if isinstance(value, str) and ends and not value.endswith(ends) else ""


def _dates_at(page: PageView, at: int, value: date) -> Iterator[tuple[int, int, int]]:
    words = page.segments[at].words
    for found in page.dates[at]:
        if value not in found.dates:
            continue
        position, inside = 0, []
        for number, word in enumerate(words):
            if position < found.end and position + len(word.text) > found.start:
                inside.append(number)
            position += len(word.text) + 1
        if inside:
            yield inside[0], at, inside[-1] + 1


def _windows(page: PageView, at: int, fits: Any) -> Iterator[tuple[int, int, int]]:
    words = page.segments[at].words
    for first in range(len(words)):
        for last in range(first + 1, min(first + MOST_WORDS, len(words)) + 1):
            text = " ".join(word.text for word in words[first:last]).strip(EDGES)
            if text and any(c.isalnum() for c in text) and fits(text):
                yield first, at, last
                break


def tokens(text: str) -> list[str]:
    return [word for raw in text.split() if (word := bare(raw))]


def _texts_at(page: PageView, at: int, value: str) -> Iterator[tuple[int, int, int]]:
    """Where the words of a text begin in this run; it may go on in the runs below."""
    wanted = tokens(value)
    if not wanted:
        return
    words = page.segments[at].words
    for first in range(len(words)):
        if bare(words[first].text) == wanted[0]:
            end = _follow(page, at, first, wanted)
            if end is not None:
                yield first, *end


def _follow(page: PageView, at: int, first: int, wanted: Sequence[str]) -> tuple[int, int] | None:
    position, number = first, 0
    while True:
        words = page.segments[at].words
        while position < len(words) and number < len(wanted):
            own = bare(words[position].text)
            if own and own != wanted[number]:
                return None
            number += bool(own)
            position += 1
        if number == len(wanted):
            return at, position
        below = page.below[at]
        if below < 0:
            return None
        at, position = below, 0
