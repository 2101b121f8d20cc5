"""Files at the door become documents, or the trace of a duplicate. What comes after that: `documents`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.lifecycle import Move, Mover, Status
from models.tables import ArrivalRow, DocumentRow, Origin
from store.documents import Document, add_move


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file at the door. Two keys that may stand only once; None where there is nothing to compare."""

    digest: str
    origin: Origin
    name: str
    at: datetime
    sender: str = ""
    recipient: str = ""
    subject: str = ""
    message_id: str = ""
    bytes_key: str | None = None
    mail_key: str | None = None


def find_twin(session: Session, arrival: Arrival) -> int | None:
    """The document that has these bytes, or is this mail by another route; None when it is new."""
    same = [DocumentRow.bytes_key == arrival.bytes_key] if arrival.bytes_key else []
    if arrival.mail_key:
        same.append(DocumentRow.mail_key == arrival.mail_key)
    return session.scalar(select(DocumentRow.id).where(or_(*same)).limit(1)) if same else None


def receive(session: Session, arrival: Arrival) -> int:
    """A new document with its first move; raises sqlalchemy's IntegrityError when a twin slipped in meanwhile."""
    row = _row(arrival, Status.RECEIVED)
    session.add(row)
    session.flush()
    add_move(session, row.id, Move(None, Status.RECEIVED, Mover.MACHINE, arrival.at))
    trace(session, row.id, arrival, duplicate=False)
    return row.id


def trace(session: Session, document_id: int, arrival: Arrival, *, duplicate: bool) -> None:
    """Note that this came in, whether or not it was new."""
    session.add(
        ArrivalRow(
            document_id=document_id,
            at=arrival.at,
            digest=arrival.digest,
            origin=arrival.origin,
            name=arrival.name,
            sender=arrival.sender,
            message_id=arrival.message_id,
            duplicate=duplicate,
        )
    )


def add_child(session: Session, parent: Document, index: int, part: str, pages: Sequence[int], at: datetime) -> int:
    """A document for one of several orders in `parent`; it reads what the parent read."""
    arrival = Arrival(
        parent.digest, Origin.SPLIT, parent.name, parent.received_at, parent.sender, parent.recipient, parent.subject
    )
    row = _row(arrival, Status.RECEIVED)
    row.parent_id, row.order_index, row.part = parent.id, index, part
    row.pages = ",".join(str(page) for page in pages)
    row.status_since = at
    session.add(row)
    session.flush()
    add_move(session, row.id, Move(None, Status.RECEIVED, Mover.MACHINE, at, reason="split"))
    return row.id


def _row(arrival: Arrival, status: Status) -> DocumentRow:
    return DocumentRow(
        digest=arrival.digest,
        bytes_key=arrival.bytes_key,
        mail_key=arrival.mail_key,
        name=arrival.name,
        origin=arrival.origin,
        sender=arrival.sender,
        recipient=arrival.recipient,
        subject=arrival.subject,
        message_id=arrival.message_id,
        received_at=arrival.at,
        status=status,
        status_since=arrival.at,
    )
