"""Documents, their results, their moves and what agents did to them, as rows."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.lifecycle import Mover, Status
from models.reading import Kind
from models.tables.choices import Origin, Stage
from models.tables.columns import Row, one_of


class DocumentRow(Row):
    """One document. The status column is the queue; the columns after `error_*` sum it up for lists."""

    __tablename__ = "documents"
    __table_args__ = (
        one_of("status", Status),
        one_of("origin", Origin),
        one_of("kind", Kind, or_empty=True),
        Index("ix_documents_status_since", "status", "status_since"),
        Index("ix_documents_received_at", "received_at"),
        Index("ix_documents_customer_po", "customer_code", "po_key"),
        Index("ix_documents_customer_fingerprint", "customer_code", "fingerprint"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(index=True)
    # Two columns that may stand only once: the same bytes, or the same mail by another route, is a duplicate.
    bytes_key: Mapped[str | None] = mapped_column(unique=True)
    mail_key: Mapped[str | None] = mapped_column(unique=True)
    name: Mapped[str]
    origin: Mapped[str]
    sender: Mapped[str] = mapped_column(default="")
    recipient: Mapped[str] = mapped_column(default="")
    subject: Mapped[str] = mapped_column(default="")
    message_id: Mapped[str] = mapped_column(default="")
    received_at: Mapped[datetime]

    status: Mapped[str]
    status_since: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    attempts: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None]
    retry_at: Mapped[datetime | None]

    parent_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"), index=True)
    order_index: Mapped[int | None]  # which of the parent's orders this child is
    part: Mapped[str] = mapped_column(default="")
    pages: Mapped[str] = mapped_column(default="")  # "1,2"

    error_code: Mapped[str] = mapped_column(default="")
    error_reason: Mapped[str] = mapped_column(default="")
    error_params: Mapped[str] = mapped_column(default="{}")

    kind: Mapped[str] = mapped_column(default="")
    intent: Mapped[str] = mapped_column(default="")
    document_type: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="")
    customer_code: Mapped[str] = mapped_column(default="")
    po_number: Mapped[str] = mapped_column(default="")
    revision: Mapped[str] = mapped_column(default="")
    total_net: Mapped[Decimal | None]
    currency: Mapped[str] = mapped_column(default="")
    line_count: Mapped[int] = mapped_column(default=0)
    confidence: Mapped[float | None]
    po_key: Mapped[str] = mapped_column(default="")
    fingerprint: Mapped[str] = mapped_column(default="")
    touchless: Mapped[bool] = mapped_column(default=False)
    order_number: Mapped[str] = mapped_column(default="")


class DocumentIssueRow(Row):
    """The codes of a document's present issues, for filtering and counting; the issues themselves are a result."""

    __tablename__ = "document_issues"
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True, index=True)
    severity: Mapped[str]


class ResultRow(Row):
    """One stage's result as compressed JSON of `models.codec`; fields and their evidence are in there."""

    __tablename__ = "results"
    __table_args__ = (one_of("stage", Stage),)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    stage: Mapped[str] = mapped_column(primary_key=True)
    data: Mapped[bytes]


class MoveRow(Row):
    """A step of a document's life; append only. `old` is null for its arrival."""

    __tablename__ = "moves"
    __table_args__ = (one_of("new", Status), one_of("mover", Mover))
    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
    old: Mapped[str | None]
    new: Mapped[str]
    mover: Mapped[str]
    at: Mapped[datetime] = mapped_column(index=True)
    agent: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")


class ArrivalRow(Row):
    """Every time that a file came in, duplicates too: the trace that nothing was lost. Append only."""

    __tablename__ = "arrivals"
    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
    at: Mapped[datetime] = mapped_column(index=True)
    digest: Mapped[str]
    origin: Mapped[str]
    name: Mapped[str]
    sender: Mapped[str] = mapped_column(default="")
    message_id: Mapped[str] = mapped_column(default="")
    duplicate: Mapped[bool]


class CorrectionRow(Row):
    """An agent's change of one value, as normalised text with the machine's; append only (an undo is a new row)."""

    __tablename__ = "corrections"
    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
    path: Mapped[str]
    before: Mapped[str | None]
    after: Mapped[str | None]
    agent: Mapped[str]
    at: Mapped[datetime]
    undoes: Mapped[int | None] = mapped_column(ForeignKey("corrections.id"), unique=True)
    state_before: Mapped[bytes | None]  # the order before this change, so that an undo is exact


class EventRow(Row):
    """Whatever else happened that somebody may ask about (a refused mail, an import, a log-in); append only."""

    __tablename__ = "events"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    code: Mapped[str]
    document_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"), index=True)
    agent: Mapped[str] = mapped_column(default="")
    params: Mapped[str] = mapped_column(default="{}")
