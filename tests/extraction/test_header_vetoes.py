"""What no score makes right, and what a value keeps of its punctuation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from extraction.candidates import Value
from extraction.candidates_view import DocumentView, view
from extraction.gazetteer import Gazetteer
from extraction.header_choice import Choice, Scored
from extraction.header_vetoes import after_choice, before_choice, without_leads
from models.master import Company, MasterData
from models.page import Box, Page, Word
from models.reading import Field, OnPage

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


def test_the_system_that_prints_an_order_does_not_buy() -> None:
    names = [
        "Sistema Integrado de Compras",
        "Modul Einkauf",
        "Sistema de Agua Potable de Tepeaca",
        "Module Conseil SARL",
    ]
    found = before_choice(document(), {"buyer_name": [scored(name) for name in names]})
    assert [one.value for one in found["buyer_name"]] == names[2:]


def test_a_postcode_is_no_term() -> None:
    assert before_choice(document(), {"delivery_terms": [scored("D24 W2YA")]})["delivery_terms"] == []


def numbered(text: str, value: str) -> str:
    """The number stated of a line that holds one value of several words."""
    words, x = [], 50.0
    for token in text.split():
        words.append(Word(token, Box(x, 100, x + 5.0 * len(token), 110), 1.0, 10.0))
        x += 5.0 * len(token) + 3
    shown = view([Page(1, 595, 842, tuple(words))], "en", Gazetteer.build(MasterData(Company("Delorme SA"))))
    start = next(word.box.x0 for word in words if value.startswith(word.text))
    best = Scored(value, 0.9, 0, Box(start, 100, x - 3, 110), value)
    chosen = [Choice("po_number", best, ())]
    return str(after_choice(shown, chosen, {"po_number": Field(value, 0.9, "text_layer")})["po_number"].value)


def test_the_word_for_the_order_is_no_part_of_its_number_in_running_text() -> None:
    assert numbered("Please take this as our PO 00241", "PO 00241") == "00241"


def test_after_a_label_of_its_own_the_letters_belong_to_the_number() -> None:
    assert numbered("Order number: PO 00241", "PO 00241") == "PO 00241"


def test_a_post_office_box_is_no_order_number() -> None:
    found = before_choice(document(), {"po_number": [scored("BOX 88143"), scored("002012")]})["po_number"]
    assert [one.value for one in found] == ["002012"]


def test_what_follows_a_number_is_no_part_of_it() -> None:
    found = before_choice(document(), {"po_number": [scored("P40538"), scored("P40538 A")]})["po_number"]
    assert [one.value for one in found] == ["P40538"]


def test_how_payment_falls_due_begins_the_terms() -> None:
    texts = ("Zahlung", "Zahlbar", "innerhalb", "14", "Tagen")
    words = [Word(t, Box(50 + 40 * n, 100, 85 + 40 * n, 110), 1.0, 10.0) for n, t in enumerate(texts)]
    page = Page(1, 595, 842, tuple(words))
    printed = view([page], "de", Gazetteer.build(MasterData(Company("Delorme SA"))))
    box = words[2].box.union(words[4].box)
    value = "innerhalb 14 Tagen"
    best = Scored(value, 0.9, 0, box, value)
    fields = {"payment_terms": Field(value, 0.9, "text_layer", OnPage(1, box, value))}
    found = after_choice(printed, [Choice("payment_terms", best, (), ())], fields)["payment_terms"]
    assert found.value == "Zahlbar innerhalb 14 Tagen"


def test_a_day_after_a_word_that_leads_to_a_date_is_no_order_number() -> None:
    texts = ("Il", "faut", "pour", "le", "27/04", "BC", "619")
    words = [Word(t, Box(50 + 40 * n, 100, 85 + 40 * n, 110), 1.0, 10.0) for n, t in enumerate(texts)]
    printed = view([Page(1, 595, 842, tuple(words))], "fr", Gazetteer.build(MasterData(Company("Delorme SA"))))
    day, number = (Scored(words[n].text, 0.9, 0, words[n].box, words[n].text) for n in (4, 6))
    found = before_choice(printed, {"po_number": [day, number]})["po_number"]
    assert [one.value for one in found] == ["619"]


def test_how_long_an_offer_stands_is_no_term_of_payment() -> None:
    offer, days = scored("gültig 30 Tage"), scored("30 Tage netto", left=300, right=380)
    found = before_choice(document(), {"payment_terms": [offer, days]})["payment_terms"]
    assert [one.value for one in found] == ["30 Tage netto"]


@pytest.mark.parametrize(
    ("name", "printed", "read"),
    [("ship_to_postcode", "TX 77041.", "TX 77041"), ("buyer_vat_id", "DE089414359 ·", "DE089414359")],
)
def test_what_parts_or_ends_a_line_is_no_part_of_a_postcode_or_a_tax_id(name: str, printed: str, read: str) -> None:
    assert after_choice(document(), [], {name: Field(printed, 0.9, "text_layer")})[name].value == read


def labelled(label: str, printed: str, name: str, value: Value) -> list[Scored]:
    """What stays of a value right of a label, before the choice."""
    words = [
        *(
            Word(text, Box(50.0 + 40 * at, 100.0, 86.0 + 40 * at, 110.0), 1.0, 10.0)
            for at, text in enumerate(label.split())
        ),
        Word(printed, Box(300.0, 100.0, 350.0, 110.0), 1.0, 10.0),
    ]
    place = view([Page(1, 595.0, 842.0, tuple(words))], "en", document().gazetteer)
    one = Scored(value, 0.9, 0, Box(300.0, 100.0, 350.0, 110.0), printed)
    return before_choice(place, {name: [one]})[name]


def test_until_when_an_order_is_valid_is_not_when_its_goods_are_wanted() -> None:
    day = date(2027, 3, 31)
    assert not labelled("Valid Upto", "31/03/27", "requested_date", day)
    assert labelled("Deliver by", "31/03/27", "requested_date", day)


def test_the_sum_of_one_line_is_no_total() -> None:
    assert not labelled("Item Total", "815.76", "total_net", Decimal("815.76"))
    assert labelled("Total PO Amount", "815.76", "total_net", Decimal("815.76"))


def test_the_number_right_of_the_revision_is_the_pages() -> None:
    words = [
        Word("Revision", Box(300.0, 88.0, 336.0, 98.0), 1.0, 10.0),
        Word("Page", Box(340.0, 88.0, 362.0, 98.0), 1.0, 10.0),
        Word("0", Box(300.0, 100.0, 305.0, 110.0), 1.0, 10.0),
        Word("1", Box(335.0, 100.0, 340.0, 110.0), 1.0, 10.0),
    ]
    place = view([Page(1, 595.0, 842.0, tuple(words))], "en", document().gazetteer)
    found = [Scored(text, 0.9, 0, words[at].box, text) for at, text in ((2, "0"), (3, "1"))]
    assert [one.value for one in before_choice(place, {"revision": found})["revision"]] == ["0"]


def printed(text: str) -> DocumentView:
    """A page of one line."""
    words, x = [], 50.0
    for token in text.split():
        words.append(Word(token, Box(x, 100, x + 5.0 * len(token), 110), 1.0, 10.0))
        x += 5.0 * len(token) + 3
    return view([Page(1, 595, 842, tuple(words))], "en", Gazetteer.build(MasterData(Company("Delorme SA"))))


def place(shown: DocumentView, value: Value, text: str) -> Scored:
    words = [word for word in shown.pages[0].page.words if word.text in text.split()]
    box = words[0].box
    for word in words[1:]:
        box = box.union(word.box)
    return Scored(value, 0.9, 0, box, text)


@pytest.mark.parametrize(
    "text",
    ["as per quotation 27767 of 03/04/26", "selon devis AN-27 du 03/04/26", "gemäß Ihrem Angebot 4711 vom 03/04/26"],
)
def test_the_day_of_a_quotation_is_not_the_orders(text: str) -> None:
    shown = printed(text)
    assert before_choice(shown, {"order_date": [place(shown, date(2026, 4, 3), "03/04/26")]})["order_date"] == []


@pytest.mark.parametrize("text", ["Order 4711 of 03/04/26", "Date 03/04/26", "Bestellung Nr. 4711 vom 03/04/26"])
def test_the_day_of_the_order_stays(text: str) -> None:
    shown = printed(text)
    assert before_choice(shown, {"order_date": [place(shown, date(2026, 4, 3), "03/04/26")]})["order_date"]


def test_a_cell_of_a_number_and_its_kind_of_order_is_the_number() -> None:
    shown = printed("4512086 OP")
    part = replace(place(shown, "4512086", "4512086"), probability=0.99)
    found = before_choice(shown, {"po_number": [part, place(shown, "4512086 OP", "4512086 OP")]})["po_number"]
    assert [one.value for one in found] == ["4512086 OP"]


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("N KT-5518", "KT-5518"),
        ("N° 4711", "4711"),
        ("208846 DU", "208846"),
        ("4500 vom", "4500"),
        ("CF 26-33", "CF 26-33"),
        ("DU 33", "DU 33"),
        ("Nr", "Nr"),
    ],
)
def test_the_words_around_an_order_number_are_none_of_it(printed: str, number: str) -> None:
    assert without_leads(printed) == number
