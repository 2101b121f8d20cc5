"""What reports ask of the database: which documents moved, how they came out, when each came in. Counts nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from models.lifecycle import TERMINAL, Status
from models.tables import ArrivalRow, CustomerRow, DocumentIssueRow, DocumentRow, MoveRow


@dataclass(frozen=True, slots=True)
class ArrivalNote:
    """One time that a file came in."""

    document_id: int
    at: datetime
    origin: str
    name: str
    sender: str
    message_id: str
    duplicate: bool


def arrivals(session: Session, document_id: int) -> tuple[ArrivalNote, ...]:
    """Every time that this document came in, the duplicates too."""
    rows = session.scalars(select(ArrivalRow).where(ArrivalRow.document_id == document_id).order_by(ArrivalRow.id))
    return tuple(ArrivalNote(r.document_id, r.at, r.origin, r.name, r.sender, r.message_id, r.duplicate) for r in rows)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What reports need to know of a document beside its moves."""

    document_id: int
    status: Status
    received_at: datetime
    customer_code: str
    touchless: bool
    order_number: str
    origin: str
    kind: str
    sender: str
    po_number: str
    customer_name: str
    issue_codes: tuple[str, ...]


def outcomes(session: Session, start: datetime, end: datetime) -> tuple[Outcome, ...]:
    """The documents that moved in [start, end), without those that were split (their parts count)."""
    moved = exists().where(MoveRow.document_id == DocumentRow.id, MoveRow.at >= start, MoveRow.at < end)
    rows = session.execute(
        select(
            DocumentRow.id,
            DocumentRow.status,
            DocumentRow.received_at,
            DocumentRow.customer_code,
            DocumentRow.touchless,
            DocumentRow.order_number,
            DocumentRow.origin,
            DocumentRow.kind,
            DocumentRow.sender,
            DocumentRow.po_number,
            CustomerRow.name.label("customer_name"),
        )
        .outerjoin(CustomerRow, CustomerRow.code == DocumentRow.customer_code)
        .where(moved, DocumentRow.status != Status.SPLIT)
        .order_by(DocumentRow.id)
    ).all()
    codes: dict[int, list[str]] = {}
    query = select(DocumentIssueRow.document_id, DocumentIssueRow.code).order_by(DocumentIssueRow.code)
    in_range = exists().where(
        MoveRow.document_id == DocumentIssueRow.document_id, MoveRow.at >= start, MoveRow.at < end
    )
    for document_id, code in session.execute(query.where(in_range)):
        codes.setdefault(document_id, []).append(code)
    return tuple(
        Outcome(
            document_id=row.id,
            status=Status(row.status),
            received_at=row.received_at,
            customer_code=row.customer_code,
            touchless=row.touchless,
            order_number=row.order_number,
            origin=row.origin,
            kind=row.kind,
            sender=row.sender,
            po_number=row.po_number,
            customer_name=row.customer_name or "",
            issue_codes=tuple(codes.get(row.id, ())),
        )
        for row in rows
    )


def unanswered(session: Session) -> tuple[datetime, ...]:
    """When each document came in that is neither booked nor rejected, however long ago that was."""
    rows = session.scalars(select(DocumentRow.received_at).where(DocumentRow.status.not_in(sorted(TERMINAL))))
    return tuple(rows)
