"""What was learnt about customers: read whole, written as the difference. What a lesson is, `learning.memory` says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, cast

from sqlalchemy import CursorResult, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models.knowledge import Alias, Anchor, Knowledge, SenderClue, ShipToAlias
from models.tables import AliasRow, AnchorRow, KnowledgeRow, Row, SenderClueRow, ShipToAliasRow
from store import settings

LESSONS: Mapping[str, tuple[type[Row], type[Any]]] = MappingProxyType(
    {"aliases": (AliasRow, Alias), "ship_tos": (ShipToAliasRow, ShipToAlias), "anchors": (AnchorRow, Anchor)}
)
CLUES_VERSION = "clues"


def of_customer(session: Session, customer_code: str) -> Knowledge:
    """What is known of a customer; the empty value of one never seen."""
    confirmed = session.scalar(select(KnowledgeRow.confirmed_orders).where(KnowledgeRow.customer_code == customer_code))
    if confirmed is None:
        return Knowledge(customer_code)
    found = {name: _rows(session, row, kind, customer_code) for name, (row, kind) in LESSONS.items()}
    return Knowledge(customer_code, **found, confirmed_orders=confirmed)


def known_customers(session: Session) -> tuple[str, ...]:
    """The customers of whom something was learnt."""
    return tuple(session.scalars(select(KnowledgeRow.customer_code).order_by(KnowledgeRow.customer_code)))


def _rows(session: Session, row: Any, kind: type[Any], customer_code: str) -> tuple[Any, ...]:
    columns = [getattr(row, name) for name in kind.__slots__]
    rows = session.execute(select(*columns).where(row.customer_code == customer_code))
    return tuple(kind(*values) for values in _sorted(rows))


def _sorted(rows: Iterable[Any]) -> list[tuple[Any, ...]]:
    # Here rather than in SQL, since databases differ in what comes before what.
    return sorted(map(tuple, rows), key=lambda values: tuple(str(value) for value in values))


def lock(session: Session, customer_code: str) -> Knowledge:
    """The same, with other writers of this customer's knowledge waiting until this unit of work ends."""
    step = (
        update(KnowledgeRow)
        .where(KnowledgeRow.customer_code == customer_code)
        .values(version=KnowledgeRow.version + 1)
        .execution_options(synchronize_session=False)
    )
    if cast(CursorResult[Any], session.execute(step)).rowcount == 0:
        try:
            with session.begin_nested():
                session.add(KnowledgeRow(customer_code=customer_code, confirmed_orders=0, version=1))
                session.flush()
        except IntegrityError:
            session.execute(step)  # another approval made it in this moment: wait for it
    return of_customer(session, customer_code)


def lock_clues(session: Session) -> tuple[SenderClue, ...]:
    """All clues, with other writers of clues waiting until this unit of work ends."""
    settings.next_number(session, "clues_lock")
    return sender_clues(session)


def save(session: Session, before: Knowledge, after: Knowledge) -> None:
    """Write what changed between `before` (from `lock`) and `after`."""
    for name, (row, _) in LESSONS.items():
        _save_difference(session, row, after.customer_code, getattr(before, name), getattr(after, name))
    session.execute(
        update(KnowledgeRow)
        .where(KnowledgeRow.customer_code == after.customer_code)
        .values(confirmed_orders=after.confirmed_orders)
    )


def _save_difference(
    session: Session, row: type[Row], customer_code: str, before: Iterable[Any], after: Iterable[Any]
) -> None:
    old, new = set(before), set(after)
    table: Any = row
    keys = [column.name for column in row.__table__.primary_key if column.name != "customer_code"]
    for lesson in old - new:
        same = [getattr(table, key) == getattr(lesson, key) for key in keys]
        session.execute(delete(row).where(table.customer_code == customer_code, *same))
    session.add_all(
        table(customer_code=customer_code, **{name: getattr(lesson, name) for name in lesson.__slots__})
        for lesson in new - old
    )
    session.flush()


def sender_clues(session: Session) -> tuple[SenderClue, ...]:
    """All traits of senders that were confirmed to mean a customer."""
    columns = [getattr(SenderClueRow, name) for name in SenderClue.__slots__]
    return tuple(SenderClue(*row) for row in _sorted(session.execute(select(*columns))))


def clues_of(session: Session, traits: Iterable[tuple[str, str]]) -> tuple[SenderClue, ...]:
    """The clues for these (kind, text)."""
    wanted = set(traits)
    columns = [getattr(SenderClueRow, name) for name in SenderClue.__slots__]
    query = select(*columns).where(SenderClueRow.text.in_([text for _, text in wanted]))
    return tuple(clue for row in session.execute(query) if ((clue := SenderClue(*row)).kind, clue.text) in wanted)


def save_clues(session: Session, before: Iterable[SenderClue], after: Iterable[SenderClue]) -> None:
    """Write what changed, and step the version that processes compare."""
    old, new = set(before), set(after)
    if old == new:
        return
    for clue in old - new:
        session.execute(
            delete(SenderClueRow).where(
                SenderClueRow.kind == clue.kind,
                SenderClueRow.text == clue.text,
                SenderClueRow.customer_code == clue.customer_code,
            )
        )
    for clue in new - old:
        session.merge(SenderClueRow(kind=clue.kind, text=clue.text, customer_code=clue.customer_code, count=clue.count))
    settings.next_number(session, CLUES_VERSION)
