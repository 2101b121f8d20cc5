"""What a document laid out like a confirmed one states in the places that an agent showed there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from extraction.candidates_view import PageView
from extraction.forms import CODES, COLUMN, DATES, SUMS
from extraction.forms_places import Places, cut
from extraction.values import find_numbers
from extraction.values_codes import compact, read_email
from models.knowledge import Shown
from models.page import Box
from models.reading import OnPage

OPEN_ENDED = ("notes", "payment_terms", "delivery_terms")  # may take another number of lines
_LINE_GAP = 1.75  # in line heights: the next line of the same text
_MOST_LINES = 6


@dataclass(frozen=True, slots=True)
class Told:
    """What a document states in a place that a form showed; `firm`: a label or heading led there."""

    value: Any
    evidence: OnPage
    firm: bool


class Follower(Places):
    """A document beside a form that it is laid out like."""

    def told(self, shown: Shown) -> Told | None:
        """What stands in this document where the form showed a field."""
        place = self.place(shown)
        if place is None:
            return None
        start, first, firm = place
        page, at = self.segment(start)
        if shown.field in DATES:
            return self._date(page, at, first, firm)
        if shown.field in SUMS:
            return self._number(page, at, first, firm)
        if shown.field in CODES:
            return self._code(shown, page, at, first, firm)
        return self._text(shown, page, at, first, firm)

    def _date(self, page: PageView, at: int, first: int, firm: bool) -> Told | None:
        begin = len(" ".join(w.text for w in page.segments[at].words[:first]))
        for found in page.dates[at]:
            if found.start >= begin - 1 and len(found.dates) >= 1:
                value: date = found.dates[0]
                return Told(value, self._evidence(page, at, first, len(page.segments[at].words)), firm)
        return None

    def _number(self, page: PageView, at: int, first: int, firm: bool) -> Told | None:
        words = page.segments[at].words[first:]
        numbers = find_numbers(" ".join(w.text for w in words), self.document.style)
        if len(numbers) != 1:
            return None
        value: Decimal = numbers[0].value
        return Told(value, self._evidence(page, at, first, len(page.segments[at].words)), firm)

    def _code(self, shown: Shown, page: PageView, at: int, first: int, firm: bool) -> Told | None:
        words = page.segments[at].words
        pattern = self.form.runs[shown.start].text.split()[shown.first : shown.last]
        ended = shown.last >= len(self.form.runs[shown.start].text.split())
        last = min(first + len(pattern), len(words))
        text = " ".join(w.text for w in words[first:last]).strip(" .,;:()")
        if not compact(text) or not _same_shape(text, " ".join(pattern)):
            return None
        if ended and last < len(words) and shown.field != "ship_to_postcode":
            return None
        if shown.field == "buyer_email":
            text = read_email(text) or ""
        return Told(text, self._evidence(page, at, first, last), firm) if text else None

    def _text(self, shown: Shown, page: PageView, at: int, first: int, firm: bool) -> Told | None:
        chain = self._chain(shown, page, at)
        printed = [w for n, one in enumerate(chain) for w in page.segments[one].words[first if n == 0 else 0 :]]
        if shown.end == shown.start:
            own = self.form.runs[shown.start].text.split()[shown.first :]
            length = shown.last - shown.first
        else:
            own = self.form.runs[shown.end].text.split()
            length = shown.last
        kept = len(printed)
        if length < len(own):
            upto = cut([w.text for w in printed], own, length)
            if upto is None:
                return None
            kept = upto
        text = " ".join(w.text for w in printed[:kept]).strip(" ,;:")
        text = text.rstrip(shown.stop + " ,;:") if shown.stop else text
        if not any(c.isalpha() for c in text):
            return None
        boxes = [w.box for w in printed[:kept]]
        box = boxes[0]
        for other in boxes[1:]:
            box = box.union(other)
        return Told(text, OnPage(page.page.number, box, text), firm)

    def _chain(self, shown: Shown, page: PageView, at: int) -> list[int]:
        """The runs of a text: as many lines as were shown, or as long as it goes on where that may differ."""
        lines = self._lines_shown(shown)
        open_end = shown.field in OPEN_ENDED and self._ends_its_run(shown)
        chain = [at]
        while len(chain) < (_MOST_LINES if open_end else lines):
            below = page.below[chain[-1]]
            if below < 0 or not self._goes_on(page, chain[-1], below, at):
                break
            chain.append(below)
        return chain

    def _lines_shown(self, shown: Shown) -> int:
        runs = self.form.runs
        levels = {
            runs[n].y
            for n in range(shown.start, min(shown.end, len(runs) - 1) + 1)
            if abs(runs[n].x0 - runs[shown.end].x0) < COLUMN or n in (shown.start, shown.end)
        }
        return len(levels)

    def _ends_its_run(self, shown: Shown) -> bool:
        return shown.last >= len(self.form.runs[shown.end].text.split())

    def _goes_on(self, page: PageView, above: int, below: int, start: int) -> bool:
        one, other = page.segments[above].box, page.segments[below].box
        number = self.document.pages.index(page)
        if self.offsets[number] + below in self.fixed:
            return False
        near = other.y_mid - one.y_mid < _LINE_GAP * max(one.height, other.height)
        first = page.segments[start].box
        aligned = (
            abs(other.x0 - one.x0) / page.page.width < COLUMN or abs(other.x0 - first.x0) / page.page.width < COLUMN
        )
        return near and (aligned or above == start)

    def _evidence(self, page: PageView, at: int, first: int, last: int) -> OnPage:
        words = page.segments[at].words[first:last]
        box: Box = words[0].box
        for word in words[1:]:
            box = box.union(word.box)
        return OnPage(page.page.number, box, " ".join(w.text for w in words))


def _same_shape(one: str, other: str) -> bool:
    return any(c.isdigit() for c in one) == any(c.isdigit() for c in other)
