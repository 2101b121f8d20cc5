"""From scored candidates to one value a field: rivals compared, dates and sums made to fit, and how sure that is.

The features of certainty (`Choice`) are what the judge of values is trained on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import product

import numpy as np

from extraction.candidates import Value
from extraction.scoring_text import Floats
from models.page import Box
from models.reading import HEADER_FIELDS

FIELD_INDEX: Mapping[str, int] = {name: index for index, name in enumerate(HEADER_FIELDS)}
MOST_RIVALS = 4
DATES_REVERSED, DATES_EQUAL = 0.02, 0.4  # how likely a delivery before, or on the day of, its order is
SUM_FITS, SUM_MISSES = 6.0, 0.15
CENT = Decimal("0.02")


@dataclass(frozen=True, slots=True)
class Scored:
    """One place with its value and the probability that it states the field."""

    value: Value
    probability: float
    page: int
    box: Box
    text: str
    confidence: float = 1.0  # of the words, by the OCR
    support: float = 0.0  # what master data or arithmetic says for it
    source: str = "text_layer"
    cell: str = ""
    alternatives: tuple[Value, ...] = ()
    group: int = -1  # of a ship-to part: the address group it stands in


@dataclass(frozen=True, slots=True)
class Choice:
    """The chosen value of one field, and the features of its certainty; `certainty` is the judge's verdict."""

    field: str
    best: Scored
    features: tuple[float, ...]
    rivals: tuple[Value, ...] = ()
    certainty: float = 0.0


@dataclass(frozen=True, slots=True)
class Rival:
    """All places of one value together."""

    best: Scored
    joint: float
    count: int


def rivals(scored: Iterable[Scored], key: Callable[[Value], object]) -> list[Rival]:
    """Values, most probable first; places that state the same value support each other."""
    held: dict[object, list[Scored]] = {}
    for one in scored:
        held.setdefault(key(one.value), []).append(one)
    result = []
    for places in held.values():
        places.sort(key=lambda one: -one.probability)
        missing = 1.0
        for one in places[:4]:
            missing *= 1.0 - min(one.probability, 0.999)
        result.append(Rival(places[0], 1.0 - missing, len(places)))
    result.sort(key=lambda rival: -rival.joint)
    return result


def choose_dates(order: Sequence[Rival], requested: Sequence[Rival]) -> tuple[Rival | None, Rival | None]:
    """The likeliest pair, none included, of which the order comes first."""

    def fits(first: Rival | None, second: Rival | None) -> float:
        if first is None or second is None:
            return 1.0
        a, b = first.best.value, second.best.value
        assert isinstance(a, date)
        assert isinstance(b, date)
        return DATES_REVERSED if b < a else DATES_EQUAL if a == b and first.best.box == second.best.box else 1.0

    return _likeliest((order, requested), lambda pair: fits(pair[0], pair[1]))[:2]  # type: ignore[return-value]


def choose_sums(
    net: Sequence[Rival], tax: Sequence[Rival], gross: Sequence[Rival]
) -> tuple[Rival | None, Rival | None, Rival | None]:
    """The likeliest triple, none included; net and tax that make the gross are worth much more."""

    def fits(triple: Sequence[Rival | None]) -> float:
        a, b, c = (None if one is None else Decimal(str(one.best.value)) for one in triple)
        if a is not None and b is not None and c is not None:
            return SUM_FITS if abs(a + b - c) <= CENT else SUM_MISSES
        if a is not None and c is not None and c < a:
            return SUM_MISSES
        return SUM_MISSES if a is not None and b is not None and b > a else 1.0

    return _likeliest((net, tax, gross), fits)  # type: ignore[return-value]


def _likeliest(
    fields: Sequence[Sequence[Rival]], fits: Callable[[Sequence[Rival | None]], float]
) -> tuple[Rival | None, ...]:
    options = [[(rival, rival.joint) for rival in field[:MOST_RIVALS]] for field in fields]
    full = [[*rest, (None, max(1e-3, 1.0 - (rest[0][1] if rest else 0.0)))] for rest in options]
    best: tuple[Rival | None, ...] = tuple(None for _ in fields)
    best_score = -1.0
    for combination in product(*full):
        score = fits([rival for rival, _ in combination])
        for _, probability in combination:
            score *= probability
        if score > best_score:
            best_score, best = score, tuple(rival for rival, _ in combination)
    return best


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What certainty depends on beside the field's own candidates."""

    language: int
    pages: int
    source: int  # 0 text layer, 1 OCR, 2 grid
    known_buyer: float


def choice(
    field: str, chosen: Rival | None, all_rivals: Sequence[Rival], facts: DocumentFacts, fit: float = 0.0
) -> Choice | None:
    """The choice with its features; without a chosen value the likeliest rival is kept for the judge to refuse."""
    if chosen is None:
        if not all_rivals:
            return None
        chosen = all_rivals[0]
        fit = -1.0
    others = [rival for rival in all_rivals if rival.best.value != chosen.best.value]
    second = others[0].joint if others else 0.0
    third = others[1].joint if len(others) > 1 else 0.0
    best = chosen.best
    features = (
        float(FIELD_INDEX[field]),
        best.probability, chosen.joint, second, third, chosen.joint - second, float(chosen.count),
        float(sum(rival.joint > 0.1 for rival in all_rivals)), float(len(all_rivals)), fit, best.support,
        float(best.page), best.confidence, float(facts.language), float(facts.pages), float(facts.source),
        facts.known_buyer, float(len(best.alternatives)), float(len(str(best.value))),
    )  # fmt: skip
    return Choice(field, best, features, tuple(rival.best.value for rival in others[:3]))


JUDGE_WIDTH = 19


def judged(choices: Sequence[Choice], certainty: Floats) -> list[Choice]:
    """The choices with the judge's verdicts, capped so that no one is ever certain."""
    return [replace(one, certainty=float(np.clip(p, 0.001, 0.999))) for one, p in zip(choices, certainty, strict=True)]
