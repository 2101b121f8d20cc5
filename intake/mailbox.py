"""An IMAP mailbox, polled. Each mail is stored first, and marked or moved then: a crash between makes a duplicate."""

from __future__ import annotations

import logging
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError

from intake.accept import Door, accept
from models.errors import Unreachable
from models.tables import Origin
from store.settings import Event, record

log = logging.getLogger(__name__)

# Marks of ours on mails that stay in the folder; people may read and unread them as they like.
TAKEN, TOO_LARGE = b"$CarnetTaken", b"$CarnetTooLarge"
TIMEOUT_S = 60.0
BATCH = 50


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Which mailbox, and where its mails go once stored ("" leaves them, marked)."""

    host: str
    port: int
    user: str
    password: str
    folder: str = "INBOX"
    done_folder: str = ""
    use_ssl: bool = True


@dataclass(frozen=True, slots=True)
class Polled:
    """What a look into the mailbox brought."""

    new: int = 0
    known: int = 0
    too_large: int = 0


def poll(door: Door, mailbox: Mailbox) -> Polled:
    """Take in every mail that was not taken yet; raises `Unreachable`. What was stored before that stays stored."""
    with _connected(mailbox) as client:
        client.select_folder(mailbox.folder)
        waiting = client.search(["UNKEYWORD", TAKEN, "UNKEYWORD", TOO_LARGE, "UNDELETED"])
        new = known = too_large = 0
        for start in range(0, len(waiting), BATCH):
            sizes = client.fetch(waiting[start : start + BATCH], ["RFC822.SIZE"])
            for uid, entry in sorted(sizes.items()):
                if entry[b"RFC822.SIZE"] > door.max_bytes:
                    _leave(door, client, uid, entry[b"RFC822.SIZE"])
                    too_large += 1
                    continue
                data = client.fetch([uid], ["BODY.PEEK[]"]).get(uid, {}).get(b"BODY[]")
                if data is None:
                    continue  # somebody deleted it meanwhile
                accepted = accept(door, data, f"mail-{uid}.eml", Origin.MAIL, recipient=mailbox.user)
                new, known = (new, known + 1) if accepted.duplicate else (new + 1, known)
                _put_away(client, mailbox, uid)
        return Polled(new, known, too_large)


def _put_away(client: IMAPClient, mailbox: Mailbox, uid: int) -> None:
    client.add_flags([uid], [TAKEN])
    if not mailbox.done_folder:
        return
    if not client.folder_exists(mailbox.done_folder):
        client.create_folder(mailbox.done_folder)
    if client.has_capability("MOVE"):
        client.move([uid], mailbox.done_folder)
    else:
        client.copy([uid], mailbox.done_folder)
        client.delete_messages([uid])
        client.expunge()


def _leave(door: Door, client: IMAPClient, uid: int, size: int) -> None:
    # It stays where it is, flagged for people to see; that it came is on record.
    with door.database.write() as session:
        record(session, Event(door.clock(), "mail_too_large", {"uid": str(uid), "bytes": str(size)}))
    client.add_flags([uid], [TOO_LARGE, b"\\Flagged"])


@contextmanager
def _connected(mailbox: Mailbox) -> Iterator[IMAPClient]:
    try:
        with IMAPClient(
            mailbox.host,
            mailbox.port,
            ssl=mailbox.use_ssl,
            ssl_context=ssl.create_default_context() if mailbox.use_ssl else None,
            timeout=TIMEOUT_S,
        ) as client:
            client.login(mailbox.user, mailbox.password)
            yield client
    except (IMAPClientError, OSError) as error:
        raise Unreachable(f"the mailbox did not answer: {error}", service="imap", host=mailbox.host) from error
