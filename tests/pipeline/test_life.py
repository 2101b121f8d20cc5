"""Whatever dies wherever: documents keep a legal life, none is lost, each order is booked and acknowledged once.

Time is looked at before, within and after every transaction, so a clock that kills reaches every place between two
statements; a bell that kills reaches the moment after the commit.
"""

from __future__ import annotations

import shutil
import tempfile
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import event, func, select

from intake.accept import accept
from models.errors import BadValue, IllegalMove, NotBookable, StaleDocument
from models.lifecycle import AUTOMATIC, MOVES, Status
from models.tables import ArrivalRow, DeliveryRow, DocumentRow, MoveRow, OrderRow, Origin
from pipeline import review
from pipeline.advance import advance
from pipeline.review import Change
from pipeline.sweep import sweep
from store import documents
from store.db import Database
from tests.pipeline.fakes import Clock, Workshop, workshop

TEXTS = (
    "ORDER PO-1 ALPHA A1x5",
    "ORDER PO-1 ALPHA A1x5 ",
    "ORDER PO-2 BETA B2x1\nORDER PO-3 ALPHA C3x2",
    "UNSURE PO-4 BETA A1x1",
    "ORDER PO-5 NOBODY A1x1",
    "a question",
    "LOCKED",
    "CRASH",
)


VERBS = ("approve", "reject", "read_again", "retry", "correct", "undo")


class Killed(BaseException):
    """The process dies here."""


class DeadlyClock(Clock):
    """Kills after so many looks."""

    def __init__(self) -> None:
        super().__init__()
        self.looks_left: int | None = None

    def __call__(self):  # type: ignore[no-untyped-def]
        if self.looks_left is not None:
            self.looks_left -= 1
            if self.looks_left < 0:
                self.looks_left = None
                raise Killed
        return super().__call__()


class Life(RuleBasedStateMachine):
    """Files come in, workers live and die, agents do their work."""

    template: Path
    numbers = Bundle("numbers")

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="carnet-life-"))
        shutil.copy(self.template, self.folder / "carnet.db")
        self.database = Database(f"sqlite:///{self.folder / 'carnet.db'}")
        event.listen(self.database.engine, "connect", lambda c, _: c.execute("PRAGMA synchronous = OFF"))
        self.shop = Workshop(self.database, _blobs(self.folder), clock=DeadlyClock())
        self.clock: DeadlyClock = self.shop.clock  # type: ignore[assignment]

    def teardown(self) -> None:
        if not hasattr(self, "shop"):
            return
        self.nothing_stays_with_the_machine_for_ever()
        self.database.close()
        shutil.rmtree(self.folder)

    @rule(target=numbers, text=st.sampled_from(TEXTS))
    def send(self, text: str):  # type: ignore[no-untyped-def]
        return multiple(accept(self.shop.machine.door, text.encode(), "po.pdf", Origin.UPLOAD).document_id)

    @rule(text=st.sampled_from(TEXTS), looks=st.integers(0, 1))
    def send_and_die(self, text: str, looks: int) -> None:
        self.clock.looks_left = looks
        self._perhaps_die(lambda: accept(self.shop.machine.door, text.encode(), "po.pdf", Origin.UPLOAD))

    @rule(pick=st.integers(0, 50))
    def work(self, pick: int) -> None:
        if number := self._pick(pick):
            advance(self.shop.machine, number)

    @rule(pick=st.integers(0, 50), looks=st.integers(0, 4))
    def work_and_die(self, pick: int, looks: int) -> None:
        if number := self._pick(pick):
            self.clock.looks_left = looks
            self._perhaps_die(lambda: advance(self.shop.machine, number))

    @rule(pick=st.integers(0, 50))
    def work_and_die_after_the_commit(self, pick: int) -> None:
        if number := self._pick(pick):
            rung, self.shop.rung = self.shop.rung, _Deadly()
            self._perhaps_die(lambda: advance(self.shop.machine, number))
            self.shop.rung = rung

    @rule(pick=st.integers(0, 50))
    def two_workers_at_once(self, pick: int) -> None:
        """The second one works while the first one thinks, its lease having run out."""
        if number := self._pick(pick):
            plain = self.shop.read

            def slow(data: bytes, name: str) -> bytes:
                self.shop.read = plain
                self.clock.pass_(3600)
                advance(self.shop.machine, number)
                advance(self.shop.machine, number)
                return plain(data, name)

            self.shop.read = slow
            advance(self.shop.machine, number)
            self.shop.read = plain

    @rule(seconds=st.sampled_from([30, 4000]))
    def sweep_later(self, seconds: int) -> None:
        self.clock.pass_(seconds)
        self.shop.rung.clear()
        sweep(self.shop.machine)
        for number in list(self.shop.rung):
            advance(self.shop.machine, number)

    @rule(
        pick=st.integers(0, 50), verb=st.sampled_from(["approve", "reject", "read_again", "retry", "correct", "undo"])
    )
    def agent(self, pick: int, verb: str) -> None:
        if number := self._pick(pick):
            self._agent(number, verb)

    @rule(pick=st.integers(0, 50), looks=st.integers(0, 5))
    def agents_server_dies(self, pick: int, looks: int) -> None:
        if number := self._pick(pick):
            self.clock.looks_left = looks
            self._perhaps_die(lambda: self._agent(number, "approve"))

    def _agent(self, number: int, verb: str) -> None:
        with self.database.read() as session:
            version = documents.get(session, number).version
        machine = self.shop.machine
        try:
            match verb:
                case "correct":
                    review.correct(machine, number, version, "ann", [Change("customer", "BETA")])
                case "reject":
                    review.reject(machine, number, version, "ann", "spam")
                case "approve":
                    review.approve(machine, number, version, "ann", frozenset({"duplicate_order", "unknown_item"}))
                case _:
                    getattr(review, verb)(machine, number, version, "ann")
        except (IllegalMove, NotBookable, StaleDocument, BadValue):
            pass  # a refusal; the invariants say whether it left something behind

    def _perhaps_die(self, work) -> None:  # type: ignore[no-untyped-def]
        try:
            work()
        except Killed:
            pass
        finally:
            self.clock.looks_left = None

    def _pick(self, pick: int) -> int | None:
        with self.database.read() as session:
            numbers = list(session.scalars(select(DocumentRow.id).order_by(DocumentRow.id)))
        return numbers[pick % len(numbers)] if numbers else None

    @invariant()
    def lives_are_legal_paths(self) -> None:
        if not hasattr(self, "shop"):
            return
        with self.database.read() as session:
            for row in session.scalars(select(DocumentRow)):
                moves = documents.moves(session, row.id)
                assert moves[0].old is None
                assert moves[0].new is Status.RECEIVED
                for before, after in pairwise(moves):
                    assert after.old is before.new
                    assert MOVES[before.new, after.new] is after.mover
                assert moves[-1].new == row.status

    @invariant()
    def every_booked_document_has_one_order_and_one_acknowledgement(self) -> None:
        if not hasattr(self, "shop"):
            return
        with self.database.read() as session:
            booked = set(session.scalars(select(DocumentRow.id).where(DocumentRow.status == Status.BOOKED)))
            orders = session.scalars(select(OrderRow)).all()
            assert sorted(order.document_id for order in orders) == sorted(booked)
            contents = [(order.customer_code, order.po_number, order.revision) for order in orders]
            assert len(contents) == len(set(contents))
            numbers = sorted(int(order.number) for order in orders)
            assert numbers == list(range(100_001, 100_001 + len(numbers)))
            sent = session.execute(select(DeliveryRow.order_number, func.count()).group_by(DeliveryRow.order_number))
            assert all(count == 1 for _, count in sent)

    @invariant()
    def every_split_document_has_its_parts(self) -> None:
        if not hasattr(self, "shop"):
            return
        with self.database.read() as session:
            for number in session.scalars(select(DocumentRow.id).where(DocumentRow.status == Status.SPLIT)):
                assert [child.order_index for child in documents.children(session, number)] == [0, 1]
            parents = set(session.scalars(select(DocumentRow.parent_id).where(DocumentRow.parent_id.is_not(None))))
            split = set(session.scalars(select(DocumentRow.id).where(DocumentRow.status == Status.SPLIT)))
            assert parents == split

    def nothing_stays_with_the_machine_for_ever(self) -> None:
        for _ in range(40):
            self.clock.pass_(4000)
            self.shop.rung.clear()
            sweep(self.shop.machine)
            for number in list(self.shop.rung):
                advance(self.shop.machine, number)
        with self.database.read() as session:
            left = session.scalars(select(DocumentRow.id).where(DocumentRow.status.in_(sorted(AUTOMATIC)))).all()
            assert left == []
            documents_in = session.scalar(select(func.count()).where(DocumentRow.parent_id.is_(None)))
            arrived = session.scalar(select(func.count()).where(ArrivalRow.duplicate.is_(False)))
            assert documents_in == arrived
            assert session.scalar(select(func.count()).select_from(MoveRow)) or not documents_in
        self.every_booked_document_has_one_order_and_one_acknowledgement()


class _Deadly(list[int]):
    """A bell that kills."""

    def append(self, _: int) -> None:
        raise Killed


def _blobs(folder: Path):  # type: ignore[no-untyped-def]
    from store.blobs import Blobs

    return Blobs(folder / "blobs")


@pytest.mark.timeout(120)
def test_no_death_at_any_point_loses_or_doubles_anything(sqlite: Database, tmp_path: Path) -> None:
    workshop(sqlite, tmp_path)
    sqlite.close()  # the last connection to go writes everything into the one file
    assert sqlite.engine.url.database is not None
    Life.template = Path(sqlite.engine.url.database)
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
