"""Booked orders and what must go out for them, as rows."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.reading import DocumentType
from models.tables.choices import DeliveryKind, DeliveryState
from models.tables.columns import Row, one_of


class OrderRow(Row):
    """A booked order. `revision_key` is the revision, or for a change without one a digest of what it says."""

    __tablename__ = "orders"
    __table_args__ = (
        UniqueConstraint("customer_code", "po_number", "revision_key", name="uq_orders_content"),
        one_of("document_type", DocumentType),
    )
    number: Mapped[str] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), unique=True)
    document_type: Mapped[str]
    customer_code: Mapped[str] = mapped_column(ForeignKey("customers.code"), index=True)
    po_number: Mapped[str] = mapped_column(index=True)
    revision: Mapped[str]
    revision_key: Mapped[str]
    order_date: Mapped[date]
    requested_date: Mapped[date | None]
    promised_date: Mapped[date]
    currency: Mapped[str]
    total_net: Mapped[Decimal]
    line_count: Mapped[int]
    touchless: Mapped[bool]
    agent: Mapped[str] = mapped_column(default="")
    booked_at: Mapped[datetime] = mapped_column(index=True)
    data: Mapped[bytes]


class OrderLineRow(Row):
    __tablename__ = "order_lines"
    order_number: Mapped[str] = mapped_column(ForeignKey("orders.number"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    sku: Mapped[str] = mapped_column(index=True)
    description: Mapped[str]
    quantity: Mapped[Decimal]
    unit: Mapped[str]
    stock_quantity: Mapped[Decimal]
    stock_unit: Mapped[str]
    unit_price: Mapped[Decimal]
    amount: Mapped[Decimal]
    requested_date: Mapped[date | None]
    promised_date: Mapped[date]


class DeliveryRow(Row):
    """What must go out for a booked order (outbox). Sent at least once, always with the same Message-ID."""

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("order_number", "kind", "target"),
        one_of("kind", DeliveryKind),
        one_of("state", DeliveryState),
        Index("ix_deliveries_due", "state", "next_at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    order_number: Mapped[str] = mapped_column(ForeignKey("orders.number"))
    kind: Mapped[str]
    target: Mapped[str]  # a mail address, or the name of an export
    message_id: Mapped[str] = mapped_column(unique=True)
    state: Mapped[str]
    attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    next_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    last_error: Mapped[str] = mapped_column(default="")
    subject: Mapped[str] = mapped_column(default="")
    digest: Mapped[str] = mapped_column(default="")  # of what was sent, in the blobs
