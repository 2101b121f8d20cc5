"""Who buys, where the words around a name say so: no vendor, and the public body or cooperative over the order."""

from __future__ import annotations

import pytest

from extraction.candidates_view import DocumentView, view
from extraction.gazetteer import Gazetteer
from extraction.header_choice import Scored
from extraction.said_buyers import is_body, with_said_buyers
from models.master import Company, MasterData
from models.page import Box, Page, Word

NOBODY = Gazetteer.build(MasterData(Company("Nobody Ltd")))
PLACE = Box(50.0, 200.0, 150.0, 210.0)


def document(*lines: str) -> DocumentView:
    words = []
    for row, line in enumerate(lines):
        x = 50.0
        for text in line.split():
            words.append(Word(text, Box(x, 60.0 + 16 * row, x + 5.0 * len(text), 70.0 + 16 * row), 1.0, 10.0))
            x += 5.0 * len(text) + 3.0
    return view([Page(1, 595.0, 842.0, tuple(words))], "en", NOBODY)


def best(label: str, scored: Scored, *lines: str) -> str:
    found = with_said_buyers(document(*lines), [scored], {id(scored): label})
    return str(max(found, key=lambda one: one.probability).value)


@pytest.mark.parametrize(
    ("label", "letterhead"),
    [
        ("vendor 1234", "Township of Green Hollow"),
        ("proveedor", "Municipalidad Distrital de Pampa Alta"),
        ("leverancier", "Gemeente Westerveen"),
    ],
)
def test_the_body_over_the_order_buys_not_the_vendor_it_is_addressed_to(label: str, letterhead: str) -> None:
    vendor = Scored("Office Goods Inc.", 0.8, 0, PLACE, "Office Goods Inc.")
    assert best(label, vendor, letterhead, "Purchase order", "Vendor 1234") == letterhead


def test_a_letter_names_who_writes_it() -> None:
    place = Scored("Planta de Acopio", 0.01, 0, PLACE, "Planta de Acopio")
    letter = "Por la presente Cooperativa Agraria El Ombú, RUT 21 000000 0013, confirma a ustedes la"
    assert best("", place, "Sres.", "Nobody Ltd", letter) == "Cooperativa Agraria El Ombú"


def test_a_likely_buyer_stays() -> None:
    buyer = Scored("Brook Mills Ltd", 0.9, 0, PLACE, "Brook Mills Ltd")
    assert best("buyer", buyer, "Township of Green Hollow") == "Brook Mills Ltd"


@pytest.mark.parametrize(
    "text", ["City", "Stadt", "Hospital", "Stadt: Bielefeld", "Hospital bed 3 parts", "Gemeente en"]
)
def test_what_is_no_whole_name_is_no_body(text: str) -> None:
    assert not is_body(text)
