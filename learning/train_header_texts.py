"""Training of the text model, and a judge that pretends not to know some wordings, so that unseen ones are met."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression

from extraction.candidates_view import DocumentView
from extraction.scoring_text import (
    BUCKETS,
    CLASS_INDEX,
    TEXT_CLASSES,
    Floats,
    TextModel,
    label_key,
    label_phrases,
    text_features,
)
from learning.train_header_data import Example, text_class
from learning.train_header_phrases import phrases

FOLDS = 3
UNKNOWN_SHARE = 3  # of ten wordings this many are met as unknown
MOST_TEXTS, MOST_PER_CLASS = 40_000, 3_500
ITERATIONS = 45
STRENGTH = 8.0

Texts = list[tuple[str, int, float]]


def fold_of(text: str) -> int:
    """The fold that must not know a wording; -1 where every model may."""
    number = crc32(label_key(text).encode())
    return (number // 10) % FOLDS if number % 10 < UNKNOWN_SHARE else -1


def is_unknown(key: str) -> bool:
    """Whether a lexicon phrase is one that training pretends not to know."""
    return fold_of(key) >= 0


def piece_texts(example: Example, document: DocumentView) -> Iterable[tuple[str, int]]:
    """Each piece with the class of most of its words."""
    for view in document.pages:
        for piece in view.pieces:
            votes = Counter(
                text_class(role) for word in piece.words for role in example.role(view.page.number, word)[:1]
            )
            if votes:
                name, count = votes.most_common(1)[0]
                if count >= 0.6 * len(piece.words):
                    yield piece.text, CLASS_INDEX[name]


def gather(seen: Iterable[tuple[str, int]]) -> Texts:
    """The distinct texts, weighted by the root of how often they were met, capped per class; the lexicon; phrases."""
    counts = Counter(seen)
    by_class: dict[int, Texts] = defaultdict(list)
    for (text, index), count in counts.items():
        by_class[index].append((text, index, float(np.sqrt(count))))
    result: Texts = []
    for found in by_class.values():
        found.sort(key=lambda one: (-one[2], crc32(one[0].encode())))
        result.extend(found[:MOST_PER_CLASS])
    for phrase, names in label_phrases().items():
        for name in names:
            for form in (phrase, phrase.capitalize() + ":"):
                result.append((form, CLASS_INDEX[name], 2.0 / len(names)))
    result.extend((text, CLASS_INDEX[name], 1.0) for text, name in phrases())
    return result


def _matrix(texts: Sequence[tuple[str, int, float]], blind: Sequence[bool]) -> sp.csr_matrix:
    rows = [text_features(text, hidden) for (text, _, _), hidden in zip(texts, blind, strict=True)]
    lengths = np.array([len(row) for row in rows])
    data = np.repeat(1.0 / np.sqrt(lengths), lengths).astype(np.float32)
    pointers = np.concatenate(([0], np.cumsum(lengths)))
    return sp.csr_matrix((data, np.concatenate(rows), pointers), shape=(len(texts), BUCKETS))


def fit(texts: Texts, fold: int = -1) -> TextModel:
    """The model of all texts, or of those that `fold` may know. Half of the rest is learnt without the lexicon."""
    known = [one for one in texts if fold < 0 or fold_of(one[0]) != fold]
    blind = [crc32(text.encode()) % 3 == 0 for text, _, _ in known]
    labels = np.array([index for _, index, _ in known])
    weights = np.array([weight for _, _, weight in known])
    model = LogisticRegression(C=STRENGTH, max_iter=ITERATIONS, tol=1e-3)
    model.fit(_matrix(known, blind), labels, sample_weight=weights)
    table = np.zeros((BUCKETS + 1, len(TEXT_CLASSES)), dtype=np.float32)
    table[-1] = -12.0
    for row, index in enumerate(model.classes_):
        table[:-1, index] = model.coef_[row]
        table[-1, index] = model.intercept_[row]
    return TextModel(table.astype(np.float16).astype(np.float32))


@dataclass(frozen=True)
class Forgetful:
    """Judges a text by a model that has not seen its wording, for the wordings that count as unknown."""

    full: TextModel
    folds: Mapping[int, TextModel]

    def probabilities(self, texts: Sequence[str]) -> Floats:
        result = np.zeros((len(texts), len(TEXT_CLASSES)), dtype=np.float32)
        groups: dict[int, list[int]] = defaultdict(list)
        for index, text in enumerate(texts):
            groups[fold_of(text)].append(index)
        for fold, indices in groups.items():
            chosen = [texts[index] for index in indices]
            if fold < 0:
                result[indices] = self.full.probabilities(chosen)
            else:
                result[indices] = self.folds[fold].probabilities(chosen, blind=True)
        return result
