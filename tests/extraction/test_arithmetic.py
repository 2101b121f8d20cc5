"""The sums of an order line."""

from decimal import Decimal

from extraction.arithmetic import agrees, parts_of


def test_quantity_times_price_is_recognised_whatever_stands_between() -> None:
    parts = parts_of([(10, 0), (24, 0), (3.96, 2), (95.04, 2)])
    assert parts[0].amount == 0
    assert parts[0].quantity == 0
    assert parts[1].quantity > parts[1].price
    assert parts[2].price > parts[2].quantity
    assert parts[3].amount == 1


def test_a_price_per_hundred_and_a_discount_are_recognised() -> None:
    with_basis = parts_of([(500, 0), (12.5, 2), (100, 0), (62.5, 2)])
    assert with_basis[2].basis == 1
    assert with_basis[3].amount == 1
    with_discount = parts_of([(12, 0), (36.28, 2), (15, 0), (370.06, 2)])
    assert with_discount[2].discount > 0.5
    assert with_discount[3].amount > 0.5


def test_numbers_that_make_no_product_say_nothing() -> None:
    assert not any(any(p) for p in parts_of([(3, 0), (17, 0), (95.04, 2)]))


def test_an_amount_agrees_within_rounding_only() -> None:
    d = Decimal
    assert agrees(d(500), d("0.0406"), None, d(12), d("17.86"))
    assert agrees(d(3), d("33.333"), None, None, d("100.00"))
    assert not agrees(d(3), d("33.33"), None, None, d("98.99"))
