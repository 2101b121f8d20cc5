from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from models.errors import NotBookable
from models.match import MatchResult
from orderbook import book

MONDAY = date(2026, 3, 9)


def test_an_order_is_booked_with_amounts_and_promised_dates(order, facts):
    booked = book(order, number="A-1", today=MONDAY, facts=facts)
    assert [line.amount for line in booked.lines] == [Decimal("108.00"), Decimal("112.10")]
    assert booked.total_net == Decimal("220.10")
    assert booked.promised_date == date(2026, 3, 20)
    assert booked.lines[0].stock_quantity == 12
    assert booked.lines[0].stock_unit == "PCE"
    assert booked.ship_to_address == ("Atelier Morel – dépôt", "8 quai Sud", "69007 Lyon", "FR")
    assert booked.payment_terms == "30 jours fin de mois"


@pytest.mark.parametrize(
    ("spoil", "where"),
    [
        (lambda o, v: v.header(o, po_number=None), "po_number"),
        (lambda o, v: v.header(o, po_number="  "), "po_number"),
        (lambda o, v: v.header(o, document_type="invoice"), "document_type"),
        (lambda o, v: replace(o, customer=MatchResult(None, 0.9)), "customer"),
        (lambda o, v: replace(o, ship_to=MatchResult("C009-01", 0.9)), "ship_to"),
        (lambda o, v: replace(o, lines=()), "lines"),
        (lambda o, v: v.line(o, 1, quantity=None), "lines.1.quantity"),
        (lambda o, v: v.line(o, 1, quantity=Decimal(0)), "lines.1.quantity"),
        (lambda o, v: v.line(o, 1, quantity=Decimal(-3)), "lines.1.quantity"),
        (lambda o, v: v.line(o, 1, price_basis=Decimal(0)), "lines.1.price_basis"),
        (lambda o, v: replace(o, lines=(replace(o.lines[0], item=MatchResult(None, 0.5)), o.lines[1])), "lines.0.item"),
        (
            lambda o, v: replace(o, lines=(replace(o.lines[0], stock_quantity=None), o.lines[1])),
            "lines.0.stock_quantity",
        ),
    ],
)
def test_what_is_missing_is_refused_and_named(order, facts, vary, spoil, where):
    with pytest.raises(NotBookable) as refused:
        book(spoil(order, vary), number="A-1", today=MONDAY, facts=facts)
    assert refused.value.params["where"] == where


def test_an_order_without_a_price_takes_the_agreement_in_the_ordered_unit(order, facts, vary):
    booked = book(vary.line(order, 0, unit_price=None), number="A-1", today=MONDAY, facts=facts)
    assert booked.lines[0].unit_price == Decimal(54)
    assert booked.lines[0].amount == Decimal("108.00")


def test_an_expired_agreement_gives_way_to_the_list_price(order, facts, vary):
    old = replace(facts.agreements[0], valid_to=date(2026, 2, 1))
    booked = book(
        vary.line(order, 0, unit_price=None), number="A-1", today=MONDAY, facts=replace(facts, agreements=(old,))
    )
    assert booked.lines[0].unit_price == Decimal(60)


def test_an_amount_alone_tells_the_price(order, facts, vary):
    spoiled = vary.line(order, 1, unit_price=None, amount=Decimal("114.00"))
    booked = book(spoiled, number="A-1", today=MONDAY, facts=facts)
    assert booked.lines[1].unit_price == Decimal(120)
    assert booked.lines[1].amount == Decimal("114.00")


def test_no_price_anywhere_is_refused(order, facts, vary):
    no_list = replace(
        facts, agreements=(), items={**facts.items, "NX-100": replace(facts.items["NX-100"], list_price=None)}
    )
    with pytest.raises(NotBookable) as refused:
        book(vary.line(order, 0, unit_price=None), number="A-1", today=MONDAY, facts=no_list)
    assert refused.value.params["where"] == "lines.0.unit_price"


def test_a_printed_new_address_is_kept_as_printed(order, facts, vary):
    new = replace(order, ship_to=MatchResult(None, 0.9))
    new = vary.header(
        new,
        ship_to_name="Chantier Sud",
        ship_to_street="3 rue Basse",
        ship_to_postcode="13001",
        ship_to_city="Marseille",
    )
    booked = book(new, number="A-1", today=MONDAY, facts=facts)
    assert booked.ship_to_code is None
    assert booked.ship_to_address == ("Chantier Sud", "3 rue Basse", "13001 Marseille")


def test_without_any_ship_to_the_customers_own_address_is_used(order, facts):
    booked = book(replace(order, ship_to=MatchResult(None, 0.9)), number="A-1", today=MONDAY, facts=facts)
    assert booked.ship_to_address[1] == "1 rue du Lac"


def test_a_change_may_withdraw_a_line(order, facts, vary):
    change = vary.line(vary.header(order, document_type="order_change"), 1, quantity=Decimal(0))
    booked = book(change, number="A-1", today=MONDAY, facts=facts)
    assert booked.lines[1].quantity == 0
    assert booked.total_net == Decimal("108.00")


def test_a_cancellation_may_name_the_order_alone(order, facts, vary):
    cancel = replace(vary.header(order, document_type="cancellation"), lines=())
    booked = book(cancel, number="A-1", today=MONDAY, facts=facts)
    assert booked.lines == ()
    assert booked.total_net == 0
