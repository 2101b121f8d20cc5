"""The real trade on a small catalogue, with hand-set matching: match, rematch, check, book and learn hang together."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from learning.brain import Brain
from matching import hand_set_models
from models.errors import NotBookable
from models.knowledge import Knowledge
from models.master import Address, Company, CrossReference, Customer, Item, MasterData
from models.match import MatchResult
from models.reading import ExtractedLine, ExtractedOrder, Field, Kind, PartReading, Reading
from pipeline.changes import Change, apply
from pipeline.desk import Desk
from pipeline.following import Judgement
from pipeline.machine import Circumstances, Lesson
from pipeline.steps import judge, sure_to_book
from rules import Autopilot, ExistingOrder

DAY = date(2026, 3, 9)
NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)


def item(sku: str, text: str, **more: object) -> Item:
    return Item(sku, (("en", text),), list_price=Decimal("1.50"), currency="EUR", **more)  # type: ignore[arg-type]


MASTER = MasterData(
    company=Company("Fasteners NV", vat_id="BE0602026144", emails=("orders@us.example",)),
    customers=(
        Customer("C1", "Alpha Industries SA", vat_id="FR83404833048", email_domain="alpha.example", currency="EUR"),
        Customer("C2", "Beta Werke GmbH", vat_id="DE811907980", email_domain="beta.example", currency="EUR"),
    ),
    addresses=(
        Address("C1-1", "C1", "bill_to", "Alpha Industries SA", "12 rue X", "75001", "Paris", "FR"),
        Address("C1-2", "C1", "ship_to", "Alpha Industries SA", "7 quai Y", "69002", "Lyon", "FR"),
    ),
    items=(
        item("13.874.021", "Hex bolt DIN 933 M8x40 stainless A2", packs=(("BOX", Decimal(100)),)),
        item("11.138.092", "Hex bolt DIN 933 M8x50 stainless A2", packs=(("BOX", Decimal(200)),)),
        item("20.500.001", "Washer DIN 125 M8 zinc plated"),
    ),
    cross_references=(CrossReference("C1", "ALP-77", "20.500.001"),),
)


def said(value: object) -> Field:  # type: ignore[type-arg]
    return Field(value, 0.99, "text_layer")


def line(**values: object) -> ExtractedLine:
    return ExtractedLine(**{name: said(value) for name, value in values.items()})


def order(*lines: ExtractedLine) -> ExtractedOrder:
    return ExtractedOrder(
        said("order"),
        Kind.PDF,
        language="en",
        po_number=said("4500012345"),
        order_date=said(DAY),
        currency=said("EUR"),
        buyer_name=said("Alpha Industries SA"),
        buyer_vat_id=said("FR83404833048"),
        buyer_email=said("ann@alpha.example"),
        ship_to_street=said("7 quai Y"),
        ship_to_postcode=said("69002"),
        ship_to_city=said("Lyon"),
        lines=lines,
    )


BOLTS = line(
    supplier_item_code="13.874.021",
    description="Hex bolt DIN 933 M8x40 stainless A2",
    quantity=Decimal(3),
    unit="BOX",
    unit_price=Decimal(150),
)
ODD = line(buyer_item_code="Z-9000", description="special part for Lyon", quantity=Decimal(2), unit="BOX")


def learnt(result: MatchResult) -> str | None:
    """The candidate that was proposed because it was learnt."""
    found = (c.target for c in result.candidates if any(r.name == "learnt_code" for r in c.reasons))
    return next(found, None)


@pytest.fixture(scope="module")
def desk() -> Desk:
    # Extraction is not asked here; its models are trained files.
    return Desk.build(MASTER, Brain(extraction=None, matching=hand_set_models()))  # type: ignore[arg-type]


def test_an_order_is_matched_checked_and_booked(desk: Desk) -> None:
    matched = desk.match(order(BOLTS))
    assert (matched.customer.best, matched.ship_to.best) == ("C1", "C1-2")
    assert matched.lines[0].item.best == "13.874.021"
    booked = desk.book(matched, "1", DAY)
    assert (booked.customer_code, booked.po_number, booked.lines[0].stock_quantity) == ("C1", "4500012345", 300)
    assert booked.ship_to_address[1] == "7 quai Y"


def test_the_same_order_in_the_book_blocks_it(desk: Desk) -> None:
    known = Circumstances(DAY, (ExistingOrder("C1", "4500 012 345", reference="1"),), Autopilot())
    judged = desk.check(desk.match(order(BOLTS)), known)
    assert "duplicate_order" in [issue.code for issue in judged.issues]
    assert not judged.touchless
    assert "duplicate_order" in judged.reasons


def test_an_order_in_a_mail_with_an_unreadable_attachment_is_never_touchless(desk: Desk) -> None:
    matched, circumstances = desk.match(order(BOLTS)), Circumstances(DAY)
    text = PartReading("body", Kind.EMAIL)
    whole = judge(desk, matched, Reading((text,)), circumstances)
    broken = judge(
        desk, matched, Reading((text, PartReading("order.pdf", Kind.EMAIL, refusal="damaged"))), circumstances
    )
    assert [issue.code for issue in broken.issues][len(whole.issues) :] == ["part_unreadable"]
    assert not broken.touchless
    assert "part_unreadable" in broken.reasons


def test_what_booking_would_refuse_goes_to_an_agent(desk: Desk) -> None:
    sure = Judgement((), touchless=True)
    assert sure_to_book(desk, desk.match(order(BOLTS)), sure, DAY).touchless
    nobody = replace(desk.match(order(BOLTS)), customer=MatchResult(None, 0.0))
    assert not sure_to_book(desk, nobody, sure, DAY).touchless


def test_a_chosen_item_stays_and_gets_its_stock_quantity(desk: Desk) -> None:
    matched = desk.match(order(BOLTS, ODD))
    changed = desk.rematch(apply(matched, Change("lines.1.item", "11.138.092")))
    assert changed.lines[1].item.best == "11.138.092"
    stock = changed.lines[1].stock_quantity
    assert stock is not None
    assert stock.value == 400
    again = desk.rematch(apply(changed, Change("lines.1.quantity", "3")))
    assert again.lines[1].item.best == "11.138.092"
    assert again.lines[1].stock_quantity is not None
    assert again.lines[1].stock_quantity.value == 600
    own = desk.rematch(apply(again, Change("lines.1.stock_quantity", "7")))
    assert own.lines[1].stock_quantity is not None
    assert (own.lines[1].stock_quantity.value, own.lines[1].stock_quantity.source) == (7, "agent")


def test_a_choice_helps_the_other_lines_of_the_same_order_at_once(desk: Desk) -> None:
    matched = desk.match(order(ODD, ODD))
    changed = desk.rematch(apply(matched, Change("lines.0.item", "11.138.092")))
    assert learnt(changed.lines[1].item) == "11.138.092"
    assert learnt(matched.lines[1].item) is None
    assert desk.knowledge_of("C1") == Knowledge("C1")


def test_a_chosen_customer_stays_when_the_name_is_changed(desk: Desk) -> None:
    matched = apply(desk.match(order(BOLTS)), Change("customer", "C2"))
    changed = desk.rematch(apply(matched, Change("buyer_name", "Alpha Industries")))
    assert changed.customer.best == "C2"
    nobody = desk.rematch(apply(matched, Change("customer", "")))
    assert nobody.customer.best is None


def test_what_is_approved_is_known_for_the_next_order(desk: Desk) -> None:
    machine = desk.match(order(ODD))
    confirmed = desk.rematch(apply(machine, Change("lines.0.item", "11.138.092")))
    known = desk.learn(Lesson(machine, confirmed, None, NOON), Knowledge("C1"), ())
    assert known.knowledge.confirmed_orders == 1
    wiser = replace(desk, knowledge_of=lambda code: known.knowledge, clues=known.clues)
    assert learnt(wiser.match(order(ODD)).lines[0].item) == "11.138.092"


def test_what_cannot_be_booked_names_the_place(desk: Desk) -> None:
    with pytest.raises(NotBookable) as told:
        desk.book(apply(desk.match(order(BOLTS)), Change("customer", "")), "1", DAY)
    assert told.value.params["where"] == "customer"
    with pytest.raises(NotBookable) as told:
        desk.book(apply(desk.match(order(BOLTS)), Change("lines.0.item", "")), "1", DAY)
    assert told.value.params["where"] == "lines.0.item"
