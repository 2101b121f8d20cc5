"""The texts around a place on a page (before it, left, above, heading its block, below), where its label may stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from extraction.candidates_view import PageView
from extraction.scoring_text import TEXT_CLASSES, Floats

SLOTS: tuple[str, ...] = ("prefix", "before", "left", "above", "above2", "heading", "below")
FAR_EM = 60.0
# Probabilities in coarse steps: their further digits only tell which text it was, and trees learn that by heart.
STEPS = 16
_LONGEST_PREFIX_WORDS = 6
_LONGEST_SLOT_WORDS = 10


class TextJudge(Protocol):
    """What judges texts: a `TextModel`, or in training one that pretends not to know some wordings."""

    def probabilities(self, texts: Sequence[str]) -> Floats: ...


class TextTable:
    """Each distinct text once, judged once; row 0 is "no text"."""

    def __init__(self, judge: TextJudge) -> None:
        self._judge = judge
        self._rows: dict[str, int] = {"": 0}
        self._waiting: list[str] = []
        # By page number, segment and word: asked more than once.
        self.around: dict[tuple[int, int, int], Surroundings] = {}
        self._known: Floats = np.zeros((1, len(TEXT_CLASSES)), dtype=np.float32)

    def add(self, text: str) -> int:
        row = self._rows.get(text)
        if row is None:
            row = self._rows[text] = len(self._rows)
            self._waiting.append(text)
        return row

    def probabilities(self) -> Floats:
        """One row a text, in the order of `add`."""
        if self._waiting:
            judged = np.round(self._judge.probabilities(self._waiting) * STEPS) / STEPS
            self._known = np.vstack((self._known, judged.astype(np.float32)))
            self._waiting.clear()
        return self._known


@dataclass(frozen=True, slots=True)
class Surroundings:
    """For each of SLOTS the row of its text in the table and its distance in em (FAR_EM where there is none)."""

    rows: tuple[int, ...]
    distances: tuple[float, ...]


def surroundings(view: PageView, table: TextTable, segment: int, first: int) -> Surroundings:
    """The neighbourhood of the words from `first` on in a segment."""
    key = (view.page.number, segment, first)
    if key not in table.around:
        table.around[key] = _surroundings(view, table, segment, first)
    return table.around[key]


def _surroundings(view: PageView, table: TextTable, segment: int, first: int) -> Surroundings:
    size = max(view.body_pt, 1.0)
    own = view.segments[segment].box
    texts: list[tuple[str, float]] = [*_inside(view, segment, first)]
    left = view.left[segment]
    texts.append((_tail(view, left), (own.x0 - view.segments[left].box.x1) / size) if left >= 0 else ("", FAR_EM))
    x0 = view.segments[segment].words[first].box.x0
    above = view.above[segment]
    for _ in range(2):
        if above < 0:
            texts.append(("", FAR_EM))
            continue
        gap = (own.top - view.segments[above].box.bottom) / size
        texts.append((_overlapping(view, above, x0), gap))
        above = view.above[above]
    texts.append(_heading(view, segment, size))
    below = view.below[segment]
    texts.append(
        (_overlapping(view, below, x0), (view.segments[below].box.top - own.bottom) / size)
        if below >= 0
        else ("", FAR_EM)
    )
    return Surroundings(
        tuple(table.add(text) for text, _ in texts),
        tuple(min(max(distance, -2.0), FAR_EM) if text else FAR_EM for text, distance in texts),
    )


def _inside(view: PageView, segment: int, first: int) -> list[tuple[str, float]]:
    """What stands before the place in its own segment: the words of its piece or the piece before, and one more."""
    before: list[str] = []
    for index in reversed(view.pieces_of[segment]):
        piece = view.pieces[index]
        if piece.first >= first:
            continue
        last = min(piece.last, first)
        words = view.segments[segment].words[max(piece.first, last - _LONGEST_PREFIX_WORDS) : last]
        before.append(" ".join(word.text for word in words))
        if len(before) == 2:
            break
    before += [""] * (2 - len(before))
    return [(text, 0.0) for text in before]


def _tail(view: PageView, segment: int) -> str:
    """A whole short segment, or the last piece of a long one."""
    found = view.segments[segment]
    if len(found.words) <= _LONGEST_SLOT_WORDS or not view.pieces_of[segment]:
        return found.text
    return view.pieces[view.pieces_of[segment][-1]].text


def _overlapping(view: PageView, segment: int, x: float) -> str:
    """The piece of a segment that stands over or under the place x; a short segment whole."""
    found = view.segments[segment]
    indices = view.pieces_of[segment]
    if len(indices) <= 1 or len(found.words) <= 3:
        return found.text
    best = min(indices, key=lambda i: _gap(view.pieces[i].box.x0, view.pieces[i].box.x1, x))
    return view.pieces[best].text


def _gap(x0: float, x1: float, x: float) -> float:
    return max(x0 - x, x - x1, 0.0)


def _heading(view: PageView, segment: int, size: float) -> tuple[str, float]:
    """The first segment of the block, when the place is not itself the first."""
    block = view.block_of[segment]
    if block < 0:
        return "", FAR_EM
    top = view.blocks[block].segments[0]
    own = view.segments[segment]
    if top is own:
        return "", FAR_EM
    return top.text, (own.box.top - top.box.bottom) / size


def slot_features(around: Sequence[Surroundings], probabilities: Floats, classes: Sequence[int]) -> Floats:
    """(n, slots × (classes + 1)): class probabilities and the distance of every slot."""
    if not around:
        return np.zeros((0, len(SLOTS) * (len(classes) + 1)), dtype=np.float32)
    rows = np.array([one.rows for one in around])
    distances = np.array([one.distances for one in around], dtype=np.float32)
    chosen = probabilities[:, list(classes)]
    parts = [np.column_stack((chosen[rows[:, slot]], distances[:, slot])) for slot in range(len(SLOTS))]
    return np.hstack(parts).astype(np.float32)


def classes_known(names: Sequence[str]) -> tuple[int, ...]:
    """The columns of TEXT_CLASSES by name."""
    return tuple(TEXT_CLASSES.index(name) for name in names)
