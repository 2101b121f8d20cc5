"""When a second engine is asked, and what of its reading counts: doubtful words gain or lose, sure ones stay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extraction.ocr.engine import SeenWord

DOUBTFUL = 0.75  # a word below this is worth a second look
DOUBTFUL_SHARE = 0.06  # of a page's words: with more, the page is read again
SAME_PLACE = 0.5  # share of the smaller box that two readings of one word have in common
AGREED = 0.9  # what a doubtful word is worth that two engines read alike
CLEARLY = 0.9  # a second engine this sure replaces a first one ...
HARDLY = 0.55  # ... that was this unsure


def needs_second_opinion(words: Sequence[SeenWord]) -> bool:
    """Whether so much of a page is doubtful that another engine may help."""
    if not words:
        return False
    doubtful = sum(word.confidence < DOUBTFUL for word in words)
    return doubtful > DOUBTFUL_SHARE * len(words)


def reconciled(first: Sequence[SeenWord], second: Sequence[SeenWord]) -> list[SeenWord]:
    """The first reading with its doubtful words weighed against the second."""
    rows: dict[int, list[SeenWord]] = {}
    for word in second:
        for row in range(int(word.top) // 64, int(word.bottom) // 64 + 1):
            rows.setdefault(row, []).append(word)
    result: list[SeenWord] = []
    for word in first:
        if word.confidence >= DOUBTFUL:
            result.append(word)
            continue
        near = rows.get(int((word.top + word.bottom) / 2) // 64, [])
        result.append(_weighed(word, [other for other in near if _same_place(word, other)]))
    return result


def _weighed(word: SeenWord, others: list[SeenWord]) -> SeenWord:
    if len(others) != 1:
        return word
    other = others[0]
    if other.text == word.text:
        return replace(word, confidence=max(word.confidence, AGREED))
    if word.confidence < HARDLY and other.confidence >= CLEARLY:
        return replace(word, text=other.text, confidence=0.6)
    return word


def _same_place(one: SeenWord, other: SeenWord) -> bool:
    wide = min(one.x1, other.x1) - max(one.x0, other.x0)
    high = min(one.bottom, other.bottom) - max(one.top, other.top)
    if wide <= 0 or high <= 0:
        return False
    smaller = min((one.x1 - one.x0) * (one.bottom - one.top), (other.x1 - other.x0) * (other.bottom - other.top))
    return wide * high > SAME_PLACE * smaller and wide > 0.6 * max(one.x1 - one.x0, other.x1 - other.x0)
