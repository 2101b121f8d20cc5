from __future__ import annotations

from datetime import date

import pytest

from orderbook.promise import LeadTimes, WorkingDays, promise

FRIDAY, SATURDAY, MONDAY = date(2026, 3, 13), date(2026, 3, 14), date(2026, 3, 16)
DAYS = WorkingDays(holidays=frozenset({date(2026, 4, 6)}))


def test_lead_time_counts_working_days_only():
    assert promise(None, FRIDAY, 2, DAYS) == date(2026, 3, 17)


def test_an_order_of_a_saturday_counts_from_monday():
    assert promise(None, SATURDAY, 0, DAYS) == MONDAY


def test_a_date_that_can_be_kept_is_kept():
    assert promise(date(2026, 3, 20), FRIDAY, 2, DAYS) == date(2026, 3, 20)


def test_a_date_too_early_becomes_the_first_possible_one():
    assert promise(FRIDAY, FRIDAY, 2, DAYS) == date(2026, 3, 17)


def test_a_sunday_is_met_on_the_friday_before():
    assert promise(date(2026, 3, 22), FRIDAY, 2, DAYS) == date(2026, 3, 20)


def test_a_sunday_whose_friday_is_too_early_is_met_on_the_monday():
    assert promise(date(2026, 3, 15), FRIDAY, 1, DAYS) == MONDAY


def test_easter_monday_is_no_working_day():
    assert promise(None, date(2026, 4, 3), 1, DAYS) == date(2026, 4, 7)


def test_lead_times_are_looked_up_by_item_then_category_then_default():
    times = LeadTimes(3, {"lamps": 5}, {"X": 9})
    assert (times.days("X", "lamps"), times.days("Y", "lamps"), times.days("Y", "")) == (9, 5, 3)


def test_a_calendar_without_working_days_is_an_error_and_no_hang():
    with pytest.raises(ValueError, match="no working day"):
        promise(None, FRIDAY, 1, WorkingDays(weekdays=frozenset()))
