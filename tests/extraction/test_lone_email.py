"""Where no address for mail was made out as the buyer's, the only one on the paper that is not ours is."""

from __future__ import annotations

import pytest

from extraction.candidates_view import view
from extraction.gazetteer import Gazetteer
from extraction.lone_email import with_lone_email
from models.master import Company, MasterData
from models.page import Box, Page, Word
from models.reading import Field

OURSELVES = Company("Delorme SA", emails=("orders@delorme.example",))


def document(text: str):
    words = tuple(Word(t, Box(60.0 * i, 10, 60.0 * i + 55, 20), 1.0, 10.0) for i, t in enumerate(text.split()))
    return view([Page(1, 595, 842, words)], "en", Gazetteer.build(MasterData(OURSELVES)))


@pytest.mark.parametrize(
    ("text", "email"),
    [
        ("E-Mail: einkauf@lindner.example", "einkauf@lindner.example"),
        ("To: orders@delorme.example Contact: po@acme.example", "po@acme.example"),
        ("po@acme.example and again po@acme.example", "po@acme.example"),
        ("po@acme.example invoices: ap@acme.example", None),
        ("To: orders@delorme.example", None),
        ("Please supply all items", None),
    ],
)
def test_the_only_address_that_is_not_ours_is_the_buyer_s(text: str, email: str | None) -> None:
    found = with_lone_email({}, document(text)).get("buyer_email")
    assert (found.value if found else None) == email


@pytest.mark.parametrize("first", ["purchasing@hill-", "purchasing@"])
def test_an_address_that_its_narrow_cell_breaks_is_made_whole(first: str) -> None:
    halves = (Word(first, Box(300, 10, 400, 20), 1.0, 10.0), Word("works.example", Box(300, 21, 380, 31), 1.0, 10.0))
    pages = [Page(1, 595, 842, (Word("E-Mail:", Box(250, 10, 290, 20), 1.0, 10.0), *halves))]
    found = with_lone_email({}, view(pages, "en", Gazetteer.build(MasterData(OURSELVES))))
    assert found["buyer_email"].value == first + "works.example"


def test_an_address_that_was_read_stays() -> None:
    read = {"buyer_email": Field("dana@acme.example", 0.9, "text_layer")}
    assert with_lone_email(read, document("po@acme.example")) == read
