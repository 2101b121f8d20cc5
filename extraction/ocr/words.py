"""Characters of a text run to words with boxes: lost blanks are mended by the gaps in the ink. Reads nothing."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from extraction.ocr.picture import Grey
from extraction.ocr.recognise import Glyph

INK_BELOW = 150
# Shares of the run's height, and the network's own suspicion of a blank it did not report. Measured on generated
# pages: between the letters of a word the suspicion is below 0.00006 in 99 of 100 places, at a lost blank above
# 0.004 in 95 of 100.
BLANKS = ((0.15, 0.003), (0.45, 0.0003), (0.9, 0.0))  # (a gap of at least, with a suspicion of at least) is a blank
DECIMAL_GAP = 0.4  # between the comma and the digits of a number a narrower gap is none, whatever the network says
SMALLEST_GAP = 0.06
_AMOUNT_HEAD = re.compile(r"\d(?!\d*[A-Za-z])")  # of the text before the comma, read backwards
_AMOUNT_TAIL = re.compile(r"\d{1,3}(?:[€$£%].*)?")
NEAR = 0.35  # how far from the network's place of a blank the gap in the ink may lie
SPECK_SHARE = 1 / 30  # of the height: less ink in a column is dirt


@dataclass(frozen=True, slots=True)
class RunWord:
    """A word of a run: its text, its extent in pixels of the run's crop, and the network's confidence."""

    text: str
    x0: float
    x1: float
    confidence: float


@dataclass(frozen=True, slots=True)
class _Gap:
    start: float
    end: float

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2

    @property
    def width(self) -> float:
        return self.end - self.start


def words_of(crop: Grey, glyphs: Sequence[Glyph]) -> list[RunWord]:
    """The words of one run, left to right."""
    height, width = crop.shape
    letters = [glyph for glyph in glyphs if glyph.text != " "]
    if not letters:
        return []
    first, last, gaps = _gaps(crop)
    places = [glyph.place * width for glyph in letters]
    cuts: dict[int, _Gap] = {}
    used: set[int] = set()
    for boundary in _predicted(glyphs):
        middle = (places[boundary - 1] + places[boundary]) / 2
        best = _nearest(gaps, used, middle, NEAR * height)
        gap = _Gap(middle, middle) if best is None else gaps[best]
        if best is not None:
            used.add(best)
        if gap.width >= DECIMAL_GAP * height or not _in_a_number(letters, boundary):
            cuts[boundary] = gap
    _mend(gaps, used, places, letters, cuts, height)
    bounds = [0, *sorted(cuts), len(letters)]
    words: list[RunWord] = []
    for start, end in itertools.pairwise(bounds):
        x0 = cuts[start].end if start else first
        x1 = cuts[end].start if end < len(letters) else last
        part = letters[start:end]
        words.append(RunWord("".join(g.text for g in part), min(x0, x1), max(x0, x1), _confidence(part)))
    return words


def _predicted(glyphs: Sequence[Glyph]) -> list[int]:
    """The numbers of the letters before which the network saw a blank."""
    boundaries: list[int] = []
    count = 0
    for glyph in glyphs:
        if glyph.text != " ":
            count += 1
        elif count and (not boundaries or boundaries[-1] != count):
            boundaries.append(count)
    return [boundary for boundary in boundaries if boundary < count]


def _gaps(crop: Grey) -> tuple[float, float, list[_Gap]]:
    height, width = crop.shape
    # The outer rows belong to the neighbours' tails.
    core = crop[int(0.12 * height) : max(1, int(0.9 * height))]
    inked = np.flatnonzero((core < INK_BELOW).sum(axis=0) >= max(1.0, SPECK_SHARE * height))
    if not len(inked):
        return 0.0, float(width), []
    steps = np.diff(inked)
    wide = np.flatnonzero(steps - 1 >= SMALLEST_GAP * height)
    gaps = [_Gap(float(inked[place] + 1), float(inked[place + 1])) for place in wide]
    return float(inked[0]), float(inked[-1] + 1), gaps


def _nearest(gaps: list[_Gap], used: set[int], middle: float, reach: float) -> int | None:
    # The widest gap in reach, distance counting against it: letters next to a blank have gaps of their own.
    best, best_worth = None, -reach
    for index, gap in enumerate(gaps):
        distance = max(0.0, abs(gap.middle - middle) - gap.width / 2)
        if index in used or distance > reach:
            continue
        worth = gap.width - 0.7 * distance
        if worth > best_worth:
            best, best_worth = index, worth
    return best


def _mend(
    gaps: list[_Gap], used: set[int], places: list[float], letters: list[Glyph], cuts: dict[int, _Gap], height: int
) -> None:
    """Adds a cut where the ink has a gap like a blank that the network did not report."""
    middles = [(one + other) / 2 for one, other in itertools.pairwise(places)]
    for index, gap in enumerate(gaps):
        if index in used or gap.width < BLANKS[0][0] * height or not middles:
            continue
        boundary = min(range(len(middles)), key=lambda place: abs(middles[place] - gap.middle)) + 1
        hint = letters[boundary].blank_before
        like_blank = any(gap.width >= wide * height and hint >= least for wide, least in BLANKS)
        outside = gap.middle < places[boundary - 1] - 0.1 * height or gap.middle > places[boundary] + 0.1 * height
        if like_blank and boundary not in cuts and not outside and not _in_a_number(letters, boundary):
            cuts[boundary] = gap


def _in_a_number(letters: list[Glyph], boundary: int) -> bool:
    """Whether the letter before is the decimal comma of an amount: digits before, one to three and no more after."""
    if boundary < 2 or letters[boundary - 1].text not in ".,'":
        return False
    before = itertools.takewhile(lambda glyph: glyph.text not in " ", reversed(letters[: boundary - 1]))
    head = "".join(glyph.text for glyph in itertools.islice(before, 4))
    tail = "".join(glyph.text for glyph in letters[boundary : boundary + 5])
    return _AMOUNT_HEAD.match(head) is not None and _AMOUNT_TAIL.fullmatch(tail) is not None


def _confidence(letters: Sequence[Glyph]) -> float:
    # One doubtful digit makes a number doubtful: the weakest letter counts as much as all together.
    probabilities = [letter.probability for letter in letters]
    return round(float(0.5 * min(probabilities) + 0.5 * sum(probabilities) / len(probabilities)), 4)
