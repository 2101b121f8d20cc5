"""Working minutes between two moments, by opening hours in one time zone. Pure; knows no holidays but those given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """Open from `opens` to `closes` on `weekdays` (Monday is 0) in `zone`, not on `holidays`."""

    opens: time = time(8, 0)
    closes: time = time(18, 0)
    weekdays: frozenset[int] = frozenset(range(5))
    zone: str = "Europe/Paris"
    holidays: frozenset[date] = frozenset()

    def span(self, day: date) -> tuple[datetime, datetime] | None:
        """Opening and closing of that day in UTC; None when closed all day."""
        if day.weekday() not in self.weekdays or day in self.holidays or self.opens >= self.closes:
            return None
        zone = ZoneInfo(self.zone)
        return (
            datetime.combine(day, self.opens, zone).astimezone(UTC),
            datetime.combine(day, self.closes, zone).astimezone(UTC),
        )


def working_minutes(start: datetime, end: datetime, hours: OpeningHours | None) -> float:
    """Minutes between `start` and `end` during opening hours (`None`: around the clock)."""
    if end <= start:
        return 0.0
    if hours is None:
        return (end - start).total_seconds() / 60
    zone = ZoneInfo(hours.zone)
    day, last = start.astimezone(zone).date(), end.astimezone(zone).date()
    total = 0.0
    while day <= last:
        if (span := hours.span(day)) is not None:
            total += max(0.0, (min(end, span[1]) - max(start, span[0])).total_seconds())
        day += timedelta(days=1)
    return total / 60


# A target is a matter of hours or days; further ahead the calendar is wrong (no opening hours at all).
MAX_DAYS_AHEAD = 400


def due_at(start: datetime, minutes: float, hours: OpeningHours | None) -> datetime | None:
    """When `minutes` of working time from `start` on are used up; None when the calendar never opens."""
    if hours is None:
        return start + timedelta(minutes=minutes)
    left = timedelta(minutes=minutes)
    day = start.astimezone(ZoneInfo(hours.zone)).date()
    for ahead in range(MAX_DAYS_AHEAD):
        span = hours.span(day + timedelta(days=ahead))
        if span is None or span[1] <= start:
            continue
        begins = max(start, span[0])
        if begins + left <= span[1]:
            return begins + left
        left -= span[1] - begins
    return None
