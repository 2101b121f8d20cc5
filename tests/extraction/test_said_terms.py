"""Terms that their own words make sure of: in sentences, under labels, over the ends of lines, not the next cell's."""

from __future__ import annotations

import pytest

from extraction.candidates_view import DocumentView, view
from extraction.gazetteer import Gazetteer
from extraction.header_choice import Scored
from extraction.said_terms import with_said_terms
from models.master import Company, MasterData
from models.page import Box, Page, Word

NOBODY = Gazetteer.build(MasterData(Company("Nobody Ltd")))


def document(*lines: str) -> DocumentView:
    """Lines under each other; two blanks part columns."""
    words = []
    for row, line in enumerate(lines):
        x = 50.0
        for cell in line.split("  "):
            for text in cell.split():
                words.append(Word(text, Box(x, 100.0 + 12 * row, x + 5.0 * len(text), 110.0 + 12 * row), 1.0, 10.0))
                x += 5.0 * len(text) + 3.0
            x += 60.0
    return view([Page(1, 595.0, 842.0, tuple(words))], "en", NOBODY)


def best(name: str, *lines: str, scored: tuple[Scored, ...] = ()) -> str:
    found = with_said_terms(document(*lines), name, scored)
    return str(max(found, key=lambda one: one.probability).value).rstrip(".") if found else ""


@pytest.mark.parametrize(
    ("line", "terms"),
    [
        ("Bills go to the treasurer; settlement 45 days from receipt of a correct invoice. Thank you", "45 days from"),
        ("We take payment to be 60 days net, as before.", "60 days net"),
        ("Pay 2% 15 days, net 45", "2% 15 days"),
        ("Die Zahlung erfolgt 21 Tage nach Rechnungserhalt ohne Abzug. Es gilt", "21 Tage nach"),
        ("Payment terms: N45", "N45"),
    ],
)
def test_terms_of_payment_are_read_where_payment_is_spoken_of(line: str, terms: str) -> None:
    assert best("payment_terms", line).startswith(terms)


def test_days_of_which_nothing_says_that_they_are_for_payment_are_no_terms() -> None:
    assert not best("payment_terms", "Offers are open for 30 days from date of receipt.")


def test_terms_go_on_over_the_end_of_a_line() -> None:
    lines = ("Payment Terms", "Net 45 from receipt of invoice or", "goods, whichever is earlier")
    cut = Scored("Net 45 from receipt of invoice or", 0.8, 0, Box(50.0, 112.0, 230.0, 122.0), "")
    assert (
        best("payment_terms", *lines, scored=(cut,)) == "Net 45 from receipt of invoice or goods, whichever is earlier"
    )


def test_terms_of_delivery_do_not_take_the_line_below() -> None:
    lines = ("Freight FOB DEST", "Receiver J. Ortega")
    box = Box(88.0, 100.0, 130.0, 110.0)
    shorter = Scored("FOB DEST", 0.90, 0, box, "")
    longer = Scored("FOB DEST Receiver J. Ortega", 0.92, 0, box.union(Box(50.0, 112.0, 140.0, 122.0)), "")
    assert best("delivery_terms", *lines, scored=(longer, shorter)) == "FOB DEST"


def test_what_names_terms_before_them_is_no_part_of_them() -> None:
    with_label = Scored("Pay 2% 15 days, net 45", 0.95, 0, Box(50.0, 100.0, 200.0, 110.0), "")
    assert best("payment_terms", "Pay 2% 15 days, net 45", scored=(with_label,)) == "2% 15 days, net 45"
    said = Scored("payment to be 60 days net", 0.9, 0, Box(85.0, 100.0, 230.0, 110.0), "")
    assert best("payment_terms", "We take payment to be 60 days net, as before.", scored=(said,)) == "60 days net"


def test_a_systems_key_before_terms_belongs_to_them() -> None:
    keyed = Scored("J184 - Net 45 days", 0.9, 0, Box(140.0, 100.0, 240.0, 110.0), "")
    assert best("payment_terms", "Payment terms: J184 - Net 45 days", scored=(keyed,)) == "J184 - Net 45 days"
