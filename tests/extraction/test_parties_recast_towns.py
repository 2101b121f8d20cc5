"""An address is divided as its country writes it: quarters go with the street, regions stand behind the town."""

from __future__ import annotations

import numpy as np
import pytest

from extraction.localities import is_quarter, is_region, place_text, without_region
from extraction.parties_items import Item
from extraction.parties_parts import PART_CLASSES
from extraction.parties_recast import recast
from extraction.said_buyers import is_department


def parts(*items: tuple[int, str, str]) -> list[str]:
    """What becomes of items (line, text, likeliest part)."""
    odds = np.full((len(items), len(PART_CLASSES)), 0.02, dtype=np.float32)
    for row, (_, _, part) in enumerate(items):
        odds[row, PART_CLASSES.index(part)] = 0.9
    made, at = [], 0
    for number, (line, text, _) in enumerate(items):
        at = 0 if number and items[number - 1][0] != line else at
        count = len(text.split())
        made.append(Item(text, 0, line, at, at + count))
        at += count
    return [PART_CLASSES[kind] for kind in recast(made, odds).argmax(axis=1)]


def test_a_park_goes_with_the_street_and_the_town_stands_behind_the_code() -> None:
    lines = ((0, "Planta Sur", "name"), (1, "Av. Cobalto 310,", "street"), (1, "Parque Los Olivos", "place"))
    found = parts(*lines, (2, "C.P. 36270,", "place"), (2, "Irapuato", "other"))
    assert found == ["name", "street", "street", "place", "place"]


def test_the_town_stands_before_the_region() -> None:
    lines = ((0, "Bodega", "name"), (1, "Carrera 8 # 21-40", "street"), (2, "Palmira,", "street"))
    assert parts(*lines, (2, "Valle del Cauca", "none"))[2:] == ["place", "none"]


def test_a_first_line_that_nothing_else_names_is_the_name() -> None:
    lines = ((0, "Supplies and Issues Section", "none"), (1, "Hill Campus, Block D", "street"))
    assert parts(*lines, (2, "Kottayam", "place"), (2, "686001", "place"))[:2] == ["name", "street"]


def test_a_caption_over_a_name_is_none_of_it() -> None:
    lines = ((0, "JOB SITE", "none"), (1, "Cedar Hall", "name"), (2, "12 Barrow Ln", "street"))
    assert parts(*lines, (3, "Dayton, OH 45404", "place"))[0] == "none"


@pytest.mark.parametrize(
    ("printed", "town"),
    [("Mallow, Co. Cork", "Mallow"), ("Quillay - Lima", "Quillay"), ("Como (CO)", "Como (CO)"), ("Lima", "Lima")],
)
def test_a_region_is_no_part_of_the_town(printed: str, town: str) -> None:
    assert without_region(printed) == town


def test_a_sentence_that_goes_on_is_no_part_of_the_place() -> None:
    assert place_text("MN 56027 between 8 am and 4 pm.") == "MN 56027"
    assert place_text("(2322) Sunchales") == "2322 Sunchales"
    assert is_quarter("Severn Trading Estate")
    assert is_region("Gto.")


@pytest.mark.parametrize(
    "name", ["Direction des moyens généraux", "Einkaufsabteilung", "Ufficio Acquisti", "Stores Section"]
)  # fmt: skip
def test_a_department_is_no_buyer(name: str) -> None:
    assert is_department(name)
    assert not is_department("Purchase Tools Division Ltd")
