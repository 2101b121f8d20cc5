"""The quantity must be stated, at least the item's minimum, and a multiple of what it is sold in."""

from __future__ import annotations

from collections.abc import Iterable

from models.issue import Issue, Severity
from models.match import MatchedOrder
from models.reading import DocumentType
from rules.context import RuleContext
from rules.found import at, finding


def check(order: MatchedOrder, context: RuleContext) -> Iterable[Issue]:
    cancelled = order.order.document_type.value == DocumentType.CANCELLATION
    for i, line in enumerate(order.lines):
        if line.line.quantity is None:
            if not cancelled:
                yield finding("quantity_missing", Severity.BLOCKING, at(i, "quantity"))
            continue
        if line.line.quantity.value <= 0:
            yield finding(
                "quantity_not_positive", Severity.BLOCKING, at(i, "quantity"), quantity=line.line.quantity.value
            )
            continue
        item = context.items.get(line.item.best or "")
        if item is None or line.stock_quantity is None:
            continue
        stock = line.stock_quantity.value
        if stock < item.min_quantity:
            yield finding(
                "below_minimum",
                Severity.WARNING,
                at(i, "quantity"),
                quantity=stock,
                minimum=item.min_quantity,
                unit=item.stock_unit,
            )
        elif item.multiple > 0 and stock % item.multiple:
            yield finding(
                "not_a_multiple",
                Severity.WARNING,
                at(i, "quantity"),
                quantity=stock,
                multiple=item.multiple,
                unit=item.stock_unit,
            )
