"""Terms and notes lose their label, keep their first word, and days come before a means of payment."""

from __future__ import annotations

import pytest

from extraction.header_choice import Scored
from extraction.header_terms import (
    bared,
    before_next_label,
    before_place,
    meant,
    one_sentence,
    without_label,
    without_place,
)
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


def test_terms_end_where_another_sentence_begins() -> None:
    assert one_sentence("Net 45. Mark every carton with our job") == "Net 45"
    assert one_sentence("RiBa 60 gg f.m.") == "RiBa 60 gg f.m."


def test_instructions_do_not_repeat_where_the_goods_go() -> None:
    told = "The goods go to 27 Tanner Row, Bristol. Mark every carton."
    assert without_place(told, "27 Tanner Row") == "Mark every carton."
    assert without_place("Ship complete.", "27 Tanner Row") == "Ship complete."
    assert without_place("Leeds, LS9 8AG. Ring at gate 4.", "27 Tanner Row", "LS9 8AG") == "Ring at gate 4."


def test_a_word_of_the_line_above_is_no_part_of_terms() -> None:
    whole, rest = scored("Abzug DAP Bielefeld", 0.5), scored("DAP Bielefeld", 0.9, top=112.0)
    assert odds("delivery_terms", whole, rest)["Abzug DAP Bielefeld"] == 0.5


def test_who_pays_the_carrier_comes_after_where_the_risk_passes() -> None:
    found = odds("delivery_terms", scored("Prepaid", 0.99), scored("Destination", 0.5, top=120.0))
    assert found["Destination"] > found["Prepaid"]


def test_a_noun_that_names_the_terms_is_their_label_with_or_without_a_colon() -> None:
    whole, rest = scored("Terms 30 days net", 0.6), scored("30 days net", 0.9, left=140.0)
    assert odds("payment_terms", whole, rest)["Terms 30 days net"] == 0.6
    assert without_label("payment_terms", "pagamento RiBa 60 gg f.m.") == "RiBa 60 gg f.m."


def test_terms_end_where_a_label_of_something_else_begins() -> None:
    printed = "innerhalb 14 Tagen ohne Abzug, USt-IdNr. DE077546583"
    assert before_next_label("payment_terms", printed) == "innerhalb 14 Tagen ohne Abzug"
    assert before_next_label("payment_terms", "2% 10 days, net 30") == "2% 10 days, net 30"
    assert before_next_label("delivery_terms", "DAP Dublin, prepaid") == "DAP Dublin, prepaid"


def test_terms_end_where_a_label_with_its_colon_begins() -> None:
    assert before_next_label("payment_terms", "Crédito 30 días Fecha de entrega: 9 de junio") == "Crédito 30 días"
    assert before_next_label("payment_terms", "14 days: net") == "14 days: net"


def test_that_terms_are_the_known_ones_is_no_part_of_them() -> None:
    assert without_label("payment_terms", "as usual: Net 60") == "Net 60"
    assert without_label("payment_terms", "wie üblich: 30 Tage netto") == "30 Tage netto"


def test_a_shortened_label_is_no_part_of_terms() -> None:
    assert without_label("delivery_terms", "Lieferbed. EXW Bremen") == "EXW Bremen"


def test_terms_lose_the_dots_before_them_and_the_brackets_around_them() -> None:
    assert bared("......... Net 45") == "Net 45"
    assert bared("(Net 45).") == "Net 45"
    assert bared("Net 45 (2% 10 days)") == "Net 45 (2% 10 days)"


def test_terms_end_where_the_delivery_place_is_named_but_keep_the_place_of_a_code_of_trade() -> None:
    assert before_place("frei Baustelle Kita Lindenhof, Am", "Kita Lindenhof") == "frei Baustelle"
    assert before_place("DAP Kita Lindenhof", "Kita Lindenhof") == "DAP Kita Lindenhof"
    assert before_place("Carriage paid", "Unit 4") == "Carriage paid"


@pytest.mark.parametrize("said", ["La livraison", "the delivery", "Die Lieferung"])
def test_a_thing_that_a_sentence_speaks_of_is_no_terms(said: str) -> None:
    assert odds("payment_terms", scored(said, 0.9)) == {}


def test_when_it_is_due_is_terms_in_two_words_too() -> None:
    assert odds("payment_terms", scored("à livraison", 0.9)) == {"à livraison": 0.9}
