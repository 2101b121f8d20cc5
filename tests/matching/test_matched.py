"""A whole order through the door: parallel lines, stock quantities, and a confidence that sinks with every doubt."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from matching import MasterIndex, hand_set_models, identify, match
from models.knowledge import Knowledge
from models.master import Company, MasterData
from models.match import MatchedOrder
from models.reading import ExtractedOrder
from tests.matching.small_trade import index, line, order, stated

MODELS = hand_set_models()


def through(one: ExtractedOrder, inside: MasterIndex | None = None) -> MatchedOrder:
    held = inside or index()
    return match(one, identify(one, held, MODELS), held, Knowledge(), MODELS)


def an_order() -> ExtractedOrder:
    return order(
        line(
            "Hex bolt DIN 933 M8x40 zinc plated 8.8",
            5,
            unit="box",
            unit_price=Decimal("10.00"),
            amount=Decimal("50.00"),
        ),
        line("Coffee machine descaler tablets", 2, unit="pcs"),
        buyer_name="Orvabrick SARL",
        buyer_vat_id="FR44640428489",
        po_number="4500012345",
        ship_to_street="12 rue Ampère",
        ship_to_postcode="59000",
    )


def test_lines_stand_beside_the_lines_they_belong_to() -> None:
    found = through(an_order())
    assert [x.line for x in found.lines] == list(found.order.lines)
    assert [x.item.best for x in found.lines] == ["11.853.001", None]


def test_boxes_become_pieces_of_stock() -> None:
    quantity = through(an_order()).lines[0].stock_quantity
    assert quantity is not None
    assert (str(quantity.value), quantity.source) == ("500", "master_data")


def test_a_line_without_an_item_or_a_quantity_has_no_stock_quantity() -> None:
    one = order(replace(line("Hex bolt DIN 933 M8x40 zinc plated 8.8"), quantity=None), line("Zollgebühren"))
    assert [x.stock_quantity for x in through(one).lines] == [None, None]


def test_doubt_about_one_value_lowers_the_confidence_of_the_order() -> None:
    one = an_order()
    doubtful = replace(one, po_number=stated("4500012345", 0.5))
    assert through(doubtful).confidence < through(one).confidence


def test_an_empty_master_data_matches_nothing_and_breaks_nothing() -> None:
    found = through(an_order(), MasterIndex.build(MasterData(Company("Us"))))
    assert (found.customer.best, found.ship_to.best, [x.item.best for x in found.lines]) == (None, None, [None, None])


def test_an_order_without_lines_passes_through() -> None:
    assert through(order(buyer_name="Orvabrick SARL")).lines == ()
