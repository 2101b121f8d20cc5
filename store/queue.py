"""Lists of documents for the screens: filtered, counted, a page at a time, from the summary columns alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Select, and_, exists, func, literal, or_, select
from sqlalchemy.orm import Session

from models.issue import Severity
from models.lifecycle import Status
from models.tables import CustomerRow, DocumentIssueRow, DocumentRow, MoveRow
from store.documents import Document, Summary, summary_of

Query = TypeVar("Query", bound=Select[*tuple[Any, ...]])
LISTED = (
    DocumentRow.id,
    DocumentRow.status,
    DocumentRow.version,
    DocumentRow.name,
    DocumentRow.origin,
    DocumentRow.sender,
    DocumentRow.subject,
    DocumentRow.received_at,
    DocumentRow.status_since,
    DocumentRow.parent_id,
    DocumentRow.error_code,
    DocumentRow.error_reason,
    DocumentRow.touchless,
    DocumentRow.order_number,
    *(getattr(DocumentRow, name) for name in Summary.__slots__),
)


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """Which documents; the empty filter is all of them. `text`: words of names, senders, subjects, PO numbers."""

    statuses: tuple[Status, ...] = ()
    customer_code: str = ""
    issue_code: str = ""
    text: str = ""
    received_from: datetime | None = None
    received_to: datetime | None = None


@dataclass(frozen=True, slots=True)
class QueueEntry:
    """One row of the queue."""

    id: int
    status: Status
    version: int
    name: str
    origin: str
    sender: str
    subject: str
    received_at: datetime
    status_since: datetime
    parent_id: int | None
    error_code: str
    error_reason: str
    touchless: bool
    order_number: str
    summary: Summary
    customer_name: str = ""
    issue_codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """How many documents stand in each status, and how many of those in the filter have each issue."""

    by_status: Mapping[Status, int] = field(default_factory=dict)
    by_issue: Mapping[str, int] = field(default_factory=dict)


def entries(
    session: Session, wanted: QueueFilter, limit: int = 100, offset: int = 0, *, newest_first: bool = False
) -> tuple[QueueEntry, ...]:
    """One page of the queue, oldest first unless asked otherwise: two small queries whatever its length."""
    order = (DocumentRow.received_at.desc(), DocumentRow.id.desc()) if newest_first else ()
    query = (
        select(*LISTED, CustomerRow.name.label("customer_name"))
        .outerjoin(CustomerRow, CustomerRow.code == DocumentRow.customer_code)
        .order_by(*(order or (DocumentRow.received_at, DocumentRow.id)))
        .limit(limit)
        .offset(offset)
    )
    rows = session.execute(_filtered(query, wanted)).all()
    codes: dict[int, list[str]] = {}
    issues = select(DocumentIssueRow.document_id, DocumentIssueRow.code).where(
        DocumentIssueRow.document_id.in_([row.id for row in rows]),
        # What is only for information is no reason to look at a document; the worst reasons come first.
        DocumentIssueRow.severity != Severity.INFO,
    )
    for document_id, code in session.execute(issues.order_by(DocumentIssueRow.severity, DocumentIssueRow.code)):
        codes.setdefault(document_id, []).append(code)
    silent = [row.id for row in rows if row.status == Status.IN_REVIEW and row.id not in codes]
    codes |= _decisions(session, silent)
    return tuple(_entry(row, tuple(codes.get(row.id, ()))) for row in rows)


def _decisions(session: Session, document_ids: list[int]) -> dict[int, list[str]]:
    """Why these went to review without an issue: the autopilot's own codes, from the last move to review."""
    query = select(MoveRow.document_id, MoveRow.reason).where(
        MoveRow.document_id.in_(document_ids), MoveRow.new == Status.IN_REVIEW
    )
    moves = session.execute(query.order_by(MoveRow.id))  # of several the last one counts
    return {document_id: [code for code in reason.split(",") if code] for document_id, reason in moves}


def _entry(row: Any, codes: tuple[str, ...]) -> QueueEntry:
    return QueueEntry(
        id=row.id,
        status=Status(row.status),
        version=row.version,
        name=row.name,
        origin=row.origin,
        sender=row.sender,
        subject=row.subject,
        received_at=row.received_at,
        status_since=row.status_since,
        parent_id=row.parent_id,
        error_code=row.error_code,
        error_reason=row.error_reason,
        touchless=row.touchless,
        order_number=row.order_number,
        summary=summary_of(row),
        customer_name=row.customer_name or "",
        issue_codes=codes,
    )


def like(session: Session, document: Document, summary: Summary) -> tuple[QueueEntry, ...]:
    """Documents with this customer's PO number, or that ask for the same: booked ones, and those that came before."""
    same = []
    if summary.customer_code and summary.po_key:
        same.append(DocumentRow.po_key == summary.po_key)
    if summary.customer_code and summary.fingerprint:
        same.append(DocumentRow.fingerprint == summary.fingerprint)
    if not same:
        return ()
    # Of two that are in hand the later one is the duplicate, or both would wait for an agent.
    waiting = (Status.MATCHED, Status.IN_REVIEW, Status.APPROVED)
    before = and_(DocumentRow.status.in_(waiting), DocumentRow.id < document.id)
    rows = session.execute(
        select(*LISTED, literal("").label("customer_name"))
        .where(
            DocumentRow.customer_code == summary.customer_code,
            DocumentRow.id != document.id,
            or_(*same),
            or_(DocumentRow.status == Status.BOOKED, before),
        )
        .order_by(DocumentRow.status != Status.BOOKED, DocumentRow.id)
    ).all()
    return tuple(_entry(row, ()) for row in rows)


def count(session: Session, wanted: QueueFilter) -> int:
    """How many documents the filter lets through."""
    return session.scalar(_filtered(select(func.count()).select_from(DocumentRow), wanted)) or 0


def counts(session: Session, wanted: QueueFilter | None = None) -> Counts:
    """By status over all documents, by issue over those of the filter."""
    by_status = session.execute(select(DocumentRow.status, func.count()).group_by(DocumentRow.status)).all()
    query = (
        select(DocumentIssueRow.code, func.count())
        .join(DocumentRow, DocumentRow.id == DocumentIssueRow.document_id)
        .group_by(DocumentIssueRow.code)
    )
    by_issue = session.execute(_filtered(query, wanted or QueueFilter())).all()
    return Counts({Status(status): number for status, number in by_status}, {row[0]: row[1] for row in by_issue})


def _filtered(query: Query, wanted: QueueFilter) -> Query:
    if wanted.statuses:
        query = query.where(DocumentRow.status.in_(list(wanted.statuses)))
    if wanted.customer_code:
        query = query.where(DocumentRow.customer_code == wanted.customer_code)
    if wanted.issue_code:
        # Correlated by name: left to itself, the subquery loses its own table to an outer query that has it too.
        has_issue = (
            exists()
            .where(DocumentIssueRow.document_id == DocumentRow.id, DocumentIssueRow.code == wanted.issue_code)
            .correlate(DocumentRow)
        )
        query = query.where(has_issue)
    if wanted.received_from:
        query = query.where(DocumentRow.received_at >= wanted.received_from)
    if wanted.received_to:
        query = query.where(DocumentRow.received_at < wanted.received_to)
    for word in wanted.text.split():
        query = query.where(_mentions(word))
    return query


def _mentions(word: str) -> Any:
    columns = (
        DocumentRow.name,
        DocumentRow.sender,
        DocumentRow.subject,
        DocumentRow.po_number,
        DocumentRow.order_number,
        DocumentRow.customer_code,
    )
    customer = (
        exists()
        .where(CustomerRow.code == DocumentRow.customer_code, CustomerRow.name.icontains(word, autoescape=True))
        .correlate(DocumentRow)
    )
    return or_(*(column.icontains(word, autoescape=True) for column in columns), customer)
