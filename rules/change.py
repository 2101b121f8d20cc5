"""Changes and cancellations of orders are always looked at: they touch what may be on its way already."""

from __future__ import annotations

from collections.abc import Iterable

from models.issue import Issue, Severity
from models.match import MatchedOrder
from models.reading import DocumentType
from rules.context import RuleContext
from rules.found import finding


def check(order: MatchedOrder, context: RuleContext) -> Iterable[Issue]:
    kind = order.order.document_type.value
    if kind == DocumentType.ORDER_CHANGE:
        yield finding("order_change", Severity.WARNING, "document_type")
    elif kind == DocumentType.CANCELLATION:
        yield finding("order_cancelled", Severity.WARNING, "document_type")
