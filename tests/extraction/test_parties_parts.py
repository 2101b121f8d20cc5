"""A line of an address gives up its postcode, city, state and country in the writing of many countries."""

from __future__ import annotations

import pytest

from extraction.parties_parts import PlaceParts, parse_place, read_country, strip_preposition


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("33605 Bielefeld", PlaceParts("33605", "Bielefeld")),
        ("D-33605 Bielefeld", PlaceParts("33605", "Bielefeld", "DE")),
        ("FR - 69003 Lyon", PlaceParts("69003", "Lyon", "FR")),
        ("6827 BT Arnhem", PlaceParts("6827 BT", "Arnhem")),
        ("Cardiff CF24 5PJ", PlaceParts("CF24 5PJ", "Cardiff")),
        ("Charlotte, NC 28273", PlaceParts("NC 28273", "Charlotte")),
        ("Romulus, MI 48174 USA", PlaceParts("MI 48174", "Romulus", "", "US")),
        ("20100 Milano (MI)", PlaceParts("20100", "Milano (MI)")),
        ("W91 HK70 Naas", PlaceParts("W91 HK70", "Naas")),
        ("Pune - 411 019", PlaceParts("411 019", "Pune")),
        ("75001 Paris, France", PlaceParts("75001", "Paris", "", "FR")),
        ("C.P. 06600 Ciudad de México", PlaceParts("06600", "Ciudad de México")),
        ("L-1234 Luxembourg", PlaceParts("1234", "Luxembourg", "LU")),
        ("Cardiff", PlaceParts("", "Cardiff")),
        ("(S2438) Rafaela", PlaceParts("S2438", "Rafaela")),
        ("C1005AAB Buenos Aires", PlaceParts("C1005AAB", "Buenos Aires")),
        ("Toronto, ON M5V 2T6", PlaceParts("M5V 2T6", "Toronto")),
        ("Truganina VIC 3029", PlaceParts("3029", "Truganina")),
    ],
)
def test_a_place_is_read_in_the_writing_of_its_country(line: str, parts: PlaceParts) -> None:
    assert parse_place(line) == parts


def test_a_country_is_read_in_six_languages_and_nothing_else_is_one() -> None:
    assert [read_country(text) for text in ("Allemagne", "Deutschland", "ALEMANIA", "USA", "Lyon")] == [
        "DE",
        "DE",
        "DE",
        "US",
        None,
    ]


def test_a_sentence_leads_into_a_name_by_a_preposition() -> None:
    assert strip_preposition("an Gasthof Tannwirt AG") == "Gasthof Tannwirt AG"
    assert strip_preposition("Andreas Huber KG") == "Andreas Huber KG"


def test_a_state_beside_the_postcode_is_no_town() -> None:
    assert parse_place("Zac. C.P. 98500") == PlaceParts("98500")
    assert parse_place("Morbi Gujarat 363641") == PlaceParts("363641", "Morbi")
    assert parse_place("Ontario K7L 3N6") == PlaceParts("K7L 3N6")


def test_terms_of_delivery_lead_into_a_place_and_are_no_part_of_its_name() -> None:
    assert strip_preposition("frei Verwendungsstelle Bauhof Süd") == "Bauhof Süd"
    assert strip_preposition("an Gasthof Tannwirt") == "Gasthof Tannwirt"
    assert strip_preposition("Franco Rossi S.p.A.") == "Franco Rossi S.p.A."
