"""The tally of right and wrong over files, and the figures that follow from it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from learning.accuracy_values import same, similar, stated
from models.reading import HEADER_FIELDS, LINE_FIELDS

RATES = (
    "document_type",
    "perfect_header_strict",
    "perfect_header",
    "perfect_lines",
    "perfect_order",
    "perfect_order_matched",
    "customer_top1",
    "customer_recall5",
    "unknown_customer_left_open",
    "ship_to",
    "item_top1",
    "item_recall5",
    "unknown_item_left_open",
    "stock_quantity",
    "intent",
    "duplicate_flagged",
    "file_without_order_clean",
)
LARGEST_ERROR = 0.01  # of the touchless orders: what an order desk would still let pass


def share(part: int, whole: int) -> float | None:
    """Part of the whole; None of nothing."""
    return part / whole if whole else None


@dataclass(slots=True)
class Count:
    """Strict and lenient true positives, with what was stated wrongly and what was missed."""

    right: int = 0
    lenient: int = 0
    predicted: int = 0
    printed: int = 0

    def add(self, name: str, truth: object, said: object) -> tuple[bool, bool]:
        """Counts one value; whether it is right, strictly and leniently (absent on both sides is right)."""
        t, p = stated(name, truth), stated(name, said)
        self.printed += t is not None
        self.predicted += p is not None
        if t is None or p is None:
            return (t is None and p is None,) * 2
        strict, lenient = same(name, t, p), similar(name, t, p)
        self.right += strict
        self.lenient += lenient
        return strict, lenient

    def f1(self, lenient: bool = False) -> float | None:
        total = self.predicted + self.printed
        return 2 * (self.lenient if lenient else self.right) / total if total else None

    def figures(self) -> dict[str, float | int | None]:
        return {
            "support": self.printed,
            "precision": share(self.right, self.predicted),
            "recall": share(self.right, self.printed),
            "f1": self.f1(),
            "lenient_precision": share(self.lenient, self.predicted),
            "lenient_recall": share(self.lenient, self.printed),
            "lenient_f1": self.f1(lenient=True),
        }


@dataclass(slots=True)
class Rate:
    right: int = 0
    of: int = 0

    def add(self, ok: bool) -> None:
        self.right += ok
        self.of += 1

    @property
    def value(self) -> float | None:
        return share(self.right, self.of)


@dataclass(frozen=True, slots=True)
class Decided:
    """One order of an answer for the risk curve: its confidence, whether it is wrong, whether it exists at all."""

    sureness: float
    wrong: bool
    real: bool


@dataclass(slots=True)
class Accuracy:
    """The tally over files; `wrong` lists (file, po number, what, truth, predicted)."""

    header: dict[str, Count] = field(default_factory=lambda: {k: Count() for k in HEADER_FIELDS})
    columns: dict[str, Count] = field(default_factory=lambda: {k: Count() for k in LINE_FIELDS})
    line_exact: Count = field(default_factory=Count)
    found: Count = field(default_factory=Count)
    rates: dict[str, Rate] = field(default_factory=lambda: {k: Rate() for k in RATES})
    files: int = 0
    unanswered: int = 0
    unreadable: int = 0
    orders: int = 0
    touchless: int = 0
    touchless_wrong: int = 0
    touchless_not_plain: int = 0
    stated: list[tuple[float, bool]] = field(default_factory=list)
    decided: list[Decided] = field(default_factory=list)
    wrong: list[tuple[str, str, str, str, str]] = field(default_factory=list)

    def micro(self, counts: Mapping[str, Count]) -> Count:
        """The sum over the fields."""
        total = Count()
        for c in counts.values():
            total.right += c.right
            total.lenient += c.lenient
            total.predicted += c.predicted
            total.printed += c.printed
        return total

    def believe(self, confidence: float | None, ok: bool) -> None:
        """A stated confidence and whether its value was right."""
        if confidence is not None:
            self.stated.append((min(max(confidence, 0.0), 1.0), ok))

    def bins(self, count: int = 10) -> list[tuple[float, float, int]]:
        """Per equal-width bin of confidence: the sum of confidences, the number right, the number."""
        sums = [(0.0, 0.0, 0)] * count
        for confidence, ok in self.stated:
            b = min(int(confidence * count), count - 1)
            sums[b] = (sums[b][0] + confidence, sums[b][1] + ok, sums[b][2] + 1)
        return sums

    def calibration_error(self) -> float | None:
        """Expected calibration error: the mean gap between claimed and true rightness."""
        if not self.stated:
            return None
        return sum(abs(claimed - right) for claimed, right, _ in self.bins()) / len(self.stated)

    def brier(self) -> float | None:
        """The mean squared gap between a confidence and 1 (right) or 0 (wrong)."""
        return sum((c - ok) ** 2 for c, ok in self.stated) / len(self.stated) if self.stated else None


def risk_curve(tally: Accuracy) -> list[tuple[float, float, float]]:
    """(threshold, share of orders at least that sure, error among them), from the surest down."""
    points, seen, wrong, real = [], 0, 0, 0
    ranked = sorted(tally.decided, key=lambda d: -d.sureness)
    for threshold, group in groupby(ranked, key=lambda d: d.sureness):
        for each in group:
            seen, wrong, real = seen + 1, wrong + each.wrong, real + each.real
        points.append((threshold, real / tally.orders if tally.orders else 0.0, wrong / seen))
    return points


def most_at_small_risk(tally: Accuracy) -> dict[str, Any]:
    """The largest share of orders that could be touchless with at most `LARGEST_ERROR` of them wrong."""
    good = [p for p in risk_curve(tally) if p[2] <= LARGEST_ERROR]
    if not good:
        return {"touchless_rate": 0.0, "error_rate": None, "threshold": None, "orders": 0}
    threshold, coverage, error = good[-1]
    orders = sum(d.sureness >= threshold for d in tally.decided)
    return {"touchless_rate": coverage, "error_rate": error, "threshold": threshold, "orders": orders}


def _deciles(tally: Accuracy) -> list[dict[str, float]]:
    found: list[dict[str, float]] = []
    points = risk_curve(tally)
    for tenth in range(1, 11):
        here = next((p for p in points if p[1] >= tenth / 10 - 1e-9), None)
        if here is not None and (not found or found[-1]["threshold"] != here[0]):
            found.append({"coverage": here[1], "threshold": here[0], "error_rate": here[2]})
    return found


def figures(tally: Accuracy) -> dict[str, Any]:
    """Every figure, ready for JSON; shares from 0 to 1, None where there is nothing to divide by."""
    bins = [
        {"from": b / 10, "n": n, "confidence": claimed / n, "right": right / n}
        for b, (claimed, right, n) in enumerate(tally.bins())
        if n
    ]
    return {
        "files": tally.files,
        "files_without_prediction": tally.unanswered,
        "files_with_bad_prediction": tally.unreadable,
        "orders": tally.orders,
        "order_detection": tally.found.figures(),
        "header": {name: count.figures() for name, count in tally.header.items()},
        "header_micro": tally.micro(tally.header).figures(),
        "lines": tally.line_exact.printed,
        "line_exact": tally.line_exact.figures(),
        "line_columns": {name: count.figures() for name, count in tally.columns.items()},
        "line_columns_micro": tally.micro(tally.columns).figures(),
        "rates": {n: {"rate": r.value, "right": r.right, "of": r.of} for n, r in tally.rates.items()},
        "touchless": {
            "rate": share(tally.touchless, tally.orders),
            "n": tally.touchless,
            "errors": tally.touchless_wrong,
            "error_rate": share(tally.touchless_wrong, tally.touchless),
            "change_cancel_or_duplicate": tally.touchless_not_plain,
        },
        "risk_coverage": {"at_most_1_percent": most_at_small_risk(tally), "curve": _deciles(tally)},
        "calibration": {
            "ece": tally.calibration_error(),
            "brier": tally.brier(),
            "values": len(tally.stated),
            "bins": bins,
        },
    }
