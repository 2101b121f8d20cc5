"""Fitting the header's scorers: gradient boosting on rows, in folds of whole families, and on everything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from extraction.scoring import SCORER_CLASSES, Scorer
from extraction.scoring_text import Floats
from learning.train_header_forest import forest_of
from learning.train_header_samples import Labels, Rows, stacked
from learning.train_header_work import mapped

# Trees, leaves (at most what a forest's masks hold), rate: enough for the task, small enough to ship.
SETTINGS: Mapping[str, Mapping[str, Any]] = {
    "date": {"max_iter": 90, "max_leaf_nodes": 16},
    "amount": {"max_iter": 90, "max_leaf_nodes": 16},
    "code": {"max_iter": 90, "max_leaf_nodes": 16},
    "vat": {"max_iter": 40, "max_leaf_nodes": 10},
    "email": {"max_iter": 50, "max_leaf_nodes": 10},
    "currency": {"max_iter": 40, "max_leaf_nodes": 10},
    "city": {"max_iter": 40, "max_leaf_nodes": 8},
    "span": {"max_iter": 100, "max_leaf_nodes": 16},
    "role": {"max_iter": 80, "max_leaf_nodes": 14},
    "part": {"max_iter": 80, "max_leaf_nodes": 14},
    "buyer": {"max_iter": 80, "max_leaf_nodes": 12},
    "page": {"max_iter": 50, "max_leaf_nodes": 10},
    "judge": {"max_iter": 100, "max_leaf_nodes": 15},
}
COMMON: Mapping[str, Any] = {"learning_rate": 0.15, "min_samples_leaf": 12, "l2_regularization": 2.0, "random_state": 7,
                             "early_stopping": False, "max_features": 0.4, "max_bins": 127}  # fmt: skip
PLAIN_KINDS: tuple[str, ...] = ("date", "amount", "code", "vat", "email", "currency", "city", "span", "role", "part")


def fit_scorer(kind: str, features: Floats, labels: Labels) -> Scorer:
    """A scorer of a kind; one that says "nothing" where there is nothing to learn from."""
    width = len(SCORER_CLASSES[kind])
    if len(set(labels.tolist())) < 2:
        return Scorer(None, (0,), width)
    model = HistGradientBoostingClassifier(**{**COMMON, **SETTINGS[kind]})
    model.fit(features, labels)
    return Scorer(forest_of(model), tuple(int(index) for index in model.classes_), width)


def fit_all(rows: Sequence[Mapping[str, Rows]], choices: Sequence[Sequence[int]], jobs: int) -> list[dict[str, Scorer]]:
    """The scorers that need no other scorer, once for each choice of examples."""
    tasks = [(kind, chosen) for chosen in choices for kind in PLAIN_KINDS]
    made = mapped(lambda task: fit_scorer(task[0], *stacked(rows, task[0], task[1])), tasks, jobs)
    size = len(PLAIN_KINDS)
    return [dict(zip(PLAIN_KINDS, made[start : start + size], strict=True)) for start in range(0, len(made), size)]


def folds_of(families: Sequence[str], count: int) -> list[int]:
    """The fold of each example: whole families together, the folds about equally large, always the same."""
    sizes: dict[str, int] = {}
    for family in families:
        sizes[family] = sizes.get(family, 0) + 1
    loads = [0] * count
    fold: dict[str, int] = {}
    for family in sorted(sizes, key=lambda name: (-sizes[name], name)):
        lightest = int(np.argmin(loads))
        fold[family] = lightest
        loads[lightest] += sizes[family]
    return [fold[family] for family in families]
