"""From a matched order that somebody (or the machine) approved to the clean order of the book. Pure; decides nothing.

It refuses (`NotBookable`, naming the field) rather than booking a guess.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from models.errors import NotBookable
from models.master import Address
from models.match import MatchedOrder
from models.order import Order
from models.reading import DocumentType, ExtractedOrder
from orderbook.booked_line import BookingFacts, book_line, optional, value_of
from orderbook.pricing import money

__all__ = ["BookingFacts", "address_lines", "book"]


def book(matched: MatchedOrder, *, number: str, today: date, facts: BookingFacts) -> Order:
    """The order as it stands in the book; raises `NotBookable(where=…)` naming the first field that is missing."""
    printed = matched.order
    document_type = printed.document_type.value
    if document_type not in {str(t) for t in DocumentType}:
        raise NotBookable(where="document_type")
    if matched.customer.best is None or matched.customer.best != facts.customer.code:
        raise NotBookable(where="customer")
    po_number = value_of(printed.po_number, "").strip()
    if not po_number:
        raise NotBookable(where="po_number")
    # A cancellation may name the order alone.
    cancels = document_type == DocumentType.CANCELLATION
    if not matched.lines and not cancels:
        raise NotBookable(where="lines")
    lines = tuple(book_line(i, matched, today, facts) for i in range(len(matched.lines)))
    promised = max((line.promised_date for line in lines), default=facts.working_days.on_or_after(today))
    return Order(
        number=number,
        document_type=document_type,
        customer_code=facts.customer.code,
        ship_to_code=matched.ship_to.best,
        ship_to_address=_ship_to(matched, facts, required=not cancels),
        po_number=po_number,
        revision=value_of(printed.revision, "").strip(),
        order_date=value_of(printed.order_date, today),
        requested_date=optional(printed.requested_date),
        promised_date=promised,
        currency=value_of(printed.currency, "") or facts.customer.currency or facts.company.currency,
        # What we agreed with the customer holds; a form that prints other terms is for a rule to report.
        payment_terms=facts.customer.payment_terms or value_of(printed.payment_terms, ""),
        delivery_terms=value_of(printed.delivery_terms, ""),
        notes=value_of(printed.notes, ""),
        lines=lines,
        total_net=money(sum((line.amount for line in lines), Decimal(0))),
    )


def _ship_to(matched: MatchedOrder, facts: BookingFacts, *, required: bool) -> tuple[str, ...]:
    """The lines of the delivery address: the known one, else as printed, else the customer's own address."""
    if matched.ship_to.best is not None:
        for address in facts.addresses:
            if address.code == matched.ship_to.best:
                return address_lines(address)
        raise NotBookable(where="ship_to")
    printed = _printed_ship_to(matched.order)
    if printed:
        return printed
    for address in _bill_to_first(facts.addresses):
        if address.customer_code == facts.customer.code:
            return address_lines(address)
    if required:
        raise NotBookable(where="ship_to")
    return ()


def _bill_to_first(addresses: Iterable[Address]) -> list[Address]:
    return sorted(addresses, key=lambda a: (a.kind != "bill_to", a.code))


def _printed_ship_to(order: ExtractedOrder) -> tuple[str, ...]:
    town = " ".join(filter(None, (value_of(order.ship_to_postcode, ""), value_of(order.ship_to_city, ""))))
    if not town and not value_of(order.ship_to_street, ""):
        return ()
    lines = (
        value_of(order.ship_to_name, ""),
        value_of(order.ship_to_street, ""),
        town,
        value_of(order.ship_to_country, ""),
    )
    return tuple(line for line in lines if line)


def address_lines(address: Address) -> tuple[str, ...]:
    """An address as the lines of a label."""
    lines = (address.name, address.street, f"{address.postcode} {address.city}".strip(), address.country)
    return tuple(line for line in lines if line)
