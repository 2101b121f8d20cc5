"""What an agent put right on one document of a form is read right on the next one, whoever sends it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from extraction.candidates_language import language_of
from extraction.candidates_view import DocumentView, view
from extraction.forms_order import as_shown, of_form
from extraction.forms_shown import form_of
from extraction.gazetteer import Gazetteer
from models.knowledge import Form
from models.master import Company, MasterData
from models.page import Box, Page, Word
from models.reading import DocumentType, ExtractedOrder, Field, Kind, OnPage

AT = datetime(2026, 4, 1, tzinfo=UTC)
MINE, THEIRS = "D100", "D200"


def printed(number: str, asked: str, place: str, note: str, total: str, down: float = 0.0) -> DocumentView:
    """A form of our own making; below its table everything may stand lower."""
    runs = [
        ("PURCHASE REQUEST", 50, 40), ("Supplier", 50, 80), ("Document", 300, 80), (number, 400, 80),
        ("Needed", 300, 100), (asked, 400, 100), ("Pos", 50, 200), ("Goods", 100, 200), ("Count", 400, 200),
        ("Sum of goods", 300, 400 + down), (total, 480, 400 + down), (f"Unload at: {place}", 50, 440 + down),
        (f"Mind: {note}", 50, 470 + down), ("Printed by the buying office", 50, 780),
    ]  # fmt: skip
    words = list[Word]()
    for text, left, y in runs:
        x = float(left)
        for word in text.split():
            words.append(Word(word, Box(x, y, x + 5.0 * len(word), y + 10), 1.0, 10.0))
            x += 5.0 * len(word) + 3
    page = Page(1, 595.0, 842.0, tuple(words))
    return view([page], language_of([page]), Gazetteer.build(MasterData(Company("Delva NV"), (), (), ())))


FIRST = printed("K-7001", "12.05.2026", "Hall 4, Quay 9", "ring before you come.", "310,00")
NEXT = printed("K-9114", "02.06.2026", "Yard, Mole 2", "no lift here.", "99,50", down=60)


def at(document: DocumentView, text: str) -> OnPage:
    word = next(w for w in document.pages[0].page.words if w.text == text)
    return OnPage(1, word.box, text)


def read(document: DocumentView, number: str, confidence: float = 0.8) -> ExtractedOrder:
    """What was read of it: the number alone."""
    field = Field(number, confidence, "text_layer", at(document, number))
    return ExtractedOrder(Field(DocumentType.ORDER, 0.9, "text_layer"), Kind.PDF, po_number=field)


def confirmed(machine: ExtractedOrder) -> ExtractedOrder:
    return replace(
        machine,
        po_number=Field("K-7001", 1.0, "agent"),
        requested_date=Field(date(2026, 5, 12), 1.0, "agent"),
        ship_to_street=Field("Quay 9", 1.0, "agent"),
        ship_to_name=Field("Hall 4", 1.0, "agent"),
        total_net=Field(Decimal("310.00"), 1.0, "agent"),
        notes=Field("ring before you come.", 1.0, "agent"),
    )


def taught(customer: str = MINE, machine: ExtractedOrder | None = None) -> Form:
    seen = machine or read(FIRST, "K-7001")
    return replace(form_of(FIRST, seen, confirmed(seen), AT), customer_code=customer)


def reread(form: Form, order: ExtractedOrder, document: DocumentView = NEXT, customer: str = MINE) -> ExtractedOrder:
    return as_shown(order, of_form(document, [form], customer), customer)


def test_what_was_added_by_hand_once_is_read_from_the_next_one() -> None:
    order = reread(taught(), read(NEXT, "K-9114"))
    assert order.requested_date is not None
    assert order.requested_date.value == date(2026, 6, 2)
    assert order.total_net is not None
    assert order.total_net.value == Decimal("99.50")
    assert [f.value for f in (order.ship_to_name, order.ship_to_street, order.notes) if f] == [
        "Yard", "Mole 2", "no lift here.",
    ]  # fmt: skip


def test_a_value_where_the_form_showed_it_is_surer() -> None:
    order = reread(taught(), read(NEXT, "K-9114"))
    assert order.po_number is not None
    assert order.po_number.confidence > 0.9


def test_a_form_of_somebody_unknown_teaches_as_well() -> None:
    order = reread(taught(customer=""), read(NEXT, "K-9114"), customer="")
    assert order.requested_date is not None


def test_another_customers_form_never_overrules_what_is_read_surely() -> None:
    wrong = read(FIRST, "12.05.2026")  # the date was read as the number, and an agent put it right
    form = taught(machine=wrong)
    sure = read(NEXT, "02.06.2026", confidence=0.97)
    own, other = reread(form, sure), reread(form, sure, customer=THEIRS)
    assert own.po_number is not None
    assert own.po_number.value == "K-9114"
    assert other.po_number is sure.po_number


def test_another_layout_is_left_alone() -> None:
    words = [replace(w, text=f"x{w.text}") for w in NEXT.pages[0].page.words]
    page = Page(1, 595.0, 842.0, tuple(words))
    other = view([page], "en", NEXT.gazetteer)
    order = read(NEXT, "K-9114")
    assert of_form(other, [taught()], MINE) == []
    assert as_shown(order, [], MINE) is order


def test_what_was_taken_back_is_not_stated_again_in_the_same_place() -> None:
    machine = replace(read(FIRST, "K-7001"), revision=Field("PURCHASE", 0.7, "text_layer", at(FIRST, "PURCHASE")))
    form = taught(machine=machine)
    again = replace(read(NEXT, "K-9114"), revision=Field("PURCHASE", 0.7, "text_layer", at(NEXT, "PURCHASE")))
    assert reread(replace(form), again).revision is not None, "the agent left it"
    seen = form_of(FIRST, machine, replace(confirmed(machine), revision=None), AT)
    assert reread(replace(seen, customer_code=MINE), again).revision is None
