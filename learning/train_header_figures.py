"""Figures of header extraction on held-out families: per field, per family, calibration; and their thresholds."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
from rapidfuzz import fuzz

from extraction.gazetteer import fold
from extraction.header_choice import Choice
from extraction.values_codes import compact
from learning.train_header_data import Example
from models.reading import HEADER_FIELDS

CODES = frozenset({"po_number", "revision", "currency", "buyer_vat_id", "ship_to_postcode", "ship_to_country"})
LENIENT = 0.9
LOWEST, HIGHEST = 0.3, 0.6  # thresholds stay near the one that is best in theory


def right(name: str, value: Any, truth: str | None) -> bool:
    """As a reader would judge: dates, numbers and codes as values, texts nearly equal with the same digits."""
    if truth is None:
        return False
    if isinstance(value, date):
        return value.isoformat() == truth
    if isinstance(value, Decimal):
        return value == Decimal(truth)
    if name in CODES:
        return compact(str(value)) == compact(truth)
    if name == "buyer_email":
        return str(value).casefold() == truth.casefold()
    same_digits = re.findall(r"\d+", str(value)) == re.findall(r"\d+", truth)
    return same_digits and fuzz.ratio(fold(str(value)), fold(truth)) / 100 >= LENIENT


def right_value(one: Choice, truth: Mapping[str, Any]) -> int:
    return int(right(one.field, one.best.value, truth.get(one.field)))


@dataclass(slots=True)
class Tally:
    """Counts of one field or family."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def f1(self) -> float:
        return 2 * self.tp / max(2 * self.tp + self.fp + self.fn, 1)


@dataclass(slots=True)
class Figures:
    """Collects choices with their certainty on documents of held-out families."""

    examples: Sequence[Example]
    found: dict[int, dict[str, tuple[Choice, float]]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, index: int, one: Choice, certainty: float) -> None:
        self.found[index][one.field] = (one, certainty)

    def _outcomes(self, name: str) -> tuple[list[float], list[bool], int]:
        """Certainties and rightness of a field's choices, and in how many documents it is printed."""
        sure, good, printed = [], [], 0
        for index, example in enumerate(self.examples):
            if not example.truth:
                continue
            printed += name in example.truth
            held = self.found.get(index, {}).get(name)
            if held:
                sure.append(held[1])
                good.append(right(name, held[0].best.value, example.truth.get(name)))
        return sure, good, printed

    def thresholds(self) -> dict[str, float]:
        """Per field the certainty from which stating a value raises F1."""
        return {name: self._threshold(name) for name in HEADER_FIELDS}

    def _threshold(self, name: str) -> float:
        sure, good, printed = self._outcomes(name)
        best, best_f1 = 0.45, -1.0
        for level in np.arange(LOWEST, HIGHEST + 0.01, 0.025):
            stated = [g for s, g in zip(sure, good, strict=True) if s >= level]
            f1 = 2 * sum(stated) / max(len(stated) + printed, 1)
            if f1 > best_f1 + 0.0005:
                best, best_f1 = float(level), f1
        return round(best, 3)

    def _tallies(self) -> tuple[dict[str, Tally], dict[str, Tally]]:
        levels = self.thresholds()
        fields: dict[str, Tally] = defaultdict(Tally)
        families: dict[str, Tally] = defaultdict(Tally)
        for index, example in enumerate(self.examples):
            if not example.truth:
                continue
            for name in HEADER_FIELDS:
                held = self.found.get(index, {}).get(name)
                stated = held is not None and held[1] >= levels[name]
                truth = example.truth.get(name)
                good = held is not None and stated and right(name, held[0].best.value, truth)
                for tally in (fields[name], families[example.family]):
                    tally.tp += good
                    tally.fp += stated and not good
                    tally.fn += truth is not None and not good
        return fields, families

    def errors(self) -> Iterator[dict[str, Any]]:
        """Every wrong, missing or invented value."""
        levels = self.thresholds()
        for index, example in enumerate(self.examples):
            for name in HEADER_FIELDS:
                held = self.found.get(index, {}).get(name)
                stated = held is not None and held[1] >= levels[name]
                truth = example.truth.get(name) if example.truth else None
                good = held is not None and right(name, held[0].best.value, truth)
                if (stated and good) or (truth is None and not stated):
                    continue
                yield {
                    "family": example.family, "name": example.name, "field": name, "truth": truth, "stated": stated,
                    "value": str(held[0].best.value) if held else None, "certainty": round(held[1],
                    3) if held else None,
                    "right": good,
                }  # fmt: skip

    def calibration_error(self, bins: int = 10) -> float:
        """Mean gap between certainty and rightness of stated values."""
        levels = self.thresholds()
        pairs = [
            (s, g)
            for name in HEADER_FIELDS
            for s, g in zip(*self._outcomes(name)[:2], strict=True)
            if s >= levels[name]
        ]
        if not pairs:
            return 0.0
        gaps = 0.0
        for low in np.arange(bins) / bins:
            inside = [(s, g) for s, g in pairs if low <= s < low + 1 / bins]
            gaps += abs(sum(s for s, _ in inside) - sum(g for _, g in inside))
        return gaps / len(pairs)

    def summary(self) -> dict[str, Any]:
        fields, families = self._tallies()
        return {
            "f1": round(_all(fields).f1(), 4),
            "calibration_error": round(self.calibration_error(), 4),
            "fields": {name: round(tally.f1(), 4) for name, tally in fields.items()},
            "families": {name: round(tally.f1(), 4) for name, tally in sorted(families.items())},
        }

    def report(self) -> str:
        """The figures as text."""
        fields, families = self._tallies()
        levels = self.thresholds()
        lines = ["field                 F1     P      R      printed  threshold"]
        for name, tally in [*fields.items(), ("(all)", _all(fields))]:
            precision = tally.tp / max(tally.tp + tally.fp, 1)
            recall = tally.tp / max(tally.tp + tally.fn, 1)
            level = levels.get(name, 0.0)
            lines.append(
                f"{name:20s} {tally.f1():.3f}  {precision:.3f}  {recall:.3f}  {tally.tp + tally.fn:7d}  {level:.3f}"
            )
        lines.append(f"calibration error {self.calibration_error():.4f}")
        lines.append("family (held out)         F1")
        lines += [f"{name:24s} {tally.f1():.3f}" for name, tally in sorted(families.items(), key=lambda p: p[1].f1())]
        return "\n".join(lines)


def _all(fields: Mapping[str, Tally]) -> Tally:
    total = Tally()
    for tally in fields.values():
        total.tp, total.fp, total.fn = total.tp + tally.tp, total.fp + tally.fp, total.fn + tally.fn
    return total
