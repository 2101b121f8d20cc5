"""What an approval taught, kept so that it can be shown in words and taken back. How to learn: `learning.memory`."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from learning.memory import Note, Remembered, forget, undo
from models.codec import from_json, to_json
from models.errors import IllegalMove
from pipeline.machine import Learnt, Lesson, Machine
from store import forms, knowledge, settings
from store.settings import Event

LEARNT, UNLEARNT, FORGOTTEN = "learnt", "unlearnt", "forgotten"


@dataclass(frozen=True, slots=True)
class Taught:
    """What one document taught about its customer; `forgotten` when it was taken back."""

    customer_code: str
    notes: tuple[Note, ...]
    forgotten: bool = False


def learn(session: Session, machine: Machine, lesson: Lesson, document_id: int, agent: str) -> None:
    """Learn from an approved order in the unit of work that approves it, and keep what changed."""
    customer = lesson.confirmed.customer.best
    if customer is None:
        return
    before, clues = knowledge.lock(session, customer), knowledge.lock_clues(session)
    learnt: Learnt = machine.trade().learn(lesson, before, clues)
    knowledge.save(session, before, learnt.knowledge)
    knowledge.save_clues(session, clues, learnt.clues)
    if lesson.form is not None:
        forms.add(session, lesson.form, document_id)
    kept = {"taught": to_json(Taught(customer, learnt.notes)).decode()}
    settings.record(session, Event(lesson.at, LEARNT, kept, document_id, agent))


def taught_by(session: Session, document_id: int) -> Taught | None:
    """What this document's approval taught; None when it taught nothing."""
    for event in settings.events(session, document_id=document_id):  # the latest first
        if event.code in (LEARNT, UNLEARNT):
            return from_json(Taught, event.params["taught"])
    return None


def unlearn(machine: Machine, document_id: int, agent: str) -> Taught:
    """Take back what this document taught; the order stays booked. Raises `IllegalMove` when there is nothing."""
    with machine.database.write() as session:
        taught = taught_by(session, document_id)
        if taught is None or taught.forgotten:
            raise IllegalMove(reason="nothing_to_unlearn")
        known, clues = knowledge.lock(session, taught.customer_code), knowledge.lock_clues(session)
        before, fewer_clues = undo(Remembered(known, clues, taught.notes))
        knowledge.save(session, known, before)
        knowledge.save_clues(session, clues, fewer_clues)
        forms.forget(session, document_id)
        done = Taught(taught.customer_code, taught.notes, forgotten=True)
        settings.record(
            session, Event(machine.clock(), UNLEARNT, {"taught": to_json(done).decode()}, document_id, agent)
        )
    return done


def forget_lesson(machine: Machine, customer_code: str, text: str, target: str, agent: str) -> None:
    """Take one lesson about a customer back, wherever it was learnt: `text` shall no longer mean `target`."""
    with machine.database.write() as session:
        known, clues = knowledge.lock(session, customer_code), knowledge.lock_clues(session)
        fewer = tuple(c for c in clues if (c.text, c.customer_code, target) != (text, customer_code, customer_code))
        after = forget(known, text, target)
        if after == known and fewer == clues:
            raise IllegalMove(reason="nothing_to_unlearn")
        knowledge.save(session, known, after)
        knowledge.save_clues(session, clues, fewer)
        params = {"customer": customer_code, "text": text, "target": target}
        settings.record(session, Event(machine.clock(), FORGOTTEN, params, agent=agent))
