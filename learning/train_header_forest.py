"""Boosted trees of scikit-learn turned into the arrays that the header's scorers ask."""

from __future__ import annotations

from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from extraction.scoring_forest import MOST_LEAVES, Forest

_FULL = (1 << MOST_LEAVES) - 1


def forest_of(model: HistGradientBoostingClassifier) -> Forest:
    """The same trees; at most MOST_LEAVES leaves each, no missing values and no categories."""
    feature: list[int] = []
    threshold: list[float] = []
    mask: list[int] = []
    starts: list[int] = []
    leaves: list[list[float]] = []
    for round_ in model._predictors:
        for tree in round_:
            starts.append(len(feature))
            values: list[float] = []
            _walk(tree.nodes, 0, values, feature, threshold, mask)
            if len(feature) == starts[-1]:  # a tree of one leaf asks nothing
                feature.append(0)
                threshold.append(np.inf)
                mask.append(_FULL)
            leaves.append(values + [0.0] * (MOST_LEAVES - len(values)))
    return Forest(
        np.array(feature, dtype=np.int32),
        np.array(threshold, dtype=np.float32),
        np.array(mask, dtype=np.uint16),
        np.array(starts, dtype=np.int32),
        np.array(leaves, dtype=np.float32),
        np.array(model._baseline_prediction, dtype=np.float32).ravel(),
    )


def _walk(nodes: Any, at: int, values: list[float], feature: list[int], threshold: list[float], mask: list[int]) -> int:
    """Splits and leaves below a node, leaves from left to right; the bits of its leaves."""
    node = nodes[at]
    if node["is_leaf"]:
        values.append(float(node["value"]))
        return 1 << (len(values) - 1)
    place = len(feature)
    feature.append(int(node["feature_idx"]))
    threshold.append(float(node["num_threshold"]))
    mask.append(0)
    left = _walk(nodes, int(node["left"]), values, feature, threshold, mask)
    right = _walk(nodes, int(node["right"]), values, feature, threshold, mask)
    mask[place] = _FULL & ~left
    return left | right
