"""Small values that people change at run time, numbers that only grow, and the record of events. One row each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models.tables import CounterRow, EventRow, SettingRow


def get(session: Session, key: str, default: Any = None) -> Any:
    """The JSON value under `key`."""
    value = session.scalar(select(SettingRow.value).where(SettingRow.key == key))
    return default if value is None else json.loads(value)


def get_all(session: Session, prefix: str) -> dict[str, Any]:
    """All values whose key starts with `prefix` ("autopilot.": one a customer), by key without the prefix."""
    rows = session.execute(
        select(SettingRow.key, SettingRow.value).where(SettingRow.key.startswith(prefix, autoescape=True))
    )
    return {key.removeprefix(prefix): json.loads(value) for key, value in rows}


def put(session: Session, key: str, value: Any) -> None:
    """Set a value; None takes it away."""
    row = session.get(SettingRow, key)
    if value is None:
        if row is not None:
            session.delete(row)
    elif row is None:
        session.add(SettingRow(key=key, value=json.dumps(value)))
    else:
        row.value, row.version = json.dumps(value), row.version + 1


def number(session: Session, name: str) -> int:
    """A counter's present value, 0 before its first step."""
    return session.scalar(select(CounterRow.value).where(CounterRow.name == name)) or 0


def next_number(session: Session, name: str, first: int = 1) -> int:
    """Step a counter and return its new value; others wait until this unit of work ends, so there are no gaps."""
    step = update(CounterRow).where(CounterRow.name == name).values(value=CounterRow.value + 1)
    if cast(CursorResult[Any], session.execute(step)).rowcount == 0:
        try:
            with session.begin_nested():
                session.add(CounterRow(name=name, value=first))
                session.flush()
            return first
        except IntegrityError:
            session.execute(step)
    return session.scalars(select(CounterRow.value).where(CounterRow.name == name)).one()


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened beside the moves; `params` are named strings for its sentence."""

    at: datetime
    code: str
    params: Mapping[str, str]
    document_id: int | None = None
    agent: str = ""


def record(session: Session, event: Event) -> None:
    """Note an event, for good."""
    session.add(
        EventRow(
            at=event.at,
            code=event.code,
            document_id=event.document_id,
            agent=event.agent,
            params=json.dumps(dict(event.params)),
        )
    )


def events(session: Session, limit: int = 100, document_id: int | None = None) -> tuple[Event, ...]:
    """The latest events, newest first; of one document, if asked."""
    query = select(EventRow).order_by(EventRow.id.desc()).limit(limit)
    if document_id is not None:
        query = query.where(EventRow.document_id == document_id)
    rows = session.scalars(query)
    return tuple(Event(r.at, r.code, json.loads(r.params), r.document_id, r.agent) for r in rows)
