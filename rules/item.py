"""Every line must mean an item of the catalogue, and surely so."""

from __future__ import annotations

from collections.abc import Iterable

from models.issue import Issue, Severity
from models.match import MatchedLine, MatchedOrder
from rules.context import RuleContext
from rules.found import at, finding


def check(order: MatchedOrder, context: RuleContext) -> Iterable[Issue]:
    for i, line in enumerate(order.lines):
        if line.item.best is None:
            yield finding("unknown_item", Severity.BLOCKING, at(i, "item"), text=_text(line))
        elif line.item.confidence < context.tolerances.min_item:
            yield finding("uncertain_item", Severity.WARNING, at(i, "item"), sku=line.item.best, text=_text(line))


def _text(line: MatchedLine) -> str:
    stated = line.line.description or line.line.supplier_item_code or line.line.buyer_item_code or line.line.gtin
    return stated.value if stated else ""
