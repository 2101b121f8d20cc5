"""Prices of an order in another currency made comparable to ours, only where the order itself tells the rate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from math import exp, log
from statistics import median

from matching.factors import options, price_fit, reference_price
from matching.index import MasterIndex
from matching.line_view import LineView
from matching.units import unit_meanings
from models.master import Item
from models.match import MatchResult
from models.reading import ExtractedOrder

_SAME = 0.02  # |log| of two prices that are one
# Currencies so near to each other that a price still tells a box from a piece.
_NEAR_PARITY = frozenset({"EUR", "USD", "GBP", "CHF", "CAD", "AUD"})
_PARITY_BAND = 1.8
_MIN_LINES = 3  # that a rate is read from


def in_our_money(
    views: Sequence[LineView],
    results: Sequence[MatchResult],
    order: ExtractedOrder,
    customer: str | None,
    on: date | None,
    index: MasterIndex,
) -> list[LineView]:
    """The lines with prices that may be held against agreed and list prices; without prices where no rate is known."""
    items = [index.items.get(r.best) if r.best else None for r in results]
    currency = order.currency.value if order.currency else ""
    if not any(item and currency and item.currency and item.currency != currency for item in items):
        return list(views)
    near = currency in _NEAR_PARITY and all(i is None or not i.currency or i.currency in _NEAR_PARITY for i in items)
    agreed = [reference_price(item, customer, index, on)[0] if item else 0.0 for item in items]
    if any(_agrees(v, item, price) for v, item, price in zip(views, items, agreed, strict=True) if item and price):
        # The agreements are in the order's currency, the list is not: it tells a box from a piece at best.
        return [v if price or near else replace(v, prices=()) for v, price in zip(views, agreed, strict=True)]
    ratios = [
        log(v.prices[0] / (reference * _named_factor(v, item)))
        for v, item in zip(views, items, strict=True)
        if item and v.prices and (reference := max(reference_price(item, customer, index, on))) > 0
    ]
    if len(ratios) < _MIN_LINES:
        return list(views) if near else [replace(v, prices=()) for v in views]
    rate = exp(median(ratios))
    if near and not 1 / _PARITY_BAND < rate < _PARITY_BAND:
        return list(views)  # no rate of these currencies: rather a whole order in boxes
    return [replace(v, prices=tuple(p / rate for p in v.prices)) for v in views]


def _agrees(view: LineView, item: Item, agreed: float) -> bool:
    return any(price_fit(view.prices, r.stock, agreed) < _SAME for r in options(item, view))


def _named_factor(view: LineView, item: Item) -> float:
    """The stock units of the printed unit where its word names a pack, else one."""
    by_code = {r.code: float(r.stock) for r in options(item, view)}
    return next((by_code[m] for m in unit_meanings(view.unit) if m in by_code), 1.0)
