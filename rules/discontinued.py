"""An item that is no longer sold: its successor is proposed, not booked in its place."""

from __future__ import annotations

from collections.abc import Iterable

from models.issue import Issue, Severity
from models.match import MatchedOrder
from rules.context import RuleContext
from rules.found import at, finding


def check(order: MatchedOrder, context: RuleContext) -> Iterable[Issue]:
    for i, line in enumerate(order.lines):
        item = context.items.get(line.item.best or "")
        if item is None or item.status == "active":
            continue
        if item.replaced_by in context.items:
            yield finding("item_replaced", Severity.WARNING, at(i, "item"), sku=item.sku, successor=item.replaced_by)
        else:
            yield finding("item_discontinued", Severity.WARNING, at(i, "item"), sku=item.sku)
