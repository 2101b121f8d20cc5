"""The trained parameters of line reading: small networks as plain arrays, and their forward pass. No training here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

CLIP = 6.0  # standardised features beyond this say no more

TAGS: tuple[str, ...] = (
    "none", "line_no", "buyer_item_code", "supplier_item_code", "gtin", "description", "quantity", "unit",
    "unit_price", "price_basis", "discount_percent", "amount", "requested_date", "label", "other", "heading",
    "schedule_quantity",
)  # fmt: skip
TAG: Mapping[str, int] = {name: at for at, name in enumerate(TAGS)}
# What a row is: no part of an item; the row with an item's quantity; part of the item above; part of the item below.
ROW_CLASSES: tuple[str, ...] = ("none", "anchor", "above", "below")


@dataclass(frozen=True, slots=True)
class Network:
    """A feed-forward network: standardise, then layers with ReLU between them, then softmax."""

    mean: Floats
    scale: Floats
    weights: tuple[Floats, ...]
    biases: tuple[Floats, ...]

    def predict(self, features: Floats) -> Floats:
        """Class probabilities, one row per row of features."""
        if not len(features):
            return np.zeros((0, self.biases[-1].shape[0]), np.float32)
        value: Any = np.clip((features - self.mean) / self.scale, -CLIP, CLIP).astype(np.float32, copy=False)
        for at, (weight, bias) in enumerate(zip(self.weights, self.biases, strict=True)):
            value = (value @ weight + bias).astype(np.float32, copy=False)
            if at + 1 < len(self.weights):
                value = np.maximum(value, np.float32(0))
        powers = np.exp(value - value.max(axis=1, keepdims=True))
        return cast(Floats, powers / powers.sum(axis=1, keepdims=True))

    def payload(self) -> dict[str, Any]:
        return {
            "mean": self.mean.astype(np.float32),
            "scale": self.scale.astype(np.float32),
            "weights": [w.astype(np.float16) for w in self.weights],
            "biases": [b.astype(np.float32) for b in self.biases],
        }

    @staticmethod
    def from_payload(payload: Mapping[str, Any]) -> Network:
        return Network(
            payload["mean"].astype(np.float32),
            payload["scale"].astype(np.float32),
            tuple(w.astype(np.float32) for w in payload["weights"]),
            tuple(b.astype(np.float32) for b in payload["biases"]),
        )


def average(networks: Sequence[Network], features: Floats) -> Floats:
    """The mean of several networks' probabilities: steadier and better calibrated than one."""
    together = np.stack([network.predict(features) for network in networks])
    return cast(Floats, together.mean(axis=0, dtype=np.float32))


@dataclass(frozen=True, slots=True)
class LineModels:
    """`first` tags atoms from what is around them, `second` from the first's tags as well, `rows` groups rows.

    `calibration` maps a field to the coefficients of the logistic that turns raw scores into confidence.
    """

    first: tuple[Network, ...]
    second: tuple[Network, ...]
    rows: tuple[Network, ...]
    calibration: Mapping[str, Floats] = field(default_factory=dict)
    freetext: bytes = b""

    def payload(self) -> dict[str, Any]:
        return {
            "first": [n.payload() for n in self.first],
            "second": [n.payload() for n in self.second],
            "rows": [n.payload() for n in self.rows],
            "calibration": dict(self.calibration),
            "freetext": np.frombuffer(self.freetext, dtype=np.uint8),
        }

    @staticmethod
    def from_payload(payload: Mapping[str, Any]) -> LineModels:
        return LineModels(
            tuple(Network.from_payload(p) for p in payload["first"]),
            tuple(Network.from_payload(p) for p in payload["second"]),
            tuple(Network.from_payload(p) for p in payload["rows"]),
            dict(payload["calibration"]),
            payload["freetext"].tobytes(),
        )
