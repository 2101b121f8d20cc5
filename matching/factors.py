"""How many stock units one ordered unit is: only factors that master data, the trade or the customer's orders state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import log
from statistics import median

import numpy as np
import numpy.typing as npt

from matching.index import MasterIndex
from matching.line_view import LineView
from matching.ranking import Matrix, Scorer
from matching.units import COUNTABLE, canonical, fixed_factor, unit_meanings
from models.knowledge import Knowledge
from models.master import Item

FACTOR_FEATURES = (
    "unit_first", "unit_later", "unit_missing", "unit_unknown", "unit_other", "countable", "is_stock", "price_fit",
    "price_rel", "price_known", "price_exact", "price_exact_elsewhere", "list_fit", "list_rel", "list_exact",
    "list_exact_elsewhere", "list_known", "multiple", "multiple_rel", "habit_unit", "habit_rel", "quantity_fit",
    "learnt",
    "learnt_other", "readings",
)  # fmt: skip
_EXACT = 0.02  # |log| of two prices that are one
UNKNOWN_FIT = 1.0  # |log price ratio| where nothing is known
_FIT_CAP = 2.5


@dataclass(frozen=True, slots=True)
class Factor:
    """One reading of the ordered unit: `stock` stock units each, as unit `code`."""

    code: str
    stock: Decimal


@dataclass(frozen=True, slots=True)
class FactorChoice:
    """The chosen factor (None: not known) with its probability, and all options likeliest first."""

    best: Factor | None
    confidence: float
    options: tuple[tuple[Factor, float], ...]


def options(item: Item, view: LineView) -> tuple[Factor, ...]:
    """The possible readings: the stock unit itself, the item's packs, and fixed factors of the printed unit."""
    stock = canonical(item.stock_unit)
    found = {Factor(stock, Decimal(1)): None}
    for code, amount in item.packs:
        if amount > 0:
            found.setdefault(Factor(canonical(code), amount))
    for meaning in unit_meanings(view.unit):
        fixed = fixed_factor(meaning, stock)
        if fixed is not None:
            found.setdefault(Factor(meaning, fixed))
    return tuple(found)


def reference_price(item: Item, customer: str | None, index: MasterIndex, on: date | None) -> tuple[float, float]:
    """The agreed and the list price of one stock unit; 0 where there is none."""
    agreed = 0.0
    agreement = index.agreed_price(customer, item.sku, on) if customer else None
    if agreement and agreement.price > 0:
        pack = dict(item.packs).get(agreement.unit)
        agreed = float(agreement.price / pack) if pack and agreement.unit != item.stock_unit else float(agreement.price)
    return agreed, float(item.list_price) if item.list_price else 0.0


def price_fit(prices: Sequence[float], stock: Decimal, reference: float) -> float:
    """|log| of printed against known price under a factor; capped."""
    if not prices or reference <= 0:
        return UNKNOWN_FIT
    return min(min(abs(log(p / (float(stock) * reference))) for p in prices), _FIT_CAP)


def _below_list(prices: Sequence[float], stock: Decimal, reference: float) -> float:
    """Distance of the printed price from the band of usual discounts below the list price."""
    if not prices or reference <= 0:
        return UNKNOWN_FIT
    ratios = [log(p / (float(stock) * reference)) for p in prices]
    return min(min(max(r - 0.1, -0.5 - r, 0.0) for r in ratios), _FIT_CAP)


def choose_factors(
    lines: Sequence[tuple[Item, LineView]],
    customer: str | None,
    index: MasterIndex,
    knowledge: Knowledge,
    on: date | None,
    model: Scorer,
) -> list[FactorChoice]:
    """Weigh the readings of each line's unit by its word, the price, the item's multiples and the customer's habit."""
    readings = [options(item, view) for item, view in lines]
    tables = [
        factor_features(found, item, view, customer, index, knowledge, on)
        for found, (item, view) in zip(readings, lines, strict=True)
    ]
    if not tables:
        return []
    p = model.predict(np.vstack(tables))[:, 1].clip(1e-6, 1 - 1e-6)
    chosen = []
    start = 0
    for found, rows, (_, view) in zip(readings, tables, lines, strict=True):
        chosen.append(_choice(found, rows, p[start : start + len(found)], view))
        start += len(found)
    return chosen


def _choice(readings: Sequence[Factor], rows: Matrix, p: npt.NDArray[np.float64], view: LineView) -> FactorChoice:
    odds = p / (1 - p)
    share = odds / (odds.sum() + 0.02)  # what is left is "none of these"
    order = sorted(range(len(readings)), key=lambda i: (-share[i], i))
    ranked = tuple((readings[i], float(share[i])) for i in order)
    best, confidence = ranked[0]
    if not _supported(rows[order[0]], view):
        return FactorChoice(None, 1.0 - confidence, ranked)
    return FactorChoice(best, confidence, ranked)


def segment(view: LineView) -> str:
    """The kind of line that a calibration belongs to: what tells how many stock units were ordered."""
    if unit_meanings(view.unit):
        return "stock"
    return "stock_by_price" if view.prices else "stock_bare"


def _supported(row: Matrix, view: LineView) -> bool:
    """Whether anything but the lack of an alternative speaks for a reading: else it would be a guess."""
    named = dict(zip(FACTOR_FEATURES, row, strict=True))
    by_price = named["price_known"] > 0 and named["price_fit"] < 0.35
    if named["unit_first"] or named["unit_later"] or named["habit_unit"] or named["learnt"] or by_price:
        return True
    if not view.unit or not unit_meanings(view.unit):
        return bool(named["is_stock"])
    return bool(named["countable"])


def factor_features(
    readings: Sequence[Factor],
    item: Item,
    view: LineView,
    customer: str | None,
    index: MasterIndex,
    knowledge: Knowledge,
    on: date | None,
) -> Matrix:
    """One row per reading, in the order of FACTOR_FEATURES."""
    meanings = unit_meanings(view.unit)
    agreed, listed = reference_price(item, customer, index, on)
    habit = index.habits.get(customer or "", {}).get(item.sku)
    used = [canonical(unit) for _, unit in habit.quantities] if habit else []
    usual = _usual_stock(item, habit.quantities if habit else ())
    learnt = [a for a in knowledge.aliases if a.sku == item.sku and a.stock_per_unit and _same_unit(a.unit, view.unit)]
    stock = canonical(item.stock_unit)
    available = {r.code for r in readings}
    first = next((m for m in meanings if m in available), "")
    rows = []
    for r in readings:
        quantity = view.quantity * r.stock if view.quantity is not None else None
        rows.append(
            [
                float(r.code == first),
                float(r.code in meanings and r.code != first),
                float(not view.unit),
                float(bool(view.unit) and not meanings),
                float(bool(meanings) and r.code not in meanings),
                float(r.stock == 1 and "PCE" in meanings and stock in COUNTABLE),
                float(r.stock == 1),
                price_fit(view.prices, r.stock, agreed),
                0.0,
                float(bool(view.prices) and agreed > 0),
                float(price_fit(view.prices, r.stock, agreed) < _EXACT),
                0.0,
                _below_list(view.prices, r.stock, listed),
                0.0,
                float(price_fit(view.prices, r.stock, listed) < _EXACT),
                0.0,
                float(bool(view.prices) and listed > 0),
                float(quantity is not None and quantity >= item.min_quantity and quantity % (item.multiple or 1) == 0),
                0.0,
                used.count(r.code) / len(used) if used else 0.0,
                0.0,
                min(abs(log(float(quantity) / usual)), 6.0) if quantity and usual else 2.0,
                float(any(a.stock_per_unit == r.stock for a in learnt)),
                float(bool(learnt) and all(a.stock_per_unit != r.stock for a in learnt)),
                len(readings),
            ]
        )
    matrix = np.array(rows, dtype=np.float32)
    for relative, of in (("price_rel", "price_fit"), ("list_rel", "list_fit")):
        column = FACTOR_FEATURES.index(of)
        matrix[:, FACTOR_FEATURES.index(relative)] = matrix[:, column] - matrix[:, column].min()
    for elsewhere, of in (("price_exact_elsewhere", "price_exact"), ("list_exact_elsewhere", "list_exact")):
        exact = matrix[:, FACTOR_FEATURES.index(of)]
        matrix[:, FACTOR_FEATURES.index(elsewhere)] = (exact.max() > 0) & (exact == 0)
    for relative, of in (("multiple_rel", "multiple"), ("habit_rel", "habit_unit")):
        column = FACTOR_FEATURES.index(of)
        matrix[:, FACTOR_FEATURES.index(relative)] = matrix[:, column] - matrix[:, column].max()
    return matrix


def _same_unit(learnt: str, printed: str) -> bool:
    """Whether a factor learnt with a unit word holds for another; without a word it holds where none is printed."""
    if not learnt or not printed:
        return not learnt and not printed
    return canonical(learnt) in unit_meanings(printed) or learnt.casefold() == printed.casefold()


def _usual_stock(item: Item, quantities: Sequence[tuple[Decimal, str]]) -> float:
    """The usual order of this item in stock units, 0 when not known."""
    packs = {canonical(code): amount for code, amount in item.packs}
    stock = canonical(item.stock_unit)
    found = []
    for quantity, unit in quantities:
        code = canonical(unit)
        factor = Decimal(1) if code == stock else packs.get(code)
        if factor is not None:
            found.append(float(quantity * factor))
    return median(found) if found else 0.0
