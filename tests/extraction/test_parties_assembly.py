"""A delivery place is stated as printed: over two lines, with a unit beside the street, broken at a hyphen."""

from __future__ import annotations

import numpy as np
import pytest

from extraction.candidates_view import DocumentView, view
from extraction.gazetteer import Gazetteer
from extraction.parties_assembly import assemble, bare_name, parts_of_party, town_of
from extraction.parties_features import ROLE_CLASSES, GroupFacts
from extraction.parties_items import Group, Item
from extraction.parties_parts import PART_CLASSES
from models.master import Company, MasterData
from models.page import Box, Page, Word


def document_of(*lines: str) -> DocumentView:
    words = []
    for row, line in enumerate(lines):
        x = 50.0
        for token in line.split():
            words.append(Word(token, Box(x, 50 + 12 * row, x + 5 * len(token), 60 + 12 * row), 1.0, 10.0))
            x += 5 * len(token) + 3
    return view([Page(1, 595, 842, tuple(words))], "en", Gazetteer.build(MasterData(Company("Delorme SA"))))


def stated(document: DocumentView, *parts: tuple[int, int, int, str]) -> dict[str, str]:
    """What is stated of items (segment, first word, end, part)."""
    segments = document.pages[0].segments
    items = tuple(
        Item(" ".join(w.text for w in segments[at].words[first:last]), 0, at, first, last)
        for at, first, last, _ in parts
    )
    odds = np.zeros((len(parts), len(PART_CLASSES)), dtype=np.float32)
    for row, (_, _, _, part) in enumerate(parts):
        odds[row, PART_CLASSES.index(part)] = 0.9
    group = Group(0, items, ("", "", "", ""), 0, len({item.segment for item in items}) == 1)
    facts = GroupFacts(group, "", Box(0, 0, 1, 1), False, True, (), ())
    return {name: str(one.value) for name, one in assemble(document, facts, odds).items()}


def test_a_name_over_two_lines_is_one_name() -> None:
    document = document_of("Northfield Foods Inc -", "Receiving Dock", "12 Mill Road", "Leeds LS1 4AB")
    found = stated(document, (0, 0, 4, "name"), (1, 0, 2, "name"), (2, 0, 3, "street"), (3, 0, 3, "place"))
    assert found["ship_to_name"] == "Northfield Foods Inc - Receiving Dock"
    assert (found["ship_to_postcode"], found["ship_to_city"]) == ("LS1 4AB", "Leeds")


def test_a_comma_between_company_and_site_stays() -> None:
    document = document_of("Robledo S.A.,", "Almacén", "Calle Mayor, 10", "28013 Madrid")
    found = stated(document, (0, 0, 2, "name"), (1, 0, 1, "name"), (2, 0, 3, "street"), (3, 0, 2, "place"))
    assert found["ship_to_name"] == "Robledo S.A., Almacén"


def test_what_stands_beside_the_street_is_part_of_it() -> None:
    document = document_of("Ganges Tools Ltd", "Plot No. 41, Sector 9", "Pune - 411001")
    found = stated(
        document, (0, 0, 3, "name"), (1, 0, 3, "none"), (1, 3, 5, "street"), (2, 0, 3, "place")
    )  # fmt: skip
    assert found["ship_to_street"] == "Plot No. 41, Sector 9"


def test_a_door_on_a_line_of_its_own_is_no_street() -> None:
    document = document_of("Halden Ltd", "Door 7", "P.O. Box 12", "Leeds LS1 4AB")
    parts = ((0, 0, 2, "name"), (1, 0, 2, "other"), (2, 0, 3, "street"), (3, 0, 3, "place"))
    assert stated(document, *parts)["ship_to_street"] == "P.O. Box 12"


def test_a_town_broken_at_its_hyphen_is_whole_again() -> None:
    document = document_of("Rochat SA, Rue du Lac 5, La Chaux-de-", "Fonds - 2300")
    parts = ((0, 0, 2, "name"), (0, 2, 6, "street"), (0, 6, 8, "place"), (1, 0, 3, "place"))
    found = stated(document, *parts)
    assert (found["ship_to_postcode"], found["ship_to_city"]) == ("2300", "La Chaux-de-Fonds")
    assert found["ship_to_street"] == "Rue du Lac 5"


@pytest.mark.parametrize(
    ("printed", "town"),
    [
        ("Bielefeld auszuführen", "Bielefeld"),
        ("Châlons-sur-Saône avant midi", "Châlons-sur-Saône"),
        ("Neustadt an der Weinstraße", "Neustadt an der Weinstraße"),
        ("San Miguel de Allende", "San Miguel de Allende"),
        ("Aix en Provence", "Aix en Provence"),
        ("'s-Hertogenbosch", "'s-Hertogenbosch"),
    ],
)
def test_a_town_ends_where_its_sentence_goes_on(printed: str, town: str) -> None:
    assert town_of(printed) == town


def test_a_line_of_a_sure_address_is_rather_a_part_of_it_than_none() -> None:
    parts = np.zeros((1, len(PART_CLASSES)), dtype=np.float32)
    parts[0, PART_CLASSES.index("none")], parts[0, PART_CLASSES.index("street")] = 0.6, 0.4
    role = np.zeros(len(ROLE_CLASSES), dtype=np.float32)
    role[ROLE_CLASSES.index("ship_to")] = 1.0
    sure = parts_of_party(parts, role)
    assert PART_CLASSES[int(sure[0].argmax())] == "street"
    assert abs(float(sure.sum()) - 1.0) < 1e-5
    role[:] = 0.0
    role[ROLE_CLASSES.index("none")] = 1.0
    assert PART_CLASSES[int(parts_of_party(parts, role)[0].argmax())] == "none"


def test_a_code_and_words_that_lead_to_a_name_are_no_part_of_it() -> None:
    assert bare_name("893-13 – Bouwbedrijf Mulder") == "Bouwbedrijf Mulder"
    assert bare_name("al nostro deposito di Conti S.r.l.") == "Conti S.r.l."
    assert bare_name("van der Berg BV") == "van der Berg BV"


def test_a_street_whose_number_looks_like_a_postcode_is_a_street() -> None:
    document = document_of("Brook Heat Treat Annex", "3184 Mill Rd", "Mansfield, OH 44903")
    found = stated(
        document, (0, 0, 4, "street"), (1, 0, 3, "place"), (2, 0, 1, "place"), (2, 1, 3, "place")
    )  # fmt: skip
    assert (found["ship_to_name"], found["ship_to_street"]) == ("Brook Heat Treat Annex", "3184 Mill Rd")
    assert (found["ship_to_postcode"], found["ship_to_city"]) == ("OH 44903", "Mansfield")


def test_the_town_stands_before_its_pin() -> None:
    document = document_of("Pune Highway, Talegaon,", "Nashik - 422009")
    found = stated(document, (0, 0, 2, "street"), (0, 2, 3, "place"), (1, 0, 3, "place"))
    assert (found["ship_to_city"], found["ship_to_postcode"]) == ("Nashik", "422009")


def test_a_town_before_its_code_is_no_street() -> None:
    document = document_of("Libramiento Sur 20, Tepeaca,", "75200")
    found = stated(document, (0, 0, 3, "street"), (0, 3, 4, "street"), (1, 0, 1, "place"))
    assert (found["ship_to_street"], found["ship_to_city"]) == ("Libramiento Sur 20", "Tepeaca")
