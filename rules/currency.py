"""The order's currency must be the one that the customer is sold in."""

from __future__ import annotations

from collections.abc import Iterable

from models.issue import Issue, Severity
from models.match import MatchedOrder
from rules.context import RuleContext
from rules.found import finding


def check(order: MatchedOrder, context: RuleContext) -> Iterable[Issue]:
    customer = context.customers.get(order.customer.best or "")
    stated = order.order.currency
    if customer and customer.currency and stated and stated.value != customer.currency:
        yield finding("currency_differs", Severity.WARNING, "currency", printed=stated.value, usual=customer.currency)
