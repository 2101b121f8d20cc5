"""The customer's order number must be stated and readable: duplicates are found by it."""

from __future__ import annotations

from collections.abc import Iterable

from models.issue import Issue, Severity
from models.match import MatchedOrder
from rules.context import RuleContext
from rules.found import finding


def check(order: MatchedOrder, context: RuleContext) -> Iterable[Issue]:
    number = order.order.po_number
    if number is None or not number.value.strip():
        yield finding("po_number_missing", Severity.BLOCKING, "po_number")
    elif number.confidence < context.tolerances.min_po_number:
        yield finding("po_number_uncertain", Severity.WARNING, "po_number", value=number.value)
