"""A quantity far from what this customer ever ordered of the item is asked before it is booked."""

from __future__ import annotations

from collections.abc import Iterable

from models.issue import Issue, Severity
from models.match import MatchedOrder
from rules.context import RuleContext
from rules.found import at, finding


def check(order: MatchedOrder, context: RuleContext) -> Iterable[Issue]:
    customer = order.customer.best or ""
    for i, line in enumerate(order.lines):
        if line.stock_quantity is None or line.item.best is None:
            continue
        past = context.usual.get((customer, line.item.best), ())
        if len(past) < context.tolerances.unusual_needs:
            continue
        asked, factor = line.stock_quantity.value, context.tolerances.unusual_factor
        if asked > max(past) * factor or asked * factor < min(past):
            yield finding(
                "unusual_quantity", Severity.WARNING, at(i, "quantity"), quantity=asked, least=min(past), most=max(past)
            )
