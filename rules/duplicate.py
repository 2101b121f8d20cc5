"""The same order must not be booked twice: the same number and revision, or the same content under another number."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from models.issue import Issue, Severity
from models.match import MatchedOrder
from models.reading import DocumentType
from rules.context import ExistingOrder, RuleContext
from rules.found import finding


def check(order: MatchedOrder, context: RuleContext) -> Iterable[Issue]:
    customer = order.customer.best
    if customer is None:
        return
    number = key(order.order.po_number.value) if order.order.po_number else ""
    revision = key(order.order.revision.value) if order.order.revision else ""
    own = fingerprint(order)
    for existing in context.existing:
        if existing.customer_code != customer:
            continue
        if number and key(existing.po_number) == number:
            yield from _same_number(order, existing, revision)
            return
        if own and existing.fingerprint == own:
            yield finding(
                "same_content", Severity.WARNING, "", reference=existing.reference, po_number=existing.po_number
            )
            return


def _same_number(order: MatchedOrder, existing: ExistingOrder, revision: str) -> Iterable[Issue]:
    if order.order.document_type.value != DocumentType.ORDER:
        return  # a change or cancellation names the order that it changes
    code = "duplicate_order" if key(existing.revision) == revision else "revision_of_known_order"
    yield finding(code, Severity.BLOCKING, "po_number", reference=existing.reference, po_number=existing.po_number)


def key(text: str) -> str:
    """A number without case, blanks and signs."""
    return "".join(c for c in text.casefold() if c.isalnum())


def fingerprint(order: MatchedOrder) -> str:
    """What an order asks for, whatever it is called: items, quantities, dates, place; "" for an order without lines."""
    if not order.lines:
        return ""
    parts = sorted(
        f"{line.item.best or _value(line.line.description)}|{_value(line.line.quantity)}|{_value(line.line.unit_price)}"
        for line in order.lines
    )
    head = (order.customer.best, order.ship_to.best, _value(order.order.order_date), _value(order.order.requested_date))
    return hashlib.sha256(repr((head, parts)).encode()).hexdigest()


def _value(field: object) -> str:
    value = getattr(field, "value", None)
    return "" if value is None else str(value)
