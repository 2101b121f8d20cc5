"""Documents and their life: lease, compare-and-set of the status, moves. Their results: `results`; lists: `queue`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, cast

from sqlalchemy import CursorResult, or_, select, update
from sqlalchemy.orm import Session

from models.errors import StaleDocument, UnknownDocument
from models.lifecycle import AUTOMATIC, Move, Mover, Status
from models.tables import DocumentRow, MoveRow


@dataclass(frozen=True, slots=True)
class Summary:
    """What lists show of a document, so that they need not open its results."""

    kind: str = ""
    intent: str = ""
    document_type: str = ""
    language: str = ""
    customer_code: str = ""
    po_number: str = ""
    revision: str = ""
    total_net: Decimal | None = None
    currency: str = ""
    line_count: int = 0
    confidence: float | None = None
    po_key: str = ""  # the PO number as numbers are compared
    fingerprint: str = ""  # what the order asks for, whatever its number


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a document failed: the error's code, for an unreadable file its reason, and named strings."""

    code: str
    reason: str = ""
    params: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A document as the shell and the screens see it; its results are fetched by stage."""

    id: int
    digest: str
    name: str
    origin: str
    sender: str
    recipient: str
    subject: str
    message_id: str
    received_at: datetime
    status: Status
    status_since: datetime
    version: int
    attempts: int
    parent_id: int | None
    order_index: int | None
    part: str
    pages: tuple[int, ...]
    failure: Failure | None
    summary: Summary
    touchless: bool
    order_number: str


def document_of(row: DocumentRow) -> Document:
    failure = None
    if row.error_code:
        failure = Failure(row.error_code, row.error_reason, tuple(json.loads(row.error_params).items()))
    return Document(
        id=row.id,
        digest=row.digest,
        name=row.name,
        origin=row.origin,
        sender=row.sender,
        recipient=row.recipient,
        subject=row.subject,
        message_id=row.message_id,
        received_at=row.received_at,
        status=Status(row.status),
        status_since=row.status_since,
        version=row.version,
        attempts=row.attempts,
        parent_id=row.parent_id,
        order_index=row.order_index,
        part=row.part,
        pages=tuple(int(page) for page in row.pages.split(",") if page),
        failure=failure,
        summary=summary_of(row),
        touchless=row.touchless,
        order_number=row.order_number,
    )


def summary_of(row: Any) -> Summary:
    """The summary in a row of `documents`, or in a selection of its columns."""
    return Summary(*(getattr(row, name) for name in Summary.__slots__))


def get(session: Session, document_id: int) -> Document:
    """The document; raises `UnknownDocument`."""
    row = session.get(DocumentRow, document_id, populate_existing=True)
    if row is None:
        raise UnknownDocument(document=str(document_id))
    return document_of(row)


def children(session: Session, document_id: int) -> tuple[Document, ...]:
    """The documents that this one was split into, in their order in the file."""
    rows = session.scalars(
        select(DocumentRow).where(DocumentRow.parent_id == document_id).order_by(DocumentRow.order_index)
    )
    return tuple(document_of(row) for row in rows)


def moves(session: Session, document_id: int) -> tuple[Move, ...]:
    """The document's life so far, oldest first."""
    rows = session.scalars(select(MoveRow).where(MoveRow.document_id == document_id).order_by(MoveRow.id))
    return tuple(_move(row) for row in rows)


def moves_between(session: Session, start: datetime, end: datetime) -> Iterator[tuple[int, Move]]:
    """All moves in [start, end) as (document id, move), by document and time: what reports are made of."""
    query = (
        select(MoveRow)
        .where(MoveRow.at >= start, MoveRow.at < end)
        .order_by(MoveRow.document_id, MoveRow.id)
        .execution_options(yield_per=1000)
    )
    for row in session.scalars(query):
        yield row.document_id, _move(row)


def _move(row: MoveRow) -> Move:
    old = Status(row.old) if row.old else None
    return Move(old, Status(row.new), Mover(row.mover), row.at, row.agent, row.reason)


def add_move(session: Session, document_id: int, move: Move) -> None:
    """Append to the document's life; the status itself is for `step`, or for the arrival, to set."""
    session.add(
        MoveRow(
            document_id=document_id,
            old=move.old,
            new=move.new,
            mover=move.mover,
            at=move.at,
            agent=move.agent,
            reason=move.reason,
        )
    )


def lease(session: Session, document: Document, now: datetime, seconds: float) -> bool:
    """Claim the document's next step for some time; False when somebody else holds it or has done it already."""
    return _changed(
        session,
        document,
        or_(DocumentRow.lease_until.is_(None), DocumentRow.lease_until <= now),
        lease_until=now + timedelta(seconds=seconds),
        attempts=DocumentRow.attempts + 1,
    )


def renew_lease(session: Session, document: Document, until: datetime) -> bool:
    """Hold the document's step for longer; False when it was given back or done meanwhile."""
    return _changed(session, document, DocumentRow.lease_until.is_not(None), lease_until=until)


def release_leases(session: Session) -> None:
    """Forget who holds what: for the start of a process that knows that it is the only one."""
    session.execute(
        update(DocumentRow)
        .where(DocumentRow.lease_until.is_not(None))
        .values(lease_until=None)
        .execution_options(synchronize_session=False)
    )


def put_off(session: Session, document: Document, until: datetime) -> bool:
    """Give the lease back and try again later; the attempt counts."""
    return _changed(session, document, lease_until=None, retry_at=until)


def step(session: Session, document: Document, move: Move, failure: Failure | None = None) -> None:
    """Compare-and-set: the document's next status, and the move. Raises `StaleDocument` when someone was faster."""
    params = json.dumps(dict(failure.params)) if failure else "{}"
    done = _changed(
        session,
        document,
        status=move.new,
        status_since=move.at,
        version=DocumentRow.version + 1,
        attempts=0,
        lease_until=None,
        retry_at=None,
        error_code=failure.code if failure else "",
        error_reason=failure.reason if failure else "",
        error_params=params,
    )
    if not done:
        raise StaleDocument(document=str(document.id))
    add_move(session, document.id, move)


def touch(session: Session, document: Document) -> int:
    """Compare-and-set without a move (a correction); the new version. Raises `StaleDocument`."""
    if not _changed(session, document, version=DocumentRow.version + 1):
        raise StaleDocument(document=str(document.id))
    return document.version + 1


def _changed(session: Session, document: Document, *more: Any, **values: Any) -> bool:
    result = session.execute(
        update(DocumentRow)
        .where(
            DocumentRow.id == document.id,
            DocumentRow.status == document.status,
            DocumentRow.version == document.version,
            *more,
        )
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    return cast(CursorResult[Any], result).rowcount == 1


def waiting_for_the_machine(session: Session, now: datetime, quiet_s: float, limit: int = 500) -> tuple[int, ...]:
    """Documents in an automatic status that nobody works at and that were not rung for lately: the sweep's list."""
    rows = session.scalars(
        select(DocumentRow.id)
        .where(
            DocumentRow.status.in_(sorted(AUTOMATIC)),
            DocumentRow.status_since <= now - timedelta(seconds=quiet_s),
            or_(DocumentRow.lease_until.is_(None), DocumentRow.lease_until <= now),
            or_(DocumentRow.retry_at.is_(None), DocumentRow.retry_at <= now),
        )
        .order_by(DocumentRow.status_since)
        .limit(limit)
    )
    return tuple(rows)
