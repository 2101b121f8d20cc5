"""From raw probabilities to measured ones, and thresholds backed by a bound on the error. It trains no model."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.stats import beta
from sklearn.isotonic import IsotonicRegression

from matching.ranking import Calibration

_KNOTS = 24
_MIN_CASES = 60  # fewer teach nothing: the raw probability stays
_LEAST_STEP = 0.0005  # smaller gains of a borne-out share need no knot of their own
_BREATH = 1e-7
_PRIOR = 2.0  # imagined cases that agree with the raw probability, for every knot


def calibrate(raw: Sequence[float], right: Sequence[bool]) -> Calibration:
    """A monotone map by isotonic regression over equal bins, pulled towards the raw value where cases are few."""
    p = np.asarray(raw, dtype=np.float64)
    y = np.asarray(right, dtype=np.float64)
    if len(p) < _MIN_CASES:
        return Calibration()
    order = np.argsort(p, kind="stable")
    bins = np.array_split(order, min(_KNOTS, max(2, len(p) // 25)))
    # Rounded, so that knots that are one for all purposes are one: between two a breath apart nothing can be drawn.
    centre = np.array([round(float(p[b].mean()), 6) for b in bins])
    rate = np.array([(y[b].sum() + _PRIOR * p[b].mean()) / (len(b) + _PRIOR) for b in bins])
    weight = np.array([len(b) for b in bins], dtype=np.float64)
    smooth = IsotonicRegression(y_min=0.001, y_max=0.9995).fit_transform(centre, rate, sample_weight=weight)
    knots = {0.0: min(float(smooth[0]), 0.02), **dict(zip(centre.tolist(), smooth.tolist(), strict=True))}
    # Above the last bin's middle the best cases follow; they keep growing towards certainty, never reaching it.
    knots[1.0] = max(float(smooth[-1]), 1 - (1 - float(smooth[-1])) / 2)
    return Calibration(tuple(sorted(knots)), tuple(knots[k] for k in sorted(knots)))


def error_bound(wrong: int, total: int, certainty: float = 0.95) -> float:
    """Clopper-Pearson: the highest error rate that `wrong` of `total` is still compatible with."""
    if total == 0:
        return 1.0
    return 1.0 if wrong >= total else float(beta.ppf(certainty, wrong + 1, total - wrong))


def threshold(
    confidence: Sequence[float], right: Sequence[bool], max_error: float, certainty: float = 0.95
) -> float | None:
    """The lowest confidence above which the bound on the error stays within `max_error`; None: nowhere.

    The error counted is that of everything accepted at the threshold, as an autopilot lives it.
    """
    c = np.asarray(confidence, dtype=np.float64)
    y = np.asarray(right, dtype=bool)
    order = np.argsort(-c, kind="stable")
    wrong = np.cumsum(~y[order])
    found: float | None = None
    for i in _ends_of_ties(c[order]):
        if error_bound(int(wrong[i]), i + 1, certainty) <= max_error:
            found = float(c[order][i])
    return found


def borne_out(confidence: Sequence[float], right: Sequence[bool], certainty: float = 0.95) -> Calibration:
    """From a confidence to the share of cases as sure or surer that were right, less what chance may have done.

    A case is let through at 0.99 when the bound on the error of all that are let through with it is at most 0.01. With
    no cases nothing is borne out.
    """
    c = np.asarray(confidence, dtype=np.float64)
    y = np.asarray(right, dtype=bool)
    order = np.argsort(-c, kind="stable")
    wrong = np.cumsum(~y[order])
    told = [(float(c[order][i]), 1 - error_bound(int(wrong[i]), i + 1, certainty)) for i in _ends_of_ties(c[order])]
    best, steps = 0.0, [(0.0, 0.0)]
    for at, share in reversed(told):  # a higher confidence never bears out less
        if share > best + _LEAST_STEP:
            steps += [(at * (1 - _BREATH), best), (at, share)]
            best = share
    steps.append((1.0, best))
    return Calibration(tuple(at for at, _ in steps), tuple(share for _, share in steps))


def _ends_of_ties(values: npt.NDArray[np.float64]) -> list[int]:
    """Where a threshold may be drawn: not between equal confidences."""
    return [i for i in range(len(values)) if i + 1 == len(values) or values[i + 1] < values[i]]


def coverage(confidence: Sequence[float], right: Sequence[bool], limit: float) -> tuple[float, float]:
    """Share accepted at a threshold, and the error among them."""
    c = np.asarray(confidence, dtype=np.float64)
    y = np.asarray(right, dtype=bool)
    taken = c >= limit
    return float(taken.mean()) if len(c) else 0.0, float((~y[taken]).mean()) if taken.any() else 0.0


def coverage_at_error(confidence: Sequence[float], right: Sequence[bool], max_error: float) -> float:
    """The largest share that could be accepted at a measured error (a figure, not a safe setting)."""
    c = np.asarray(confidence, dtype=np.float64)
    y = np.asarray(right, dtype=bool)
    if not len(c):
        return 0.0
    order = np.argsort(-c, kind="stable")
    rate = np.cumsum(~y[order]) / np.arange(1, len(c) + 1)
    good = np.flatnonzero(rate <= max_error)
    return float((good[-1] + 1) / len(c)) if len(good) else 0.0
