"""Which words of a line have their like in an item, allowing abbreviations, slips and translations."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

from matching.concepts import word_meaning
from matching.grams import GramIndex
from matching.translation import Translations

_PREFIX = 0.85  # "galv" for "galvanised"
_TRANSLATED = 0.9
_MEANT = 0.95  # another word for the same thing
_SLIP_CUTOFF = 0.72
_MIN_PREFIX = 3

Floats = npt.NDArray[np.float32]


def word_likeness(line: Sequence[str], items: Sequence[str], translations: Translations) -> Floats:
    """A matrix line words × item words, 0 unlike … 1 equal. Numbers are like only when equal."""
    if not line or not items:
        return np.zeros((len(line), len(items)), dtype=np.float32)
    like: Floats = process.cdist(
        line, items, scorer=OSA.normalized_similarity, score_cutoff=_SLIP_CUTOFF, dtype=np.float32
    )
    meanings = [word_meaning(w) if w.isalpha() else "" for w in items]
    for i, word in enumerate(line):
        if not word.isalpha() or len(word) < 2:
            like[i] = [float(word == other) for other in items]
            continue
        if len(word) < 5:  # a slip in a short word makes another word of it
            like[i][like[i] < 1] = 0
        meant = word_meaning(word)
        known = translations.of(word)
        for j, other in enumerate(items):
            if like[i, j] < 1:
                like[i, j] = max(like[i, j], _relation(word, other, meant, meanings[j], known))
    return like


def _relation(word: str, other: str, meant: str, other_meant: str, known: frozenset[str]) -> float:
    if meant and meant == other_meant:
        return _MEANT
    if other in known:
        return _TRANSLATED
    if len(word) >= _MIN_PREFIX and len(other) > len(word) and other.startswith(word):
        return _PREFIX
    if len(other) >= _MIN_PREFIX and len(word) > len(other) and word.startswith(other):
        return _PREFIX
    return 0.0


def word_weights(found: Sequence[str], index: GramIndex, default: float) -> Floats:
    """How much each word tells: rare ones much, unknown ones most."""
    return np.array([max(index.token_weight(w, default), 0.3) for w in found], dtype=np.float32)
