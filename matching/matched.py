"""An extracted order to a matched one: ship-to, items, stock quantities, and how sure the whole is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from matching.confidence import order_confidence
from matching.factors import choose_factor
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
    lines = tuple(
        _line(v, result, customer.best, on, index, knowledge, models) for v, result in zip(views, results, strict=True)
    )
    ship_to = settled.ship_to or match_ship_to(order, customer.best, index, knowledge, models)
    matched = MatchedOrder(order, customer, ship_to, lines, 0.0)
    return replace(matched, confidence=order_confidence(matched, models))


def _line(
    line: LineView,
    result: MatchResult,
    customer: str | None,
    on: date | None,
    index: MasterIndex,
    knowledge: Knowledge,
    models: MatchingModels,
) -> MatchedLine:
    item = index.items.get(result.best) if result.best else None
    if item is None or line.quantity is None or line.line.quantity is None:
        return MatchedLine(line.line, result)
    choice = choose_factor(item, line, customer, index, knowledge, on, models.factor)
    if choice.best is None:
        return MatchedLine(line.line, result)
    quantity = _plain(line.quantity * choice.best.stock)
    others = tuple(_plain(line.quantity * f.stock) for f, p in choice.options[1:] if p > 0.02)
    confidence = models.calibrated("stock", choice.confidence)
    stock = Field(quantity, confidence, "master_data", line.line.quantity.evidence, others)
    return MatchedLine(line.line, result, stock)


def _plain(value: Decimal) -> Decimal:
    """Without trailing zeros, and never as 1E+3."""
    short = value.normalize()
    return short.quantize(Decimal(1)) if short == short.to_integral_value() else short
