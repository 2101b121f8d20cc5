"""A document that states no lines and no order number is no order."""

from __future__ import annotations

from collections.abc import Iterable

from models.issue import Issue, Severity
from models.match import MatchedOrder
from models.reading import DocumentType
from rules.context import RuleContext
from rules.found import finding


def check(order: MatchedOrder, context: RuleContext) -> Iterable[Issue]:
    if order.lines:
        return
    if order.order.po_number is None:
        yield finding("no_order_found", Severity.BLOCKING)
    elif order.order.document_type.value != DocumentType.CANCELLATION:
        yield finding("no_lines", Severity.BLOCKING)
