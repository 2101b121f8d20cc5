from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pdfplumber
import pytest

from models.page import Box
from models.reading import OnPage
from orderbook import book
from orderbook.acknowledgement import render
from orderbook.differences import differences
from orderbook.words import LANGUAGES, words
from pipeline.changes import Change, apply, remove_line

MONDAY = date(2026, 3, 9)


@pytest.fixture
def acknowledge(facts):
    def make(matched, language="", today=MONDAY, read=None):
        booked = book(matched, number="A-26-0001", today=today, facts=facts)
        return render(booked, facts.customer, facts.company, differences(booked, matched, read), language)

    return make


def pdf_text(data: bytes) -> str:
    with pdfplumber.open(BytesIO(data)) as document:
        return "\n".join(page.extract_text() for page in document.pages)


def test_it_speaks_the_customers_language(acknowledge, order):
    sent = acknowledge(order)
    assert sent.subject == "Commande PO-4711 confirmée – notre numéro A-26-0001"
    assert "Nous confirmons votre commande sans changement." in sent.text
    assert "220,10\xa0€" in sent.text
    assert "20/03/2026" in sent.text
    assert sent.file_name == "A-26-0001.pdf"


def test_the_pdf_says_the_same(acknowledge, order):
    text = pdf_text(acknowledge(order, "de").pdf)
    for said in (
        "Auftragsbestätigung",
        "PO-4711 vom 09.03.2026",
        "NX-100",
        "220,10",
        "8 quai Sud",
        "Versand: 20.03.2026",
    ):
        assert said in text


def test_a_later_date_is_said_at_the_top(acknowledge, order):
    sent = acknowledge(order, "en", today=date(2026, 3, 25))
    sentence = "Position 1: you asked for 20 Mar 2026; we can dispatch on 27 Mar 2026."
    assert sent.text.index(sentence) < sent.text.index("NX-100")
    assert sentence in sent.html
    assert "without change" not in sent.text
    assert "you asked for 20 Mar 2026" in pdf_text(sent.pdf)


def test_another_item_and_a_missing_price_are_said(acknowledge, order, vary):
    changed = vary.line(order, 0, supplier_item_code="NX-099", unit_price=None)
    text = acknowledge(changed, "fr").text
    assert "Position 1 : vous avez commandé NX-099 ; nous livrons NX-100." in text
    assert "votre commande n’indique pas de prix ; notre prix est de 54,00\xa0€." in text


def typed(order, path, value):
    """The order after an agent typed another value."""
    return apply(order, Change(path, value))


def test_a_quantity_and_a_price_that_we_set_otherwise_are_said(acknowledge, order, vary):
    read = vary.line(order, 0, amount=Decimal("108.00"))  # 2 × 54.00: what the customer wrote is certain
    ours = typed(typed(read, "lines.0.quantity", "1"), "lines.0.unit_price", "60")
    text = acknowledge(ours, "en", read=read).text
    assert "Position 1: you ordered 2 carton; we confirm 1 carton." in text
    assert "Position 1: your order states a price of €54.00; we confirm €60.00." in text
    assert "without change" not in text
    assert "vous avez commandé 2 carton ; nous confirmons 1 carton" in acknowledge(ours, "fr", read=read).text


def test_a_corrected_misreading_is_no_difference(acknowledge, order, vary):
    misread = vary.line(order, 0, quantity=Decimal(7), amount=Decimal("108.00"))
    assert "without change" in acknowledge(typed(misread, "lines.0.quantity", "2"), "en", read=misread).text
    unproven = vary.line(order, 0, amount=None)
    assert "without change" in acknowledge(typed(unproven, "lines.0.quantity", "3"), "en", read=unproven).text


def test_a_value_that_the_agent_took_from_the_page_is_the_customers(acknowledge, order, vary):
    read = vary.line(order, 0, amount=Decimal("108.00"))
    place = OnPage(1, Box(0, 0, 10, 10), "3")
    taken = apply(read, Change("lines.0.quantity", "3", place))
    assert "without change" in acknowledge(taken, "en", read=read).text


def test_lines_that_an_agent_removed_do_not_shift_the_comparison(acknowledge, order, vary):
    read = vary.line(order, 1, unit_price=Decimal("1.18"), price_basis=None, discount_percent=None,
                     amount=Decimal("118.00"))  # fmt: skip
    ours = typed(remove_line(read, 0), "lines.0.quantity", "80")
    assert "Position 2: you ordered 100 m; we confirm 80 m." in acknowledge(ours, "en", read=read).text


def test_a_code_written_otherwise_is_no_difference(acknowledge, order, vary):
    assert "diffère" not in acknowledge(vary.line(order, 0, supplier_item_code="nx 100"), "fr").text


def test_hostile_text_is_escaped_in_html_and_pdf(acknowledge, order, vary):
    nasty = "<script>alert(1)</script><para>&\"'"
    sent = acknowledge(vary.header(vary.line(order, 0, description=nasty), notes=nasty, po_number=nasty), "en")
    assert "<script" not in sent.html
    assert "&lt;script&gt;" in sent.html
    assert "<script>alert(1)</script>" in pdf_text(sent.pdf)


def test_a_po_number_cannot_break_the_subject_line(acknowledge, order, vary):
    sent = acknowledge(vary.header(order, po_number="12\r\nBcc: all@example.com"), "en")
    assert "\n" not in sent.subject
    assert "\r" not in sent.subject


def test_braces_in_a_document_are_only_text(acknowledge, order, vary):
    assert "{0.__class__}" in acknowledge(vary.line(order, 0, supplier_item_code="{0.__class__}"), "en").text


def test_the_same_order_gives_the_same_bytes(acknowledge, order):
    assert acknowledge(order).pdf == acknowledge(order).pdf


@pytest.mark.parametrize("kind", ["order", "order_change", "cancellation"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_and_kind_renders(acknowledge, order, vary, language, kind):
    sent = acknowledge(vary.header(order, document_type=kind), language)
    assert "A-26-0001" in sent.subject
    assert len(pdf_text(sent.pdf)) > 200


def test_every_language_has_the_same_keys():
    english = set(words("en").texts)
    assert all(set(words(language).texts) == english for language in LANGUAGES)


def test_a_language_we_do_not_speak_is_answered_in_english(acknowledge, order):
    assert "confirmed" in acknowledge(order, "pl").subject


def test_a_long_order_repeats_the_heads_of_its_table(facts, order):
    many = replace(order, lines=order.lines * 40, order=replace(order.order, lines=order.order.lines * 40))
    booked = book(many, number="A-2", today=MONDAY, facts=facts)
    with pdfplumber.open(BytesIO(render(booked, facts.customer, facts.company, (), "en").pdf)) as document:
        assert len(document.pages) > 2
        assert all("Our code" in page.extract_text() for page in document.pages[:-1])


def test_a_small_unit_price_keeps_its_decimals(acknowledge, order, vary):
    cheap = vary.line(order, 1, unit_price=Decimal("0.0123"), price_basis=None, discount_percent=None)
    assert "€0.0123" in acknowledge(cheap, "en").text
