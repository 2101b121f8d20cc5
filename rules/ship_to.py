"""The delivery address must be a known one; one that is not is proposed as new, none printed means the usual."""

from __future__ import annotations

from collections.abc import Iterable

from models.issue import Issue, Severity
from models.match import MatchedOrder
from models.reading import MESSAGE_KINDS
from rules.context import RuleContext
from rules.found import finding

_PARTS = ("ship_to_name", "ship_to_street", "ship_to_postcode", "ship_to_city")


def check(order: MatchedOrder, context: RuleContext) -> Iterable[Issue]:
    if order.customer.best is None:
        return
    printed = [field.value for part in _PARTS if (field := getattr(order.order, part)) is not None]
    if order.ship_to.best is None:
        if printed:
            yield finding("new_ship_to", Severity.WARNING, "ship_to", address=", ".join(printed))
        else:
            yield finding("ship_to_not_stated", Severity.WARNING, "ship_to")
    elif not printed:
        # Delivery to the customer's only place is what everybody expects; the agent is only told. Which of several is
        # meant is a guess, and a printed one may have been overlooked, though not in a message.
        several = context.places.get(order.customer.best, 0) > 1 and order.order.kind not in MESSAGE_KINDS
        yield finding("ship_to_not_stated", Severity.WARNING if several else Severity.INFO, "ship_to")
    elif order.ship_to.confidence < context.tolerances.min_ship_to:
        yield finding("uncertain_ship_to", Severity.WARNING, "ship_to", code=order.ship_to.best)
