"""The outbox is emptied here: what a booking wants sent goes out at least once, with growing pauses after failures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from models.errors import CarnetError, Undeliverable, UnknownDocument, Unreachable
from models.match import MatchedOrder
from models.tables import DeliveryKind, Stage
from orderbook.acknowledgement import Acknowledgement, render
from orderbook.differences import Difference, differences
from orderbook.exports import OrderContext, export_form
from orderbook.mail import Sender, Transport, compose
from store import catalogue, deliveries, documents, master_data, orders, results
from store.blobs import Blobs
from store.db import Database
from store.deliveries import Delivery

# Longer than any send takes; after it a dead worker's delivery is due again.
LEASE_S = 300.0
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)
MAX_ATTEMPTS = 12  # about two days
BATCH = 50


@dataclass(frozen=True, slots=True)
class Outbox:
    """What sending needs, built by the entry point. `put_export(name, data)` hands an export to the ERP's folder."""

    db: Database
    blobs: Blobs
    transport: Transport
    sender: Sender
    clock: Callable[[], datetime]
    put_export: Callable[[str, bytes], None]


def pause_after(attempts: int) -> timedelta | None:
    """How long to wait after that many attempts: doubling, up to a longest pause; None to give up."""
    if attempts >= MAX_ATTEMPTS:
        return None
    doubled: timedelta = FIRST_PAUSE * 2 ** (attempts - 1)
    return min(doubled, LONGEST_PAUSE)


def send_due(outbox: Outbox) -> int:
    """Send what is due; how many went out. One that fails does not hold up the others."""
    with outbox.db.read() as session:
        due = deliveries.due(session, outbox.clock(), BATCH)
    return sum(_deliver(outbox, delivery) for delivery in due)


def _deliver(outbox: Outbox, delivery: Delivery) -> bool:
    with outbox.db.write() as session:
        if not deliveries.claim(session, delivery, outbox.clock(), LEASE_S):
            return False
    try:
        subject, digest = _send(outbox, delivery)
    except CarnetError as error:
        pause = pause_after(delivery.attempts + 1) if error.retryable else None
        with outbox.db.write() as session:
            deliveries.failed(session, delivery, str(error), None if pause is None else outbox.clock() + pause)
        return False
    with outbox.db.write() as session:
        deliveries.sent(session, delivery, outbox.clock(), subject, digest)
    return True


def _send(outbox: Outbox, delivery: Delivery) -> tuple[str, str]:
    """Subject and digest of what went out. No transaction is open while the other side is slow."""
    if delivery.kind is DeliveryKind.EXPORT:
        return _export(outbox, delivery)
    with outbox.db.read() as session:
        acknowledgement = acknowledgement_of(session, delivery.order_number)
        answers = _answers(session, delivery)
    # The date is the booking's, not the clock's: a mail sent again is the same mail.
    mail = compose(acknowledgement, outbox.sender, delivery.target, delivery.message_id, delivery.created_at, answers)
    digest = outbox.blobs.put(mail.as_bytes())
    outbox.transport.send(mail)
    return acknowledgement.subject, digest


def _export(outbox: Outbox, delivery: Delivery) -> tuple[str, str]:
    form = export_form(delivery.target)
    if form is None:
        raise Undeliverable(f"no export form is named {delivery.target!r}", form=delivery.target)
    with outbox.db.read() as session:
        context = order_context(session, delivery.order_number)
    data = form.render((context,))
    name = f"{context.order.number}.{form.suffix}"
    try:
        outbox.put_export(name, data)
    except OSError as error:
        raise Unreachable(f"the export folder did not take {name}: {error}", service="export") from error
    return name, outbox.blobs.put(data)


def _answers(session: Session, delivery: Delivery) -> str:
    """The Message-ID of the mail that the order came with."""
    document_id = orders.document_of(session, delivery.order_number)
    return documents.get(session, document_id).message_id if document_id is not None else ""


def acknowledgement_of(session: Session, number: str) -> Acknowledgement:
    """What the customer gets, and the screen shows, for a booked order; raises `UnknownDocument`."""
    context, document_id = order_context(session, number), orders.document_of(session, number)
    found: tuple[Difference, ...] = ()
    if document_id is not None:
        matched = results.get_result(session, document_id, Stage.CURRENT, MatchedOrder)
        read = results.get_result(session, document_id, Stage.MATCHED, MatchedOrder)
        found = differences(context.order, matched, read) if matched is not None else ()
    return render(context.order, context.customer, context.company, found)


def order_context(session: Session, number: str) -> OrderContext:
    """A booked order with its customer and our company; raises `UnknownDocument` when one of them is gone."""
    order = orders.get(session, number)
    if order is None:
        raise UnknownDocument(order=number)
    customer = catalogue.customer(session, order.customer_code)
    company = master_data.company(session)
    if customer is None or company is None:
        raise UnknownDocument(f"order {number} has lost its customer or company", order=number)
    return OrderContext(order, customer, company)
