"""A currency that is printed only beside amounts is still the order's currency."""

from __future__ import annotations

import pytest

from extraction.lone_currency import with_lone_currency
from models.page import Box, Page, Word
from models.reading import ExtractedLine, Field, OnPage


def page(text: str) -> Page:
    words = tuple(Word(t, Box(10.0 * i, 0, 10.0 * i + 8, 10)) for i, t in enumerate(text.split()))
    return Page(1, 600, 800, words)


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("12 bolts £3.10 £37.20", "GBP"),
        ("Total EUR 100", "EUR"),
        ("100 € or £90", None),
        ("$ 12.00", None),
        ("Please supply all items", None),
    ],
)
def test_the_only_currency_printed_is_the_order_s(text: str, currency: str | None) -> None:
    found = with_lone_currency({}, [page(text)]).get("currency")
    assert (found.value if found else None) == currency


def test_a_currency_that_was_read_stays() -> None:
    read = {"currency": Field("CHF", 0.9, "text_layer")}
    assert with_lone_currency(read, [page("12 €")]) == read


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("Total $ 1.200 Moneda: MXN", "MXN"),
        ("Moneda: Peso chileno Total $ 1.200", "CLP"),
        ("Total $ 1,200.00", "USD"),
        ("Total $ 1,200.00 (USD, not CAD)", "USD"),
    ],
)
def test_a_dollar_sign_stands_for_the_currency_that_the_page_names(text: str, currency: str) -> None:
    read = {"currency": Field("USD", 0.9, "text_layer", OnPage(1, Box(0, 0, 5, 10), "$"))}
    assert with_lone_currency(read, [page(text)])["currency"].value == currency


def test_a_word_of_an_items_name_is_no_currency() -> None:
    shown = page("BALLPOINT PEN BLACK 12.00")
    name = OnPage(1, shown.words[0].box.union(shown.words[2].box), "BALLPOINT PEN BLACK")
    lines = [ExtractedLine(description=Field("BALLPOINT PEN BLACK", 0.9, "text_layer", name))]
    read = {"currency": Field("PEN", 0.7, "text_layer", OnPage(1, shown.words[1].box, "PEN"))}
    assert "currency" not in with_lone_currency(read, [shown], lines)
    assert "currency" not in with_lone_currency({}, [shown], lines)
    assert with_lone_currency({}, [shown])["currency"].value == "PEN"
