"""The agent's verbs, on both databases."""

from __future__ import annotations

from decimal import Decimal

import pytest

from intake.accept import accept
from models.errors import BadValue, IllegalMove, NotBookable
from models.lifecycle import Status
from models.match import MatchedOrder
from models.page import Box
from models.reading import OnPage
from models.tables import Origin, Stage
from pipeline import review
from pipeline.advance import run
from pipeline.review import Change
from store import corrections, results
from tests.pipeline.fakes import Workshop
from tests.pipeline.reviews import ANN, correct, current, document, in_review


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
