"""What was learnt about customers, as rows."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.columns import Row


class KnowledgeRow(Row):
    """One customer's knowledge as a whole; its row is locked while it is rewritten, so that no lesson is lost."""

    __tablename__ = "knowledge"
    customer_code: Mapped[str] = mapped_column(ForeignKey("customers.code"), primary_key=True)
    confirmed_orders: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=0)


class AliasRow(Row):
    __tablename__ = "aliases"
    customer_code: Mapped[str] = mapped_column(ForeignKey("knowledge.customer_code"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(primary_key=True)
    sku: Mapped[str] = mapped_column(primary_key=True)
    unit: Mapped[str] = mapped_column(primary_key=True, default="")
    count: Mapped[int]
    last_at: Mapped[datetime]
    stock_per_unit: Mapped[Decimal | None]


class AnchorRow(Row):
    __tablename__ = "anchors"
    customer_code: Mapped[str] = mapped_column(ForeignKey("knowledge.customer_code"), primary_key=True)
    field: Mapped[str] = mapped_column(primary_key=True)
    label: Mapped[str] = mapped_column(primary_key=True)
    x: Mapped[float] = mapped_column(primary_key=True)
    y: Mapped[float] = mapped_column(primary_key=True)
    count: Mapped[int]


class ShipToAliasRow(Row):
    __tablename__ = "ship_to_aliases"
    customer_code: Mapped[str] = mapped_column(ForeignKey("knowledge.customer_code"), primary_key=True)
    text: Mapped[str] = mapped_column(primary_key=True)
    ship_to_code: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]


class SenderClueRow(Row):
    __tablename__ = "sender_clues"
    kind: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(primary_key=True)
    customer_code: Mapped[str] = mapped_column(ForeignKey("customers.code"), primary_key=True)
    count: Mapped[int]


class FormRow(Row):
    """A form that an agent confirmed an order on, as JSON; `document_id` is null where `carnet teach` taught it."""

    __tablename__ = "forms"
    id: Mapped[int] = mapped_column(primary_key=True)
    customer_code: Mapped[str] = mapped_column(index=True)
    learnt_at: Mapped[datetime]
    document_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"), index=True)
    form: Mapped[str]
