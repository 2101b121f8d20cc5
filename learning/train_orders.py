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
_HELD_BACK = 3  # every third order calibrates, the others train


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
    held = np.arange(len(seen.right)) % _HELD_BACK == 0
    if len(set(seen.right[~held].tolist())) < 2:
        return models
    scaler = StandardScaler().fit(seen.x[~held])
    fitted = LogisticRegression(C=0.3, max_iter=1000).fit(scaler.transform(seen.x[~held]), seen.right[~held])
    scale = np.where(scaler.scale_ > 0, scaler.scale_, 1.0)
    weights = fitted.coef_ / scale
    scorer = Scorer(ORDER_FEATURES, weights, fitted.intercept_ - weights @ scaler.mean_)
    raw = scorer.predict(seen.x[held])[:, 1]
    right = seen.right[held]
    knots = calibrate(raw.tolist(), right.tolist())
    measured = [knots.apply(float(p)) for p in raw]
    safe = threshold(measured, right.tolist(), MAX_ERROR)
    return replace(
        models,
        order=scorer,
        calibrations={**models.calibrations, "order": knots},
        thresholds={**models.thresholds, "order": 1.0 if safe is None else safe},
    )
