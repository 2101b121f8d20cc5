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
    initials: dict[str, list[tuple[int, str]]] = {}
    at = {w: j for j, w in enumerate(items)}
    for j, other in enumerate(items):
        if other.isalpha():
            initials.setdefault(other[0], []).append((j, other))
            meant = word_meaning(other)
            if meant:
                meanings.setdefault(meant, []).append(j)
    for i, word in enumerate(line):
        row = like[i]
        if not word.isalpha() or len(word) < 5:  # a slip in a short word or a number makes another one of it
            row[row < 1] = 0
        if word.isalpha() and len(word) > 1:
            _abbreviated(row, word, initials.get(word[0], ()))
            for j in (at[w] for w in translations.of(word) if w in at):
                row[j] = max(row[j], _TRANSLATED)
            for j in meanings.get(word_meaning(word), ()):
                row[j] = max(row[j], _MEANT)
    return like


def _abbreviated(row: Floats, word: str, items: Sequence[tuple[int, str]]) -> None:
    """Raise the likeness of what begins alike, and of what lost letters in between; both keep the first letter."""
    worth = _SKELETON.get(len(word), _LONG_SKELETON) if len(word) <= _MAX_SKELETON else 0.0
    long_enough = len(word) >= _MIN_PREFIX
    for j, other in items:
        if long_enough and (other.startswith(word) or (len(other) >= _MIN_PREFIX and word.startswith(other))):
            row[j] = max(row[j], _PREFIX)
        elif worth and row[j] < worth and _is_skeleton(word, other):
            row[j] = worth


def _is_skeleton(short: str, word: str) -> bool:
    """Whether letters were left out of a word, though not its first and last."""
    if len(word) <= len(short) or word[-1] != short[-1]:
        return False
    rest = iter(word)
    return all(letter in rest for letter in short)


def word_weights(found: Sequence[str], index: GramIndex, default: float) -> Floats:
    """How much each word tells: rare ones much, unknown ones most."""
    return np.array([max(index.token_weight(w, default), 0.3) for w in found], dtype=np.float32)
