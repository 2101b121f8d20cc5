"""A value that matters and was read with doubt is looked at, also where everything else is sure."""

from __future__ import annotations

from collections.abc import Iterable

from models.issue import Issue, Severity
from models.match import MatchedOrder
from rules.context import RuleContext
from rules.found import at, finding, text

_HEADER = ("order_date", "requested_date", "currency", "document_type")
_LINE = ("quantity", "unit_price", "price_basis", "discount_percent", "requested_date")


def check(order: MatchedOrder, context: RuleContext) -> Iterable[Issue]:
    least = context.tolerances.min_field
    for name in _HEADER:
        field = getattr(order.order, name)
        if field is not None and field.confidence < least:
            yield finding("low_confidence", Severity.WARNING, name, value=text(field.value))
    for i, line in enumerate(order.lines):
        for name in _LINE:
            field = getattr(line.line, name)
            if field is not None and field.confidence < least:
                yield finding("low_confidence", Severity.WARNING, at(i, name), value=text(field.value))
