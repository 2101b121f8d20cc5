"""An extracted order to a matched one: ship-to, items, stock quantities, and how sure the whole is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from matching.confidence import order_confidence
from matching.factors import FactorChoice, choose_factors, segment
from matching.index import MasterIndex
from matching.items import match_items
from matching.line_view import LineView, view
from matching.money import in_our_money
from matching.ranking import MatchingModels
from matching.shiptos import match_ship_to
from models.knowledge import Knowledge
from models.match import MatchedLine, MatchedOrder, MatchResult
from models.reading import ExtractedOrder, Field


@dataclass(frozen=True, slots=True)
class Chosen:
    """What an agent chose, and what therefore stays: the ship-to, items by line."""

    ship_to: MatchResult | None = None
    items: Mapping[int, MatchResult] = field(default_factory=dict)


def match(
    order: ExtractedOrder,
    customer: MatchResult,
    index: MasterIndex,
    knowledge: Knowledge,
    models: MatchingModels,
    chosen: Chosen | None = None,
) -> MatchedOrder:
    """Match an order to the master data. `knowledge` is that of `customer.best`."""
    settled = chosen or Chosen()
    on = order.order_date.value if order.order_date else None
    views = [view(line, index.items) for line in order.lines]
    found = match_items(views, customer.best, on, index, knowledge, models)
    results = [settled.items.get(number, result) for number, result in enumerate(found)]
    views = in_our_money(views, results, order, customer.best, on, index)
    lines = _lines(views, results, customer.best, on, index, knowledge, models)
    ship_to = settled.ship_to or match_ship_to(order, customer.best, index, knowledge, models)
    matched = MatchedOrder(order, customer, ship_to, lines, 0.0)
    return replace(matched, confidence=order_confidence(matched, index, models))


def _lines(
    views: Sequence[LineView],
    results: Sequence[MatchResult],
    customer: str | None,
    on: date | None,
    index: MasterIndex,
    knowledge: Knowledge,
    models: MatchingModels,
) -> tuple[MatchedLine, ...]:
    """Every line with its item and stock quantity; the factors of all lines are weighed at once."""
    items = [index.items.get(r.best) if r.best else None for r in results]
    counted = [i for i, (item, v) in enumerate(zip(items, views, strict=True)) if item and v.quantity is not None]
    pairs = [(item, views[i]) for i in counted if (item := items[i]) is not None]
    choices = dict(zip(counted, choose_factors(pairs, customer, index, knowledge, on, models.factor), strict=True))
    return tuple(
        MatchedLine(v.line, result, _stock(v, choices[i], models) if i in choices else None)
        for i, (v, result) in enumerate(zip(views, results, strict=True))
    )


def _stock(line: LineView, choice: FactorChoice, models: MatchingModels) -> Field[Decimal] | None:
    if choice.best is None or line.quantity is None or line.line.quantity is None:
        return None
    quantity = _plain(line.quantity * choice.best.stock)
    others = tuple(_plain(line.quantity * f.stock) for f, p in choice.options[1:] if p > 0.02)
    confidence = models.calibrated(segment(line), choice.confidence)
    return Field(quantity, confidence, "master_data", line.line.quantity.evidence, others)


def _plain(value: Decimal) -> Decimal:
    """Without trailing zeros, and never as 1E+3."""
    short = value.normalize()
    return short.quantize(Decimal(1)) if short == short.to_integral_value() else short
