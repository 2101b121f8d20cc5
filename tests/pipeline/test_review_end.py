"""What ends a review: approved, rejected, read again; and what is learnt of it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from intake.accept import accept
from learning.memory import Note
from models.errors import IllegalMove, NotBookable, StaleDocument
from models.knowledge import Knowledge
from models.lifecycle import Mover, Status
from models.tables import Origin
from pipeline import lessons, review
from pipeline.advance import run
from store import documents, knowledge, orders
from store.documents import Document
from tests.pipeline.fakes import FakeTrade, Workshop, read
from tests.pipeline.reviews import ANN, correct, current, document, in_review


def test_an_approved_order_is_in_the_book_under_the_agents_name(shop: Workshop) -> None:
    seen = in_review(shop)
    booked = review.approve(shop.machine, seen.id, seen.version, ANN)
    assert (booked.status, booked.touchless) == (Status.BOOKED, False)
    with shop.database.read() as session:
        (entry,) = orders.entries(session, orders.OrderFilter())
        moves = documents.moves(session, seen.id)
    assert (entry.agent, entry.po_number, entry.touchless) == (ANN, "PO-1", False)
    assert [(m.new, m.mover) for m in moves[-2:]] == [
        (Status.APPROVED, Mover.AGENT),
        (Status.BOOKED, Mover.MACHINE),
    ]


def test_an_order_that_lacks_something_is_not_approved_and_the_place_is_named(shop: Workshop) -> None:
    seen = in_review(shop, "UNSURE PO-1 ALPHA A1x5 X9x3")
    with pytest.raises(NotBookable) as told:
        review.approve(shop.machine, seen.id, seen.version, ANN, frozenset({"unknown_item"}))
    assert told.value.params["where"] == "lines.1.item"
    assert document(shop, seen.id) == seen


def test_what_an_agent_confirmed_is_learnt_in_the_same_moment(shop: Workshop) -> None:
    seen = in_review(shop, "From: b@alpha.example\n\nUNSURE PO-1 ALPHA X9x5")
    done = correct(shop, seen, "lines.0.item", "C3")
    review.approve(shop.machine, seen.id, done.document.version, ANN)
    with shop.database.read() as session:
        known, clues = knowledge.of_customer(session, "ALPHA"), knowledge.sender_clues(session)
    assert [(a.text, a.sku, a.count) for a in known.aliases] == [("X9", "C3", 1)]
    assert known.confirmed_orders == 1
    assert [(c.kind, c.text, c.customer_code) for c in clues] == [("sender", "b@alpha.example", "ALPHA")]
    again = in_review(shop, "UNSURE PO-2 ALPHA X9x1")
    done = correct(shop, again, "lines.0.item", "C3")
    review.approve(shop.machine, again.id, done.document.version, ANN)
    with shop.database.read() as session:
        assert [a.count for a in knowledge.of_customer(session, "ALPHA").aliases] == [2]


def test_what_was_learnt_is_on_record_and_can_be_taken_back(shop: Workshop) -> None:
    class Teaching(FakeTrade):
        def learn(self, lesson, knowledge, clues):  # type: ignore[no-untyped-def]
            learnt = super().learn(lesson, knowledge, clues)
            notes = tuple(Note("new", None, alias) for alias in learnt.knowledge.aliases)
            return replace(learnt, clues=clues, notes=notes)

    shop.trade = Teaching()
    seen = in_review(shop, "UNSURE PO-1 ALPHA A1x5")
    review.approve(shop.machine, seen.id, seen.version, ANN)
    with shop.database.read() as session:
        taught = lessons.taught_by(session, seen.id)
        assert taught is not None
        assert [note.after.text for note in taught.notes if note.after] == ["A1"]
        assert len(knowledge.of_customer(session, "ALPHA").aliases) == 1
    assert lessons.unlearn(shop.machine, seen.id, "bob").forgotten
    with shop.database.read() as session:
        assert knowledge.of_customer(session, "ALPHA") == Knowledge("ALPHA")
    with pytest.raises(IllegalMove):
        lessons.unlearn(shop.machine, seen.id, "bob")
    assert document(shop, seen.id).status is Status.BOOKED


def test_many_agents_approving_orders_of_one_customer_at_once_all_teach(shop: Workshop) -> None:
    seen = [in_review(shop, f"From: b@alpha.example\n\nUNSURE PO-{n} ALPHA A1x{n + 1}") for n in range(6)]

    def approve(document: Document) -> Status:
        return review.approve(shop.machine, document.id, document.version, ANN).status

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(approve, seen)) == {Status.BOOKED}
    with shop.database.read() as session:
        known = knowledge.of_customer(session, "ALPHA")
    assert (known.confirmed_orders, [alias.count for alias in known.aliases]) == (6, [6])


def test_when_learning_breaks_nothing_is_approved(shop: Workshop) -> None:
    class Confused(FakeTrade):
        def learn(self, *_):  # type: ignore[no-untyped-def]
            raise RuntimeError

    seen = in_review(shop)
    shop.trade = Confused()
    with pytest.raises(RuntimeError):
        review.approve(shop.machine, seen.id, seen.version, ANN)
    assert document(shop, seen.id) == seen
    with shop.database.read() as session:
        assert orders.count(session, orders.OrderFilter()) == 0


def test_a_rejected_document_is_at_its_end(shop: Workshop) -> None:
    seen = in_review(shop)
    rejected = review.reject(shop.machine, seen.id, seen.version, ANN, "not_for_us")
    assert rejected.status is Status.REJECTED
    with shop.database.read() as session:
        assert documents.moves(session, seen.id)[-1].reason == "not_for_us"
    with pytest.raises(IllegalMove):
        review.approve(shop.machine, seen.id, rejected.version, ANN)


def test_a_document_read_again_profits_from_what_was_learnt_since(shop: Workshop) -> None:
    seen = in_review(shop, "ORDER PO-1 ALPHA X9x5")
    shop.trade = FakeTrade(knowledge={"X9": "C3"})
    again = review.read_again(shop.machine, seen.id, seen.version, ANN)
    assert again.status is Status.READ
    assert run(shop.machine, seen.id) is Status.BOOKED


def test_a_part_of_a_split_file_is_read_again_as_the_same_part(shop: Workshop) -> None:
    number = accept(
        shop.machine.door, b"UNSURE PO-1 ALPHA A1x5\nUNSURE PO-2 BETA B2x1", "po.pdf", Origin.UPLOAD
    ).document_id
    run(shop.machine, number)
    with shop.database.read() as session:
        second = documents.children(session, number)[1]
    run(shop.machine, second.id)
    seen = document(shop, second.id)
    assert seen.summary.po_number == "PO-2"
    review.read_again(shop.machine, second.id, seen.version, ANN)
    assert run(shop.machine, second.id) is Status.IN_REVIEW
    assert document(shop, second.id).summary.po_number == "PO-2"


def test_what_the_machine_took_for_no_order_is_read_as_one_when_an_agent_says_so_and_never_booked_unseen(
    shop: Workshop,
) -> None:
    number = accept(shop.machine.door, b"HIDDEN PO-1 ALPHA A1x5", "mail.eml", Origin.UPLOAD).document_id
    assert run(shop.machine, number) is Status.IN_REVIEW
    seen = document(shop, number)
    assert (seen.summary.po_number, seen.summary.line_count) == ("", 0)
    review.take_for_order(shop.machine, number, seen.version, ANN)
    assert run(shop.machine, number) is Status.IN_REVIEW
    seen = document(shop, number)
    assert (seen.summary.po_number, seen.summary.line_count) == ("PO-1", 1)
    with shop.database.read() as session:
        assert documents.moves(session, number)[-1].reason == "is_order"
    review.read_again(shop.machine, number, seen.version, ANN)
    assert run(shop.machine, number) is Status.IN_REVIEW
    seen = document(shop, number)
    assert seen.summary.po_number == "PO-1"
    assert review.approve(shop.machine, number, seen.version, ANN).status is Status.BOOKED


def test_a_failed_document_is_tried_again_or_rejected(shop: Workshop) -> None:
    number = accept(shop.machine.door, b"CRASH", "po.pdf", Origin.UPLOAD).document_id
    assert run(shop.machine, number) is Status.FAILED
    shop.read = lambda data, name: read(b"ORDER PO-1 ALPHA A1x5", name)
    tried = review.retry(shop.machine, number, document(shop, number).version, ANN)
    assert (tried.status, tried.failure) == (Status.RECEIVED, None)
    assert run(shop.machine, number) is Status.BOOKED


VERBS: dict[str, Callable[[Workshop, Document], object]] = {
    "correct": lambda shop, seen: correct(shop, seen, "po_number", "PO-7"),
    "add_line": lambda shop, seen: review.add_line(shop.machine, seen.id, seen.version, ANN, -1),
    "remove_line": lambda shop, seen: review.remove_line(shop.machine, seen.id, seen.version, ANN, 0),
    "undo": lambda shop, seen: review.undo(shop.machine, seen.id, seen.version, ANN),
    "approve": lambda shop, seen: review.approve(shop.machine, seen.id, seen.version, ANN),
    "reject": lambda shop, seen: review.reject(shop.machine, seen.id, seen.version, ANN, "spam"),
    "read_again": lambda shop, seen: review.read_again(shop.machine, seen.id, seen.version, ANN),
    "take_for_order": lambda shop, seen: review.take_for_order(shop.machine, seen.id, seen.version, ANN),
}


@pytest.mark.parametrize("verb", VERBS)
def test_an_agent_who_saw_an_older_version_is_refused_and_nothing_happens(small_shop: Workshop, verb: str) -> None:
    seen = in_review(small_shop)
    newer = correct(small_shop, seen, "currency", "USD")
    before = current(small_shop, seen.id)
    with pytest.raises(StaleDocument):
        VERBS[verb](small_shop, seen)
    assert document(small_shop, seen.id) == newer.document
    assert current(small_shop, seen.id) == before


def test_of_two_agents_who_approve_at_once_one_is_refused(shop: Workshop) -> None:
    seen = in_review(shop)
    refused: list[str] = []

    class Slow(FakeTrade):
        def book(self, matched, number, today):  # type: ignore[no-untyped-def]
            shop.trade = FakeTrade()
            if not refused:
                refused.append("the other was here")
                review.approve(shop.machine, seen.id, seen.version, "bob")
            return super().book(matched, number, today)

    shop.trade = Slow()
    with pytest.raises((StaleDocument, NotBookable)):
        review.approve(shop.machine, seen.id, seen.version, ANN)
    with shop.database.read() as session:
        (entry,) = orders.entries(session, orders.OrderFilter())
    assert entry.agent == "bob"
