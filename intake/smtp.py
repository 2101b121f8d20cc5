"""Inbound SMTP: a mail server that says 250 only when the mail is stored. Sends nothing, reads nothing."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from intake.accept import Accepted, Door, accept
from models.errors import CarnetError, UnreadableDocument
from models.tables import Origin

log = logging.getLogger(__name__)

TAKEN = "250 2.0.0 stored as document {number}"
TAKEN_BEFORE = "250 2.0.0 stored before as document {number}"
NO_SUCH_RECIPIENT = "550 5.1.1 no such recipient here"
TOO_LARGE = "552 5.3.4 message too large"
TRY_LATER = "451 4.3.0 cannot store mail now, try again later"
EMPTY = "554 5.6.0 message is empty"
IDLE_S = 120
MAX_RECIPIENTS = 100


@dataclass(frozen=True, slots=True)
class SmtpAddress:
    """Where the door listens, and for whom: addresses, or "@domain" for all of a domain; none means everybody."""

    host: str
    port: int
    recipients: tuple[str, ...] = ()
    host_name: str = "localhost"

    def takes(self, recipient: str) -> bool:
        """Whether mail for this address comes in here; upper and lower case are the same."""
        address = recipient.casefold()
        wanted = {entry.casefold() for entry in self.recipients}
        return not wanted or address in wanted or f"@{address.rpartition('@')[2]}" in wanted


class _Handler:
    """What aiosmtpd asks us. Its methods are found by name."""

    def __init__(self, address: SmtpAddress, take: Callable[[bytes, str], Accepted]) -> None:
        self._address, self._take = address, take

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if not self._address.takes(address):
            return NO_SUCH_RECIPIENT
        if len(envelope.rcpt_tos) >= MAX_RECIPIENTS:
            return "452 4.5.3 too many recipients"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        data = envelope.original_content or b""
        if not data.strip():
            return EMPTY
        try:
            # Storing waits for disk and database: not in the loop that serves all other connections.
            accepted = await asyncio.to_thread(self._take, data, ", ".join(envelope.rcpt_tos))
        except UnreadableDocument:
            return TOO_LARGE
        except CarnetError as error:
            log.warning("mail from %s not stored: %s", envelope.mail_from, error)
            return TRY_LATER
        except Exception:
            log.exception("mail from %s not stored", envelope.mail_from)
            return TRY_LATER
        return (TAKEN_BEFORE if accepted.duplicate else TAKEN).format(number=accepted.document_id)

    async def handle_exception(self, error: Exception) -> str:
        log.warning("SMTP session broke: %r", error)
        return TRY_LATER


class SmtpDoor:
    """The listening server, in a thread of its own."""

    def __init__(self, door: Door, address: SmtpAddress) -> None:
        def take(data: bytes, recipient: str) -> Accepted:
            return accept(door, data, "mail.eml", Origin.MAIL, recipient=recipient)

        self.port = address.port
        self._controller = Controller(
            _Handler(address, take),
            hostname=address.host,
            port=address.port,
            server_hostname=address.host_name,
            ident="Carnet",
            data_size_limit=door.max_bytes,
            enable_SMTPUTF8=True,
            decode_data=False,
            timeout=IDLE_S,
        )

    def start(self) -> None:
        """Listen; returns when connections are taken, raises OSError when the port is not to be had."""
        self._controller.start()

    def stop(self) -> None:
        """Take no more connections."""
        self._controller.stop(no_assert=True)
