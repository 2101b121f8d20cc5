"""What an agent puts right in one document of a customer is read right in its next one, laid out alike."""

from __future__ import annotations

from dataclasses import replace

from extraction.candidates_language import language_of
from extraction.candidates_view import DocumentView, view
from extraction.gazetteer import Gazetteer
from extraction.habits import learnt_places, noticed, with_habits
from extraction.header_choice import Scored
from models.knowledge import Anchor
from models.master import Company, MasterData
from models.page import Box, Page, Word
from models.reading import DocumentType, ExtractedOrder, Field, Kind, OnPage

FLOOR = 0.004


def printed(*texts: tuple[str, float, float]) -> DocumentView:
    """A page with runs of words at (x, y)."""
    words = []
    for text, x, y in texts:
        for word in text.split():
            words.append(Word(word, Box(x, y, x + 5.0 * len(word), y + 10), 1.0, 10.0))
            x += 5.0 * len(word) + 3
    page = Page(1, 595.0, 842.0, tuple(words))
    gazetteer = Gazetteer.build(MasterData(Company("Delva NV"), (), (), ()))
    return view([page], language_of([page]), gazetteer)


def place(document: DocumentView, text: str, probability: float) -> Scored:
    words = document.pages[0].page.words
    first = next(w for w in words if w.text == text.split()[0])
    return Scored(
        text, probability, 0, Box(first.box.x0, first.box.top, first.box.x0 + 5 * len(text), first.box.bottom), text
    )


def paper(request: str, order: str, down: float = 0.0) -> tuple[DocumentView, dict[str, list[Scored]]]:
    """A document that calls its number "Document" and prints the number of a request more prominently."""
    document = printed(("Request", 50, 60), (request, 110, 60), ("Document", 50, 90 + down), (order, 110, 90 + down))
    return document, {"po_number": [place(document, request, 0.8), place(document, order, 0.01)]}


def read(number: str, document: DocumentView, confidence: float = 0.8) -> ExtractedOrder:
    where = next(w for w in document.pages[0].page.words if w.text == number)
    box = Box(where.box.x0, where.box.top, where.box.x1, where.box.bottom)
    field = Field(number, confidence, "text_layer", OnPage(1, box, number))
    return ExtractedOrder(Field(DocumentType.ORDER, 0.9, "text_layer"), Kind.PDF, po_number=field)


def corrected_once() -> tuple[Anchor, ...]:
    document, places = paper("REQ7137", "6733")
    machine = read("REQ7137", document)
    right = replace(machine, po_number=Field("6733", 1.0, "agent"))
    return learnt_places((), noticed(document, places, machine, right, ()))


def best(document: DocumentView, places: dict[str, list[Scored]], habits: tuple[Anchor, ...]) -> str:
    weighed = with_habits(document, places, habits, FLOOR)
    return str(max(weighed["po_number"], key=lambda one: one.probability).value)


def test_the_order_number_is_found_where_an_agent_found_it_before() -> None:
    next_one, places = paper("REQ9001", "7001")
    assert best(next_one, places, ()) == "REQ9001"
    assert best(next_one, places, corrected_once()) == "7001"


def test_the_label_is_followed_where_the_page_has_shifted() -> None:
    next_one, places = paper("REQ9001", "7001", down=120)
    assert best(next_one, places, corrected_once()) == "7001"


def test_a_confirmed_place_counts_more_each_time() -> None:
    once = corrected_once()
    document, places = paper("REQ9001", "7001")
    confirmed = read("7001", document)
    twice = learnt_places(once, noticed(document, places, confirmed, confirmed, once))
    sure = [
        max(one.probability for one in with_habits(document, places, habits, FLOOR)["po_number"])
        for habits in (once, twice)
    ]
    assert 0.5 < sure[0] < sure[1]


def test_what_an_agent_empties_is_not_read_there_again() -> None:
    document, places = paper("REQ7137", "6733")
    machine = read("REQ7137", document)
    emptied = noticed(document, places, machine, replace(machine, po_number=None), ())
    assert [one.count for one in emptied] == [-1]
    weighed = with_habits(*paper("REQ9001", "7001"), learnt_places((), emptied), FLOOR)
    assert max(one.probability for one in weighed["po_number"]) < 0.5


def test_what_was_read_surely_and_confirmed_teaches_no_place() -> None:
    document, places = paper("REQ7137", "6733")
    sure = read("6733", document, 0.99)
    assert noticed(document, places, sure, sure, ()) == ()
