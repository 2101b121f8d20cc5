"""An approved document into the order book, with its outbox. What an order must have is `orderbook.booking`'s."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from models.errors import UnknownDocument
from models.lifecycle import Mover, Status
from models.match import MatchedOrder
from models.order import Order
from models.reading import Envelope
from models.tables import DeliveryKind, Stage
from orderbook.mail import message_id
from pipeline.machine import Machine
from pipeline.stages import Computed, today_of
from store import deliveries, documents, orders, results
from store.documents import Document

NO_NUMBER_YET = "-"


def book_step(machine: Machine, document: Document) -> Computed:
    """The order as the book will hold it; raises `NotBookable`. Its number is taken when it is stored."""
    with machine.database.read() as session:
        matched = results.get_result(session, document.id, Stage.CURRENT, MatchedOrder)
        moves = documents.moves(session, document.id)
        reading = results.reading(session, document)
    if matched is None:
        raise UnknownDocument(document=str(document.id))
    approval = next(m for m in reversed(moves) if m.new is Status.APPROVED)
    order = machine.trade().book(matched, NO_NUMBER_YET, today_of(machine))
    to = _answer_to(document, matched, reading.envelope if reading is not None else None)

    def store(session: Session) -> Sequence[int]:
        numbered = replace(order, number=orders.number_for_next(session))
        touchless = approval.mover is Mover.MACHINE
        now = machine.clock()
        orders.insert(session, numbered, document.id, now, agent=approval.agent, touchless=touchless)
        results.set_order_number(session, document.id, numbered.number)
        _fill_outbox(session, machine, numbered, to)
        return ()

    return Computed(Status.BOOKED, store=store)


def _answer_to(document: Document, matched: MatchedOrder, envelope: Envelope | None) -> str:
    """Who ordered: the writer of the mail (of the first one, where it was forwarded), else the printed address."""
    if envelope is not None and (envelope.first_sender or envelope.sender):
        return envelope.first_sender or envelope.sender
    printed = matched.order.buyer_email
    return printed.value if printed is not None else document.sender


def _fill_outbox(session: Session, machine: Machine, order: Order, to: str) -> None:
    targets = [(DeliveryKind.ACKNOWLEDGEMENT, to)] if to else []
    targets += [(DeliveryKind.EXPORT, name) for name in machine.exports]
    for kind, target in targets:
        own_id = message_id(order.number, kind, target, machine.mail_domain)
        deliveries.add(session, order.number, kind, target, own_id, machine.clock())
