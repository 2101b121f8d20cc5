"""Boosted trees as plain arrays, all trees of a forest asked at once: the classifier of the header's scorers.

Each split holds a mask of the leaves that stay possible when it sends a row to the right; the first leaf that all
splits of a tree leave over is the row's leaf ("QuickScorer"). No loop over trees, and no estimator to unpickle.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

MOST_LEAVES = 16  # of a tree: a mask has one bit a leaf
ARRAYS: tuple[str, ...] = ("feature", "threshold", "mask", "starts", "leaves", "baseline")
_CHUNK = 4_000_000  # comparisons at once

Floats = npt.NDArray[np.float32]


@cache
def _lowest_bit() -> npt.NDArray[np.intp]:
    """The place of the lowest bit that is set, for every mask."""
    masks = np.arange(1 << MOST_LEAVES)
    lowest = masks & -masks
    lowest[0] = 1
    places: npt.NDArray[np.intp] = np.log2(lowest).astype(np.intp)
    return places


@dataclass(frozen=True, slots=True)
class Forest:
    """`starts` of each tree in the splits; `leaves` (trees, 16), one tree a class and round; `baseline` a class."""

    feature: npt.NDArray[np.int32]
    threshold: Floats
    mask: npt.NDArray[np.uint16]
    starts: npt.NDArray[np.int32]
    leaves: Floats
    baseline: Floats

    def predict_proba(self, features: Floats) -> Floats:
        """(n, classes); two classes have one tree a round."""
        size = max(1, _CHUNK // max(1, len(self.feature)))
        raw = np.vstack([self._raw(features[at : at + size]) for at in range(0, len(features), size)])
        if raw.shape[1] == 1:
            second = 1.0 / (1.0 + np.exp(-raw[:, 0]))
            return np.column_stack((1.0 - second, second)).astype(np.float32)
        odds = np.exp(raw - raw.max(axis=1, keepdims=True))
        shares: Floats = (odds / odds.sum(axis=1, keepdims=True)).astype(np.float32)
        return shares

    def _raw(self, features: Floats) -> Floats:
        columns = np.ascontiguousarray(features.T, dtype=np.float32)
        right = columns[self.feature] > self.threshold[:, None]
        lost = right * ~self.mask[:, None]  # twice as fast as choosing a mask an element
        leaf = _lowest_bit()[~np.bitwise_or.reduceat(lost, self.starts, axis=0)]
        values = np.take_along_axis(self.leaves, leaf, axis=1)
        classes = len(self.baseline)
        summed: Floats = values.reshape(-1, classes, len(features)).sum(axis=0, dtype=np.float64)
        return summed.T + self.baseline

    @staticmethod
    def from_payload(payload: Mapping[str, Any], name: str) -> Forest | None:
        """The forest stored under a name, None where none is (there was nothing to learn from)."""
        if f"{name}.feature" not in payload:
            return None
        return Forest(**{part: np.asarray(payload[f"{name}.{part}"]) for part in ARRAYS})

    def payload(self, name: str) -> dict[str, Any]:
        """What `from_payload` takes."""
        return {f"{name}.{part}": getattr(self, part) for part in ARRAYS}
