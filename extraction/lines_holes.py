"""A name without holes: words between two of its words are its words, and far below it stands something else."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

from extraction.lines_models import TAG
from extraction.lines_types import Known
from extraction.lines_words import NEXT_ROW_LINES, VAGUE, Scored

MOST_MISSED = 2
ALIGNED_PT = 3.0
WIDEST_GAP_EM = 0.6  # between a name's word and the next one in its cell
UNSURE = 0.6


def whole_name(words: Sequence[Scored], scored: Sequence[Scored], known: Known) -> list[Scored]:
    """The words of a description, with those of their cell that were missed between them, without what is far off."""
    return _filled(_together(words), scored, known)


def _together(words: Sequence[Scored]) -> list[Scored]:
    """The words down to a wide gap, below which others were hardly taken for the name.

    They stand at another edge, or end a text that is no part of the item.
    """
    kept: list[Scored] = []
    for _, group in groupby(words, key=lambda s: s.atom.line):
        row = list(group)
        if kept and kept[-1].atom.page == row[0].atom.page:
            down = row[0].atom.box.y_mid - kept[-1].atom.box.y_mid
            beside = abs(row[0].atom.box.x0 - kept[0].atom.box.x0) > ALIGNED_PT
            after_others = row[0].atom.line > kept[-1].atom.line + 1
            unsure = all(one.p("description") < UNSURE for one in row)
            if down > NEXT_ROW_LINES * kept[-1].atom.box.height and (beside or after_others) and unsure:
                break
        kept.extend(row)
    return kept


def _filled(words: Sequence[Scored], scored: Sequence[Scored], known: Known) -> list[Scored]:
    """The words with the few between two of them that follow the one in its cell and are words of our catalogue."""
    if any(one.atom.words[0].cell for one in words):
        return list(words)
    by_place = {(s.atom.line, s.atom.segment, s.atom.place): s for s in scored}
    made: list[Scored] = list(words[:1])
    for one, after in pairwise(words):
        missed: list[Scored] = []
        line, segment, place = one.atom.line, one.atom.segment, one.atom.place
        while (following := by_place.get((line, segment, place + 1 + len(missed)))) and following is not after:
            missed.append(following)
        close = all(b.atom.box.x0 - a.atom.box.x1 <= WIDEST_GAP_EM * a.atom.em for a, b in pairwise([one, *missed]))
        if len(missed) <= MOST_MISSED and close and all(_may_be_named(m, after, known) for m in missed):
            made.extend(missed)
        made.append(after)
    return made


def _may_be_named(one: Scored, after: Scored, known: Known) -> bool:
    # A thickness of "14 µ" or a staple of "23/10" looks like a day.
    undated = one.best == "requested_date" and (not one.atom.dates or known.is_item_word(one.atom.text))
    if one.atom.typed.percent:
        return False
    if (TAG[one.best] not in VAGUE and not undated) or one.atom.page != after.atom.page:
        return False
    return known.is_item_word(one.atom.text) or one.atom.typed.value is not None
