"""The unit of work and the schema, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from threading import Thread

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from models.errors import Unreachable
from models.lifecycle import Status
from models.tables import CustomerRow, DocumentRow, ItemRow, Origin, Row, SettingRow
from store import settings
from store.db import Database

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)


def test_the_migrations_make_exactly_the_tables_that_the_code_speaks_of(database: Database) -> None:
    def ours(thing: object, name: str, kind: str, reflected: bool, _: object) -> bool:
        return not (name or "").startswith(("item_search", "ix_item_texts_search"))

    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours, "compare_type": True})
        assert compare_metadata(context, Row.metadata) == []


def test_upgrading_twice_changes_nothing(database: Database) -> None:
    database.upgrade()
    with database.read() as session:
        assert session.scalar(text("SELECT count(*) FROM alembic_version")) == 1


def test_a_unit_of_work_that_raises_leaves_nothing_behind(database: Database) -> None:
    def half_done() -> None:
        with database.write() as session:
            settings.put(session, "sla", {"hours": 4})
            session.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half_done()
    with database.read() as session:
        assert settings.get(session, "sla") is None


def test_what_is_changed_in_a_reading_session_is_thrown_away(database: Database) -> None:
    with database.read() as session:
        session.add(SettingRow(key="sla", value="1"))
        session.flush()
    with database.read() as session:
        assert settings.get(session, "sla") is None


def test_decimals_come_back_exactly_as_they_went_in(database: Database) -> None:
    price = Decimal("123456789012345.123456789")
    with database.write() as session:
        session.add(
            ItemRow(
                sku="A", stock_unit="PCE", list_price=price, min_quantity=1, multiple=Decimal("0.1"), status="active"
            )
        )
    with database.read() as session:
        row = session.get(ItemRow, "A")
        assert row is not None
        assert (row.list_price, row.multiple) == (price, Decimal("0.1"))


def test_moments_come_back_in_utc_and_naive_ones_are_refused(database: Database) -> None:
    with database.write() as session:
        session.add(_document(received_at=NOON))
    with database.read() as session:
        assert session.scalars(select(DocumentRow.received_at)).one() == NOON
    with pytest.raises(Exception, match="no time zone"), database.write() as session:
        session.add(_document(received_at=datetime(2026, 3, 9, 12)))  # noqa: DTZ001


def test_a_status_that_no_document_can_have_is_refused_by_the_database(database: Database) -> None:
    with pytest.raises(DBAPIError), database.write() as session:
        session.add(_document(status="lost"))


def test_an_address_of_a_customer_that_does_not_exist_is_refused(database: Database) -> None:
    with pytest.raises(DBAPIError), database.write() as session:
        session.execute(
            text(
                "INSERT INTO addresses (code, customer_code, kind, name, street, postcode, city, country, gln) "
                "VALUES ('1', 'nobody', 'ship_to', '', '', '', '', '', '')"
            )
        )


def test_a_database_that_is_not_there_is_unreachable_and_worth_another_try() -> None:
    gone = Database("postgresql+pg8000://nobody@127.0.0.1:1/nothing")
    with pytest.raises(Unreachable) as told, gone.read() as session:
        session.execute(select(CustomerRow))
    assert told.value.retryable


def test_a_writer_waits_for_another_instead_of_failing(sqlite: Database) -> None:

    def step() -> None:
        for _ in range(20):
            with sqlite.write() as session:
                settings.next_number(session, "order_number")

    threads = [Thread(target=step) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with sqlite.read() as session:
        assert settings.number(session, "order_number") == 80


def _document(**values: object) -> DocumentRow:
    given = {"digest": "0", "name": "a.pdf", "origin": Origin.UPLOAD, "received_at": NOON, "status": Status.RECEIVED}
    return DocumentRow(**given | {"status_since": NOON} | values)
