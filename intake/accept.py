"""The one door: a file from anywhere becomes a received document, or the trace of a duplicate. Reads nothing of it.

When `accept` returns, the file is on disk and in the database; only then may a sender be told so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.parser import BytesHeaderParser
from email.policy import default as modern
from email.utils import parseaddr

from sqlalchemy.exc import IntegrityError

from models.errors import UnreadableDocument
from models.tables import Origin
from store.arrivals import Arrival, find_twin, receive, trace
from store.blobs import Blobs
from store.db import Database

LONGEST_NAME = 200
HEADERS_BYTES = 262_144


@dataclass(frozen=True, slots=True)
class Door:
    """What accepting needs; `ring` tells a worker that a document waits, after the commit."""

    database: Database
    blobs: Blobs
    clock: Callable[[], datetime]
    ring: Callable[[int], None]
    max_bytes: int


@dataclass(frozen=True, slots=True)
class Accepted:
    """The document that the file is: new, or one that was there already."""

    document_id: int
    duplicate: bool


@dataclass(frozen=True, slots=True)
class MailHead:
    """What the head of a mail says, for lists and for telling duplicates."""

    message_id: str = ""
    sender: str = ""
    subject: str = ""
    date: str = ""


def accept(door: Door, data: bytes, name: str, origin: Origin, *, sender: str = "", recipient: str = "") -> Accepted:
    """Keep a file. Only one that is too large is refused (`UnreadableDocument`); what cannot be read is kept and fails.

    Raises `Unreachable` when the database does not answer: nothing is lost, since the sender was told nothing yet.
    """
    if len(data) > door.max_bytes:
        raise UnreadableDocument("too_large")
    digest = door.blobs.put(data)
    arrival = _arrival(door, data, digest, name, origin, sender, recipient)
    accepted = _keep(door, arrival)
    if not accepted.duplicate:
        door.ring(accepted.document_id)
    return accepted


def _keep(door: Door, arrival: Arrival) -> Accepted:
    try:
        with door.database.write() as session:
            twin = find_twin(session, arrival)
            if twin is None:
                return Accepted(receive(session, arrival), duplicate=False)
            trace(session, twin, arrival, duplicate=True)
            return Accepted(twin, duplicate=True)
    except IntegrityError:
        # The same file came in by another door in this very moment; now it is there to be found.
        with door.database.write() as session:
            twin = find_twin(session, arrival)
            if twin is None:
                raise
            trace(session, twin, arrival, duplicate=True)
            return Accepted(twin, duplicate=True)


def _arrival(door: Door, data: bytes, digest: str, name: str, origin: Origin, sender: str, recipient: str) -> Arrival:
    head = read_head(data) if origin is Origin.MAIL or name.lower().endswith(".eml") else MailHead()
    plain_name = "".join(c for c in name if c.isprintable()).replace("\\", "/").rsplit("/", 1)[-1]
    return Arrival(
        digest=digest,
        origin=origin,
        name=plain_name[-LONGEST_NAME:] or digest[:12],
        at=door.clock(),
        sender=head.sender or sender,
        recipient=recipient,
        subject=head.subject,
        message_id=head.message_id,
        bytes_key=digest,
        mail_key=mail_key(head),
    )


def mail_key(head: MailHead) -> str | None:
    """The same for one mail by two routes (whose bytes differ in what relays add), None where it cannot be told.

    Some ordering systems give all their mails one Message-ID: date, sender and subject must agree as well.
    """
    if not head.message_id or not head.date:
        return None
    return hashlib.sha256("\n".join((head.message_id, head.date, head.sender, head.subject)).encode()).hexdigest()


def read_head(data: bytes) -> MailHead:
    """A mail's own head; what is malformed in it reads as empty."""
    message = BytesHeaderParser(policy=modern).parsebytes(data[:HEADERS_BYTES])

    def header(name: str) -> str:
        try:
            value = str(message.get(name, ""))
        except Exception:  # noqa: BLE001 - the standard parser trips over malformed headers in many ways; the mail is kept
            return ""
        return " ".join(value.split())

    return MailHead(
        message_id=header("Message-ID"),
        sender=parseaddr(header("From"))[1].lower(),
        subject=header("Subject"),
        date=header("Date"),
    )
