"""Boosted trees asked all at once: for the few rows of one order a loop over trees costs more than the trees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

MOST = 12_000  # rows × trees; beyond, scikit-learn's own loop is faster

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class FlatTrees:
    """All nodes of all trees in a row; a leaf leads to itself. `classes` trees a round. Features are never missing."""

    feature: npt.NDArray[np.intp]
    threshold: Floats
    left: npt.NDArray[np.intp]
    right: npt.NDArray[np.intp]
    value: Floats
    roots: npt.NDArray[np.intp]
    depth: int
    baseline: Floats

    @classmethod
    def of(cls, model: Any) -> FlatTrees:
        """From a fitted `HistGradientBoostingClassifier`."""
        trees = [tree.nodes for round_ in model._predictors for tree in round_]
        nodes = np.concatenate(trees)
        sizes = [len(tree) for tree in trees]
        roots = np.concatenate(([0], np.cumsum(sizes)[:-1])).astype(np.intp)
        offset = np.repeat(roots, sizes)
        leaf, own = nodes["is_leaf"].astype(bool), np.arange(len(nodes))
        return cls(
            np.where(leaf, 0, nodes["feature_idx"]).astype(np.intp),
            nodes["num_threshold"].astype(np.float64),
            np.where(leaf, own, nodes["left"] + offset).astype(np.intp),
            np.where(leaf, own, nodes["right"] + offset).astype(np.intp),
            nodes["value"].astype(np.float64),
            roots,
            int(nodes["depth"].max()),
            np.asarray(model._baseline_prediction, dtype=np.float64).ravel(),
        )

    def affordable(self, rows: int) -> bool:
        """Whether so few rows are asked that this is the faster way."""
        return rows * len(self.roots) <= MOST

    def predict_proba(self, rows: npt.NDArray[np.float32]) -> Floats:
        """What the model's own `predict_proba` says."""
        x, row = rows.astype(np.float64), np.arange(len(rows))[:, None]
        at = np.broadcast_to(self.roots, (len(rows), len(self.roots)))
        for _ in range(self.depth):
            at = np.where(x[row, self.feature[at]] <= self.threshold[at], self.left[at], self.right[at])
        raw: Floats = self.value[at].reshape(len(rows), -1, len(self.baseline)).sum(axis=1) + self.baseline
        if raw.shape[1] == 1:
            second = 1.0 / (1.0 + np.exp(-raw[:, 0]))
            return np.column_stack((1.0 - second, second))
        odds = np.exp(raw - raw.max(axis=1, keepdims=True))
        shares: Floats = odds / odds.sum(axis=1, keepdims=True)
        return shares
