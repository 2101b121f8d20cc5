"""What reading and extraction already found odd is carried on to the review."""

from __future__ import annotations

from collections.abc import Iterable

from models.issue import Issue
from models.match import MatchedOrder
from rules.context import RuleContext


def check(order: MatchedOrder, context: RuleContext) -> Iterable[Issue]:
    return order.order.remarks
