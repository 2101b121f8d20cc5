"""The agent's verbs. They go through the same `move` and `check` as the machine, and name the version they saw.

Each loads, computes with no transaction open, and stores with a compare-and-set: a document that somebody else changed
meanwhile is refused (`StaleDocument`), and nothing happened.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.errors import IllegalMove, NotBookable, StaleDocument
from models.issue import Issue, Severity
from models.lifecycle import Mover, Status, move
from models.match import MatchedOrder
from models.reading import Extraction, Reading
from models.tables import Stage
from pipeline.advance import run
from pipeline.changes import Change, apply, current_value, needs_matching, typed_in
from pipeline.changes import add_line as with_line
from pipeline.changes import copy_line as twice
from pipeline.changes import remove_line as without_line
from pipeline.following import IS_ORDER, Judgement, summary_of_match
from pipeline.lessons import learn
from pipeline.machine import Lesson, Machine
from pipeline.stages import judge, today_of
from store import corrections, documents, orders, results
from store.documents import Document

LINE_ADDED, LINE_REMOVED = "line_added", "line_removed"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The document after an agent's change, the order as it stands now, and what the rules find in it."""

    document: Document
    matched: MatchedOrder
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class _Open:
    """A document in review as loaded."""

    document: Document
    matched: MatchedOrder
    reading: Reading
    intent: str


@dataclass(frozen=True, slots=True)
class _Noted:
    """A correction to keep: path, and the texts before and after."""

    path: str
    before: str | None
    after: str | None


def correct(machine: Machine, document_id: int, version: int, agent: str, changes: Sequence[Change]) -> Reviewed:
    """Change values; the order is matched and checked anew. An unchanged value is thereby confirmed.

    Raises `BadValue`, `StaleDocument`, `IllegalMove`; then nothing is stored, not even the changes before a bad one.
    """
    opened = _open(machine, document_id, version)
    matched, noted = opened.matched, []
    for change in changes:
        before = current_value(matched, change.path)
        matched = apply(matched, change)
        noted.append(_Noted(change.path, before, current_value(matched, change.path)))
    return _store_change(machine, opened, matched, tuple(noted), agent)


def add_line(machine: Machine, document_id: int, version: int, agent: str, after: int) -> Reviewed:
    """An empty line after line `after` (-1: the first)."""
    opened = _open(machine, document_id, version)
    noted = _Noted(f"lines.{after + 1}", None, LINE_ADDED)
    return _store_change(machine, opened, with_line(opened.matched, after), (noted,), agent)


def copy_line(machine: Machine, document_id: int, version: int, agent: str, index: int) -> Reviewed:
    """Line `index` once more below itself, to be divided."""
    opened = _open(machine, document_id, version)
    noted = _Noted(f"lines.{index + 1}", None, LINE_ADDED)
    return _store_change(machine, opened, twice(opened.matched, index), (noted,), agent)


def remove_line(machine: Machine, document_id: int, version: int, agent: str, index: int) -> Reviewed:
    """The order without line `index`."""
    opened = _open(machine, document_id, version)
    matched = without_line(opened.matched, index)
    gone = opened.matched.lines[index].line.description
    noted = _Noted(f"lines.{index}", gone.value if gone is not None else "", LINE_REMOVED)
    return _store_change(machine, opened, matched, (noted,), agent)


def undo(machine: Machine, document_id: int, version: int, agent: str) -> Reviewed:
    """Take back the last change that still stands; raises `IllegalMove` when there is none since review began."""
    opened = _open(machine, document_id, version)
    with machine.database.read() as session:
        last = corrections.last_standing(session, document_id, opened.document.status_since)
    if last is None:
        raise IllegalMove(reason="nothing_to_undo")
    correction, before = last
    noted = _Noted(correction.path, correction.after, correction.before)
    return _store_change(machine, opened, before, (noted,), agent, undoes=correction.id)


def approve(
    machine: Machine, document_id: int, version: int, agent: str, accepting: frozenset[str] = frozenset()
) -> Document:
    """The order is right: book it. `accepting` are the codes of blocking issues that the agent overrules.

    Raises `NotBookable(where=path, reason=code)` when something is missing or blocks; then nothing happened. What the
    agent confirmed is learnt in the same transaction. The document comes back booked, or (when the database did not
    answer meanwhile) approved: the machine books it then.
    """
    opened = _open(machine, document_id, version)
    matched, trade = opened.matched, machine.trade()
    blocking = [i for i in _judge(machine, opened, matched).issues if i.severity is Severity.BLOCKING]
    for issue in blocking:
        if issue.code not in accepting:
            raise NotBookable(where=issue.where, reason=issue.code)
    booked = trade.book(matched, "-", today_of(machine))
    with machine.database.read() as session:
        if orders.is_booked(session, booked):
            raise NotBookable(where="po_number", reason="already_booked", po_number=booked.po_number)
        own = results.get_result(session, document_id, Stage.MATCHED, MatchedOrder)
    at = machine.clock()
    habits = trade.habits(opened.reading, own or matched, matched)
    form = trade.form(opened.reading, own or matched, matched, at)
    lesson = Lesson(own or matched, matched, opened.reading.envelope, at, habits, form)
    step = move(opened.document.status, Status.APPROVED, Mover.AGENT, at, agent)
    with machine.database.write() as session:
        documents.step(session, opened.document, step)
        results.set_touchless(session, document_id, False)
        learn(session, machine, lesson, document_id, agent)
    run(machine, document_id)
    return _document(machine, document_id)


def reject(machine: Machine, document_id: int, version: int, agent: str, reason: str) -> Document:
    """This becomes no order; `reason` is a code."""
    return _move(machine, document_id, version, Status.REJECTED, agent, reason)


def read_again(machine: Machine, document_id: int, version: int, agent: str) -> Document:
    """Extract, match and check the document from scratch, with what was learnt since; corrections stay on record."""
    return _move(machine, document_id, version, Status.READ, agent)


def take_for_order(machine: Machine, document_id: int, version: int, agent: str) -> Document:
    """What the machine took for no order is one: it is extracted, and comes back to review, however sure it is."""
    return _move(machine, document_id, version, Status.READ, agent, IS_ORDER)


def retry(machine: Machine, document_id: int, version: int, agent: str) -> Document:
    """Try a failed document once more, from the start."""
    return _move(machine, document_id, version, Status.RECEIVED, agent)


def _move(machine: Machine, document_id: int, version: int, new: Status, agent: str, reason: str = "") -> Document:
    document = _seen(machine, document_id, version)
    step = move(document.status, new, Mover.AGENT, machine.clock(), agent, reason)
    with machine.database.write() as session:
        documents.step(session, document, step)
    machine.ring(document_id)
    return _document(machine, document_id)


def _document(machine: Machine, document_id: int) -> Document:
    with machine.database.read() as session:
        return documents.get(session, document_id)


def _seen(machine: Machine, document_id: int, version: int) -> Document:
    document = _document(machine, document_id)
    if document.version != version:
        raise StaleDocument(document=str(document_id))
    return document


def _open(machine: Machine, document_id: int, version: int) -> _Open:
    document = _seen(machine, document_id, version)
    if document.status is not Status.IN_REVIEW:
        raise IllegalMove(old=str(document.status), new=str(document.status), mover=str(Mover.AGENT))
    with machine.database.read() as session:
        matched = results.get_result(session, document_id, Stage.CURRENT, MatchedOrder)
        extraction = results.get_result(session, document_id, Stage.EXTRACTION, Extraction)
        reading = results.reading(session, document) or Reading(())
    intent = extraction.intent.value if extraction is not None else ""
    return _Open(document, matched or typed_in(reading), reading, intent)


def _judge(machine: Machine, opened: _Open, matched: MatchedOrder) -> Judgement:
    return judge(machine, machine.trade(), opened.document, matched, opened.reading)


def _store_change(
    machine: Machine,
    opened: _Open,
    matched: MatchedOrder,
    noted: tuple[_Noted, ...],
    agent: str,
    undoes: int | None = None,
) -> Reviewed:
    if undoes is None and needs_matching(tuple(note.path for note in noted)):
        matched = machine.trade().rematch(matched)
    issues = _judge(machine, opened, matched).issues
    document, now = opened.document, machine.clock()
    with machine.database.write() as session:
        documents.touch(session, document)
        results.put_result(session, document.id, Stage.CURRENT, matched)
        results.put_issues(session, document.id, issues)
        results.set_summary(session, document.id, summary_of_match(matched, opened.intent))
        for number, note in enumerate(noted):
            # All changes of one call are undone together: the last of them keeps the order as it was.
            before = opened.matched if number == len(noted) - 1 and undoes is None else None
            corrections.add(
                session,
                document.id,
                note.path,
                note.before,
                note.after,
                agent,
                now,
                state_before=before,
                undoes=undoes,
            )
    return Reviewed(_document(machine, document.id), matched, issues)


__all__ = [
    "Change",
    "Reviewed",
    "add_line",
    "approve",
    "copy_line",
    "correct",
    "read_again",
    "reject",
    "remove_line",
    "retry",
    "take_for_order",
    "undo",
]
