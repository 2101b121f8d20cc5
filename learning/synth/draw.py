"""Small seeded draws: patterns, weighted choices, chances. Every function takes the generator it draws from."""

from __future__ import annotations

import string
from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")
_CAPITALS = "ABCDEFGHJKLMNPRSTVWXYZ"


def pattern(rng: Random, text: str) -> str:
    """`#` becomes a digit, `@` a capital letter, `%` a digit or a capital; the rest stays."""
    return "".join(_filled(rng, ch) for ch in text)


def _filled(rng: Random, ch: str) -> str:
    if ch == "#":
        return rng.choice(string.digits)
    if ch == "@":
        return rng.choice(_CAPITALS)
    if ch == "%":
        return rng.choice(string.digits + _CAPITALS)
    return ch


def weighted(rng: Random, weights: Mapping[T, float]) -> T:
    """One key, drawn by its weight."""
    return rng.choices(list(weights), list(weights.values()))[0]


def chance(rng: Random, p: float) -> bool:
    """True with probability `p`."""
    return rng.random() < p


def some(rng: Random, values: Sequence[T], low: int, high: int) -> list[T]:
    """Between `low` and `high` different values, in random order."""
    return rng.sample(list(values), min(len(values), rng.randint(low, high)))
