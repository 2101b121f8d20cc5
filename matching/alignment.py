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
_SKELETON = {2: 0.5, 3: 0.65}  # by letters kept: "nr" for "noir", "blk" for "black"
_LONG_SKELETON = 0.75
_MAX_SKELETON = 8

Floats = npt.NDArray[np.float32]


def word_likeness(line: Sequence[str], items: Sequence[str], translations: Translations) -> Floats:
    """A matrix line words × item words, 0 unlike … 1 equal. Numbers are like only when equal."""
    if not line or not items:
        return np.zeros((len(line), len(items)), dtype=np.float32)
    like: Floats = process.cdist(
        line, items, scorer=OSA.normalized_similarity, score_cutoff=_SLIP_CUTOFF, dtype=np.float32
    )
    meanings: dict[str, list[int]] = {}
    at = {w: j for j, w in enumerate(items)}
    for j, other in enumerate(items):
        meant = word_meaning(other) if other.isalpha() else ""
        if meant:
            meanings.setdefault(meant, []).append(j)
    for i, word in enumerate(line):
        row = like[i]
        if not word.isalpha() or len(word) < 5:  # a slip in a short word or a number makes another one of it
            row[row < 1] = 0
        if word.isalpha() and len(word) > 1:
            _relate(
                row,
                word,
                items,
                meanings.get(word_meaning(word), ()),
                [at[w] for w in translations.of(word) if w in at],
            )
    return like


def _relate(row: Floats, word: str, items: Sequence[str], meant: Sequence[int], translated: Sequence[int]) -> None:
    """Raise the likeness of what is no equal word but an abbreviation, a translation or another word for it."""
    if len(word) >= _MIN_PREFIX:
        near = [j for j, o in enumerate(items) if o.startswith(word) or (len(o) >= _MIN_PREFIX and word.startswith(o))]
        for j in near:
            row[j] = max(row[j], _PREFIX)
    if len(word) <= _MAX_SKELETON:
        worth = _SKELETON.get(len(word), _LONG_SKELETON)
        for j, other in enumerate(items):
            if row[j] < worth and _is_skeleton(word, other):
                row[j] = worth
    for j in translated:
        row[j] = max(row[j], _TRANSLATED)
    for j in meant:
        row[j] = max(row[j], _MEANT)


def _is_skeleton(short: str, word: str) -> bool:
    """Whether letters were left out of a word, though not its first and last."""
    if len(word) <= len(short) or word[0] != short[0] or word[-1] != short[-1] or not word.isalpha():
        return False
    rest = iter(word)
    return all(letter in rest for letter in short)


def word_weights(found: Sequence[str], index: GramIndex, default: float) -> Floats:
    """How much each word tells: rare ones much, unknown ones most."""
    return np.array([max(index.token_weight(w, default), 0.3) for w in found], dtype=np.float32)
