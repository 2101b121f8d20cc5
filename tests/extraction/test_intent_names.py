"""What a paper calls itself is told from labels, other documents' numbers and boxes for a revision."""

from __future__ import annotations

from extraction.intent_names import document_names
from models.page import Box, Page, Word


def page(*lines: tuple[str, float]) -> Page:
    """A page of lines, each with its size of print; words an em apart."""
    words: list[Word] = []
    top = 20.0
    for text, size in lines:
        x = 50.0
        for word in text.split():
            words.append(Word(word, Box(x, top, x + 0.5 * size * len(word), top + size), 1.0, size))
            x += 0.5 * size * len(word) + 0.3 * size
        top += 1.3 * size
    return Page(1, 595, 842, tuple(words))


BODY = [(f"{number}0 widget {number} pcs", 9.0) for number in range(1, 9)]


def test_a_large_title_goes_before_a_quotation_named_beside_it() -> None:
    names = document_names([page(("Acme Ltd", 9), ("PURCHASE ORDER", 16), ("Quotation No. Q-4711", 9), *BODY)])
    assert {"large order", "alone order", "numbered quotation", "own order"} <= set(names)


def test_an_enquiry_on_the_form_of_an_order_is_an_enquiry() -> None:
    form = page(("Request for Quotation", 14), ("THIS IS NOT AN ORDER", 9), ("PO Date 3/4/2026", 9), *BODY)
    names = document_names([form])
    assert "own quote_request" in names
    assert any(name.endswith("disclaims") for name in names)


def test_a_box_for_the_revision_makes_no_order_a_change() -> None:
    names = document_names([page(("Bestellung 4500012345", 14), ("Änderungsstand 2", 9), *BODY)])
    assert "own order" in names
    assert not any("order_change" in name for name in names)


def test_a_title_in_two_lines_is_one_name() -> None:
    assert "own order_change" in document_names([page(("ÄNDERUNG ZUR", 14), ("BESTELLUNG", 14), ("Seite 1", 9), *BODY)])
    assert "own quote_request" in document_names([page(("Demande de", 14), ("devis", 14), ("Page 1", 9), *BODY)])


def test_behind_a_cover_sheet_the_next_page_names_the_document() -> None:
    cover = page(("FAX", 20), ("Please find attached.", 10))
    assert "own cancellation" in document_names([cover, page(("Annulation de commande", 14), *BODY)])
    assert document_names([cover]) == ("own none",)
    assert document_names([]) == ("own none",)


def test_the_end_of_a_sentence_in_the_next_line_is_no_title() -> None:
    sentence = ("Acheteur : Anne Prat, paiement : virement à réception de", 9)
    names = document_names([page(("Commande avec planning n° AC/3168", 12), sentence, ("facture", 9), *BODY)])
    assert "own order" in names
    assert not any("invoice" in name for name in names)


def test_the_number_of_an_enquiry_that_an_order_refers_to_names_no_paper() -> None:
    names = document_names([page(("SUPPLY ORDER", 9), ("Enquiry Ref.: R-7145 dt. 22.05.2026", 9), *BODY)])
    assert "own order" in names
    assert not any("quote_request" in name for name in names)
    assert "own order" in document_names([page(("PURCHASE ORDER", 9), ("Enquiry No. 7145", 9), *BODY)])
    assert "own quote_request" in document_names([page(("ENQUIRY", 9), ("Enquiry No. 7145", 9), *BODY)])
