"""The agent's verbs, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal

import pytest

from intake.accept import accept
from learning.memory import Note
from models.errors import BadValue, IllegalMove, NotBookable, StaleDocument
from models.knowledge import Knowledge
from models.lifecycle import Mover, Status
from models.match import MatchedOrder
from models.page import Box
from models.reading import OnPage
from models.tables import Origin, Stage
from pipeline import lessons, review
from pipeline.advance import run
from pipeline.review import Change, Reviewed
from store import corrections, documents, knowledge, orders, results
from store.documents import Document
from tests.pipeline.fakes import FakeTrade, Workshop, read

ANN = "ann"


def in_review(shop: Workshop, text: str = "UNSURE PO-1 ALPHA A1x5 B2x3") -> Document:
    number = accept(shop.machine.door, text.encode(), "po.pdf", Origin.UPLOAD).document_id
    assert run(shop.machine, number) is Status.IN_REVIEW
    return document(shop, number)


def document(shop: Workshop, number: int) -> Document:
    with shop.database.read() as session:
        return documents.get(session, number)


def current(shop: Workshop, number: int) -> MatchedOrder:
    with shop.database.read() as session:
        found = results.get_result(session, number, Stage.CURRENT, MatchedOrder)
        assert found is not None
        return found


def correct(shop: Workshop, seen: Document, path: str, value: str) -> Reviewed:
    return review.correct(shop.machine, seen.id, seen.version, ANN, [Change(path, value)])


def test_a_corrected_value_is_the_agents_and_the_machines_stays_beside_it(shop: Workshop) -> None:
    seen = in_review(shop)
    place = OnPage(1, Box(1, 2, 3, 4), "7")
    done = review.correct(shop.machine, seen.id, seen.version, ANN, [Change("lines.0.quantity", "7", place)])
    quantity = current(shop, seen.id).lines[0].line.quantity
    assert quantity is not None
    assert (quantity.value, quantity.source, quantity.confidence) == (Decimal(7), "agent", 1.0)
    assert (quantity.evidence, quantity.alternatives) == (place, (Decimal(5),))
    assert done.document.version == seen.version + 1
    with shop.database.read() as session:
        (kept,) = corrections.of_document(session, seen.id)
        own = results.get_result(session, seen.id, Stage.MATCHED, MatchedOrder)
    assert (kept.path, kept.before, kept.after, kept.agent) == ("lines.0.quantity", "5", "7", ANN)
    assert own is not None
    assert own.lines[0].line.quantity is not None
    assert own.lines[0].line.quantity.value == 5


def test_an_unchanged_value_is_confirmed(shop: Workshop) -> None:
    seen = in_review(shop)
    done = correct(shop, seen, "po_number", "PO-1")
    field = done.matched.order.po_number
    assert field is not None
    assert (field.value, field.source, field.confidence, field.alternatives) == ("PO-1", "agent", 1.0, ())


def test_what_hangs_on_a_changed_value_is_matched_and_checked_anew(shop: Workshop) -> None:
    seen = in_review(shop, "UNSURE PO-1 NOBODY A1x5 X9x3")
    assert document(shop, seen.id).summary.customer_code == ""
    done = correct(shop, seen, "customer", "BETA")
    assert done.matched.ship_to.best == "BETA-1"
    assert [issue.code for issue in done.issues] == ["unknown_item", "low_confidence"]
    done = correct(shop, done.document, "lines.1.supplier_item_code", "C3")
    assert [issue.code for issue in done.issues] == ["low_confidence"]
    assert done.matched.customer.best == "BETA"
    assert document(shop, seen.id).summary.customer_code == "BETA"


def test_an_item_that_the_agent_chose_stays_whatever_else_changes(shop: Workshop) -> None:
    seen = in_review(shop)
    done = correct(shop, seen, "lines.0.item", "C3")
    done = correct(shop, done.document, "lines.0.quantity", "9")
    assert done.matched.lines[0].item.best == "C3"


def test_several_changes_are_one_step_and_a_bad_one_spoils_them_all(shop: Workshop) -> None:
    seen = in_review(shop)
    changes = [Change("po_number", "PO-9"), Change("lines.0.quantity", "12,,5")]
    with pytest.raises(BadValue) as told:
        review.correct(shop.machine, seen.id, seen.version, ANN, changes)
    assert told.value.params["where"] == "lines.0.quantity"
    assert document(shop, seen.id) == seen
    with shop.database.read() as session:
        assert corrections.of_document(session, seen.id) == ()


@pytest.mark.parametrize("path", ["nonsense", "lines.9.quantity", "lines.0.nonsense", "lines.x", "pages", "lines"])
def test_a_path_that_there_is_not_is_refused(small_shop: Workshop, path: str) -> None:
    seen = in_review(small_shop)
    with pytest.raises(BadValue):
        correct(small_shop, seen, path, "1")
    assert document(small_shop, seen.id) == seen


def test_lines_are_added_and_removed(shop: Workshop) -> None:
    seen = in_review(shop)
    done = review.add_line(shop.machine, seen.id, seen.version, ANN, after=0)
    assert len(done.matched.lines) == len(done.matched.order.lines) == 3
    done = correct(shop, done.document, "lines.1.supplier_item_code", "C3")
    done = review.remove_line(shop.machine, seen.id, done.document.version, ANN, 0)
    assert [line.item.best for line in done.matched.lines] == ["C3", "B2"]
    with pytest.raises(BadValue):
        review.remove_line(shop.machine, seen.id, done.document.version, ANN, 2)


def test_undo_takes_back_change_after_change_until_none_is_left(shop: Workshop) -> None:
    seen = in_review(shop)
    before = current(shop, seen.id)
    done = review.correct(
        shop.machine, seen.id, seen.version, ANN, [Change("po_number", "X"), Change("currency", "USD")]
    )
    done = review.remove_line(shop.machine, seen.id, done.document.version, ANN, 0)
    done = review.undo(shop.machine, seen.id, done.document.version, ANN)
    assert len(done.matched.lines) == 2
    done = review.undo(shop.machine, seen.id, done.document.version, ANN)
    assert current(shop, seen.id) == before
    with pytest.raises(IllegalMove):
        review.undo(shop.machine, seen.id, done.document.version, ANN)
    with shop.database.read() as session:
        kept = corrections.of_document(session, seen.id)
    assert [c.undoes is not None for c in kept] == [False, False, False, True, True]


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


def test_a_blocking_issue_must_be_overruled_by_name(shop: Workshop) -> None:
    number = accept(shop.machine.door, b"ORDER PO-1 ALPHA A1x5", "po.pdf", Origin.UPLOAD).document_id
    assert run(shop.machine, number) is Status.BOOKED
    copy = in_review(shop, "ORDER PO-1 ALPHA A1x5 B2x1")
    with pytest.raises(NotBookable) as told:
        review.approve(shop.machine, copy.id, copy.version, ANN)
    assert told.value.params["reason"] == "duplicate_order"
    with pytest.raises(NotBookable) as told:
        review.approve(shop.machine, copy.id, copy.version, ANN, frozenset({"duplicate_order"}))
    assert told.value.params["reason"] == "already_booked"
    assert document(shop, copy.id) == copy
    done = correct(shop, copy, "revision", "2")
    booked = review.approve(shop.machine, copy.id, done.document.version, ANN, frozenset({"duplicate_order"}))
    assert booked.status is Status.BOOKED


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


def test_where_no_order_was_found_an_agent_may_type_one(shop: Workshop) -> None:
    seen = in_review(shop, "Please send me five of A1 as always, Alpha")
    done = review.correct(
        shop.machine, seen.id, seen.version, ANN, [Change("customer", "ALPHA"), Change("po_number", "by mail")]
    )
    done = review.add_line(shop.machine, seen.id, done.document.version, ANN, -1)
    done = review.correct(
        shop.machine,
        seen.id,
        done.document.version,
        ANN,
        [Change("lines.0.supplier_item_code", "A1"), Change("lines.0.quantity", "5")],
    )
    assert review.approve(shop.machine, seen.id, done.document.version, ANN).status is Status.BOOKED
