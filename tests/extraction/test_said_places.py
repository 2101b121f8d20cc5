"""A place of delivery that a label or a sentence makes sure of is taken, however little the scorer makes of it."""

from __future__ import annotations

import pytest

from extraction.candidates_view import DocumentView, view
from extraction.gazetteer import Gazetteer
from extraction.header_choice import Scored
from extraction.said_places import with_said_places
from models.master import Company, MasterData
from models.page import Box, Page, Word

NOBODY = Gazetteer.build(MasterData(Company("Nobody Ltd")))


def document(*lines: str) -> DocumentView:
    """Lines under each other; two blanks part columns, a dash stands for nothing."""
    words = []
    for row, line in enumerate(lines):
        for column, cell in enumerate(line.split("  ")):
            x = 50.0 + 150.0 * column
            for text in cell.split() if cell != "-" else ():
                words.append(Word(text, Box(x, 60.0 + 12 * row, x + 5.0 * len(text), 70.0 + 12 * row), 1.0, 10.0))
                x += 5.0 * len(text) + 3.0
    return view([Page(1, 595.0, 842.0, tuple(words))], "en", NOBODY)


def place(*lines: str, scored: tuple[Scored, ...] = ()) -> tuple[str, ...]:
    found = with_said_places(document(*lines), {"ship_to_street": scored})
    return tuple(str(one.value) for name in found for one in found[name])


def test_the_box_beside_ship_to_is_the_place() -> None:
    lines = ("Ship To:  Green Hollow Elementary Annex", "-  1480 Juniper", "-  Haskell TX 79521")
    assert place(*lines) == ("Green Hollow Elementary Annex", "1480 Juniper", "TX 79521", "Haskell")


@pytest.mark.parametrize(
    ("line", "read"),
    [
        (
            "Die Ware ist an die folgende Stelle zu liefern: Bauhof Nord, Im Tal 4, 73481 Wangenheim. Bitte anrufen.",
            ("Bauhof Nord", "Im Tal 4", "73481", "Wangenheim"),
        ),
        (
            "Lugar de entrega: Bodega Central, Ruta 7 km 4, Puerto Aysén",
            ("Bodega Central", "Ruta 7 km 4", "Puerto Aysén"),
        ),
    ],
)
def test_a_sentence_that_says_where_to_deliver_names_the_place(line: str, read: tuple[str, ...]) -> None:
    assert place(line) == read


@pytest.mark.parametrize(
    "line",
    ["Delivery date: Monday, 4 May, noon", "Please deliver by: Friday, 12.05.2026", "Ship via: Truck, dock 4, North"],
)
def test_days_and_ways_of_delivery_are_no_place(line: str) -> None:
    assert not place(line)


def test_a_likely_street_stays() -> None:
    likely = Scored("12 Mill Road", 0.9, 0, Box(50.0, 200.0, 150.0, 210.0), "12 Mill Road")
    lines = ("Ship To:  Green Hollow Elementary Annex", "-  1480 Juniper", "-  Haskell TX 79521")
    assert place(*lines, scored=(likely,)) == ("12 Mill Road",)
