"""The order book in the database: booked once, listed, found again. What booking needs is `orderbook.booking`'s."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models.codec import from_json, to_json
from models.errors import NotBookable
from models.order import Order
from models.reading import DocumentType
from models.tables import CustomerRow, OrderLineRow, OrderRow
from store.settings import next_number

Query = TypeVar("Query", bound=Select[*tuple[Any, ...]])
FIRST_NUMBER = 100_001


@dataclass(frozen=True, slots=True)
class OrderEntry:
    """One row of the order book's list."""

    number: str
    document_id: int
    document_type: str
    customer_code: str
    customer_name: str
    po_number: str
    revision: str
    order_date: date
    requested_date: date | None
    promised_date: date
    currency: str
    total_net: Decimal
    line_count: int
    touchless: bool
    agent: str
    booked_at: datetime


@dataclass(frozen=True, slots=True)
class OrderFilter:
    """Which orders; `text` is looked for in numbers, PO numbers, customers and SKUs."""

    text: str = ""
    customer_code: str = ""
    sku: str = ""
    booked_from: datetime | None = None
    booked_to: datetime | None = None


def number_for_next(session: Session) -> str:
    """The next order number; taken for good only when the unit of work commits."""
    return str(next_number(session, "order_number", FIRST_NUMBER))


def revision_key(order: Order) -> str:
    """What makes an order different from others of the same customer and PO number.

    A change or cancellation that prints no revision is told apart by what it says: the same one twice is the same.
    """
    if order.document_type == DocumentType.ORDER or order.revision:
        return (
            order.revision if order.document_type == DocumentType.ORDER else f"{order.document_type}:{order.revision}"
        )
    said = [(line.sku, f"{line.quantity.normalize():f}", line.unit, str(line.requested_date)) for line in order.lines]
    return f"{order.document_type}:{hashlib.sha256(repr((said, order.notes)).encode()).hexdigest()[:16]}"


def insert(
    session: Session, order: Order, document_id: int, booked_at: datetime, *, agent: str = "", touchless: bool = False
) -> None:
    """Put an order into the book; raises `NotBookable(reason="already_booked")` for the same content or document."""
    head = OrderRow(
        number=order.number,
        document_id=document_id,
        document_type=order.document_type,
        customer_code=order.customer_code,
        po_number=order.po_number,
        revision=order.revision,
        revision_key=revision_key(order),
        order_date=order.order_date,
        requested_date=order.requested_date,
        promised_date=order.promised_date,
        currency=order.currency,
        total_net=order.total_net,
        line_count=len(order.lines),
        touchless=touchless,
        agent=agent,
        booked_at=booked_at,
        data=zlib.compress(to_json(order)),
    )
    try:
        with session.begin_nested():
            session.add(head)
            session.flush()
    except IntegrityError as error:
        raise NotBookable(where="po_number", reason="already_booked", po_number=order.po_number) from error
    session.add_all(
        OrderLineRow(
            order_number=order.number,
            position=line.position,
            sku=line.sku,
            description=line.description,
            quantity=line.quantity,
            unit=line.unit,
            stock_quantity=line.stock_quantity,
            stock_unit=line.stock_unit,
            unit_price=line.unit_price,
            amount=line.amount,
            requested_date=line.requested_date,
            promised_date=line.promised_date,
        )
        for line in order.lines
    )


def is_booked(session: Session, order: Order) -> bool:
    """Whether the book holds this content already (another number notwithstanding)."""
    same = select(OrderRow.number).where(
        OrderRow.customer_code == order.customer_code,
        OrderRow.po_number == order.po_number,
        OrderRow.revision_key == revision_key(order),
    )
    return session.scalar(same) is not None


def get(session: Session, number: str) -> Order | None:
    """The booked order, None when there is none of this number."""
    data = session.scalar(select(OrderRow.data).where(OrderRow.number == number))
    return None if data is None else from_json(Order, zlib.decompress(data))


def of_document(session: Session, document_id: int) -> Order | None:
    """The order that this document became, None while it is none."""
    data = session.scalar(select(OrderRow.data).where(OrderRow.document_id == document_id))
    return None if data is None else from_json(Order, zlib.decompress(data))


def document_of(session: Session, number: str) -> int | None:
    """The document that this order was booked from."""
    return session.scalar(select(OrderRow.document_id).where(OrderRow.number == number))


def with_po_number(session: Session, customer_code: str, po_number: str) -> tuple[Order, ...]:
    """What the book holds of this customer's PO number, first booked first: for duplicates and changes."""
    rows = session.scalars(
        select(OrderRow.data)
        .where(OrderRow.customer_code == customer_code, OrderRow.po_number == po_number)
        .order_by(OrderRow.booked_at, OrderRow.number)
    )
    return tuple(from_json(Order, zlib.decompress(data)) for data in rows)


def entries(session: Session, wanted: OrderFilter, limit: int = 100, offset: int = 0) -> tuple[OrderEntry, ...]:
    """One page of the book, newest first."""
    columns = [getattr(OrderRow, name) for name in OrderEntry.__slots__ if name != "customer_name"]
    query = (
        select(*columns, CustomerRow.name.label("customer_name"))
        .join(CustomerRow, CustomerRow.code == OrderRow.customer_code)
        .order_by(OrderRow.booked_at.desc(), OrderRow.number.desc())
        .limit(limit)
        .offset(offset)
    )
    rows = session.execute(_filtered(query, wanted)).all()
    return tuple(OrderEntry(**row._asdict()) for row in rows)


def count(session: Session, wanted: OrderFilter) -> int:
    """How many orders the filter lets through."""
    query = select(func.count()).select_from(OrderRow).join(CustomerRow, CustomerRow.code == OrderRow.customer_code)
    return session.scalar(_filtered(query, wanted)) or 0


def _filtered(query: Query, wanted: OrderFilter) -> Query:
    if wanted.customer_code:
        query = query.where(OrderRow.customer_code == wanted.customer_code)
    if wanted.sku:
        query = query.where(_has_item(wanted.sku))
    if wanted.booked_from:
        query = query.where(OrderRow.booked_at >= wanted.booked_from)
    if wanted.booked_to:
        query = query.where(OrderRow.booked_at < wanted.booked_to)
    for word in wanted.text.split():
        columns = (OrderRow.number, OrderRow.po_number, OrderRow.customer_code, CustomerRow.name)
        query = query.where(or_(*(c.icontains(word, autoescape=True) for c in columns), _has_item(word)))
    return query


def _has_item(sku: str) -> Any:
    return exists().where(OrderLineRow.order_number == OrderRow.number, OrderLineRow.sku == sku)
