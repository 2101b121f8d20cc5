"""The customer must be one of ours, and surely so."""

from __future__ import annotations

from collections.abc import Iterable

from models.issue import Issue, Severity
from models.match import MatchedOrder
from rules.context import RuleContext
from rules.found import finding


def check(order: MatchedOrder, context: RuleContext) -> Iterable[Issue]:
    name = order.order.buyer_name.value if order.order.buyer_name else ""
    if order.customer.best is None:
        yield finding("unknown_customer", Severity.BLOCKING, "customer", name=name)
    elif order.customer.confidence < context.tolerances.min_customer:
        yield finding("uncertain_customer", Severity.WARNING, "customer", code=order.customer.best, name=name)
