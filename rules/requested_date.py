"""The date asked for must lie ahead, and leave the time that we need."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from models.issue import Issue, Severity
from models.match import MatchedOrder
from rules.context import RuleContext
from rules.found import at, finding


def check(order: MatchedOrder, context: RuleContext) -> Iterable[Issue]:
    header = order.order.requested_date
    lines = [line.line.requested_date for line in order.lines]
    if header is None and not any(lines) and not any(line.line.schedules for line in order.lines):
        yield finding("requested_date_missing", Severity.INFO, "requested_date")
        return
    ordered = order.order.order_date.value if order.order.order_date else None
    if header is not None:
        yield from _one("requested_date", header.value, ordered, context)
    for i, asked in enumerate(lines):
        if asked is not None:
            yield from _one(at(i, "requested_date"), asked.value, ordered, context)


def _one(where: str, asked: date, ordered: date | None, context: RuleContext) -> Iterable[Issue]:
    """Before its own order date a date was misread or mistyped; before today the order is only late."""
    if ordered is not None and asked < ordered:
        yield finding("requested_date_before_order", Severity.WARNING, where, date=asked, ordered=ordered)
    elif asked < context.today:
        yield finding("requested_date_past", Severity.INFO, where, date=asked)
    elif context.today != date.min and asked < context.today + timedelta(days=context.tolerances.lead_days):
        yield finding("requested_date_too_soon", Severity.INFO, where, date=asked, days=context.tolerances.lead_days)
