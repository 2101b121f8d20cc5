"""Numbers are read in the document's own style, and not at all where that leaves them open."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extraction.values import (
    NumberStyle,
    find_numbers,
    number_style_of_texts,
    possible_numbers,
    read_currency,
    read_number,
)

COMMA = NumberStyle(",", ".", False, True)
POINT = NumberStyle(".", ",", False, True)
OPEN = NumberStyle()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234,56", "1234.56"),
        ("1 234,56", "1234.56"),
        ("12,-", "12"),
        ("€ 2.800,00", "2800.00"),
        ("12,50-", "-12.50"),
        ("(12,50)", "-12.50"),
        ("10.000", "10000"),
        ("10,000", "10.000"),
    ],
)
def test_a_number_of_a_comma_document_has_its_value(text: str, value: str) -> None:
    assert read_number(text, COMMA) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [("1,234.56", "1234.56"), ("12,34,567.00", "1234567.00"), ("Rs. 1,200.00/-", "1200.00"), ("1'234.50", "1234.50"),
     ("$1,917.58", "1917.58"), ("10.000", "10.000"), ("2,000", "2000")],
)  # fmt: skip
def test_a_number_of_a_point_document_has_its_value(text: str, value: str) -> None:
    assert read_number(text, POINT) == Decimal(value)


def test_three_digits_after_the_only_separator_stay_open_without_a_style() -> None:
    assert read_number("1.234", OPEN) is None
    assert possible_numbers("1.234") == (Decimal("1.234"), Decimal("1234"))


@pytest.mark.parametrize("text", ["12x3", "1.2.3", "M8", "", "12.03.2026", "3 12,50"])
def test_what_is_no_single_number_is_refused(text: str) -> None:
    assert read_number(text, COMMA) is None


def test_the_style_is_that_of_the_many_numbers_not_of_item_codes() -> None:
    style = number_style_of_texts(["1.234,50", "3,20", "79.074.006", "12,00"])
    assert (style.decimal, style.group, style.certain) == (",", ".", True)


def test_indian_grouping_is_recognised() -> None:
    style = number_style_of_texts(["12,34,567.00", "3.00"])
    assert (style.decimal, style.lakh) == (".", True)


def test_the_language_decides_only_where_no_number_does() -> None:
    assert number_style_of_texts(["1.500", "20"], "de") == NumberStyle(",", "", False, False)
    assert number_style_of_texts(["1.50", "20.25"], "de").decimal == "."


def test_two_numbers_with_a_blank_between_are_two() -> None:
    assert [found.value for found in find_numbers("3 12,50", COMMA)] == [Decimal(3), Decimal("12.50")]


@pytest.mark.parametrize("word", ["ils", "Pen", "all", "top"])
def test_a_word_of_the_sentence_is_no_currency_though_its_letters_are_a_code(word: str) -> None:
    assert read_currency(word) is None


@pytest.mark.parametrize(("text", "code"), [("ILS", "ILS"), ("PEN", "PEN"), ("eur", "EUR"), ("usd", "USD")])
def test_a_code_in_capitals_or_one_that_is_no_word_is_a_currency(text: str, code: str) -> None:
    assert read_currency(text) == code
