"""Where a document laid out like a confirmed one states what was shown there.

A place is found by the print around it: the words before it on its line, the label left of it, the heading above. So it
may have moved.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Self

from extraction.candidates_view import DocumentView, PageView
from extraction.forms import (
    CODES,
    COLUMN,
    DATES,
    NEAR_X,
    NEAR_Y,
    SUMS,
    bare,
    begins,
    begun_alike,
    letters,
    runs_of,
    same_print,
    stands_at,
    starts_of,
)
from models.knowledge import Form, Run, Shown
from models.reading import OnPage

_CLOSE = 0.03  # of the page's height
_HEADED = 0.06  # a heading this far above leads to what stands below it
_STOPS = ",;."


class Places:
    """A document beside a form that it is laid out like."""

    def __init__(self, document: DocumentView, form: Form, runs: Sequence[Run], pairs: Mapping[int, int]) -> None:
        self.document, self.form, self.runs, self.pairs = document, form, runs, pairs
        self.fixed = frozenset(pairs.values())
        self.offsets = starts_of(document)

    @classmethod
    def of(cls, document: DocumentView, form: Form) -> Self:
        runs = runs_of(document)
        pairs = same_print(form, runs)
        return cls(document, form, runs, {**pairs, **begun_alike(form, runs, pairs)})

    def is_place(self, shown: Shown, evidence: OnPage) -> bool:
        """Whether a value stands where the form showed this."""
        place = self.place(shown)
        if place is None:
            return False
        page, at = self.segment(place[0])
        return stands_at(page, at, place[1], evidence)

    def segment(self, run: int) -> tuple[PageView, int]:
        number = self.runs[run].page
        return self.document.pages[number], run - self.offsets[number]

    def place(self, shown: Shown) -> tuple[int, int, bool] | None:
        """(run, first word, whether a label led there)."""
        if shown.start >= len(self.form.runs):
            return None
        mine = self.form.runs[shown.start]
        if not shown.holds and shown.start in self.pairs:
            return self.pairs[shown.start], shown.first, True
        before = self._value_before(shown)
        if before is not None:
            return self._after(before, shown)
        if shown.first:
            return self._behind(shown.start, mine, shown.first)
        for target, firm in self._expected(shown.start):
            found = self._run_at(mine, target)
            if found is not None and found not in self.fixed:
                return found, 0, firm
        return None

    def _value_before(self, shown: Shown) -> Shown | None:
        """The value that is stated before this one in the same run ("Yard, Mole 2")."""
        able = [
            one
            for one in self.form.shown
            if one.holds
            and one.field != shown.field
            and one.start == one.end == shown.start
            and one.last <= shown.first
        ]
        return max(able, key=lambda one: one.last, default=None)

    def _after(self, before: Shown, shown: Shown) -> tuple[int, int, bool] | None:
        place = self.place(before)
        if place is None:
            return None
        start, first, firm = place
        page, at = self.segment(start)
        words = page.segments[at].words
        if before.field in CODES or before.field in DATES or before.field in SUMS:
            end: int | None = first + before.last - before.first
        else:
            own = self.form.runs[before.start].text.split()[before.first :]
            end = cut([w.text for w in words[first:]], own, before.last - before.first)
            end = end + first if end is not None else None
        position = end + shown.first - before.last if end is not None else len(words)
        return (start, position, firm) if position < len(words) else None

    def _behind(self, start: int, mine: Run, first: int) -> tuple[int, int, bool] | None:
        """A run that begins with the same words as the shown one before the value."""
        before = mine.text.split()[:first]
        known = self.pairs.get(start)
        if known is not None and begins(self.runs[known].text, before):
            return known, first, any(letters(word) for word in before)
        able = [at for at, run in enumerate(self.runs) if run.page == mine.page and begins(run.text, before)]
        near = [at for at in able if abs(self.runs[at].x0 - mine.x0) < COLUMN]
        worded = any(letters(word) for word in before)
        if not near and (not worded or len(able) != 1):
            return None
        expected, firm = next(iter(self._expected(start)), (mine.y, False))
        best = min(near or able, key=lambda at: abs(self.runs[at].y - expected))
        if not worded and abs(self.runs[best].y - expected) > NEAR_Y:
            return None
        return best, first, worded or firm

    def _expected(self, start: int) -> list[tuple[float, bool]]:
        mine = self.form.runs[start]
        same_line = [
            at
            for at in self.pairs
            if self.form.runs[at].page == mine.page
            and abs(self.form.runs[at].y - mine.y) < NEAR_Y
            and self.form.runs[at].x1 <= mine.x0 + NEAR_X
        ]
        found = []
        if same_line:
            label = max(same_line, key=lambda at: self.form.runs[at].x1)
            found.append((self.runs[self.pairs[label]].y, True))
        return found + self._expected_at(mine)

    def _expected_at(self, mine: Run) -> list[tuple[float, bool]]:
        """How far down the place should be, by the print above it in its column, then by any print near it."""
        here = [at for at in self.pairs if self.form.runs[at].page == mine.page]
        above = [at for at in here if self.form.runs[at].y < mine.y and abs(self.form.runs[at].x0 - mine.x0) < COLUMN]
        found = []
        if above:
            nearest = max(above, key=lambda at: self.form.runs[at].y)
            found.append((self._shifted(nearest, mine), mine.y - self.form.runs[nearest].y < _HEADED))
        if here:
            nearest = min(here, key=lambda at: abs(self.form.runs[at].y - mine.y))
            found.append((self._shifted(nearest, mine), abs(self.form.runs[nearest].y - mine.y) < _CLOSE))
        return found

    def _shifted(self, at: int, mine: Run) -> float:
        return self.runs[self.pairs[at]].y + mine.y - self.form.runs[at].y

    def _run_at(self, mine: Run, y: float) -> int | None:
        able = [
            at
            for at, run in enumerate(self.runs)
            if run.page == mine.page
            and abs(run.y - y) < NEAR_Y
            and (abs(run.x0 - mine.x0) < NEAR_X or abs(run.x1 - mine.x1) < NEAR_X)
        ]
        return min(able, key=lambda at: abs(self.runs[at].y - y), default=None)


def cut(printed: Sequence[str], own: Sequence[str], length: int) -> int | None:
    """How many of the printed words are the value, where the shown one ended before its line did."""
    last, after = own[length - 1], own[length]
    if last[-1:] in _STOPS:
        stop = last[-1]
        before = sum(word.endswith(stop) for word in own[: length - 1])
        ends = [n + 1 for n, word in enumerate(printed) if word.endswith(stop)]
        return ends[before] if len(ends) > before else None
    if bare(after) and letters(after):
        return next((n for n, word in enumerate(printed) if n and bare(word) == bare(after)), None)
    if not bare(after):  # a dash, a bar
        return next((n for n, word in enumerate(printed) if n and word == after), None)
    return None
