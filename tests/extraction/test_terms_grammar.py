"""Terms are found where they begin and end: in a sentence, in a footer, over the end of a line, in six languages."""

from __future__ import annotations

import pytest

from extraction.terms_grammar import runs


def found(kind: str, text: str) -> list[str]:
    words = text.split()
    return [" ".join(words[run.first : run.last]).rstrip(".,") for run in runs(kind, words)]


@pytest.mark.parametrize(
    "marked",
    [
        "Invoices to Accounts; settlement [45 days from date of correct invoice]. Thank you",
        "We take payment to be [60 days net], as before.",
        "Die Zahlung erfolgt [21 Tage nach Rechnungserhalt ohne Abzug]. Es gilt das Gesetz",
        "[15 días hábiles posteriores a la recepción]",
        "[Net 45 from receipt of invoice or goods, whichever is earlier]",
        "[Bonifico 60 gg. d.f.f.m].",
        "[Betaling binnen 14 dagen na ontvangst factuur].",
        "[Paiement à 45 jours par virement]",
        "[N60]",
        "Quote the order number on invoice and delivery note",
        "12 pcs of 30 mm",
    ],
)
def test_terms_of_payment_end_where_their_words_end(marked: str) -> None:
    terms = marked[marked.index("[") + 1 : marked.index("]")] if "[" in marked else ""
    assert found("payment", marked.replace("[", "").replace("]", "")) == ([terms] if terms else [])


def test_terms_end_with_their_line_where_the_next_begins_as_a_label_does() -> None:
    words = ["Within", "45", "days", "of", "receipt", "of", "material", "Delivery", "Date"]
    assert [run.last for run in runs("payment", words, [7, 9])] == [7]
    words = ["Net", "45", "from", "receipt", "of", "invoice", "or", "Goods"]
    assert [run.last for run in runs("payment", words, [7, 8])] == [8]


def test_terms_of_delivery_do_not_take_the_next_cell() -> None:
    assert found("delivery", "FOB DEST Receiving Clerk M. Ortega") == ["FOB DEST"]
    assert found("delivery", "FOB Destination, Freight Prepaid and Allowed") == [
        "FOB Destination, Freight Prepaid and Allowed"
    ]
