"""Terms beside their own label are whole: to the end of the cell, from where the label ends."""

import pytest

from extraction.candidates_view import DocumentView, view
from extraction.gazetteer import Gazetteer
from extraction.header_choice import Scored
from extraction.terms_whole import whole_terms
from models.master import Company, MasterData
from models.page import Box, Page, Word
from models.reading import Field, OnPage


def printed(*cells: str) -> DocumentView:
    """One line; wide gaps part the cells."""
    words, x = [], 40.0
    for cell in cells:
        for text in cell.split():
            words.append(Word(text, Box(x, 100.0, x + 4.5 * len(text), 109.0), 1.0, 9.0))
            x += 4.5 * len(text) + 2.5
        x += 60.0
    page = Page(1, 900.0, 842.0, tuple(words), source="text_layer")
    return view([page], "en", Gazetteer.build(MasterData(Company("Nobody Ltd"))))


def whole(found: str, *cells: str, name: str = "payment_terms") -> str:
    shown = printed(*cells)
    words, wanted = shown.pages[0].page.words, found.split()
    at = next(at for at in range(len(words)) if [w.text.rstrip(".") for w in words[at : at + len(wanted)]] == wanted)
    box = words[at].box.union(words[at + len(wanted) - 1].box)
    field = Field(found, 0.9, "text_layer", OnPage(1, box, found))
    return whole_terms(shown, name, Scored(found, 0.9, 0, box, found), field).value


@pytest.mark.parametrize(
    ("found", "cells", "terms"),
    [
        ("Within 20 days", ("Payment terms: Within 20 days of bill in duplicate",), "of bill in duplicate"),
        ("100% within 15 days", ("Payment terms", "100% within 15 days against GR slip"), "against GR slip"),
        ("30 Tage netto", ("Zahlungsbedingungen: 30 Tage netto ohne jeden Abzug. Es gilt deutsches Recht.",), "Abzug."),
        ("45 días", ("Forma de pago: 45 días de presentado el remito",), "presentado el remito"),
    ],
)
def test_labelled_terms_run_to_the_end_of_their_cell(found: str, cells: tuple[str, ...], terms: str) -> None:
    assert whole(found, *cells).startswith(found)
    assert whole(found, *cells).endswith(terms)


def test_labelled_terms_begin_where_the_label_ends() -> None:
    assert whole("Month + 15 days", "Payment terms: Running Month + 15 days") == "Running Month + 15 days"


@pytest.mark.parametrize(
    ("found", "cells"),
    [
        ("Net 30", ("Payment terms: Net 30 Ship via: rail",)),
        ("Net 30", ("Payment terms: Net 30. ring us first",)),
        ("Net 30", ("We are on Net 30 as ever",)),
        ("2% 10 days", ("Payment terms: Pay 2% 10 days",)),
    ],
)
def test_what_is_another_cells_or_sentences_is_left(found: str, cells: tuple[str, ...]) -> None:
    assert whole(found, *cells) == found
