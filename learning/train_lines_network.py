"""Trains the small networks of line reading with Adam in plain numpy: deterministic, and fast on one core."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from extraction.lines_models import CLIP, Network

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

BETA_1, BETA_2, EPSILON = 0.9, 0.999, 1e-8
LEAST_SCALE = 1e-3


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a network is trained. `hidden` are the widths between input and output; `smoothing` softens the labels."""

    hidden: tuple[int, ...] = (128, 64)
    epochs: int = 5
    batch: int = 1024
    rate: float = 3e-3
    decay: float = 1e-5
    dropout: float = 0.1
    smoothing: float = 0.01
    seed: int = 7


@dataclass(slots=True)
class _Adam:
    value: Any
    first: Any
    second: Any

    def step(self, gradient: Any, rate: float, time: int, decay: float) -> None:
        self.first += (1 - BETA_1) * (gradient - self.first)
        self.second += (1 - BETA_2) * (gradient * gradient - self.second)
        first = self.first / (1 - BETA_1**time)
        second = self.second / (1 - BETA_2**time)
        self.value -= rate * (first / (np.sqrt(second) + EPSILON) + decay * self.value)


def train_network(features: Floats, labels: Ints, weight: Floats, classes: int, recipe: Recipe) -> Network:
    """A network that gives the probabilities of `labels`; `weight` says how much each sample counts."""
    rng = np.random.default_rng(recipe.seed)
    mean = features.mean(axis=0)
    scale = np.maximum(features.std(axis=0), LEAST_SCALE).astype(np.float32)
    sizes = (features.shape[1], *recipe.hidden, classes)
    weights = [_fresh(rng, a, b) for a, b in pairwise(sizes)]
    biases = [_tracked(np.zeros(b, np.float32)) for b in sizes[1:]]
    count, time = len(features), 0
    standard = features - mean
    standard /= scale
    np.clip(standard, -CLIP, CLIP, out=standard)
    steps = recipe.epochs * max(1, (count + recipe.batch - 1) // recipe.batch)
    for _ in range(recipe.epochs):
        order = rng.permutation(count)
        for start in range(0, count, recipe.batch):
            chosen = order[start : start + recipe.batch]
            batch = standard[chosen]
            time += 1
            warm = min(1.0, time / max(1, steps // 20))
            rate = recipe.rate * warm * 0.5 * (1 + np.cos(np.pi * min(1.0, time / steps)))
            _update(batch, labels[chosen], weight[chosen], weights, biases, recipe, rng, rate, time)
    return Network(mean.astype(np.float32), scale, tuple(w.value for w in weights), tuple(b.value for b in biases))


def _fresh(rng: np.random.Generator, inputs: int, outputs: int) -> _Adam:
    return _tracked((rng.standard_normal((inputs, outputs)) * np.sqrt(2.0 / inputs)).astype(np.float32))


def _tracked(value: Floats) -> _Adam:
    return _Adam(value, np.zeros_like(value), np.zeros_like(value))


def _update(
    batch: Floats,
    labels: Ints,
    weight: Floats,
    weights: Sequence[_Adam],
    biases: Sequence[_Adam],
    recipe: Recipe,
    rng: np.random.Generator,
    rate: float,
    time: int,
) -> None:
    value = batch
    inputs, masks = [], []
    for at in range(len(weights)):
        inputs.append(value)
        value = value @ weights[at].value + biases[at].value
        if at + 1 < len(weights):
            mask = _mask(rng, value.shape, recipe.dropout) * (value > 0)
            masks.append(mask)
            value = value * mask
    value = np.exp(value - value.max(axis=1, keepdims=True))
    value /= value.sum(axis=1, keepdims=True)
    target = np.full_like(value, recipe.smoothing / value.shape[1])
    target[np.arange(len(labels)), labels] += 1 - recipe.smoothing
    gradient = (value - target) * (weight / max(float(weight.sum()), 1e-6))[:, None]
    for at in range(len(weights) - 1, -1, -1):
        below = gradient @ weights[at].value.T if at else None
        weights[at].step(inputs[at].T @ gradient, rate, time, recipe.decay)
        biases[at].step(gradient.sum(axis=0), rate, time, 0.0)
        if below is not None:
            gradient = below * masks[at - 1]


def _mask(rng: np.random.Generator, shape: tuple[int, ...], share: float) -> Floats:
    if share <= 0:
        return np.ones(shape, np.float32)
    kept: Floats = ((rng.random(shape, dtype=np.float32) >= share) / np.float32(1 - share)).astype(np.float32)
    return kept
