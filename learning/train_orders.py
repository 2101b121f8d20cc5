"""Fits the confidence in whole orders on judged orders, and what it has borne out; families are always held out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

import numpy as np
import numpy.typing as npt
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from learning.calibration import borne_out, calibrate
from matching.confidence import BORNE_OUT, ORDER_FEATURES, SEGMENTS
from matching.ranking import MatchingModels, Matrix, Scorer

_FOLDS = 8
# +1: more of it never speaks against an order; -1: never for it. What holds in every inbox need not be learnt anew.
SIGNS = {
    **dict.fromkeys(("log_product", "min_all", "po", "requested", "customer", "ship_to", "item_min", "item_log"), 1),
    **dict.fromkeys(("stock_min", "quantity_min", "price_min", "document_type", "amounts_right", "total_right"), 1),
    **dict.fromkeys(("order_date", "currency", "header_mean", "price_known", "sums_close", "numbered"), 1),
    **dict.fromkeys(("basis_min", "discount_min", "unit_min"), 1),
    **dict.fromkeys(("amounts_wrong", "total_wrong", "no_quantity", "no_price", "open_items", "open_stock"), -1),
    **dict.fromkeys(("requested_elsewhere", "po_rivals", "date_rivals", "number_gaps", "repeated", "price_off"), -1),
    **dict.fromkeys(("below_minimum", "off_multiple", "customer_second", "ship_to_second", "item_second"), -1),
    **dict.fromkeys(("bare_lines", "thousandths", "left_po", "left_requested", "left_ship_to", "left_total"), -1),
    **dict.fromkeys(("left_inside", "left_money", "sums_open", "twin_places", "lines", "pages"), -1),
    **dict.fromkeys(("left_days", "left_days_unasked", "siblings", "cut", "left_a_line"), -1),
}
_MIN_ORDERS = 40
Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Outcomes:
    """Judged orders: features, whether all that matters was right, the family of layouts, the segment."""

    x: Matrix
    right: Bools
    family: tuple[str, ...]
    segment: tuple[str, ...]

    @classmethod
    def of(
        cls, rows: Sequence[Matrix], right: Sequence[bool], family: Sequence[str], segment: Sequence[str]
    ) -> Outcomes:
        table = np.vstack(rows) if rows else np.zeros((0, len(ORDER_FEATURES)), np.float32)
        if not np.isfinite(table).all():
            bad = sorted({ORDER_FEATURES[j] for _, j in np.argwhere(~np.isfinite(table))})
            raise ValueError(f"not a number in {bad}")
        return cls(table, np.array(right, dtype=bool), tuple(family), tuple(segment))


def train_orders(models: MatchingModels, seen: Outcomes) -> MatchingModels:
    """The models with an order confidence fitted and calibrated on these orders, and what it bears out by segment."""
    if len(seen.right) < _MIN_ORDERS or len(set(seen.right.tolist())) < 2:
        return models
    raw = held_out(seen)
    knots = calibrate(raw.tolist(), seen.right.tolist())
    measured = np.array([knots.apply(float(p)) for p in raw])
    promises = {}
    for segment in SEGMENTS:
        own = np.array([s == segment for s in seen.segment], dtype=bool)
        promises[f"{BORNE_OUT}/{segment}"] = borne_out(measured[own].tolist(), seen.right[own].tolist())
    return replace(
        models, order=fit(seen.x, seen.right), calibrations={**models.calibrations, "order": knots, **promises}
    )


def held_out(seen: Outcomes) -> Floats:
    """Every order's raw score by a model that has seen no order of its family."""
    fold_of = {family: Random(family).randrange(_FOLDS) for family in sorted(set(seen.family))}
    fold = np.array([fold_of[family] for family in seen.family])
    raw = np.zeros(len(seen.right))
    for k in range(_FOLDS):
        if (fold == k).any():
            raw[fold == k] = fit(seen.x[fold != k], seen.right[fold != k]).predict(seen.x[fold == k])[:, 1]
    return raw


def fit(x: Matrix, right: Bools) -> Scorer:
    """The mean of a logistic regression and of trees that know which way each feature speaks.

    The line reaches where few orders were seen, the trees tell where one sign of trouble is enough.
    """
    if len(set(right.tolist())) < 2:
        return Scorer(ORDER_FEATURES, np.zeros((1, x.shape[1])), np.array([4.0 if right.all() else -4.0]))
    scaler = StandardScaler().fit(x)
    line = LogisticRegression(C=0.03, max_iter=3000).fit(scaler.transform(x), right)
    weights: Floats = line.coef_ / scaler.scale_
    trees = HistGradientBoostingClassifier(
        max_iter=120, learning_rate=0.06, max_leaf_nodes=6, min_samples_leaf=10, l2_regularization=3.0,
        monotonic_cst=[SIGNS.get(name, 0) for name in ORDER_FEATURES], early_stopping=False, random_state=0,
    ).fit(x, right)  # fmt: skip
    return Scorer(ORDER_FEATURES, weights, line.intercept_ - weights @ scaler.mean_, trees)
