"""Dates are read in six languages, weeks as their Monday, relative ones against an anchor, doubtful ones kept open."""

from __future__ import annotations

from datetime import date

import pytest

from extraction.values import find_dates, read_date
from extraction.values_dates import date_order_of_texts

ANCHOR = date(2026, 3, 12)  # a Thursday


@pytest.mark.parametrize(
    "text",
    ["09.03.2026", "2026-03-09", "9. März 2026", "le 9 mars 2026", "Monday, 9 March 2026", "March 9, 2026", "09-MAR-26",
     "9 de marzo de 2026", "9 marzo 2026", "9 maart 2026", "20260309", "2026-03-09 00:00:00", "9th March 2026"],
)  # fmt: skip
def test_a_date_in_any_usual_writing_is_that_day(text: str) -> None:
    assert read_date(text, "de") == (date(2026, 3, 9),)


def test_a_doubtful_date_keeps_both_readings_until_the_document_decides() -> None:
    assert read_date("9/3/2026", "en") == (date(2026, 3, 9), date(2026, 9, 3))
    assert read_date("9/3/2026", "en", "mdy") == (date(2026, 9, 3),)
    assert date_order_of_texts(["9/3/2026", "03/23/2026"]) == "mdy"


@pytest.mark.parametrize("text", ["KW 12", "semaine 12", "week 12", "KW 12/2026", "2026-W12", "S12/2026"])
def test_a_week_is_its_monday(text: str) -> None:
    assert read_date(text, "", None, ANCHOR) == (date(2026, 3, 16),)


@pytest.mark.parametrize(
    ("text", "day"),
    [("tomorrow", date(2026, 3, 13)), ("next Tuesday", date(2026, 3, 17)), ("mardi prochain", date(2026, 3, 17)),
     ("in 3 weeks", date(2026, 4, 2)), ("14.05.", date(2026, 5, 14)), ("14/05", date(2026, 5, 14))],
)  # fmt: skip
def test_what_needs_an_anchor_is_read_against_it(text: str, day: date) -> None:
    assert read_date(text, "", "dmy", ANCHOR) == (day,)


@pytest.mark.parametrize("text", ["14.05.", "KW 12", "tomorrow"])
def test_without_an_anchor_nothing_is_guessed(text: str) -> None:
    assert read_date(text) == ()


@pytest.mark.parametrize("text", ["31.02.2026", "12.12.12.12", "12.50", "March 2026", "M8x40", "ASAP"])
def test_what_is_no_date_is_refused(text: str) -> None:
    assert read_date(text, "", None, ANCHOR) == ()


def test_dates_inside_a_sentence_are_found_in_place() -> None:
    text = "Bestellung vom 01.06.2026, Lieferung bis 9. Juni 2026"
    assert [text[f.start : f.end] for f in find_dates(text, "de")] == ["01.06.2026", "9. Juni 2026"]
