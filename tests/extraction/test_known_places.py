"""A delivery place that the master data knows is divided as it knows it, and ours is never one."""

from __future__ import annotations

from typing import Any

from extraction.gazetteer import Gazetteer
from extraction.known_places import known_places, with_known_place
from models.master import Address, Company, Customer, MasterData
from models.page import Box, Page, Word
from models.reading import Field, OnPage

OURS = Address("own", "", "head_office", "Nordhaus GmbH", "Kaiweg 3", "20457", "Hamburg", "DE")
SEAT = Address("C1-01", "C1", "bill_to", "Ferrer & Hijos S.L.", "Calle Mayor, 12", "28013", "Madrid", "ES")
DEPOT = Address(
    "C1-02", "C1", "ship_to", "Ferrer & Hijos S.L. - Almacén", "Calle de la Luz, 7", "29004", "Málaga", "ES"
)
GAZETTEER = Gazetteer.build(
    MasterData(
        Company("Nordhaus GmbH", addresses=(OURS,)),
        customers=(Customer("C1", "Ferrer & Hijos S.L."),),
        addresses=(SEAT, DEPOT),
    )
)


def page(*lines: str) -> Page:
    words = []
    for row, line in enumerate(lines):
        x = 50.0
        for text in line.split():
            words.append(Word(text, Box(x, 100 + 14 * row, x + 6 * len(text), 110 + 14 * row), size_pt=10))
            x += 6 * len(text) + 4
    return Page(1, 595, 842, tuple(words))


def read(text: str, on: Page) -> Field[Any]:
    """A value that reading took from the words of `text`."""
    wanted = text.split()
    for start in range(len(on.words)):
        if [w.text for w in on.words[start : start + len(wanted)]] == wanted:
            box = on.words[start].box.union(on.words[start + len(wanted) - 1].box)
            return Field(text, 0.6, "text_layer", OnPage(1, box, text))
    raise AssertionError(text)


def test_an_address_in_one_line_is_divided_as_the_master_data_knows_it() -> None:
    on = page("Deliver to: Ferrer & Hijos S.L. - Almacén, Calle de la Luz, 7, 29004 Málaga.")
    wrong = {"ship_to_street": read("7,", on), "ship_to_city": read("Málaga.", on)}
    fields = with_known_place(wrong, [on], GAZETTEER)
    assert fields["ship_to_name"].value == "Ferrer & Hijos S.L. - Almacén"
    assert fields["ship_to_street"].value == "Calle de la Luz, 7"
    assert fields["ship_to_postcode"].value == "29004"
    assert fields["ship_to_city"].value == "Málaga"
    assert fields["ship_to_street"].evidence is not None


def test_our_own_address_is_never_the_place_of_delivery() -> None:
    on = page("Nordhaus GmbH", "Kaiweg 3", "20457 Hamburg")
    ours = {"ship_to_street": read("Kaiweg 3", on), "ship_to_postcode": read("20457", on)}
    assert with_known_place(ours, [on], GAZETTEER) == {}


def test_a_letterhead_gives_way_to_the_depot_that_is_printed_too() -> None:
    on = page(
        "Ferrer & Hijos S.L.", "Calle Mayor, 12", "28013 Madrid", "", "entregar en Calle de la Luz, 7, 29004 Málaga"
    )
    fields = with_known_place({"ship_to_street": read("Calle Mayor, 12", on)}, [on], GAZETTEER)
    assert fields["ship_to_street"].value == "Calle de la Luz, 7"
    assert fields["ship_to_city"].value == "Málaga"


def test_a_letterhead_alone_states_no_place_of_delivery() -> None:
    on = page("Ferrer & Hijos S.L.", "Calle Mayor, 12", "28013 Madrid")
    assert [p.address.code for p in known_places([on], GAZETTEER)] == ["C1-01"]
    assert with_known_place({}, [on], GAZETTEER) == {}


def test_a_place_that_nobody_knows_stays_as_it_was_read() -> None:
    on = page("Ferrer & Hijos S.L.", "Calle Mayor, 12", "28013 Madrid", "Lieferort", "Werkstraße 9", "70174 Stuttgart")
    strange = {"ship_to_street": read("Werkstraße 9", on), "ship_to_postcode": read("70174", on)}
    assert with_known_place(strange, [on], GAZETTEER) == strange


def test_a_name_over_two_lines_of_its_column_is_found() -> None:
    on = page("Vendor: Nordhaus GmbH", "Kaiweg 3")
    column = page("Ferrer & Hijos S.L. -", "Almacén", "Calle de la Luz, 7", "29004 Málaga")
    beside = tuple(
        Word(w.text, Box(w.box.x0 + 250, w.box.top, w.box.x1 + 250, w.box.bottom), size_pt=10) for w in column.words
    )
    whole = Page(1, 595, 842, (*on.words, *beside))
    found = known_places([whole], GAZETTEER)
    assert [printed.name.text for printed in found if printed.name] == ["Ferrer & Hijos S.L. - Almacén"]


def test_a_town_broken_at_its_hyphen_is_found_whole() -> None:
    site = Address("C2-02", "C2", "ship_to", "Rochat SA", "Rue du Lac 5", "2300", "La Chaux-de-Fonds", "CH")
    master = MasterData(Company("Nordhaus GmbH"), customers=(Customer("C2", "Rochat SA"),), addresses=(site,))
    on = page("Consignee: Rochat SA, Rue du Lac 5, La Chaux-de-", "Fonds - 2300")
    (found,) = known_places([on], Gazetteer.build(master))
    assert found.city is not None
    assert found.city.text == "La Chaux-de-Fonds"
