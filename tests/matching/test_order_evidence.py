"""What an order tells of itself: gaps in its numbering, agreed prices, lines read twice, numbers left over."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from matching import hand_set_models, identify, match
from matching.order_evidence import EVIDENCE, evidence
from models.knowledge import Knowledge
from models.reading import ExtractedLine, ExtractedOrder
from tests.matching.small_trade import DAY, index, line, order, stated

MODELS = hand_set_models()
BOLT = "Hex bolt DIN 933 M8x40 zinc plated 8.8"


def told(one: ExtractedOrder) -> dict[str, float]:
    held = index()
    found = match(one, identify(one, held, MODELS), held, Knowledge(), MODELS)
    return dict(zip(EVIDENCE, evidence(found, held), strict=True))


def of_orvabrick(*lines: ExtractedLine) -> ExtractedOrder:
    return order(*lines, buyer_name="Orvabrick SARL", buyer_vat_id="FR44640428489", po_number="4500012345")


def numbered(*numbers: str) -> dict[str, float]:
    return told(of_orvabrick(*(line(BOLT, 7 + i, line_no=n) for i, n in enumerate(numbers))))


def test_a_line_number_left_out_is_a_gap() -> None:
    assert numbered("10", "20", "30")["number_gaps"] == 0
    assert numbered("10", "20", "40")["number_gaps"] == 1
    assert numbered("20", "30", "40")["number_gaps"] == 1


def test_one_number_alone_and_words_for_numbers_say_nothing() -> None:
    assert numbered("7")["number_gaps"] == 0
    assert numbered("a", "b")["numbered"] == 0


def test_the_agreed_price_is_known_and_another_is_off() -> None:
    agreed = told(of_orvabrick(line(BOLT, 5, unit="box", unit_price=Decimal("10.00"))))
    assert (agreed["price_known"], agreed["price_off"]) == (1.0, 0.0)
    other = told(of_orvabrick(line(BOLT, 5, unit="box", unit_price=Decimal("17.00"))))
    assert other["price_known"] == 0 < other["price_off"]


def test_a_price_in_another_currency_is_neither_known_nor_off() -> None:
    priced = of_orvabrick(line(BOLT, 5, unit="box", unit_price=Decimal("10.90")))
    found = told(replace(priced, currency=stated("USD")))
    assert told(priced)["price_off"] > 0
    assert (found["price_known"], found["price_off"]) == (0.0, 0.0)


def test_the_same_item_as_often_twice_may_have_been_read_twice() -> None:
    assert told(of_orvabrick(line(BOLT, 5), line(BOLT, 6)))["repeated"] == 0
    assert told(of_orvabrick(line(BOLT, 5), line(BOLT, 5)))["repeated"] > 0


def test_dates_of_lines_that_are_not_the_orders_are_told() -> None:
    one = replace(of_orvabrick(line(BOLT, 5, requested_date=DAY)), requested_date=stated(DAY.replace(day=20)))
    assert told(one)["requested_elsewhere"] == 1
    assert told(replace(one, requested_date=stated(DAY)))["requested_elsewhere"] == 0


def test_a_quantity_with_three_decimals_may_be_thousands() -> None:
    assert told(of_orvabrick(line(BOLT, "2.500")))["thousandths"] > 0
    assert told(of_orvabrick(line(BOLT, "2500")))["thousandths"] == 0


def test_what_reading_left_over_arrives() -> None:
    one = replace(of_orvabrick(line(BOLT)), clues=(("doubt:requested_date", "0.41"), ("doubt:sums", "-1")))
    found = told(one)
    assert (found["left_requested"], found["sums_open"], found["sums_close"]) == (0.41, 1.0, 0.0)
