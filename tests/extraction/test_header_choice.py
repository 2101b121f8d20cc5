"""Values are chosen together: deliveries follow orders, net and tax make the gross, support adds up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from extraction.candidates import Value
from extraction.header_choice import Scored, choose_dates, choose_sums, rivals
from models.page import Box


def scored(value: Value, probability: float, top: float = 0.0) -> Scored:
    return Scored(value, probability, 0, Box(0, top, 10, top + 10), str(value))


def ranked(*pairs: tuple[Value, float]) -> list:  # type: ignore[type-arg]
    return rivals([scored(value, p, 20.0 * i) for i, (value, p) in enumerate(pairs)], lambda value: value)


def test_two_places_with_one_value_support_each_other() -> None:
    found = rivals([scored("A1", 0.5), scored("B2", 0.6), scored("A1", 0.5, 30)], lambda value: value)
    assert [rival.best.value for rival in found] == ["A1", "B2"]
    assert found[0].count == 2


def test_a_delivery_is_not_chosen_before_its_order() -> None:
    first, later, early = date(2026, 3, 9), date(2026, 3, 20), date(2026, 2, 1)
    order, requested = choose_dates(ranked((first, 0.9)), ranked((early, 0.6), (later, 0.5)))
    assert order is not None
    assert requested is not None
    assert (order.best.value, requested.best.value) == (first, later)


def test_no_delivery_is_chosen_where_none_is_likely() -> None:
    _, requested = choose_dates(ranked((date(2026, 3, 9), 0.9)), ranked((date(2026, 3, 20), 0.1)))
    assert requested is None


def test_sums_that_fit_beat_the_likeliest_alone() -> None:
    net, tax, gross = choose_sums(
        ranked((Decimal("90.00"), 0.5), (Decimal("100.00"), 0.45)),
        ranked((Decimal("20.00"), 0.8)),
        ranked((Decimal("120.00"), 0.8)),
    )
    assert [one.best.value for one in (net, tax, gross) if one] == [
        Decimal("100.00"),
        Decimal("20.00"),
        Decimal("120.00"),
    ]
