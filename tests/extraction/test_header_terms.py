"""Terms and notes lose their label, keep their first word, and days come before a means of payment."""

from __future__ import annotations

import pytest

from extraction.header_choice import Scored
from extraction.header_terms import meant, without_label
from models.page import Box


def scored(value: str, probability: float, left: float = 100.0, top: float = 100.0) -> Scored:
    return Scored(value, probability, 0, Box(left, top, 300, top + 10), value)


def odds(name: str, *found: Scored) -> dict[str, float]:
    return {str(one.value): one.probability for one in meant(name, found)}


def test_the_first_word_of_terms_is_part_of_them_though_it_is_a_label_elsewhere() -> None:
    whole, rest = scored("Zahlbar innerhalb 14 Tagen", 0.6), scored("innerhalb 14 Tagen", 0.9, left=140.0)
    assert odds("payment_terms", whole, rest)["Zahlbar innerhalb 14 Tagen"] == 0.9


def test_a_label_with_its_colon_is_no_part_of_terms() -> None:
    whole, rest = scored("Condición: Crédito a 60 días", 0.8), scored("Crédito a 60 días", 0.9, left=160.0)
    assert odds("payment_terms", whole, rest)["Condición: Crédito a 60 días"] == 0.8


def test_days_come_before_a_means_of_payment() -> None:
    means, days = scored("Virement bancaire", 0.99), scored("60 jours date de facture", 0.97, top=120.0)
    found = odds("payment_terms", means, days)
    assert found["60 jours date de facture"] > found["Virement bancaire"]


def test_a_means_of_payment_alone_is_the_terms() -> None:
    assert odds("payment_terms", scored("Virement bancaire", 0.99)) == {"Virement bancaire": 0.99}


def test_what_another_label_says_is_no_term() -> None:
    assert odds("delivery_terms", scored("RUC: EXTRANJERO", 0.7)) == {}


@pytest.mark.parametrize(
    ("name", "printed", "value"),
    [
        ("notes", "Comments:Deliver to dock 3", "Deliver to dock 3"),
        ("payment_terms", "CONDICIÓN: Crédito a 60 días", "Crédito a 60 días"),
        ("notes", "Urgent: production waits", "Urgent: production waits"),
    ],
)
def test_a_value_is_stated_without_its_label(name: str, printed: str, value: str) -> None:
    assert without_label(name, printed) == value
