"""Rows of one table line that stand at half heights: cells of one and of two rows centred beside each other.

No two lines of a table overlap in height, so rows that do are one row, cell by cell. It gives nothing a meaning.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extraction.layout import Segment, TextLine, box_of, em, joined
from models.page import Word

OVERLAP = 0.18  # share of the smaller height that neighbouring rows must have in common; tight setting has less
MOST_ROWS = 6  # a longer chain is two blocks of text with different spacing, side by side
TOUCH_EM = 0.1  # words of overlapping rows stand beside each other, never over each other
SHARED_WIDTH = 0.3  # share of the narrower one's width that pieces of one cell have in common


def slabs(lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """The lines, those that interlock in height merged into one whose segments are whole cells."""
    made: list[TextLine] = []
    at = 0
    while at < len(lines):
        end = at + 1
        while end < len(lines) and _interlock(lines[end - 1], lines[end]):
            end += 1
        chain = lines[at:end]
        made.extend([_merged(chain)] if 1 < len(chain) <= MOST_ROWS else chain)
        at = end
    return tuple(made)


def _interlock(upper: TextLine, lower: TextLine) -> bool:
    """Whether two neighbouring lines overlap in height, measured between words that stand near each other."""
    if lower.box.top >= upper.box.bottom or upper.words[0].cell or lower.words[0].cell:
        return False
    fewer, more = sorted((upper.words, lower.words), key=len)
    shares = []
    for word in fewer:
        beside = min(more, key=lambda w, x=word.box.x_mid: abs(w.box.x_mid - x))  # type: ignore[misc]
        shares.append(_overlap(word, beside))
    shares.sort()
    return shares[len(shares) // 2] >= OVERLAP and not _over_each_other(upper, lower)


def _overlap(a: Word, b: Word) -> float:
    common = min(a.box.bottom, b.box.bottom) - max(a.box.top, b.box.top)
    return common / max(min(a.box.height, b.box.height), 1.0)


def _over_each_other(upper: TextLine, lower: TextLine) -> bool:
    slack = TOUCH_EM * em(upper.words[0])
    both = sorted([*upper.words, *lower.words], key=lambda w: w.box.x0)
    mine = {id(w) for w in upper.words}
    return any(a.box.x1 - b.box.x0 > slack for a, b in pairwise(both) if (id(a) in mine) != (id(b) in mine))


def _merged(chain: Sequence[TextLine]) -> TextLine:
    cells: list[list[Segment]] = []
    for segment in sorted((s for line in chain for s in line.segments), key=lambda s: s.box.y_mid):
        touching = [c for c in cells if any(_shares(other, segment) for other in c)]
        for other in touching[1:]:
            touching[0].extend(other)
            cells.remove(other)
        if touching:
            touching[0].append(segment)
        else:
            cells.append([segment])
    whole = [_cell(c) for c in cells]
    whole.sort(key=lambda s: s.box.x0)
    words = tuple(w for s in whole for w in s.words)
    return TextLine(words, box_of(words), joined(words), tuple(whole))


def _shares(a: Segment, b: Segment) -> bool:
    common = min(a.box.x1, b.box.x1) - max(a.box.x0, b.box.x0)
    return common > SHARED_WIDTH * min(a.box.width, b.box.width)


def _cell(pieces: Sequence[Segment]) -> Segment:
    words = tuple(w for s in sorted(pieces, key=lambda s: (s.box.y_mid, s.box.x0)) for w in s.words)
    return Segment(words, box_of(words), joined(words))
