"""The life of a document, step by step, on both databases."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import datetime

import pytest

from intake.accept import Accepted, accept
from models.errors import Unreachable
from models.lifecycle import Status
from models.match import MatchedOrder
from models.tables import DeliveryState, DocumentRow, Origin, Stage
from pipeline.advance import advance, run
from pipeline.machine import Patience
from pipeline.sweep import resume, sweep
from store import deliveries, documents, orders, queue, results, settings
from store.queue import QueueFilter
from tests.pipeline.fakes import FakeTrade, Workshop, read


def send(shop: Workshop, text: str, name: str = "po.pdf") -> int:
    return accept(shop.machine.door, text.encode(), name, Origin.UPLOAD).document_id


def life(shop: Workshop, document_id: int) -> list[str]:
    with shop.database.read() as session:
        return [str(move.new) for move in documents.moves(session, document_id)]


def document(shop: Workshop, document_id: int) -> documents.Document:
    with shop.database.read() as session:
        return documents.get(session, document_id)


def book_of(shop: Workshop) -> list[tuple[str, str]]:
    with shop.database.read() as session:
        return [(o.customer_code, o.po_number) for o in orders.entries(session, orders.OrderFilter())]


def test_a_sure_order_goes_into_the_book_without_an_agent(shop: Workshop) -> None:
    number = send(shop, "From: buyer@alpha.example\n\nORDER PO-1 ALPHA A1x5 B2x3")
    assert run(shop.machine, number) is Status.BOOKED
    assert life(shop, number) == ["received", "read", "extracted", "matched", "approved", "booked"]
    booked = document(shop, number)
    assert booked.touchless
    assert booked.summary.customer_code == "ALPHA"
    with shop.database.read() as session:
        order = orders.of_document(session, number)
        assert order is not None
        assert order.number == booked.order_number
        assert [(line.sku, str(line.quantity)) for line in order.lines] == [("A1", "5"), ("B2", "3")]
        (delivery,) = deliveries.of_order(session, order.number)
    assert (delivery.target, delivery.state) == ("buyer@alpha.example", DeliveryState.PENDING)


def test_an_unsure_order_waits_for_an_agent_and_says_why(shop: Workshop) -> None:
    number = send(shop, "UNSURE PO-1 ALPHA A1x5")
    assert run(shop.machine, number) is Status.IN_REVIEW
    with shop.database.read() as session:
        assert documents.moves(session, number)[-1].reason == "low_confidence"
        assert [i.code for i in results.get_issues(session, number)] == ["low_confidence"]
        (entry,) = queue.entries(session, QueueFilter(statuses=(Status.IN_REVIEW,)))
        assert orders.of_document(session, number) is None
    assert (entry.issue_codes, entry.customer_name) == (("low_confidence",), "Alpha Ltd")


def test_a_file_without_an_order_goes_to_an_agent_so_that_nothing_is_lost(shop: Workshop) -> None:
    number = send(shop, "Where is my parcel?")
    assert run(shop.machine, number) is Status.IN_REVIEW
    with shop.database.read() as session:
        assert [i.code for i in results.get_issues(session, number)] == ["no_order_found"]


def test_each_of_several_orders_in_a_file_becomes_a_document_of_its_own(shop: Workshop) -> None:
    number = send(shop, "ORDER PO-1 ALPHA A1x5\nORDER PO-2 BETA B2x1")
    assert run(shop.machine, number) is Status.SPLIT
    with shop.database.read() as session:
        parts = documents.children(session, number)
    assert [part.id for part in parts] == shop.rung[-2:]
    assert [run(shop.machine, part.id) for part in parts] == [Status.BOOKED, Status.BOOKED]
    assert sorted(book_of(shop)) == [("ALPHA", "PO-1"), ("BETA", "PO-2")]


def test_an_unreadable_file_fails_with_its_reason_and_its_original_is_kept(shop: Workshop) -> None:
    number = send(shop, "LOCKED")
    assert run(shop.machine, number) is Status.FAILED
    failed = document(shop, number)
    assert failed.failure is not None
    assert (failed.failure.code, failed.failure.reason) == ("unreadable", "password")
    assert shop.blobs.get(failed.digest) == b"LOCKED"


def test_a_bug_in_a_reader_fails_that_document_and_no_other(shop: Workshop) -> None:
    bad, good = send(shop, "CRASH"), send(shop, "ORDER PO-1 ALPHA A1x5")
    assert run(shop.machine, bad) is Status.FAILED
    assert run(shop.machine, good) is Status.BOOKED


def test_a_service_that_does_not_answer_is_tried_again_later_and_then_given_up(shop: Workshop) -> None:
    def down(data: bytes, name: str) -> bytes:
        raise Unreachable(service="reader")

    number = send(shop, "ORDER PO-1 ALPHA A1x5")
    shop.read = down
    assert run(shop.machine, number) is Status.RECEIVED
    assert sweep(shop.machine) == ()
    shop.clock.pass_(60)
    assert sweep(shop.machine) == (number,)
    shop.read = read
    assert run(shop.machine, number) is Status.BOOKED

    lost = send(shop, "ORDER PO-2 ALPHA A1x5")
    shop.read = down
    for _ in range(3):
        run(shop.machine, lost)
        shop.clock.pass_(3600)
    failed = document(shop, lost)
    assert failed.status is Status.FAILED
    assert failed.failure is not None
    assert failed.failure.code == "unreachable"


def test_a_document_that_kills_every_worker_is_given_up_after_three(shop: Workshop) -> None:
    class Killed(BaseException):
        pass

    def kill(data: bytes, name: str) -> bytes:
        raise Killed

    number = send(shop, "ORDER PO-1 ALPHA A1x5")
    shop.read = kill
    for _ in range(3):
        with pytest.raises(Killed):
            advance(shop.machine, number)
        shop.clock.pass_(3600)
    assert advance(shop.machine, number) is Status.FAILED
    failed = document(shop, number)
    assert failed.failure is not None
    assert failed.failure.reason == "reader_died"


def test_while_one_worker_holds_a_document_another_leaves_it_alone(shop: Workshop) -> None:
    number = send(shop, "ORDER PO-1 ALPHA A1x5")
    seen: list[Status | None] = []

    def meanwhile(data: bytes, name: str) -> bytes:
        shop.read = read
        seen.append(advance(shop.machine, number))
        return read(data, name)

    shop.read = meanwhile
    assert advance(shop.machine, number) is Status.READ
    assert seen == [None]
    assert life(shop, number) == ["received", "read"]


def test_a_long_step_of_a_living_worker_is_held_beyond_its_first_lease(shop: Workshop) -> None:
    number = send(shop, "ORDER PO-1 ALPHA A1x5")
    shop.patience = Patience(lease_s=0.1)

    def lease() -> datetime:
        with shop.database.read() as session:
            row = session.get(DocumentRow, number)
        assert row is not None
        assert row.lease_until is not None
        return row.lease_until

    def long(data: bytes, name: str) -> bytes:
        first, until = lease(), time.monotonic() + 20
        while lease() == first and time.monotonic() < until:
            time.sleep(0.02)
        seen.append(lease() > first)
        return read(data, name)

    seen: list[bool] = []
    shop.read = long
    assert advance(shop.machine, number) is Status.READ
    assert seen == [True]


def test_a_worker_that_comes_back_from_the_dead_drops_its_result(shop: Workshop) -> None:
    number = send(shop, "ORDER PO-1 ALPHA A1x5")

    def slow(data: bytes, name: str) -> bytes:
        shop.read = read
        shop.clock.pass_(3600)  # its lease is long over, and the sweep's worker did everything
        assert run(shop.machine, number) is Status.BOOKED
        return read(data, name)

    shop.read = slow
    assert advance(shop.machine, number) is None
    assert life(shop, number) == ["received", "read", "extracted", "matched", "approved", "booked"]
    assert book_of(shop) == [("ALPHA", "PO-1")]


def test_the_sweep_rings_for_documents_whose_bell_was_lost(shop: Workshop) -> None:
    number = send(shop, "ORDER PO-1 ALPHA A1x5")
    shop.rung.clear()
    assert sweep(shop.machine) == ()  # the bell has only just been rung
    shop.clock.pass_(60)
    assert sweep(shop.machine) == (number,)
    assert shop.rung == [number]


def test_a_restarted_service_takes_up_at_once_what_it_held_when_it_was_killed(shop: Workshop) -> None:
    class Killed(BaseException):
        pass

    def kill(data: bytes, name: str) -> bytes:
        raise Killed

    number = send(shop, "ORDER PO-1 ALPHA A1x5")
    shop.read = kill
    with pytest.raises(Killed):
        advance(shop.machine, number)
    shop.read = read
    assert advance(shop.machine, number) is None  # the dead one's lease
    assert resume(shop.machine) == (number,)
    assert run(shop.machine, number) is Status.BOOKED


def test_the_same_order_in_another_file_waits_for_an_agent_and_is_not_booked_twice(shop: Workshop) -> None:
    first, second = send(shop, "ORDER PO-1 ALPHA A1x5"), send(shop, "ORDER PO-1 ALPHA A1x5 ")
    assert second != first
    assert run(shop.machine, first) is Status.BOOKED
    assert run(shop.machine, second) is Status.IN_REVIEW
    with shop.database.read() as session:
        assert [i.code for i in results.get_issues(session, second)] == ["duplicate_order"]


def test_two_copies_that_pass_the_rules_at_the_same_time_are_booked_once(shop: Workshop) -> None:
    first, second = send(shop, "ORDER PO-1 ALPHA A1x5"), send(shop, "ORDER PO-1 ALPHA A1x5 ")
    for _ in range(3):
        advance(shop.machine, first)
        advance(shop.machine, second)

    class Blind(FakeTrade):
        def check(self, matched: MatchedOrder, circumstances):  # type: ignore[no-untyped-def]
            return super().check(matched, replace(circumstances, existing=()))

    shop.trade = Blind()
    assert run(shop.machine, first) is Status.BOOKED
    assert run(shop.machine, second) is Status.FAILED
    failed = document(shop, second)
    assert failed.failure is not None
    assert failed.failure.reason == "already_booked"
    assert book_of(shop) == [("ALPHA", "PO-1")]


def test_a_customer_whose_orders_are_always_to_be_seen_is_never_booked_alone(shop: Workshop) -> None:
    with shop.database.write() as session:
        settings.put(session, "autopilot.ALPHA", {"mode": "never"})
    assert run(shop.machine, send(shop, "ORDER PO-1 ALPHA A1x5")) is Status.IN_REVIEW
    assert run(shop.machine, send(shop, "ORDER PO-2 BETA A1x5")) is Status.BOOKED


def test_what_booking_would_refuse_goes_to_an_agent_instead_of_failing(shop: Workshop) -> None:
    number = send(shop, "ORDER PO-1 ALPHA")
    assert run(shop.machine, number) is Status.IN_REVIEW
    with shop.database.read() as session:
        assert results.get_issues(session, number)[-1].code == "not_bookable"


def test_the_machines_own_match_is_kept_beside_the_current_one(shop: Workshop) -> None:
    number = send(shop, "UNSURE PO-1 ALPHA A1x5")
    run(shop.machine, number)
    with shop.database.read() as session:
        own = results.get_result(session, number, Stage.MATCHED, MatchedOrder)
        assert own == results.get_result(session, number, Stage.CURRENT, MatchedOrder)


def test_the_same_bytes_again_are_noted_and_not_processed_twice(shop: Workshop) -> None:
    first = accept(shop.machine.door, b"ORDER PO-1 ALPHA A1x5", "po.pdf", Origin.UPLOAD)
    again = accept(shop.machine.door, b"ORDER PO-1 ALPHA A1x5", "copy.pdf", Origin.FOLDER)
    assert again == Accepted(first.document_id, duplicate=True)
    assert shop.rung == [first.document_id]
