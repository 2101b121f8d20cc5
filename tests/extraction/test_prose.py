"""Orders said in sentences, as letters and mails write them, become lines; what only looks like one does not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from extraction.candidates_view import view
from extraction.gazetteer import Gazetteer
from extraction.lines import LinesReading
from extraction.number_apart import with_number_apart
from extraction.prose_day import with_said_day
from extraction.prose_lines import with_prose
from models.master import Company, Item, MasterData
from models.page import Box, Page, Word
from models.reading import ExtractedLine, Field, OnPage

ITEMS = {
    "K181168": "Pizza box 36x36x4 brown",
    "74.030.024": "Pasta linguine 1 kg durum",
    "98.496.080": "HSS-G twist drill 4.6 mm DIN 338",
    "41.315.009": "Copper pipe EN 1057 18x1 5 m",
}
OURS = Gazetteer.build(
    MasterData(
        company=Company(name="Us"),
        items=tuple(Item(sku=sku, descriptions=(("en", text),)) for sku, text in ITEMS.items()),
    )
)


def letter(text: str, width: int = 96) -> Page:
    """A page of running text, every paragraph a line of `text`, broken at a width as letters are."""
    words: list[Word] = []
    down = 0
    for paragraph in text.strip().split("\n"):
        at = 0
        for said in paragraph.split():
            if at + len(said) > width:
                at, down = 0, down + 1
            box = Box(50 + 6 * at, 50 + 12 * down, 50 + 6 * (at + len(said)), 60 + 12 * down)
            words.append(Word(said, box, 1.0, 10))
            at += len(said) + 1
        down += 2
    return Page(1, 800, 1000, tuple(words))


def read(text: str, language: str = "en", before: tuple[ExtractedLine, ...] = ()) -> LinesReading:
    return with_prose(LinesReading(before), view([letter(text)], language, OURS))


def told(text: str, language: str = "en") -> list[tuple[str, str, str, str, str]]:
    """Of every line: quantity, unit, code, name, price."""
    return [
        (
            f"{line.quantity.value:f}" if line.quantity else "",
            line.unit.value if line.unit else "",
            line.supplier_item_code.value if line.supplier_item_code else "",
            line.description.value if line.description else "",
            f"{line.unit_price.value:f}" if line.unit_price else "",
        )
        for line in read(text, language).lines
    ]


def test_a_letter_says_its_items_one_sentence_after_the_other() -> None:
    text = (
        "Please book what we agreed on. We require 5 bx of your item K181168, Bonterra Pizza box 36x36x4 brown, at "
        "$35.70 per bx. Lastly, ship 12 pkg of your item 74.030.024, Bonterra Pasta linguine 1 kg durum, at $11.15 per "
        "pkg. All of it makes $312.30 without carriage.\nIt should be with us by June 23, 2026 at Lakeside Kitchens, "
        "4127 W Cedar Ave, Denver, CO 80219."
    )
    assert told(text) == [
        ("5", "bx", "K181168", "Bonterra Pizza box 36x36x4 brown", "35.70"),
        ("12", "pkg", "74.030.024", "Bonterra Pasta linguine 1 kg durum", "11.15"),
    ]
    assert read(text).amount_sum == Decimal("312.30")


def test_a_measure_in_a_name_is_no_quantity() -> None:
    said = told("Also send 20 ea of your item 98.496.080, HSS-G twist drill, 4.6 mm, DIN 338, at $3.44 per ea.")
    assert said == [("20", "ea", "98.496.080", "HSS-G twist drill, 4.6 mm, DIN 338", "3.44")]


def test_a_public_body_writes_price_and_amount_into_its_paragraphs() -> None:
    text = (
        "wir beauftragen Sie mit:\n2 Stck. Copper pipe EN 1057 18x1 5 m (Ihre Nummer 41.315.009) zum Preis von 70,62 € "
        "netto je Stck., somit 141,24 €\n24 Stck. Schürfleiste Gummi 1500 x 200 x 40 zum Preis von 148,70 € netto je "
        "Stck., somit 3.568,80 €"
    )
    assert told(text, "de") == [
        ("2", "Stck.", "41.315.009", "Copper pipe EN 1057 18x1 5 m", "70.62"),
        ("24", "Stck.", "", "Schürfleiste Gummi 1500 x 200 x 40", "148.70"),
    ]
    assert [line.amount.value for line in read(text, "de").lines if line.amount] == [
        Decimal("141.24"),
        Decimal("3568.80"),
    ]


def test_three_digits_behind_a_sign_are_thousands_of_what_is_counted() -> None:
    text = (
        "noch eine Bestellung, Nummer 0198B: 2 Karton Pizza box 36x36x4 brown (bei Ihnen K181168), dazu 1.200 Stück "
        "HSS-G twist drill 4.6 mm DIN 338 (bei Ihnen 98.496.080). Das brauchen wir bis Freitag."
    )
    assert [line[:3] for line in told(text, "de")] == [("2", "Karton", "K181168"), ("1200", "Stück", "98.496.080")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "fr",
            "Merci de nous envoyer 12 boîtes de Carton à pizza brun (votre réf. K181168) au prix de 35,70 € la boîte.",
        ),
        (
            "es",
            "Solicitamos nos surtan 12 cajas de Caja para pizza café, su clave K181168, a razón de $35.70 cada una.",
        ),
        ("it", "Anzitutto 12 SC dell'articolo K181168 (Scatola pizza, marrone) al prezzo di 35,70 euro."),
        ("nl", "Graag 12 dozen Pizzadoos bruin, uw nummer K181168, tegen een prijs van € 35,70 per doos."),
        (
            "en",
            "We place our order on you for 12 Nos. of Pizza box brown (your code K181168) @ Rs. 35.70 each.",
        ),
    ],
)
def test_every_language_says_it_its_own_way(language: str, text: str) -> None:
    ((quantity, _, code, name, price),) = told(text, language)
    assert (quantity, code, price) == ("12", "K181168", "35.70")
    assert len(name.split()) in (2, 3, 4)


def test_each_item_with_a_day_of_its_own() -> None:
    text = (
        "We need 3 boxes of Pizza box 36x36x4 brown (K181168) for 3 June 2026 and 5 boxes of Pizza box 36x36x4 brown "
        "(K181168) for 10 June 2026."
    )
    days = [line.requested_date.value.day for line in read(text).lines if line.requested_date]
    assert days == [3, 10]


@pytest.mark.parametrize(
    "text",
    [
        "Deliver to 4127 W Cedar Ave, Denver, CO 80219. Reception is open from 11 to 13.",
        "Instead of 21 boxes we need 10 boxes of Pizza box 36x36x4 brown, the rest of the order stands as it is.",
        "K181168 Pizza box 36x36x4 brown: 250 pieces\n75.080.016 Pasta linguine 1 kg durum: 10 packs",
    ],
)
def test_addresses_changes_and_lists_are_left_to_the_tagging(text: str) -> None:
    assert told(text) == []


def test_a_line_read_from_a_table_is_kept() -> None:
    place = OnPage(1, Box(50, 50, 80, 60), "5", cell="t1r2c1")
    line = ExtractedLine(quantity=Field(Decimal(5), 0.9, "text_layer", place))
    text = "Please send 5 boxes of Pizza box 36x36x4 brown (your number K181168) with the next van, thank you."
    assert read(text, before=(line,)).lines == (line,)


def test_a_spelt_number_and_a_figure_of_money_in_front_of_a_unit_are_no_quantities_of_their_own() -> None:
    text = (
        "With reference to your offer we order from you 24 Nos. M.S. Hex Bolt M12 x 50 Gr 8.8 @ Rs. 14.50 each, 10 Kg "
        "Woven sack liner @ Rs. 161.00 per Kg and 1 (one) pair Cotton gloves 60 gm @ Rs. 18.75 per pair, totalling Rs. "
        "1,976.75 plus tax."
    )
    assert [(line[0], line[3], line[4]) for line in told(text)] == [
        ("24", "M.S. Hex Bolt M12 x 50 Gr 8.8", "14.50"),
        ("10", "Woven sack liner", "161.00"),
        ("1", "Cotton gloves 60 gm", "18.75"),
    ]
    assert read(text).amount_sum == Decimal("1976.75")
    assert all(line.amount is None for line in read(text).lines)


def test_a_quantity_said_right_behind_the_number_of_the_order_is_no_part_of_it() -> None:
    text = letter("Unsere Bestellung, Nummer 5280C: 3 Karton Pizza box 36x36x4 brown (bei Ihnen K181168).")
    lines = with_prose(LinesReading(), view([text], "de", OURS)).lines
    words = [word.box for word in text.words if word.text in ("5280C:", "3")]
    number = Field("5280C 3", 0.7, "text_layer", OnPage(1, words[0].union(words[1]), "5280C: 3"))
    assert with_number_apart({"po_number": number}, lines)["po_number"].value == "5280C"
    assert with_number_apart({"po_number": number}, ())["po_number"].value == "5280C 3"


def test_the_day_is_read_over_the_end_of_a_row() -> None:
    text = (
        "We should be glad if you would supply the following goods, so that they reach us here no later than 17 April "
        "2026: 3 boxes of Pizza box 36x36x4 brown (your number K181168). Our stores close on 24 April 2026."
    )
    page = letter(text, text.index("2026:"))
    document = view([page], "en", OURS)
    assert any(word.text == "2026:" and word.box.x0 == 50 for word in page.words)
    lines = with_prose(LinesReading(), document)
    assert with_said_day({}, lines, [page], document)["requested_date"].value == date(2026, 4, 17)
    assert with_said_day({}, LinesReading(), [page], document) == {}


def test_a_quantity_may_be_said_behind_the_name() -> None:
    text = (
        "Item K181168, Pizza box 36x36x4 brown: 5 bx at $35.70 per bx. Item 74.030.024, Pasta linguine 1 kg durum: 12 "
        "pkg at $11.15 per pkg."
    )
    assert told(text) == [
        ("5", "bx", "K181168", "Pizza box 36x36x4 brown", "35.70"),
        ("12", "pkg", "74.030.024", "Pasta linguine 1 kg durum", "11.15"),
    ]
    text = "In our order please raise K181168 Pizza box 36x36x4 brown from 16 to 20 boxes."
    assert told(text) == []


def test_a_letter_that_says_what_the_purchase_comprises() -> None:
    text = (
        "Confirmamos la compra que identificamos como OP-4417 y que comprende 1 bolsa de alambre liso de 25 kg, "
        "a razón de USD 39,25 por bolsa, 2 unidad de cinta C-31 reforzada, a razón de USD 17,60 por unidad y 12 "
        "unidad de chapa galvanizada, a razón de USD 28,40 por unidad."
    )
    said = [
        (line.quantity.value, line.description.value)
        for line in read(text, "es").lines
        if line.description and line.quantity
    ]
    assert said == [(1, "alambre liso de 25 kg"), (2, "cinta C-31 reforzada"), (12, "chapa galvanizada")]


def test_a_list_whose_quantities_stand_below_the_names() -> None:
    first = "1) K181168 Pizza box 36x36x4 brown\nn. 1.200 a € 0,0311\n"
    text = first + "2) 41.315.009 Copper pipe EN 1057 18x1 5 m\nn. 12 a € 5,27"
    assert told(text, "it") == [
        ("1200", "n.", "K181168", "Pizza box 36x36x4 brown", "0.0311"),
        ("12", "n.", "41.315.009", "Copper pipe EN 1057 18x1 5 m", "5.27"),
    ]
    assert told(text.replace("2) 41", "5) 41"), "it") == []
