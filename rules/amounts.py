"""Quantity times price must give the printed amount, and the lines the printed total (freight may come on top)."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from models.issue import Issue, Severity
from models.match import MatchedOrder
from models.reading import ExtractedLine
from rules.context import RuleContext
from rules.found import at, finding


def check(order: MatchedOrder, context: RuleContext) -> Iterable[Issue]:
    allowed = context.tolerances
    due = [line_amount(line.line) for line in order.lines]
    for i, (line, amount) in enumerate(zip(order.lines, due, strict=True)):
        printed = line.line.amount
        if amount is None or printed is None:
            continue
        if abs(amount - printed.value) > max(allowed.amount_step, abs(amount) * allowed.amount_share):
            yield finding(
                "amount_differs", Severity.WARNING, at(i, "amount"), printed=printed.value, due=round(amount, 2)
            )
    net = order.order.total_net
    amounts = [
        line.line.amount.value if line.line.amount else amount for line, amount in zip(order.lines, due, strict=True)
    ]
    if net is None or not amounts or any(a is None for a in amounts):
        return
    summed = sum((a for a in amounts if a is not None), Decimal(0))
    slack = allowed.amount_step * len(amounts)
    if summed > net.value + slack:
        yield finding("total_differs", Severity.WARNING, "total_net", printed=net.value, due=round(summed, 2))
    elif summed < net.value - slack:
        yield finding("total_above_lines", Severity.INFO, "total_net", printed=net.value, due=round(summed, 2))


def line_amount(line: ExtractedLine) -> Decimal | None:
    """Quantity × price / basis less discount; None where one of them is not stated."""
    if line.quantity is None or line.unit_price is None:
        return None
    basis = line.price_basis.value if line.price_basis and line.price_basis.value else Decimal(1)
    discount = line.discount_percent.value if line.discount_percent else Decimal(0)
    return line.quantity.value * line.unit_price.value / basis * (100 - discount) / 100
