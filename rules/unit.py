"""How many stock units were ordered must follow from known factors: a guess is asked, not booked."""

from __future__ import annotations

from collections.abc import Iterable

from models.issue import Issue, Severity
from models.match import MatchedOrder
from rules.context import RuleContext
from rules.found import at, finding


def check(order: MatchedOrder, context: RuleContext) -> Iterable[Issue]:
    for i, line in enumerate(order.lines):
        if line.item.best is None or line.line.quantity is None:
            continue
        unit = line.line.unit.value if line.line.unit else ""
        item = context.items.get(line.item.best)
        stock_unit = item.stock_unit if item else ""
        if line.stock_quantity is None:
            yield finding("unit_unknown", Severity.BLOCKING, at(i, "unit"), unit=unit, stock_unit=stock_unit)
        elif line.stock_quantity.confidence < context.tolerances.min_field:
            yield finding(
                "unit_uncertain",
                Severity.WARNING,
                at(i, "unit"),
                unit=unit,
                quantity=line.stock_quantity.value,
                stock_unit=stock_unit,
            )
