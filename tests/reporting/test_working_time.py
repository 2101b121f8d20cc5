from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from reporting.working_time import OpeningHours, due_at, working_minutes

PARIS = OpeningHours(holidays=frozenset({date(2026, 4, 6)}))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("2026-03-09T08:00", "2026-03-09T09:30", 90),
        ("2026-03-09T05:00", "2026-03-09T07:30", 30),  # Paris opens at 07:00 UTC in winter
        ("2026-03-09T16:30", "2026-03-10T07:15", 45),  # over a night
        ("2026-03-13T16:00", "2026-03-16T08:00", 120),  # over a weekend
        ("2026-04-03T15:00", "2026-04-07T07:00", 120),  # over Easter, summer time began
        ("2026-03-14T08:00", "2026-03-15T18:00", 0),
        ("2026-03-10T08:00", "2026-03-09T08:00", 0),
    ],
)
def test_only_opening_hours_count(start, end, minutes):
    assert working_minutes(at(start), at(end), PARIS) == pytest.approx(minutes)


def test_around_the_clock_counts_everything():
    assert working_minutes(at("2026-03-14T00:00"), at("2026-03-15T00:00"), None) == 1440


def test_due_moves_into_the_next_working_day():
    assert due_at(at("2026-03-13T16:00"), 120, PARIS) == at("2026-03-16T08:00")
    assert due_at(at("2026-03-13T16:00"), 120, None) == at("2026-03-13T18:00")


def test_due_and_minutes_agree():
    start = at("2026-03-11T14:23")
    for minutes in (1, 60, 600, 4000):
        assert working_minutes(start, due_at(start, minutes, PARIS), PARIS) == pytest.approx(minutes)


def test_a_calendar_that_never_opens_is_never_due():
    assert due_at(at("2026-03-13T16:00"), 10, OpeningHours(opens=time(9), closes=time(9))) is None
