"""The date we promise: lead time in working days against the date asked for. Pure; no stock, no routes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

MONDAY_TO_FRIDAY = frozenset(range(5))
# Longer closures do not exist; the bound turns a calendar without any working day into an error instead of a hang.
MAX_CLOSED_DAYS = 366


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """The days on which we ship: weekdays (Monday is 0) without the holidays."""

    weekdays: frozenset[int] = MONDAY_TO_FRIDAY
    holidays: frozenset[date] = frozenset()

    def __contains__(self, day: date) -> bool:
        return day.weekday() in self.weekdays and day not in self.holidays

    def on_or_after(self, day: date) -> date:
        for ahead in range(MAX_CLOSED_DAYS):
            if (candidate := day + timedelta(days=ahead)) in self:
                return candidate
        raise ValueError("the calendar has no working day within a year")

    def on_or_before(self, day: date) -> date:
        for back in range(MAX_CLOSED_DAYS):
            if (candidate := day - timedelta(days=back)) in self:
                return candidate
        raise ValueError("the calendar has no working day within a year")

    def after(self, day: date, working_days: int) -> date:
        """The day that lies `working_days` working days after `day` (0: the first working day from it on)."""
        reached = self.on_or_after(day)
        for _ in range(working_days):
            reached = self.on_or_after(reached + timedelta(days=1))
        return reached


@dataclass(frozen=True, slots=True)
class LeadTimes:
    """Working days from order to dispatch: by SKU, else by category, else the default."""

    default_days: int = 2
    by_category: Mapping[str, int] = field(default_factory=dict)
    by_sku: Mapping[str, int] = field(default_factory=dict)

    def days(self, sku: str, category: str = "") -> int:
        return self.by_sku.get(sku, self.by_category.get(category, self.default_days))


def promise(requested: date | None, today: date, lead_days: int, calendar: WorkingDays) -> date:
    """The first date we can keep, and not before the one asked for.

    A date asked for that is no working day is met on the working day before it, when that is still possible.
    """
    earliest = calendar.after(today, lead_days)
    if requested is None or requested <= earliest:
        return earliest
    return max(earliest, calendar.on_or_before(requested))
