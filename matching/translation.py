"""Word pairs learnt from the catalogue's own descriptions in two languages; a wrong pair only adds a weak likeness."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from matching.similarity import words
from models.master import Item

_SAMPLE = 8_000  # items looked at: more teach nothing new and cost time
_MIN_TOGETHER = 3
_MIN_DICE = 0.6
_EMPTY: Mapping[str, frozenset[str]] = {}


@dataclass(frozen=True, slots=True)
class Translations:
    """For a word, the words of other languages that stand in the same items."""

    pairs: Mapping[str, frozenset[str]]

    @classmethod
    def learn(cls, items: Sequence[Item]) -> Translations:
        """From the items that have descriptions in more than one language."""
        several = [item for item in items if len(item.descriptions) > 1]
        step = max(1, len(several) // _SAMPLE)
        several = several[::step]
        languages = sorted({language for item in several for language, _ in item.descriptions})
        pairs: dict[str, set[str]] = {}
        for i, one in enumerate(languages):
            for other in languages[i + 1 :]:
                for a, b in _pairs(several, one, other):
                    pairs.setdefault(a, set()).add(b)
                    pairs.setdefault(b, set()).add(a)
        return cls({word: frozenset(found) for word, found in pairs.items()})

    def of(self, word: str) -> frozenset[str]:
        """The known translations of a word."""
        return self.pairs.get(word, frozenset())


def _pairs(items: Sequence[Item], one: str, other: str) -> list[tuple[str, str]]:
    texts = [(dict(item.descriptions).get(one), dict(item.descriptions).get(other)) for item in items]
    both = [(a, b) for a, b in texts if a and b]
    if not both:
        return []
    left, left_words = _occurrence([a for a, _ in both])
    right, right_words = _occurrence([b for _, b in both])
    together = (left.T @ right).tocoo()
    dice = (
        2.0
        * together.data
        / (np.asarray(left.sum(axis=0)).ravel()[together.row] + np.asarray(right.sum(axis=0)).ravel()[together.col])
    )
    keep = (together.data >= _MIN_TOGETHER) & (dice >= _MIN_DICE)
    found = [(left_words[r], right_words[c]) for r, c in zip(together.row[keep], together.col[keep], strict=True)]
    return [(a, b) for a, b in found if a != b]


def _occurrence(texts: Sequence[str]) -> tuple[sp.csr_matrix, list[str]]:
    """Which words stand in which text (each once); numbers are no words to translate."""
    vocabulary: dict[str, int] = {}
    rows: list[int] = []
    columns: list[int] = []
    for row, text in enumerate(texts):
        for word in dict.fromkeys(words(text)):
            if word.isalpha() and len(word) > 1:
                rows.append(row)
                columns.append(vocabulary.setdefault(word, len(vocabulary)))
    shape = (len(texts), len(vocabulary))
    return sp.csr_matrix((np.ones(len(rows), np.float32), (rows, columns)), shape=shape), list(vocabulary)
