"""Trains the confidence in whole orders from matched orders with known outcome; judged on another slice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from learning.calibration import calibrate, threshold
from matching.confidence import ORDER_FEATURES, order_features
from matching.ranking import MatchingModels, Matrix, Scorer
from models.match import MatchedOrder

MAX_ERROR = 0.01  # of the orders that skip review
_FOLDS = 5
_MIN_ORDERS = 40


@dataclass(frozen=True, slots=True, eq=False)
class Outcomes:
    """Matched orders as features, and whether all that matters in them was right."""

    x: Matrix
    right: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, seen: Sequence[tuple[MatchedOrder, bool]]) -> Outcomes:
        rows = [order_features(matched) for matched, _ in seen]
        table = np.vstack(rows) if rows else np.zeros((0, len(ORDER_FEATURES)), np.float32)
        if not np.isfinite(table).all():
            bad = sorted({ORDER_FEATURES[j] for _, j in np.argwhere(~np.isfinite(table))})
            raise ValueError(f"not a number in {bad}")
        return cls(table, np.array([right for _, right in seen], dtype=bool))


def train_orders(models: MatchingModels, seen: Outcomes) -> MatchingModels:
    """The models with an order confidence fitted and calibrated on these, and the threshold that they bear out.

    A logistic regression: with few orders and features that are mostly monotone, trees learn the accidents.
    """
    if len(seen.right) < _MIN_ORDERS or len(set(seen.right.tolist())) < 2:
        return models
    fold = np.arange(len(seen.right)) % _FOLDS
    raw = np.zeros(len(seen.right))
    for k in range(_FOLDS):  # every order is judged by a model that has not seen it
        raw[fold == k] = _fit(seen.x[fold != k], seen.right[fold != k]).predict(seen.x[fold == k])[:, 1]
    scorer, right = _fit(seen.x, seen.right), seen.right
    knots = calibrate(raw.tolist(), right.tolist())
    measured = [knots.apply(float(p)) for p in raw]
    safe = threshold(measured, right.tolist(), MAX_ERROR)
    return replace(
        models,
        order=scorer,
        calibrations={**models.calibrations, "order": knots},
        thresholds={**models.thresholds, "order": 1.0 if safe is None else safe},
    )


def _fit(x: Matrix, right: npt.NDArray[np.bool_]) -> Scorer:
    if len(set(right.tolist())) < 2:
        return Scorer(ORDER_FEATURES, np.zeros((1, x.shape[1])), np.array([4.0 if right.all() else -4.0]))
    scaler = StandardScaler().fit(x)
    model = LogisticRegression(C=0.3, max_iter=1000).fit(scaler.transform(x), right)
    weights: npt.NDArray[np.float64] = model.coef_ / scaler.scale_
    return Scorer(ORDER_FEATURES, weights, model.intercept_ - weights @ scaler.mean_)
