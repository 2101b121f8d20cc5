"""The SMTP door with a real client: 250 means stored, everything else means that the sender still has the mail."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from email.message import EmailMessage
from typing import Any

import pytest

from intake.smtp import SmtpAddress, SmtpDoor
from store.db import Database
from tests.servers import free_port


@pytest.fixture
def smtp(small_hall: Any) -> Iterator[SmtpDoor]:
    """A door that takes mail for orders@carnet.example and everybody at sales.example."""
    door = SmtpDoor(small_hall.door, SmtpAddress("127.0.0.1", free_port(), ("Orders@carnet.example", "@sales.example")))
    door.start()
    yield door
    door.stop()


def client(smtp: SmtpDoor) -> smtplib.SMTP:
    return smtplib.SMTP("127.0.0.1", smtp.port, timeout=10)


def mail(text: str = "Five of A1, please.") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "ann@alpha.example", "orders@carnet.example", "Order"
    message.set_content(text)
    return message


def test_a_mail_is_stored_as_it_came_before_the_sender_is_told(small_hall: Any, smtp: SmtpDoor) -> None:
    with client(smtp) as connection:
        connection.send_message(mail())
    (entry,) = small_hall.entries()
    assert (entry.sender, entry.subject, entry.origin) == ("ann@alpha.example", "Order", "mail")
    (original,) = small_hall.originals()
    assert b"Five of A1, please." in original.read_bytes()
    assert small_hall.rung == [entry.id]


def test_the_same_mail_sent_twice_is_taken_and_known(small_hall: Any, smtp: SmtpDoor) -> None:
    with client(smtp) as connection:
        connection.send_message(mail())
        connection.send_message(mail())
    assert len(small_hall.entries()) == 1


def test_only_the_recipients_that_live_here_are_taken(small_hall: Any, smtp: SmtpDoor) -> None:
    with client(smtp) as connection:
        refused = connection.send_message(mail(), to_addrs=["nobody@carnet.example", "x@Sales.example"])
    assert refused["nobody@carnet.example"][0] == 550
    assert len(small_hall.entries()) == 1
    with client(smtp) as connection, pytest.raises(smtplib.SMTPRecipientsRefused):
        connection.send_message(mail(), to_addrs=["nobody@elsewhere.example"])
    assert len(small_hall.entries()) == 1


def test_a_mail_that_is_too_large_is_refused_for_good(small_hall: Any, smtp: SmtpDoor) -> None:
    with client(smtp) as connection:
        with pytest.raises(smtplib.SMTPException) as told:
            connection.send_message(mail("x\n" * 60_000))
        assert getattr(told.value, "smtp_code", 552) == 552
    assert small_hall.entries() == ()


def test_without_its_database_the_door_says_try_later(small_hall: Any) -> None:
    away = replace(small_hall.door, database=Database("postgresql+pg8000://nobody@127.0.0.1:1/nothing"))
    door = SmtpDoor(away, SmtpAddress("127.0.0.1", free_port()))
    door.start()
    try:
        with client(door) as connection, pytest.raises(smtplib.SMTPDataError) as told:
            connection.send_message(mail())
        assert told.value.smtp_code == 451
    finally:
        door.stop()
    assert small_hall.rung == []


def test_a_client_that_leaves_in_the_middle_leaves_nothing_behind(small_hall: Any, smtp: SmtpDoor) -> None:
    connection = client(smtp)
    connection.ehlo()
    connection.mail("ann@alpha.example")
    connection.rcpt("orders@carnet.example")
    connection.putcmd("data")
    connection.getreply()
    connection.send(b"From: ann@alpha.example\r\n\r\nhalf an ord")
    assert connection.sock is not None
    connection.sock.close()
    with client(smtp) as other:
        other.send_message(mail())
    assert len(small_hall.entries()) == 1


def test_raw_bytes_of_any_kind_come_in_unchanged(small_hall: Any, smtp: SmtpDoor) -> None:
    raw = b"From: a@b.example\r\nSubject: \xe9\xff\r\n\r\n\x80\x81 binary \xff\r\n.\r\ndotted\r\n"
    with client(smtp) as connection:
        connection.sendmail("a@b.example", ["orders@carnet.example"], raw)
    (original,) = small_hall.originals()
    assert original.read_bytes() == raw


def test_an_empty_mail_is_refused(small_hall: Any, smtp: SmtpDoor) -> None:
    with client(smtp) as connection, pytest.raises(smtplib.SMTPDataError):
        connection.sendmail("a@b.example", ["orders@carnet.example"], b"\r\n")
    assert small_hall.entries() == ()


def test_many_senders_at_once_all_get_their_mail_stored(small_hall: Any, smtp: SmtpDoor) -> None:
    def send(number: int) -> None:
        with client(smtp) as connection:
            connection.send_message(mail(f"order {number}"))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(send, range(24)))
    assert len(small_hall.entries()) == 24
