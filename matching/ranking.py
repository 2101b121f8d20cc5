"""The trained parameters of matching, and how a score is made of features; it knows no features by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.trees import FlatTrees

Matrix = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Scorer:
    """Features to a probability (one column) or to one probability per outcome: a linear model, boosted trees, or
    (for two outcomes) the mean of both."""

    names: tuple[str, ...]
    weights: npt.NDArray[np.float64] = field(default_factory=lambda: np.zeros((1, 0)))
    bias: npt.NDArray[np.float64] = field(default_factory=lambda: np.zeros(1))
    trees: Any = None
    flat: FlatTrees | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        if self.trees is not None:
            object.__setattr__(self, "flat", FlatTrees.of(self.trees))

    def predict(self, rows: Matrix) -> npt.NDArray[np.float64]:
        """One row of outcome probabilities per row of features; a single weight row gives two outcomes."""
        if not len(rows):
            return np.zeros((0, max(len(self.bias), 2)))
        if self.trees is not None:
            flat = self.flat
            asked = flat if flat is not None and flat.affordable(len(rows)) else self.trees
            found: npt.NDArray[np.float64] = asked.predict_proba(rows)
            return (found + self._linear(rows)) / 2 if self.weights.size else found
        return self._linear(rows)

    def _linear(self, rows: Matrix) -> npt.NDArray[np.float64]:
        scores = rows.astype(np.float64) @ self.weights.T + self.bias
        if scores.shape[1] == 1:
            p = 1.0 / (1.0 + np.exp(-np.clip(scores, -35, 35)))
            return np.hstack((1.0 - p, p))
        scores -= scores.max(axis=1, keepdims=True)
        exp = np.exp(scores)
        softmax: npt.NDArray[np.float64] = exp / exp.sum(axis=1, keepdims=True)
        return softmax

    def payload(self) -> dict[str, Any]:
        """As values that the trained file can hold."""
        return {"names": list(self.names), "weights": self.weights, "bias": self.bias, "trees": self.trees}

    @classmethod
    def from_payload(cls, data: Mapping[str, Any]) -> Scorer:
        return cls(tuple(data["names"]), data["weights"], data["bias"], data["trees"])


def hand_set(names: Sequence[str], weights: Mapping[str, float], bias: float) -> Scorer:
    """A linear scorer from named weights; what is not named weighs nothing."""
    unknown = set(weights) - set(names)
    if unknown:
        raise ValueError(f"no such features: {sorted(unknown)}")
    return Scorer(tuple(names), np.array([[weights.get(n, 0.0) for n in names]]), np.array([bias]))


@dataclass(frozen=True, slots=True, eq=False)
class Calibration:
    """A monotone map from a raw probability to a measured one, as knots; the empty one changes nothing."""

    raw: tuple[float, ...] = ()
    measured: tuple[float, ...] = ()

    def apply(self, p: float) -> float:
        return float(np.interp(p, self.raw, self.measured)) if self.raw else p


@dataclass(frozen=True, slots=True, eq=False)
class MatchingModels:
    """Pair models score one candidate, decision models the answer: best is right, none of ours, or another one.

    `version` is stated with an order's match, so that a result can be traced to what made it.
    """

    item_pair: Scorer
    item_decision: Scorer
    customer_pair: Scorer
    customer_decision: Scorer
    ship_to_pair: Scorer
    ship_to_decision: Scorer
    factor: Scorer
    order: Scorer
    calibrations: Mapping[str, Calibration] = field(default_factory=dict)
    version: str = "hand"
    thresholds: Mapping[str, float] = field(default_factory=dict)

    def payload(self) -> dict[str, Any]:
        """As values that the trained file can hold."""
        scorers = {name: getattr(self, name).payload() for name in SCORERS}
        knots = {k: [list(c.raw), list(c.measured)] for k, c in self.calibrations.items()}
        return {"scorers": scorers, "calibrations": knots, "version": self.version, "thresholds": dict(self.thresholds)}

    @classmethod
    def from_payload(cls, data: Mapping[str, Any]) -> MatchingModels:
        scorers = {name: Scorer.from_payload(data["scorers"][name]) for name in SCORERS}
        knots = {k: Calibration(tuple(raw), tuple(measured)) for k, (raw, measured) in data["calibrations"].items()}
        return cls(**scorers, calibrations=knots, version=data["version"], thresholds=data["thresholds"])

    def calibrated(self, name: str, p: float) -> float:
        found = self.calibrations.get(name)
        return found.apply(p) if found else p


SCORERS = (
    "item_pair", "item_decision", "customer_pair", "customer_decision", "ship_to_pair", "ship_to_decision", "factor",
    "order",
)  # fmt: skip
