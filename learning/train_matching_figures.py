"""How good the matching is on cases with known answers, by segment. It changes no model."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from learning.calibration import coverage_at_error
from learning.train_matching_cases import Case
from matching import identify, match
from matching.index import MasterIndex
from matching.ranking import MatchingModels
from matching.shiptos import place_stated
from models.match import MatchedOrder, MatchResult
from models.reading import ExtractedLine

Seen = dict[str, list[tuple[float, bool, bool]]]  # segment → (confidence, right, among the first five)


def matched(case: Case, index: MasterIndex, models: MatchingModels) -> MatchedOrder:
    return match(case.order, identify(case.order, index, models, case.senders), index, case.knowledge, models)


def line_segment(line: ExtractedLine, sku: str | None, case: Case, index: MasterIndex) -> str:
    """As the goals are stated: a code printed, else the customer's history known or not; outside the catalogue."""
    if sku is None:
        return "item outside"
    if line.supplier_item_code or line.gtin:
        return "item code"
    bought = sku in index.habits.get(case.customer or "", {})
    remembered = any(a.sku == sku for a in case.knowledge.aliases)
    if case.own_words:
        return "item own words, known" if remembered else "item own words"
    coded = bool(line.buyer_item_code) and (case.customer or "") != ""
    if coded and any(s == sku for s in _references(line, case, index)):
        return "item cross reference"
    return "item text, known" if bought or remembered else "item text"


def _references(line: ExtractedLine, case: Case, index: MasterIndex) -> tuple[str, ...]:
    from matching.similarity import code_key

    code = code_key(line.buyer_item_code.value) if line.buyer_item_code else ""
    return index.cross_references.get((case.customer or "", code), ())


def outcomes(cases: Sequence[Case], index: MasterIndex, models: MatchingModels) -> Iterator[tuple[str, float, bool]]:
    """(calibration name, raw confidence, right) of every decision, for calibrating."""
    from matching.factors import segment as factor_segment
    from matching.items import rank, segment
    from matching.line_view import view

    for case in cases:
        customer = identify(case.order, index, models, case.senders)
        yield ("customer" if customer.best else "customer_none"), customer.confidence, customer.best == case.customer
        if customer.best != case.customer:
            continue
        found = match(case.order, customer, index, case.knowledge, models)
        if place_stated(case.order):
            name = "ship_to" if found.ship_to.best else "ship_to_none"
            yield name, found.ship_to.confidence, found.ship_to.best == case.ship_to
        views = [view(line, index.items) for line in case.order.lines]
        day = case.order.order_date.value if case.order.order_date else None
        ranked = rank(views, customer.best, day, index, case.knowledge, models)
        for seen, order, line, sku, stock in zip(views, ranked, found.lines, case.skus, case.stock, strict=True):
            if order.rows:
                name = segment(order, seen) if line.item.best else "item_none"
                yield name, line.item.confidence, line.item.best == sku
            if line.stock_quantity and line.item.best == sku and stock is not None:
                yield factor_segment(seen), line.stock_quantity.confidence, line.stock_quantity.value == stock


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """Cases of a world, with its index."""

    cases: Sequence[Case]
    index: MasterIndex


def report(parts: Iterable[Judged], models: MatchingModels, say: Any = print) -> dict[str, Any]:
    """Print and return accuracy, first five, and the share acceptable at 1 % error, by segment."""
    seen: Seen = defaultdict(list)
    for part in parts:
        for case in part.cases:
            _tally(case, part.index, matched(case, part.index, models), seen)
    figures: dict[str, Any] = {}
    say(f"{'segment':28}{'n':>7}{'right':>8}{'first 5':>9}{'at 1 %':>8}{'at 0.5 %':>9}")
    for name in sorted(seen):
        rows = seen[name]
        right = [r for _, r, _ in rows]
        confidence = [c for c, _, _ in rows]
        figures[name] = {
            "n": len(rows),
            "right": round(sum(right) / len(rows), 4),
            "first5": round(sum(five for _, _, five in rows) / len(rows), 4),
            "at_1_percent": round(coverage_at_error(confidence, right, 0.01), 4),
            "at_half_percent": round(coverage_at_error(confidence, right, 0.005), 4),
        }
        f = figures[name]
        say(
            f"{name:28}{f['n']:7}{f['right']:8.3f}{f['first5']:9.3f}{f['at_1_percent']:8.3f}{f['at_half_percent']:9.3f}"
        )
    return figures


def tally(cases: Sequence[Case], index: MasterIndex, models: MatchingModels) -> Seen:
    """(confidence, right, among the first five) of every decision, by segment."""
    seen: Seen = defaultdict(list)
    for case in cases:
        _tally(case, index, matched(case, index, models), seen)
    return seen


def _tally(case: Case, index: MasterIndex, found: MatchedOrder, seen: Seen) -> None:
    _add(seen, "customer" if case.customer else "customer unknown", found.customer, case.customer)
    if case.customer and found.customer.best == case.customer and place_stated(case.order):
        _add(seen, "ship-to" if case.ship_to else "ship-to unknown", found.ship_to, case.ship_to)
    for line, sku, stock in zip(found.lines, case.skus, case.stock, strict=True):
        _add(seen, line_segment(line.line, sku, case, index), line.item, sku)
        _add(seen, "item all", line.item, sku)
        if sku is not None and not (line.line.supplier_item_code or line.line.gtin):
            _add(seen, f"item no code, {case.order.language}", line.item, sku)
        if sku is not None and line.item.best == sku:
            right = line.stock_quantity is not None and line.stock_quantity.value == stock
            seen["stock quantity"].append(
                (line.stock_quantity.confidence if line.stock_quantity else 0.0, right, right)
            )


def _add(seen: Seen, name: str, result: MatchResult, truth: str | None) -> None:
    right = result.best == truth
    five = right or truth in [c.target for c in result.candidates[:5]]
    seen[name].append((result.confidence, right, five))
