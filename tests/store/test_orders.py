"""The order book in the database, its outbox, and their lists."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from models.errors import NotBookable
from models.master import Company, Customer, MasterData
from models.order import Order, OrderLine
from models.tables import DeliveryKind, DeliveryState, Origin
from store import arrivals, deliveries, master_data, orders
from store.arrivals import Arrival
from store.db import Database
from store.orders import OrderFilter

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
DAY = date(2026, 3, 9)


def line(sku: str = "A1", quantity: str = "5") -> OrderLine:
    count = Decimal(quantity)
    price = (Decimal("1.5"), Decimal(1), Decimal(0), count * Decimal("1.5"))
    return OrderLine(10, sku, "Bolt", count, "PCE", count, "PCE", *price, None, DAY)


def order(**changed: object) -> Order:
    plain = Order(
        number="1",
        document_type="order",
        customer_code="C1",
        ship_to_code=None,
        ship_to_address=("Alpha", "Paris"),
        po_number="PO-1",
        revision="",
        order_date=DAY,
        requested_date=None,
        promised_date=DAY,
        currency="EUR",
        payment_terms="",
        delivery_terms="",
        notes="",
        lines=(line(),),
        total_net=Decimal("7.50"),
    )
    return replace(plain, **changed)  # type: ignore[arg-type]


@pytest.fixture
def book(database: Database) -> Database:
    """A database with two customers."""
    with database.write() as session:
        customers = (Customer("C1", "Alpha SA"), Customer("C2", "Beta GmbH"))
        master_data.save(session, MasterData(Company("Us"), customers))
    return database


def put(book: Database, wanted: Order, at: datetime = NOON) -> None:
    with book.write() as session:
        document = arrivals.receive(session, Arrival(wanted.number, Origin.UPLOAD, "po.pdf", at))
        orders.insert(session, wanted, document, at, agent="ann")


def numbers(book: Database, **wanted: object) -> list[str]:
    with book.read() as session:
        found = orders.entries(session, OrderFilter(**wanted))  # type: ignore[arg-type]
        assert orders.count(session, OrderFilter(**wanted)) == len(found)  # type: ignore[arg-type]
        return [entry.number for entry in found]


def test_an_order_comes_back_as_it_was_booked(book: Database) -> None:
    put(book, order())
    with book.read() as session:
        assert orders.get(session, "1") == order()
        assert orders.get(session, "2") is None
        document = orders.document_of(session, "1")
        assert document is not None
        assert orders.of_document(session, document) == order()
        assert orders.with_po_number(session, "C1", "PO-1") == (order(),)


@pytest.mark.parametrize(
    ("second", "booked"),
    [
        (order(number="2"), False),
        (order(number="2", lines=(line("B2"),)), False),
        (order(number="2", revision="2"), True),
        (order(number="2", po_number="PO-2"), True),
        (order(number="2", customer_code="C2"), True),
        (order(number="2", document_type="order_change", lines=(line("A1", "7"),)), True),
        (order(number="2", document_type="cancellation", lines=()), True),
    ],
)
def test_the_same_customer_number_and_revision_is_booked_once(book: Database, second: Order, booked: bool) -> None:
    put(book, order())
    with book.read() as session:
        assert orders.is_booked(session, second) is not booked
    if booked:
        put(book, second)
    else:
        with pytest.raises(NotBookable) as told:
            put(book, second)
        assert told.value.params["reason"] == "already_booked"
    assert numbers(book) == (["2", "1"] if booked else ["1"])


def test_a_change_without_a_revision_is_the_same_when_it_says_the_same(book: Database) -> None:
    change = order(document_type="order_change", lines=(line("A1", "7"),))
    put(book, change)
    put(book, replace(change, number="2", lines=(line("A1", "8"),)))
    again = replace(change, number="3", lines=(line("A1", "7.0"),))
    with pytest.raises(NotBookable):
        put(book, again)


def test_order_numbers_have_no_gaps_even_when_a_booking_fails(book: Database) -> None:
    with pytest.raises(RuntimeError):
        _take_and_fail(book)
    with book.write() as session:
        assert orders.number_for_next(session) == "100001"
    with book.write() as session:
        assert orders.number_for_next(session) == "100002"


def _take_and_fail(book: Database) -> None:
    with book.write() as session:
        orders.number_for_next(session)
        raise RuntimeError


def test_the_list_is_searched_by_all_that_an_agent_may_remember(book: Database) -> None:
    put(book, order())
    put(book, order(number="2", po_number="4711_X", customer_code="C2", lines=(line("B2"),)), NOON + timedelta(1))
    assert numbers(book) == ["2", "1"]
    assert numbers(book, text="4711_") == ["2"]
    assert numbers(book, text="_") == ["2"]
    assert numbers(book, text="alpha PO") == ["1"]
    assert numbers(book, text="B2") == ["2"]
    assert numbers(book, customer_code="C2") == ["2"]
    assert numbers(book, sku="A1") == ["1"]
    assert numbers(book, booked_from=NOON + timedelta(hours=1)) == ["2"]
    assert numbers(book, booked_to=NOON + timedelta(hours=1)) == ["1"]


# --- the outbox ------------------------------------------------------------------------------------------------------


def post(book: Database) -> None:
    put(book, order())
    with book.write() as session:
        deliveries.add(session, "1", DeliveryKind.ACKNOWLEDGEMENT, "ann@alpha.example", "<1@us>", NOON)


def test_a_delivery_is_claimed_by_one_worker_and_due_again_when_that_one_dies(book: Database) -> None:
    post(book)
    with book.read() as session:
        (seen,) = deliveries.due(session, NOON)
    with book.write() as session:
        assert deliveries.claim(session, seen, NOON, seconds=60)
        assert not deliveries.claim(session, seen, NOON, seconds=60)
    with book.read() as session:
        assert deliveries.due(session, NOON + timedelta(seconds=59)) == ()
        (again,) = deliveries.due(session, NOON + timedelta(seconds=60))
    assert (again.attempts, again.message_id) == (1, seen.message_id)


def test_a_delivery_that_went_out_is_never_due_again_unless_asked_for(book: Database) -> None:
    post(book)
    with book.write() as session:
        (seen,) = deliveries.due(session, NOON)
        deliveries.sent(session, seen, NOON, "Your order", "abc")
    later = NOON + timedelta(days=9)
    with book.read() as session:
        assert deliveries.due(session, later) == ()
        (kept,) = deliveries.of_order(session, "1")
    assert (kept.state, kept.sent_at, kept.subject) == (DeliveryState.SENT, NOON, "Your order")
    with book.write() as session:
        deliveries.ask_again(session, kept.id, later)
    with book.read() as session:
        assert [d.message_id for d in deliveries.due(session, later)] == ["<1@us>"]


def test_a_failed_delivery_waits_or_is_given_up(book: Database) -> None:
    post(book)
    with book.write() as session:
        (seen,) = deliveries.due(session, NOON)
        deliveries.failed(session, seen, "busy", NOON + timedelta(minutes=5))
    with book.write() as session:
        assert deliveries.due(session, NOON) == ()
        (seen,) = deliveries.due(session, NOON + timedelta(minutes=5))
        assert seen.last_error == "busy"
        deliveries.failed(session, seen, "no such user", None)
    with book.read() as session:
        assert deliveries.due(session, NOON + timedelta(days=9)) == ()
        assert deliveries.of_orders(session, ["1"])["1"][0].state is DeliveryState.GIVEN_UP
