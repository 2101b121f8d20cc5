"""Which words of an item are its description: the tagger's opinion, smoothed along each run of words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise
from math import log
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from extraction.lines_atoms import Atom
from extraction.lines_models import TAG, TAGS
from extraction.lines_types import Known

Floats = npt.NDArray[np.float32]

SWITCH_COST = 1.0  # in log-odds: text changes from description to remark seldom, and not for one word
FIELD_FROM = 0.5  # from here on a word is another field, and no part of the run
LEAST = 1e-3
NEXT_ROW_LINES = 2.4  # numbers centred beside a text of two rows stand between them
ALIGNED_PT = 3.0
OTHER_CELL_FROM = 0.75  # how sure a second cell of a sheet must be of the name
VAGUE = tuple(TAG[t] for t in ("none", "label", "other", "heading"))


class Scored(NamedTuple):
    """An atom with the probabilities of its tags, and its place among the scene's atoms."""

    atom: Atom
    tags: Floats
    at: int

    def p(self, tag: str) -> float:
        return float(self.tags[TAG[tag]])

    @property
    def best(self) -> str:
        return TAGS[int(self.tags.argmax())]


def described(scored: Sequence[Scored], known: Known) -> list[Scored]:
    """The words of the description, in reading order."""
    made: list[Scored] = []
    for _, group in groupby(scored, key=lambda s: (s.atom.line, s.atom.segment)):
        words = list(group)
        if _continues(made, words, scored, known):
            made.extend(words)
            continue
        run: list[Scored] = []
        wrapped = _wrapped(words, scored, known)
        for one in words:
            if one.at in wrapped:
                made.extend(_smoothed(run))
                made.append(one)
                run = []
            elif one.best != "description" and TAG[one.best] not in VAGUE and one.p(one.best) >= FIELD_FROM:
                made.extend(_smoothed(run))
                run = []
            else:
                run.append(one)
        made.extend(_smoothed(run))
    return _of_one_column(made) or [s for s in scored if s.best == "description"]


def _of_one_column(words: Sequence[Scored]) -> list[Scored]:
    """In a sheet: the words of the column that is surest, and of others only where they are hardly anything else."""
    cells: dict[str, list[Scored]] = {}
    for one in words:
        cells.setdefault((one.atom.words[0].cell or "").rstrip("0123456789"), []).append(one)
    if len(cells) < 2 or "" in cells:
        return list(words)
    sure = {column: sum(s.p("description") for s in inside) / len(inside) for column, inside in cells.items()}
    best = max(sure, key=lambda c: sure[c])
    kept = {column for column in cells if column == best or sure[column] >= OTHER_CELL_FROM}
    return [s for s in words if (s.atom.words[0].cell or "").rstrip("0123456789") in kept]


def _wrapped(words: Sequence[Scored], scored: Sequence[Scored], known: Known) -> frozenset[int]:
    """The words of a cell, printed over several lines in one row, that go on with the description above them."""
    lines: list[list[Scored]] = []
    for one in words:
        if lines and one.atom.box.top < lines[-1][-1].atom.box.y_mid:
            lines[-1].append(one)
        else:
            lines.append([one])
    going = [
        one.at
        for above, below in pairwise(lines)
        if above[-1].best == "description" and _continues(above, below, scored, known)
        for one in below
    ]
    return frozenset(going)


def _continues(made: Sequence[Scored], words: Sequence[Scored], scored: Sequence[Scored], known: Known) -> bool:
    """Whether a row goes on with the description above it: the same left edge, and only words of our catalogue."""
    if not made or not all(TAG[s.best] in (*VAGUE, TAG["description"]) for s in words):
        return False
    above, first = made[-1].atom, words[0].atom
    # The run of words above may open with the item's code: its left edge counts, too.
    starts = [s.atom for s in scored if (s.atom.line, s.atom.segment) == (above.line, above.segment)]
    near = 0 < first.box.y_mid - above.box.y_mid <= NEXT_ROW_LINES * above.box.height
    aligned = abs(starts[0].box.x0 - first.box.x0) <= ALIGNED_PT
    return near and aligned and first.page == above.page and all(known.is_item_word(s.atom.text) for s in words)


def _smoothed(run: Sequence[Scored]) -> list[Scored]:
    """The words of the likeliest path through "description" and "not", each change of mind at a cost."""
    if not run:
        return []
    inside, outside = 0.0, 0.0
    came: list[tuple[bool, bool]] = []  # for each word: whether the best path to (inside, outside) came from inside
    for one in run:
        yes = one.p("description")
        no = max(float(one.tags[t]) for t in VAGUE)
        gain_yes, gain_no = log(max(yes, LEAST)), log(max(no, LEAST))
        came.append((inside >= outside - SWITCH_COST, inside - SWITCH_COST > outside))
        inside, outside = (
            max(inside, outside - SWITCH_COST) + gain_yes,
            max(outside, inside - SWITCH_COST) + gain_no,
        )
    state = inside > outside
    kept: list[Scored] = []
    for one, (to_inside, to_outside) in zip(reversed(run), reversed(came), strict=True):
        if state:
            kept.append(one)
        state = to_inside if state else to_outside
    return kept[::-1]
