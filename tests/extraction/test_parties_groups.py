"""Addresses are found as groups of lines or parts of lines, with the heading that says whose they are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from extraction.candidates_slots import TextTable
from extraction.candidates_view import view
from extraction.gazetteer import Gazetteer
from extraction.parties import group_facts, says_same
from extraction.parties_features import GroupFacts
from extraction.parties_items import has_postcode
from extraction.scoring_text import CLASS_INDEX, TEXT_CLASSES, Floats, label_key, label_phrases
from models.master import Address, Company, Customer, MasterData
from models.page import Box, Page, Word

COMPANY = Company("Delorme SA", vat_id="FR12345678901")
SITE = Address("C1-02", "C1", "ship_to", "Huber GmbH - Lager", "Am Hafen 1", "33605", "Bielefeld", "DE")
GAZETTEER = Gazetteer.build(MasterData(COMPANY, (Customer("C1", "Huber GmbH"),), (SITE,)))


class Lexicon:
    """A judge that knows the lexicon and nothing else."""

    def probabilities(self, texts: Sequence[str]) -> Floats:
        result = np.zeros((len(texts), len(TEXT_CLASSES)), dtype=np.float32)
        for row, text in enumerate(texts):
            names = label_phrases().get(label_key(text), ())
            for name in names:
                result[row, CLASS_INDEX[name]] = 1 / len(names)
            if not names:
                street = text.startswith(("Calle", "rue"))
                result[row, CLASS_INDEX["c_street" if street else "c_company"]] = 1
        return result


def page_of(*lines: tuple[float, str]) -> Page:
    words = []
    for row, (left, line) in enumerate(lines):
        x = left
        for token in line.split():
            words.append(Word(token, Box(x, 50 + 12 * row, x + 5 * len(token), 60 + 12 * row), 1.0, 10.0))
            x += 5 * len(token) + 3
    return Page(1, 595, 842, tuple(words))


def found(*lines: tuple[float, str]) -> list[GroupFacts]:
    return group_facts(view([page_of(*lines)], "de", GAZETTEER), TextTable(Lexicon()))


def items(one: GroupFacts) -> list[str]:
    return [item.text for item in one.group.items]


def test_a_block_under_its_heading_is_a_group() -> None:
    (one,) = found((50, "Lieferanschrift:"), (50, "Huber GmbH - Lager"), (50, "Am Hafen 1"), (50, "33605 Bielefeld"))
    assert one.group.headings[0] == "Lieferanschrift:"
    assert items(one)[-2:] == ["Am Hafen 1", "33605 Bielefeld"]
    assert [address.code for address in one.known] == ["C1-02"]


def test_an_address_on_one_line_is_a_group_of_parts() -> None:
    (one,) = found((50, "Lieferanschrift: X GmbH, Am Hafen 1, 33605 Bielefeld"))
    assert items(one) == ["X GmbH,", "Am Hafen 1,", "33605 Bielefeld"]
    assert one.group.inline


def test_a_house_number_after_a_comma_stays_with_its_street() -> None:
    (one,) = found((50, "Entregar en: Obra Lerida, Calle Olmo, 117, 50012 Zaragoza"))
    assert items(one) == ["Obra Lerida,", "Calle Olmo, 117,", "50012 Zaragoza"]


def test_a_house_number_before_a_comma_stays_with_its_street_too() -> None:
    (one,) = found((50, "Livrer à : Ateliers Corvel SAS, 91 ter, rue des Tanneurs, 35000 Rennes"))
    assert items(one) == ["Ateliers Corvel SAS,", "91 ter, rue des Tanneurs,", "35000 Rennes"]


def test_one_word_before_a_list_of_parts_is_its_heading() -> None:
    (one,) = found((50, "Deliver Costello Ltd, 17 Mallow Road, Cardiff CF24 5PJ"))
    assert one.group.headings[0] == "Deliver"


def test_a_label_in_the_middle_of_a_sentence_opens_the_address() -> None:
    (one,) = found((50, "Please supply and deliver to Costello Ltd, 17 Mallow Road, Cardiff CF24 5PJ"))
    assert one.group.headings[0] == "deliver to"
    assert items(one)[0] == "Costello Ltd,"


def test_lines_hanging_under_the_value_belong_to_the_first() -> None:
    name_at = 50 + 5 * len("Lieferanschrift:") + 3
    (one,) = found((50, "Lieferanschrift: Huber GmbH"), (name_at, "Am Hafen 1"), (name_at, "33605 Bielefeld"))
    assert items(one) == ["Huber GmbH", "Am Hafen 1", "33605 Bielefeld"]


def test_our_own_block_is_marked_as_ours() -> None:
    (one,) = found((50, "Delorme SA"), (50, "12 rue des Forges"), (50, "69003 Lyon"))
    assert one.us


def test_lines_without_place_or_known_party_are_no_group() -> None:
    assert found((50, "Wir danken für Ihr Angebot")) == []


def test_postcodes_of_many_countries_are_seen() -> None:
    for text in (
        "33605 Bielefeld",
        "Cardiff CF24 5PJ",
        "W91 HK70 Naas",
        "Atlanta, GA 30336",
        "Pune - 411 019",
        "6827 BT Arnhem",
    ):
        assert has_postcode(text)
    assert not has_postcode("Rechnung 12")


def test_same_as_above_is_understood_in_words_only() -> None:
    assert says_same(view([page_of((50, "Livrer à : Idem"))], "fr", GAZETTEER))
    assert not says_same(view([page_of((50, "Livrer à : Huber GmbH"))], "fr", GAZETTEER))


def test_an_address_in_the_columns_of_a_table_is_a_group() -> None:
    headings = ((50, "Lieferadresse"), (200, "Straße"), (300, "PLZ"), (400, "Ort"))
    values = ((50, "Huber GmbH"), (200, "Am Hafen 1"), (300, "33605"), (400, "Bielefeld"))
    words = []
    for row, cells in enumerate((headings, values)):
        for left, text in cells:
            x = float(left)
            for token in text.split():
                words.append(Word(token, Box(x, 50 + 14 * row, x + 5 * len(token), 60 + 14 * row), 1.0, 10.0))
                x += 5 * len(token) + 3
    seen = group_facts(view([Page(1, 595, 842, tuple(words))], "de", GAZETTEER), TextTable(Lexicon()))
    assert ["Huber GmbH", "Am Hafen 1", "33605", "Bielefeld"] in [items(one) for one in seen]


def test_a_delivery_place_without_a_postcode_is_a_group() -> None:
    (place,) = found((50, "Lugar de entrega:"), (50, "Bodega Norte"), (50, "Calle 45 # 12-30"), (50, "Cali"))
    assert not place.address
    assert [item.text for item in place.group.items] == ["Bodega Norte", "Calle 45 # 12-30", "Cali"]


def test_lines_without_a_postcode_or_a_heading_are_no_group() -> None:
    assert found((50, "Bodega Norte"), (50, "Calle 45 # 12-30"), (50, "Cali")) == []


def cells(*rows: tuple[str, str]) -> list[GroupFacts]:
    """A form of labelled rows: labels in one column, values in another."""
    words = []
    for row, (label, value) in enumerate(rows):
        for left, text in ((50.0, label), (210.0, value)):
            x = left
            for token in text.split():
                words.append(Word(token, Box(x, 50 + 14 * row, x + 5 * len(token), 60 + 14 * row), 1.0, 10.0))
                x += 5 * len(token) + 3
    return group_facts(view([Page(1, 595, 842, tuple(words))], "de", GAZETTEER), TextTable(Lexicon()))


def test_in_a_form_of_rows_the_row_of_the_delivery_place_begins_a_place_of_its_own() -> None:
    seen = cells(
        ("Besteller", "Huber GmbH"), ("Bestellnummer", "4711"), ("Warenempfänger", "Werk Nord"),
        ("Straße", "Am Hafen 1"), ("PLZ", "33605"), ("Ort", "Bielefeld"), ("Lieferant", "Delorme SA"),
    )  # fmt: skip
    assert ["Werk Nord", "Am Hafen 1", "33605", "Bielefeld"] in [items(one) for one in seen]


def test_a_numbered_label_names_the_place_beside_it() -> None:
    seen = cells(("1. Supplier", "Costello Ltd"), ("2. Place of delivery", "Plant 2, Dock Road, Cardiff CF24 5PJ"))
    (place,) = [one for one in seen if "Plant 2," in items(one)]
    assert place.group.headings[1] == "Place of delivery"


def test_a_label_beside_the_middle_of_an_address_does_not_cut_it() -> None:
    seen = cells(
        ("Besteller", "Huber GmbH"), ("Bestellnummer", "4711"), ("", "Werk Nord"), ("", "Am Hafen 1"),
        ("Warenempfänger", "33605 Bielefeld"),
    )  # fmt: skip
    assert any({"Am Hafen 1", "33605 Bielefeld"} <= set(items(one)) for one in seen)


def test_the_boxes_of_a_form_with_a_caption_each_are_one_address() -> None:
    one = found_in_columns(
        (50, "6. SHIP TO: a. NAME"), (50, "Motor Pool and Stores, Bldg 7"),
        (50, "b. STREET ADDRESS"), (50, "318 Old Mill Road"),
        (50, "c. CITY"), (50, "Lewistown"),
        (50, "d. ZIP CODE"), (50, "MT 59457"),
    )  # fmt: skip
    assert items(one) == ["Motor Pool and Stores, Bldg 7", "318 Old Mill Road", "Lewistown", "MT 59457"]
    assert [item.label for item in one.group.items] == ["NAME", "STREET ADDRESS", "CITY", "ZIP CODE"]
    assert one.group.headings[0] == "SHIP TO:"


def found_in_columns(*lines: tuple[float, str]) -> GroupFacts:
    """The group of the boxes among the groups found."""
    return next(one for one in found(*lines) if one.group.inline and len(one.group.items) > 2)


def test_a_house_number_that_the_lines_end_cuts_off_is_no_postcode() -> None:
    one = next(
        one for one in found((50, "Lieferanschrift: Zentrallager, Calle Bolívar"), (50, "1140, Lima"))
        if one.group.headings[0] == "Lieferanschrift:"
    )  # fmt: skip
    assert items(one) == ["Zentrallager,", "Calle Bolívar", "1140,", "Lima"]
    assert not one.address


def test_hours_between_the_label_and_the_address_are_no_part_of_it() -> None:
    (one,) = found((50, "Deliver goods between 8.00 and 15.00 to: Huber GmbH, Am Hafen 1, 33605 Bielefeld"))
    assert one.group.headings[0] == "Deliver goods"
    assert items(one) == ["Huber GmbH,", "Am Hafen 1,", "33605 Bielefeld"]


def test_the_sentence_after_an_address_is_no_part_of_it() -> None:
    one = found((50, "Lieferanschrift: Huber GmbH, Am Hafen 1, 33605 Bielefeld. Bitte nicht stapeln"))[0]
    assert items(one) == ["Huber GmbH,", "Am Hafen 1,", "33605 Bielefeld."]


def test_a_postcodes_label_at_the_end_of_a_line_belongs_to_the_next() -> None:
    one = found((50, "Lieferanschrift: Huber GmbH, Am Hafen 1, Tepeaca, C.P."), (50, "75200"))[0]
    assert items(one) == ["Huber GmbH,", "Am Hafen 1,", "Tepeaca,", "75200"]
    assert one.group.items[-1].label == "C.P."


def test_lines_indented_under_a_label_go_on_with_the_address() -> None:
    (one,) = found((50, "Lieferanschrift: Huber GmbH"), (62, "Am Hafen 1"), (62, "33605 Bielefeld"))
    assert items(one) == ["Huber GmbH", "Am Hafen 1", "33605 Bielefeld"]
    assert one.group.headings[0] == "Lieferanschrift:"


def test_the_words_of_a_sentence_that_lead_to_a_place_are_no_part_of_its_name() -> None:
    one = found((50, "The goods should be sent to Huber GmbH, Am Hafen 1, 33605 Bielefeld"))[0]
    assert items(one) == ["Huber GmbH,", "Am Hafen 1,", "33605 Bielefeld"]
    assert one.group.headings[0] == "The goods should be sent to"


def test_what_stands_before_the_day_in_a_sentence_leads_to_the_place() -> None:
    one = next(
        one for one in found((50, "Bitte bis zum 30. Juni 2026 Huber GmbH, Am Hafen 1, 33605 Bielefeld")) if one.address
    )
    assert items(one) == ["Huber GmbH,", "Am Hafen 1,", "33605 Bielefeld"]


def test_a_sentence_that_lists_an_address_without_a_postcode_ends_it_too() -> None:
    one = found((50, "Lieferanschrift: Huber GmbH, Am Hafen 1, Colonia Aurora."), (50, "Intendente Municipal"))[0]
    assert items(one) == ["Huber GmbH,", "Am Hafen 1,", "Colonia Aurora."]
