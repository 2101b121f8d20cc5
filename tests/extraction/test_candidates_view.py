"""Lines fall into labels and values by colons, known wordings, dates and commas, whatever the layout."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from extraction import candidates
from extraction.candidates_view import DocumentView, view
from extraction.gazetteer import Gazetteer
from models.master import Company, MasterData
from models.page import Box, Page, Word

NOBODY = Gazetteer.build(MasterData(Company("Nobody Ltd")))


def page_of(*lines: str, size: float = 10.0) -> Page:
    """A page of text lines; two blanks make a wide gap."""
    words = []
    for row, line in enumerate(lines):
        x = 50.0
        for chunk in line.split("  "):
            for token in chunk.split():
                width = 0.5 * size * len(token)
                words.append(Word(token, Box(x, 50 + 14 * row, x + width, 60 + 14 * row), 1.0, size))
                x += width + 0.3 * size
            x += 60
    return Page(1, 595, 842, tuple(words))


def document_of(*lines: str, language: str = "en", anchor: date | None = None) -> DocumentView:
    return view([page_of(*lines)], language, NOBODY, anchor)


def pieces(document: DocumentView) -> list[str]:
    return [piece.text for piece in document.pages[0].pieces]


def test_labels_and_values_on_one_line_come_apart() -> None:
    document = document_of("Date 05/18/2026 Need by 05/28/2026 Terms Net 45")
    assert pieces(document)[:5] == ["Date", "05/18/2026", "Need by", "05/28/2026", "Terms"]


def test_an_address_on_one_line_falls_into_its_parts() -> None:
    document = document_of("Lieferanschrift: X GmbH, Am Hafen 1, 33605 Bielefeld", language="de")
    assert pieces(document) == ["Lieferanschrift:", "X GmbH,", "Am Hafen 1,", "33605 Bielefeld"]


def test_a_wide_gap_separates_label_and_value_and_they_stay_neighbours() -> None:
    document = document_of("Bestellnummer  4500012345", language="de")
    shown = document.pages[0]
    assert [segment.text for segment in shown.segments] == ["Bestellnummer", "4500012345"]
    assert shown.left == (-1, 0)


def test_what_stands_above_is_known_of_a_value_below_its_label() -> None:
    document = document_of("PO Number  Date", "PO-71541  03/10/2026")
    shown = document.pages[0]
    assert [shown.segments[index].text for index in shown.above[2:]] == ["PO Number", "Date"]


def test_typed_candidates_have_normal_values() -> None:
    document = document_of("Order 4500 of 2026-03-09", "Total EUR 1,167.34", "VAT DE 819 403 495", "buyer@acme.example")
    assert [one.value for one in candidates.dates(document)] == [date(2026, 3, 9)]
    assert Decimal("1167.34") in [one.value for one in candidates.amounts(document)]
    assert [one.value for one in candidates.vat_ids(document)] == ["DE 819 403 495"]
    assert [one.value for one in candidates.emails(document)] == ["buyer@acme.example"]
    assert [one.value for one in candidates.currencies(document)] == ["EUR"]
    assert "4500" in [one.value for one in candidates.codes(document)]


def test_a_number_glued_to_its_label_is_a_code_of_its_own() -> None:
    document = document_of("PO:113917 issued", "No #A-42/7")
    assert {"113917", "A-42/7"} <= {str(one.value) for one in candidates.codes(document)}


def test_a_week_is_a_date_only_against_an_anchor() -> None:
    assert candidates.dates(document_of("Lieferung KW 12", language="de")) == []
    found = candidates.dates(document_of("Lieferung KW 12", language="de", anchor=date(2026, 3, 1)))
    assert [(one.value, one.kind) for one in found] == [(date(2026, 3, 16), "week")]


def test_a_colon_after_a_blank_belongs_to_its_label() -> None:
    document = document_of("P.O. Date : 01-May-2026", "Lieu de réception : Quai 4")
    assert pieces(document) == ["P.O. Date :", "01-May-2026", "Lieu de réception :", "Quai 4"]


def test_an_order_number_written_with_blanks_is_one_code() -> None:
    document = document_of("Order 4084 - 26 of us", "Ordine ORF 26-0483 del cliente")
    assert {"4084 - 26", "ORF 26-0483"} <= {str(one.value) for one in candidates.codes(document)}


def test_a_legal_form_set_off_by_a_comma_stays_with_its_company() -> None:
    document = document_of("Brightwell Mills, Inc., 12 Mill Road, Denver, CO 80202")
    assert pieces(document) == ["Brightwell Mills, Inc.,", "12 Mill Road,", "Denver,", "CO 80202"]


def test_a_tax_number_of_another_continent_is_a_candidate() -> None:
    document = document_of("CNPJ: 12.345.678/0001-95", "RIF J-30123456-7", language="es")
    assert [str(one.value) for one in candidates.vat_ids(document)] == ["12.345.678/0001-95", "J-30123456-7"]


def test_terms_begin_after_the_verb_of_their_sentence() -> None:
    document = document_of("We understand that your terms are 30 days net. Kindly confirm.")
    assert "30 days net." in pieces(document)


def test_a_sentence_ends_after_a_british_postcode() -> None:
    document = document_of("Please bring them to 27 Tanner Row, Bristol BS2 0QQ. Mark every box with our job.")
    assert "Mark every box with our job." in pieces(document)


def test_a_date_in_three_boxes_is_read_by_their_headings() -> None:
    document = document_of("DÍA  MES  AÑO", "01  06  2026", language="es")
    (found,) = candidates.dates(document)
    assert (found.value, found.text) == (date(2026, 6, 1), "01 06 2026")


def test_three_numbers_without_such_headings_are_no_date() -> None:
    assert candidates.dates(document_of("CANT  BULTOS  LOTE", "01  06  2026", language="es")) == []
