from __future__ import annotations

import socket
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller

from models.errors import Undeliverable, Unreachable
from models.tables import DeliveryKind, DeliveryState
from orderbook.acknowledgement import Acknowledgement
from orderbook.delivery import LONGEST_PAUSE, MAX_ATTEMPTS, pause_after, send_due
from orderbook.mail import Sender, SmtpTransport, compose, message_id
from store import deliveries
from tests.review_ui.company import SCRIPTS
from tests.review_ui.house import furnished, with_a_morning

AT = datetime(2026, 3, 9, 8, tzinfo=UTC)
LETTER = Acknowledgement("Commande confirmée", "Bonjour\n", "<p>Bonjour</p>", b"%PDF-", "A-1.pdf")


def mail(to="buyer@example.com"):
    return compose(LETTER, Sender("orders@us.example", "Nordlux"), to, "<1@us.example>", AT, "<theirs@example.com>")


def test_the_message_id_is_the_deliverys_own_and_never_changes():
    first = message_id("A-1", "acknowledgement", "Buyer@example.com", "us.example")
    assert first == message_id("A-1", "acknowledgement", "buyer@example.com", "us.example")
    assert first != message_id("A-2", "acknowledgement", "buyer@example.com", "us.example")
    assert first.endswith("@us.example>")


def test_a_mail_answers_the_customers_own_and_no_robot_answers_it():
    sent = mail()
    assert sent["In-Reply-To"] == sent["References"] == "<theirs@example.com>"
    assert sent["Auto-Submitted"] == "auto-replied"
    assert sent.as_bytes() == mail().as_bytes()
    assert [part.get_content_type() for part in sent.walk() if not part.is_multipart()] == [
        "text/plain",
        "text/html",
        "application/pdf",
    ]


def test_a_hostile_message_id_adds_no_header():
    sent = compose(
        LETTER, Sender("orders@us.example"), "b@example.com", "<1@us.example>", AT, "<x>\r\nBcc: all@example.com"
    )
    assert sent["Bcc"] is None
    assert sent["In-Reply-To"] is None


def test_pauses_double_up_to_a_longest_and_then_it_is_given_up():
    pauses = [pause_after(n) for n in range(1, MAX_ATTEMPTS)]
    assert pauses[:3] == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
    assert pauses[-1] == LONGEST_PAUSE
    assert pause_after(MAX_ATTEMPTS) is None


class Door:
    """A mail server that refuses some."""

    def __init__(self):
        self.got = []

    async def handle_RCPT(self, server, session, envelope, address, options):
        if "nobody" in address:
            return "550 no such user"
        if "later" in address:
            return "451 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.got.append(envelope.content)
        return "250 OK"


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture
def server():
    controller = Controller(Door(), hostname="127.0.0.1", port=free_port())
    controller.start()
    yield controller
    controller.stop()


def transport(server):
    return SmtpTransport("127.0.0.1", server.port, timeout_s=5)


def test_a_real_server_takes_the_mail_whole(server):
    transport(server).send(mail())
    (content,) = server.handler.got
    taken = message_from_bytes(content, policy=policy.default)
    assert taken["Subject"] == "Commande confirmée"
    assert taken["Message-ID"] == "<1@us.example>"


def test_a_refusal_for_good_and_one_for_now_are_told_apart(server):
    with pytest.raises(Undeliverable):
        transport(server).send(mail("nobody@example.com"))
    with pytest.raises(Unreachable):
        transport(server).send(mail("later@example.com"))
    assert server.handler.got == []


def test_a_server_that_is_not_there_is_tried_again_later():
    with pytest.raises(Unreachable):
        SmtpTransport("127.0.0.1", free_port(), timeout_s=5).send(mail())


@pytest.fixture
def house(tmp_path):
    return furnished(tmp_path)


class Flaky:
    """Fails as often as told, then takes everything."""

    def __init__(self, failures, error=Unreachable):
        self.failures, self.error, self.mails = failures, error, []

    def send(self, sent):
        if self.failures:
            self.failures -= 1
            raise self.error("not now")
        self.mails.append(sent)


def booked_and_pending(house, way_out):
    """One touchless order whose acknowledgement is still to be sent."""
    house.sink.send = way_out.send
    with_a_morning(house, (SCRIPTS[5],))
    with house.database.read() as session:
        (delivery,) = deliveries.of_order(session, "100001")
    return delivery


def test_a_mail_server_that_is_away_gets_the_same_mail_later(house):
    away = Flaky(2)
    delivery = booked_and_pending(house, away)
    assert (delivery.state, delivery.attempts) == (DeliveryState.PENDING, 1)
    assert "not now" in delivery.last_error
    assert send_due(house.outbox) == 0  # not before its pause is over
    for minutes in (2, 5):
        house.clock.now += timedelta(minutes=minutes)
        send_due(house.outbox)
    with house.database.read() as session:
        (after,) = deliveries.of_order(session, "100001")
    assert (after.state, after.last_error) == (DeliveryState.SENT, "")
    assert [sent["Message-ID"] for sent in away.mails] == [delivery.message_id]
    assert house.blobs.get(after.digest) == away.mails[0].as_bytes()


def test_an_address_that_does_not_exist_is_given_up_and_said(house):
    delivery = booked_and_pending(house, Flaky(1, Undeliverable))
    assert delivery.state is DeliveryState.GIVEN_UP
    house.clock.now += timedelta(days=3)
    assert send_due(house.outbox) == 0


def test_a_worker_that_died_while_sending_leaves_the_mail_due_again(house):
    delivery = booked_and_pending(house, Flaky(1))
    house.clock.now = delivery.next_at + timedelta(seconds=1)
    with house.database.write() as session:
        assert deliveries.claim(session, delivery, house.clock(), 300)
    assert send_due(house.outbox) == 0
    house.clock.now += timedelta(minutes=6)
    assert send_due(house.outbox) == 1


def test_two_workers_send_one_mail(house):
    delivery = booked_and_pending(house, Flaky(1))
    now = delivery.next_at + timedelta(seconds=1)
    with house.database.write() as session:
        taken = [deliveries.claim(session, delivery, now, 300) for _ in range(2)]
    assert taken == [True, False]


def test_an_export_goes_to_the_erps_folder(house):
    kept = {}
    booked_and_pending(house, Flaky(0))
    with house.database.write() as session:
        deliveries.add(session, "100001", DeliveryKind.EXPORT, "ubl", "<e1@us.example>", house.clock())
        deliveries.add(session, "100001", DeliveryKind.EXPORT, "nonsense", "<e2@us.example>", house.clock())
    from dataclasses import replace

    assert send_due(replace(house.outbox, put_export=kept.__setitem__)) == 1
    assert list(kept) == ["100001.xml"]
    with house.database.read() as session:
        states = {d.target: d.state for d in deliveries.of_order(session, "100001") if d.kind is DeliveryKind.EXPORT}
    assert states == {"ubl": DeliveryState.SENT, "nonsense": DeliveryState.GIVEN_UP}
