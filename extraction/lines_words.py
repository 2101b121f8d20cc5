"""Which words of an item are its description: the tagger's opinion, smoothed along each run of words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
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
        for one in words:
            if one.best != "description" and TAG[one.best] not in VAGUE and one.p(one.best) >= FIELD_FROM:
                made.extend(_smoothed(run))
                run = []
            else:
                run.append(one)
        made.extend(_smoothed(run))
    return made or [s for s in scored if s.best == "description"]


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
