from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from review_ui.forms import Forms
from review_ui.texts import LANGUAGES

FR, EN = Forms("fr", "Europe/Paris"), Forms("en", "Europe/London")


@pytest.mark.parametrize(
    ("forms", "typed", "value"),
    [
        (FR, "1 234,50", "1234.50"), (FR, "1\u202f234,50", "1234.50"), (FR, "12.50", "12.50"), (FR, "12,5", "12.5"),
        (EN, "1,234.50", "1234.50"), (EN, "12.5", "12.5"), (EN, "-3", "-3"), (Forms("de"), "1.234,5", "1234.5"),
        (Forms("de"), "0,075", "0.075"),
    ],
)  # fmt: skip
def test_a_number_is_read_as_its_user_writes_it(forms, typed, value):
    assert forms.read_number(typed) == Decimal(value)


@pytest.mark.parametrize("typed", ["", "abc", "12,,5", "1,2,3", "NaN", "1e400", "9" * 50, "12,50"])
def test_what_is_no_english_number_is_refused(typed):
    assert EN.read_number(typed) is None


@pytest.mark.parametrize("typed", ["09/03/2026", "9.3.26", "9-3-2026", "2026-03-09", " 9 3 2026 "])
def test_dates_are_read_day_first_or_iso(typed):
    assert FR.read_day(typed) == date(2026, 3, 9)


@pytest.mark.parametrize("typed", ["", "31/02/2026", "9/3", "demain", "9//3", "1/2/3/4"])
def test_what_is_no_date_is_refused(typed):
    assert FR.read_day(typed) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_field_shows_can_be_read_back(language):
    forms = Forms(language)
    for value in ("1234.50", "0.0123", "12", "1000000.00", "99.9"):
        assert forms.read_number(forms.plain_number(Decimal(value))) == Decimal(value)
    assert forms.read_day(forms.day(date(2026, 12, 31))) == date(2026, 12, 31)


def test_moments_are_shown_in_the_users_zone():
    summer = datetime(2026, 7, 1, 6, 30, tzinfo=UTC)
    assert FR.moment(summer) == "1 juil. 2026 08:30"
    assert FR.short_moment(summer, summer) == "08:30"


@pytest.mark.parametrize(
    ("minutes", "shown"),
    [(0.02, "1,2 s"), (0.5, "30 s"), (7.4, "7 min"), (125, "2 h 05"), (120, "2 h"), (3000, "2 j 2 h")],
)
def test_spans_are_short(minutes, shown):
    assert FR.span(minutes) == shown
