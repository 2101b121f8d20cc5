"""The polled mailbox, against a real IMAP server."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from imapclient import IMAPClient

from intake.mailbox import Mailbox, Polled, poll
from models.errors import Unreachable
from store.db import Database
from store.settings import events

pytestmark = pytest.mark.servers
_USERS = count(1)


@pytest.fixture
def mailbox(dovecot_port: int) -> Mailbox:
    """A mailbox of its own for each test."""
    return Mailbox("127.0.0.1", dovecot_port, f"user{next(_USERS)}", "secret", use_ssl=False)


@pytest.fixture
def owner(mailbox: Mailbox) -> Iterator[IMAPClient]:
    """The mailbox as its owner's mail program sees it."""
    with IMAPClient(mailbox.host, mailbox.port, ssl=False) as client:
        client.login(mailbox.user, mailbox.password)
        yield client


def deliver(owner: IMAPClient, number: int, size: int = 0) -> None:
    text = f"From: ann@alpha.example\r\nSubject: Order {number}\r\nMessage-ID: <{number}@alpha>\r\n\r\n" + "x" * size
    owner.append("INBOX", text.encode())


def test_mails_come_in_once_however_often_one_looks(small_hall: Any, mailbox: Mailbox, owner: IMAPClient) -> None:
    for number in range(3):
        deliver(owner, number)
    assert poll(small_hall.door, mailbox) == Polled(new=3)
    assert poll(small_hall.door, mailbox) == Polled()
    deliver(owner, 3)
    assert poll(small_hall.door, mailbox) == Polled(new=1)
    assert [entry.subject for entry in small_hall.entries()] == [f"Order {number}" for number in range(4)]


def test_whether_a_person_read_the_mail_does_not_matter(small_hall: Any, mailbox: Mailbox, owner: IMAPClient) -> None:
    deliver(owner, 1)
    owner.select_folder("INBOX")
    owner.add_flags(owner.search(), [b"\\Seen"])
    assert poll(small_hall.door, mailbox) == Polled(new=1)
    deliver(owner, 2)
    poll(small_hall.door, mailbox)
    assert len(owner.search(["UNSEEN"])) == 1


def test_stored_mails_move_to_their_folder(small_hall: Any, mailbox: Mailbox, owner: IMAPClient) -> None:
    deliver(owner, 1)
    assert poll(small_hall.door, replace(mailbox, done_folder="Carnet")) == Polled(new=1)
    assert owner.select_folder("INBOX")[b"EXISTS"] == 0
    assert owner.select_folder("Carnet")[b"EXISTS"] == 1


def test_a_crash_between_storing_and_marking_costs_no_second_document(
    small_hall: Any, mailbox: Mailbox, owner: IMAPClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(owner, 1)

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("intake.mailbox._put_away", crash)
        with pytest.raises(KeyboardInterrupt):
            poll(small_hall.door, mailbox)
    assert len(small_hall.entries()) == 1
    assert poll(small_hall.door, mailbox) == Polled(known=1)
    assert poll(small_hall.door, mailbox) == Polled()
    assert len(small_hall.entries()) == 1


def test_a_mail_that_is_too_large_is_flagged_and_holds_up_nobody(
    small_hall: Any, mailbox: Mailbox, owner: IMAPClient
) -> None:
    deliver(owner, 1, size=150_000)
    deliver(owner, 2)
    assert poll(small_hall.door, mailbox) == Polled(new=1, too_large=1)
    assert poll(small_hall.door, mailbox) == Polled()
    owner.select_folder("INBOX")
    assert len(owner.search(["FLAGGED"])) == 1
    with small_hall.database.read() as session:
        assert [event.code for event in events(session)] == ["mail_too_large"]


def test_when_the_store_is_away_the_mail_stays_unmarked(small_hall: Any, mailbox: Mailbox, owner: IMAPClient) -> None:
    deliver(owner, 1)
    away = replace(small_hall.door, database=Database("postgresql+pg8000://nobody@127.0.0.1:1/nothing"))
    with pytest.raises(Unreachable):
        poll(away, mailbox)
    assert poll(small_hall.door, mailbox) == Polled(new=1)


@pytest.mark.parametrize("wrong", [{"folder": "Nowhere"}, {"port": 1}, {"password": "guess"}])
def test_a_mailbox_that_does_not_answer_is_worth_another_try(
    small_hall: Any, mailbox: Mailbox, wrong: dict[str, Any]
) -> None:
    with pytest.raises(Unreachable):
        poll(small_hall.door, replace(mailbox, **wrong))
