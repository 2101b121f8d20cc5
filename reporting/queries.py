"""The report's facts from the database: lives of documents, and the SLA setting both ways. Counts nothing itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from models.lifecycle import Move
from reporting.sla import Life, Sla
from reporting.working_time import OpeningHours
from store import documents, settings
from store.report import Outcome, outcomes

SLA_KEY = "sla"


def lives(session: Session, start: datetime, end: datetime) -> tuple[Life, ...]:
    """The documents that moved in [start, end), each with all its moves in that time.

    A document that arrived earlier has no arrival among them, and does not belong to the period.
    """
    moves: dict[int, list[Move]] = {}
    for document_id, move in documents.moves_between(session, start, end):
        moves.setdefault(document_id, []).append(move)
    return tuple(Life(document_id, tuple(found)) for document_id, found in moves.items() if found[0].old is None)


# A day more on both sides: the period's days are cut in the SLA's time zone, by the report itself.
MARGIN = timedelta(days=1)


def lives_arrived(session: Session, first: date, last: date, now: datetime) -> tuple[Life, ...]:
    """Lives of what may have arrived from `first` to `last`, up to `now`."""
    start = datetime.combine(first, time(), now.tzinfo) - MARGIN
    return lives(session, start, now + MARGIN)


def outcomes_of(session: Session, first: date, now: datetime) -> Mapping[int, Outcome]:
    """Customer, kind and number of the documents of `lives_arrived`, by document id."""
    start = datetime.combine(first, time(), now.tzinfo) - MARGIN
    return {outcome.document_id: outcome for outcome in outcomes(session, start, now + MARGIN)}


def sla_setting(session: Session) -> Sla:
    """The SLA as the manager set it, else the default."""
    return sla_from_json(settings.get(session, SLA_KEY))


def put_sla(session: Session, sla: Sla) -> None:
    settings.put(session, SLA_KEY, sla_to_json(sla))


def sla_to_json(sla: Sla) -> dict[str, Any]:
    hours = sla.hours
    if hours is None:
        return {"target_minutes": sla.target_minutes, "hours": None}
    return {
        "target_minutes": sla.target_minutes,
        "hours": {
            "opens": hours.opens.isoformat("minutes"),
            "closes": hours.closes.isoformat("minutes"),
            "weekdays": sorted(hours.weekdays),
            "zone": hours.zone,
            "holidays": sorted(day.isoformat() for day in hours.holidays),
        },
    }


def sla_from_json(value: Mapping[str, Any] | None) -> Sla:
    """The stored form back; the default where nothing is stored."""
    if value is None:
        return Sla()
    hours = value["hours"]
    if hours is None:
        return Sla(int(value["target_minutes"]), None)
    return Sla(
        int(value["target_minutes"]),
        OpeningHours(
            opens=time.fromisoformat(hours["opens"]),
            closes=time.fromisoformat(hours["closes"]),
            weekdays=frozenset(hours["weekdays"]),
            zone=hours["zone"],
            holidays=frozenset(date.fromisoformat(day) for day in hours["holidays"]),
        ),
    )
