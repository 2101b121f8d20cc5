"""What no score makes right, and what a value keeps of its punctuation."""

from __future__ import annotations

from datetime import date

import pytest

from extraction.candidates import Value
from extraction.candidates_view import DocumentView, view
from extraction.gazetteer import Gazetteer
from extraction.header_choice import Scored
from extraction.header_vetoes import after_choice, before_choice
from models.master import Company, MasterData
from models.page import Box, Page, Word
from models.reading import Field

PAGE = Page(1, 595, 842, (Word("Order", Box(10, 10, 40, 20), 1.0, 10.0),))


def document() -> DocumentView:
    return view([PAGE], "en", Gazetteer.build(MasterData(Company("Delorme SA"))))


def scored(value: Value, text: str = "", left: float = 50.0, right: float = 250.0) -> Scored:
    return Scored(value, 0.9, 0, Box(left, 100, right, 110), text or str(value))


@pytest.mark.parametrize("kept", ["RiBa 60 gg f.m.", "Pagaré 60 días f.f.", "14 Tg.", "60 J. D.F."])
def test_an_abbreviation_keeps_its_full_stop(kept: str) -> None:
    fields = {"payment_terms": Field(kept, 0.9, "text_layer")}
    assert after_choice(document(), [], fields)["payment_terms"].value == kept


def test_a_sentence_loses_its_full_stop() -> None:
    fields = {"payment_terms": Field("45 jours fin de mois.", 0.9, "text_layer")}
    assert after_choice(document(), [], fields)["payment_terms"].value == "45 jours fin de mois"


@pytest.mark.parametrize("greeting", ["Muy señores míos:", "Dear Sirs,", "Sehr geehrte Damen und Herren,"])
def test_a_greeting_is_nobodys_name(greeting: str) -> None:
    assert before_choice(document(), {"ship_to_name": [scored(greeting.strip(":,"), greeting)]})["ship_to_name"] == []


def test_a_name_that_begins_like_a_greeting_stays() -> None:
    found = before_choice(document(), {"ship_to_name": [scored("Bonjour Café SARL")]})["ship_to_name"]
    assert [one.value for one in found] == ["Bonjour Café SARL"]


def test_part_of_the_street_is_no_delivery_term() -> None:
    street = scored("Unit 4, Queensway, Hull")
    part = scored("Queensway, Hull", left=120.0)
    elsewhere = Scored("FOB Hull", 0.9, 0, Box(50, 300, 150, 310), "FOB Hull")
    found = before_choice(document(), {"ship_to_street": [street], "delivery_terms": [part, elsewhere]})
    assert [one.value for one in found["delivery_terms"]] == ["FOB Hull"]


def test_dates_are_left_alone() -> None:
    field = Field(date(2026, 3, 9), 0.9, "text_layer")
    assert after_choice(document(), [], {"order_date": field}) == {"order_date": field}


def test_a_department_is_not_the_company_that_buys() -> None:
    found = before_choice(document(), {"buyer_name": [scored("PURCHASING DEPARTMENT"), scored("County of Wayne")]})
    assert [one.value for one in found["buyer_name"]] == ["County of Wayne"]
