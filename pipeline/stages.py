"""What each automatic status computes, and what is to be stored of it. The transaction around it is `advance`'s."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from models.codec import from_json
from models.errors import UnknownDocument
from models.lifecycle import Status
from models.match import MatchedOrder
from models.reading import Extraction, Reading
from models.tables import Stage
from pipeline import steps
from pipeline.autopilot import autopilot_of
from pipeline.following import (
    Judgement,
    after_checking,
    after_extraction,
    part_of,
    summary_of_extraction,
    summary_of_match,
    to_be_seen,
    was_called_order,
)
from pipeline.machine import Circumstances, Machine, Trade
from pipeline.steps import sure_to_book
from rules import ExistingOrder
from store import arrivals, documents, queue, results
from store.documents import Document, Failure

T = TypeVar("T")
Store = Callable[[Session], Sequence[int]]


@dataclass(frozen=True, slots=True)
class Computed:
    """A step's outcome: the next status, why, and what to store with it; `store` gives the documents to ring for."""

    status: Status
    reason: str = ""
    failure: Failure | None = None
    store: Store | None = None


def read_step(machine: Machine, document: Document) -> Computed:
    """Bytes to pages, in the sandbox. A part of a split file has been read with the whole."""
    if document.parent_id is not None:
        return Computed(Status.READ)
    reading_json = machine.read(machine.blobs.get(document.digest), document.name)
    envelope = from_json(Reading, reading_json).envelope

    def store(session: Session) -> Sequence[int]:
        results.put_result(session, document.id, Stage.READING, reading_json)
        if envelope is not None:
            results.set_envelope(session, document.id, envelope.first_sender or envelope.sender, envelope.subject)
        return ()

    return Computed(Status.READ, store=store)


def extract_step(machine: Machine, document: Document) -> Computed:
    """Pages to orders as printed: one goes on, several become parts, none goes to an agent."""
    with machine.database.read() as session:
        reading = _must(results.reading(session, document))
        own = results.get_result(session, document.id, Stage.EXTRACTION, Extraction)
        is_order = _was_called_order(session, document)
        whole = None
        if document.parent_id is not None:
            whole = results.get_result(session, document.parent_id, Stage.EXTRACTION, Extraction)
    known = own.orders[0] if own is not None and own.orders else None
    if document.parent_id is None:
        extraction = machine.trade().extract(reading, is_order=is_order)
    else:
        # The first time the whole file was extracted a moment ago; later it is read again with what was learnt since.
        fresh = whole is None or own is not None
        found = machine.trade().extract(reading, is_order=is_order) if fresh or whole is None else whole
        extraction = part_of(found, known, document.order_index or 0)
    following = after_extraction(extraction, reading, is_part=document.parent_id is not None)

    def store(session: Session) -> Sequence[int]:
        results.put_result(session, document.id, Stage.EXTRACTION, extraction)
        results.drop_results(session, document.id, (Stage.MATCHED, Stage.CURRENT))
        results.set_summary(session, document.id, summary_of_extraction(extraction, reading))
        results.put_issues(session, document.id, following.issues)
        now = machine.clock()
        return [
            arrivals.add_child(session, document, index, order.part, order.pages, now)
            for index, order in enumerate(following.parts)
        ]

    return Computed(following.status, following.reason, store=store)


def match_step(machine: Machine, document: Document) -> Computed:
    """An order as printed to customer, ship-to and items."""
    with machine.database.read() as session:
        extraction = _must(results.get_result(session, document.id, Stage.EXTRACTION, Extraction))
    matched = machine.trade().match(extraction.orders[0])

    def store(session: Session) -> Sequence[int]:
        results.put_result(session, document.id, Stage.MATCHED, matched)
        results.put_result(session, document.id, Stage.CURRENT, matched)
        results.set_summary(session, document.id, summary_of_match(matched, extraction.intent.value))
        return ()

    return Computed(Status.MATCHED, store=store)


def check_step(machine: Machine, document: Document) -> Computed:
    """The rules, and whether an agent must look."""
    with machine.database.read() as session:
        matched = _must(results.get_result(session, document.id, Stage.CURRENT, MatchedOrder))
        reading = _must(results.reading(session, document))
        called = _was_called_order(session, document)
    trade = machine.trade()
    judged = judge(machine, trade, document, matched, reading)
    following = after_checking(
        to_be_seen(judged) if called else sure_to_book(trade, matched, judged, today_of(machine))
    )

    def store(session: Session) -> Sequence[int]:
        results.put_issues(session, document.id, following.issues)
        results.set_touchless(session, document.id, following.status is Status.APPROVED)
        return ()

    return Computed(following.status, following.reason, store=store)


def judge(machine: Machine, trade: Trade, document: Document, matched: MatchedOrder, reading: Reading) -> Judgement:
    """What the rules say of an order as it stands now, and that reading could not read a part."""
    known = summary_of_match(matched, "")
    with machine.database.read() as session:
        like = queue.like(session, document, known)
        autopilot = autopilot_of(session, known.customer_code)
    existing = tuple(
        ExistingOrder(
            entry.summary.customer_code,
            entry.summary.po_number,
            entry.summary.revision,
            entry.summary.fingerprint,
            entry.order_number or f"#{entry.id}",
        )
        for entry in like
    )
    return steps.judge(trade, matched, reading, Circumstances(today_of(machine), existing, autopilot))


def today_of(machine: Machine) -> date:
    """The day where we are."""
    return machine.clock().astimezone(ZoneInfo(machine.zone)).date()


def _was_called_order(session: Session, document: Document) -> bool:
    """Whether an agent called it an order, or the file that it was split off."""
    moves = documents.moves(session, document.id)
    if document.parent_id is not None:
        moves += documents.moves(session, document.parent_id)
    return was_called_order(moves)


def _must(value: T | None) -> T:
    if value is None:
        raise UnknownDocument("a stage's result is missing")
    return value
