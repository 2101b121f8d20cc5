"""Inverted index of character trigrams and tokens over short texts, in flat arrays; it finds, it does not decide."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

_ALPHABET = " abcdefghijklmnopqrstuvwxyz0123456789./-"
_BASE = len(_ALPHABET) + 1
_CODES = np.zeros(256, dtype=np.int32)
for _i, _c in enumerate(_ALPHABET):
    _CODES[ord(_c)] = _i + 1
_CODES[_CODES == 0] = 1  # anything else is a blank
_GRAMS = _BASE**3

_CHUNK = 20_000  # texts turned into pairs at a time: bounds the memory of building
_MAX_POSTINGS = 700_000  # postings read per query: bounds the time at a million texts
_COMMON_SHARE = 0.25  # in a large index, what stands in more texts than this says nothing
_LARGE = 50_000
_TOKEN_WEIGHT = 1.6  # a whole token says more than one trigram


@dataclass(frozen=True, slots=True, eq=False)
class GramIndex:
    """`starts`/`rows` are the postings by feature number: trigrams first, then the tokens of `vocabulary`."""

    size: int
    starts: npt.NDArray[np.int64]
    rows: npt.NDArray[np.int32]
    weight: npt.NDArray[np.float32]
    norm: npt.NDArray[np.float32]
    vocabulary: dict[str, int] = field(repr=False)

    @classmethod
    def build(cls, texts: Sequence[str], tokens: Sequence[Sequence[str]] = ()) -> GramIndex:
        """Index folded texts, each with its tokens (words, attributes, concepts) beside its trigrams."""
        vocabulary: dict[str, int] = {}
        keys: list[npt.NDArray[np.int64]] = []
        for start in range(0, len(texts), _CHUNK):
            part = slice(start, start + _CHUNK)
            keys.append(_pairs(texts[part], tokens[part] if tokens else (), vocabulary, start))
        pairs = np.concatenate(keys) if keys else np.zeros(0, dtype=np.int64)
        pairs.sort()
        return cls._from_pairs(pairs, len(texts), vocabulary)

    @classmethod
    def _from_pairs(cls, pairs: npt.NDArray[np.int64], size: int, vocabulary: dict[str, int]) -> GramIndex:
        features = (pairs >> 32).astype(np.int32)
        rows = (pairs & 0xFFFFFFFF).astype(np.int32)
        count = np.bincount(features, minlength=_GRAMS + len(vocabulary))
        idf = np.log((size + 1.0) / (count + 0.5)).clip(min=0.0)
        idf[_GRAMS:] *= _TOKEN_WEIGHT
        norm = np.sqrt(np.bincount(rows, weights=np.square(idf[features]), minlength=size)).clip(min=1e-6)
        if size > _LARGE:
            keep = (count <= size * _COMMON_SHARE)[features]
            rows = rows[keep]
            count = np.where(count <= size * _COMMON_SHARE, count, 0)
        starts = np.concatenate(([0], np.cumsum(count))).astype(np.int64)
        return cls(size, starts, rows, idf.astype(np.float32), norm.astype(np.float32), vocabulary)

    def features_of(self, text: str, tokens: Sequence[str] = ()) -> npt.NDArray[np.int64]:
        """The distinct known feature numbers of a query."""
        grams = np.unique(_grams(text))
        known = sorted({self.vocabulary[t] for t in tokens if t in self.vocabulary})
        return np.concatenate((grams.astype(np.int64), np.asarray(known, dtype=np.int64) + _GRAMS))

    def token_weight(self, token: str, default: float) -> float:
        """The weight of a known token, `default` for one that stands nowhere."""
        at = self.vocabulary.get(token)
        return default if at is None else float(self.weight[at + _GRAMS])

    def cosines(self, text: str, tokens: Sequence[str] = ()) -> npt.NDArray[np.float32]:
        """TF-IDF cosine of a query with every text (nearly: what is too common to read is left out above)."""
        features = self.features_of(text, tokens) if self.size else np.zeros(0, dtype=np.int64)
        length = float(np.sqrt(np.square(self.weight[features]).sum())) or 1.0
        scores = self._scores(self._affordable(features))
        if scores is None:
            return np.zeros(self.size, dtype=np.float32)
        scores /= self.norm * np.float32(length)
        return scores

    def search(self, text: str, tokens: Sequence[str] = (), top: int = 50) -> tuple[list[int], list[float]]:
        """The `top` texts most alike, best first, with their cosines."""
        scores = self.cosines(text, tokens)
        best = best_rows(scores, top)
        return [int(i) for i in best], [float(s) for s in scores[best]]

    def _affordable(self, features: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """The rarest features whose postings together stay within the budget."""
        lengths = self.starts[features + 1] - self.starts[features]
        features = features[lengths > 0]
        lengths = lengths[lengths > 0]
        if int(lengths.sum()) <= _MAX_POSTINGS:
            return features
        order = np.argsort(lengths, kind="stable")
        keep = np.cumsum(lengths[order]) <= _MAX_POSTINGS
        keep[0] = True
        chosen: npt.NDArray[np.int64] = np.sort(features[order[keep]])
        return chosen

    def _scores(self, features: npt.NDArray[np.int64]) -> npt.NDArray[np.float32] | None:
        if not len(features):
            return None
        spans = [self.rows[self.starts[f] : self.starts[f + 1]] for f in features]
        weights = np.repeat(np.square(self.weight[features]), [len(s) for s in spans])
        return np.bincount(np.concatenate(spans), weights=weights, minlength=self.size).astype(np.float32)


def _grams(text: str) -> npt.NDArray[np.int32]:
    codes = _CODES[np.frombuffer(f" {text} ".encode("latin-1", "replace"), dtype=np.uint8)]
    if len(codes) < 3:
        return np.zeros(0, dtype=np.int32)
    grams: npt.NDArray[np.int32] = (codes[:-2] * _BASE + codes[1:-1]) * _BASE + codes[2:]
    return grams


def _pairs(
    texts: Sequence[str], tokens: Sequence[Sequence[str]], vocabulary: dict[str, int], first: int
) -> npt.NDArray[np.int64]:
    """Distinct (feature, row) pairs of some texts, packed into one integer each."""
    joined = "".join(f" {t} " for t in texts)
    lengths = np.fromiter((len(t) + 2 for t in texts), dtype=np.int64, count=len(texts))
    owner = np.repeat(np.arange(first, first + len(texts), dtype=np.int64), lengths)
    grams = _grams(joined[1:-1]).astype(np.int64) if joined else np.zeros(0, dtype=np.int64)
    inside = owner[:-2] == owner[2:]
    packed = [(grams[inside] << 32) | owner[:-2][inside]]
    flat = [vocabulary.setdefault(t, len(vocabulary)) for ts in tokens for t in ts]
    if flat:
        rows = np.repeat(np.arange(first, first + len(tokens), dtype=np.int64), [len(ts) for ts in tokens])
        packed.append(((np.asarray(flat, dtype=np.int64) + _GRAMS) << 32) | rows)
    found = np.concatenate(packed)
    found.sort()  # np.unique hashes, which is several times slower here
    distinct: npt.NDArray[np.int64] = found[np.concatenate(([True], found[1:] != found[:-1]))]
    return distinct


def best_rows(scores: npt.NDArray[np.float32], top: int) -> npt.NDArray[np.int64]:
    """Row numbers of the best scores above zero, best first; equal scores by row, so that runs agree."""
    if len(scores) > 4 * top:
        cut = float(np.partition(scores, len(scores) - top)[len(scores) - top])
        rows = np.flatnonzero(scores >= max(cut, math.ulp(0.0)))
    else:
        rows = np.flatnonzero(scores > 0)
    order = np.lexsort((rows, -scores[rows]))[:top]
    best: npt.NDArray[np.int64] = rows[order]
    return best
