"""Dates of a sheet's lines, however they are written, and what is no date of delivery."""

from __future__ import annotations

from datetime import date

from extraction.settle import without_the_orders_date
from models.page import Box
from models.reading import ExtractedLine, Field, OnPage
from tests.extraction.sheets import line, read, sheet


# ---------------------------------------------------------------- when
def dated(*texts: str, heading: str = "Need by") -> list[date | None]:
    rows = [(f"A-{n}", f"Nut M{n}", str(n), text) for n, text in enumerate(texts, start=1)]
    page = sheet(("Code", "Description", "Quantity", heading), *rows)
    columns = {"supplier_item_code": "A", "description": "B", "quantity": "C"}
    made = read(page, *[line(page, number, **columns) for number in range(2, 2 + len(texts))])
    return [one.requested_date.value if one.requested_date else None for one in made]


def test_dates_however_short_are_read_below_whatever_heading() -> None:
    assert dated("6 Jul", "13-Jul-26") == [date(2026, 7, 6), date(2026, 7, 13)]
    assert dated("wk 28", "wk 29", heading="On site") == [date(2026, 7, 6), date(2026, 7, 13)]
    assert dated("2026-07-06", "2026-07-13", heading="Then") == [date(2026, 7, 6), date(2026, 7, 13)]


def test_a_day_that_the_sheet_shows_as_its_number_is_that_day() -> None:
    assert dated("46209", "46216") == [date(2026, 7, 6), date(2026, 7, 13)]


def test_bare_numbers_below_a_word_for_weeks_are_weeks() -> None:
    assert dated("28", "29", heading="KW") == [date(2026, 7, 6), date(2026, 7, 13)]
    assert dated("28", "29", heading="Due") == [None, None]


def test_the_date_of_the_order_repeated_on_its_lines_is_no_delivery() -> None:
    assert dated("2026-06-06", "2026-06-06", heading="Order date") == [None, None]


def test_a_date_that_is_past_or_of_something_else_is_no_delivery() -> None:
    assert dated("2026-05-06", "2026-05-13", heading="Then") == [None, None]
    assert dated("2026-12-31", "2026-12-31", heading="Price valid until") == [None, None]


def test_a_date_on_a_row_of_its_own_is_that_of_the_lines_below_it() -> None:
    page = sheet(
        ("Réf", "Libellé", "Quantité"),
        ("Livraison du 06/07/2026",),
        ("A-1", "Écrou", "5"),
        ("A-2", "Vis", "6"),
        ("Livraison du 13/07/2026",),
        ("A-3", "Rondelle", "7"),
    )
    columns = {"supplier_item_code": "A", "description": "B", "quantity": "C"}
    made = read(page, *[line(page, number, **columns) for number in (3, 4, 6)], language="fr")
    assert [one.requested_date and one.requested_date.value for one in made] == [
        date(2026, 7, 6),
        date(2026, 7, 6),
        date(2026, 7, 13),
    ]


def test_a_date_beside_the_table_that_is_the_orders_is_no_delivery() -> None:
    place = OnPage(1, Box(0, 0, 9, 9), "2026-06-08", "Order", "B3")
    day = Field(date(2026, 6, 8), 0.9, "text_layer", place)
    other = Field(date(2026, 6, 8), 0.9, "text_layer", OnPage(1, Box(0, 20, 9, 29), "2026-06-08", "Order", "F9"))
    lines = [ExtractedLine(requested_date=day), ExtractedLine(requested_date=other)]
    assert [one.requested_date for one in without_the_orders_date(lines, {"order_date": day})] == [None, other]
