"""Each rule with an example that fires; the order of the fixture is the example that does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from models.issue import Issue, Severity
from models.match import MatchedOrder, MatchResult
from models.reading import Kind
from rules import CODES, ExistingOrder, RuleContext, check, fingerprint
from tests.rules.sample_order import codes, header, lined, stated

Change = Callable[[MatchedOrder], MatchedOrder]


def test_an_order_in_which_all_is_well_gives_no_issue(order: MatchedOrder, context: RuleContext) -> None:
    assert check(order, context) == ()


FIRES: dict[str, Change] = {
    "no_order_found": lambda o: replace(header(o, po_number=None, lines=()), lines=()),
    "no_lines": lambda o: replace(header(o, lines=()), lines=()),
    "unknown_customer": lambda o: replace(o, customer=MatchResult(None, 0.9)),
    "uncertain_customer": lambda o: replace(o, customer=MatchResult("C1", 0.6)),
    "new_ship_to": lambda o: replace(o, ship_to=MatchResult(None, 0.9)),
    "ship_to_not_stated": lambda o: header(replace(o, ship_to=MatchResult(None, 0.9)), ship_to_street=None),
    "uncertain_ship_to": lambda o: replace(o, ship_to=MatchResult("C1-02", 0.5)),
    "unknown_item": lambda o: lined(o, item=None, stock=None),
    "po_number_missing": lambda o: header(o, po_number=None),
    "po_number_uncertain": lambda o: header(o, po_number=stated("45OOO", 0.4)),
    "order_change": lambda o: header(o, document_type=stated("order_change")),
    "order_cancelled": lambda o: header(o, document_type=stated("cancellation")),
    "item_replaced": lambda o: lined(o, item="OLD"),
    "item_discontinued": lambda o: lined(o, item="GONE"),
    "quantity_missing": lambda o: lined(o, quantity=None, stock=None),
    "quantity_not_positive": lambda o: lined(o, quantity=stated(Decimal(0))),
    "below_minimum": lambda o: lined(o, stock=stated(Decimal(50))),
    "not_a_multiple": lambda o: lined(o, stock=stated(Decimal(510))),
    "unit_unknown": lambda o: lined(o, stock=None),
    "unit_uncertain": lambda o: lined(o, stock=stated(Decimal(500), 0.5)),
    "unusual_quantity": lambda o: lined(o, stock=stated(Decimal(500_000))),
    "price_differs": lambda o: lined(o, unit_price=stated(Decimal("11.00")), amount=stated(Decimal(55))),
    "price_missing": lambda o: lined(o, unit_price=None, amount=None),
    "amount_differs": lambda o: lined(o, amount=stated(Decimal("52.00"))),
    "total_differs": lambda o: header(o, total_net=stated(Decimal("45.00"))),
    "total_above_lines": lambda o: header(o, total_net=stated(Decimal("62.00"))),
    "currency_differs": lambda o: header(o, currency=stated("USD")),
    "requested_date_missing": lambda o: header(o, requested_date=None),
    "requested_date_before_order": lambda o: header(o, requested_date=stated(date(2026, 2, 1))),
    "requested_date_past": lambda o: header(o, order_date=None, requested_date=stated(date(2026, 2, 1))),
    "requested_date_too_soon": lambda o: header(o, requested_date=stated(date(2026, 3, 2))),
    "low_confidence": lambda o: lined(o, quantity=stated(Decimal(5), 0.4)),
}


@pytest.mark.parametrize("code", FIRES)
def test_a_rule_fires_on_its_case(code: str, order: MatchedOrder, context: RuleContext) -> None:
    assert code in codes(FIRES[code](order), context)


def test_an_uncertain_item_is_asked(order: MatchedOrder, context: RuleContext) -> None:
    line = replace(order.lines[0], item=MatchResult("11.853.001", 0.55))
    assert codes(replace(order, lines=(line,)), context) == {"uncertain_item"}


def test_without_a_printed_place_the_usual_one_is_taken_and_told(order: MatchedOrder, context: RuleContext) -> None:
    found = check(header(order, ship_to_street=None), context)
    assert [(i.code, i.severity) for i in found] == [("ship_to_not_stated", Severity.INFO)]


def test_which_of_several_places_is_meant_is_asked(order: MatchedOrder, context: RuleContext) -> None:
    found = check(header(order, ship_to_street=None), replace(context, places={str(order.customer.best): 2}))
    assert [(i.code, i.severity) for i in found] == [("ship_to_not_stated", Severity.WARNING)]


def test_a_message_without_a_delivery_party_means_the_usual_place(order: MatchedOrder, context: RuleContext) -> None:
    message = header(replace(order, order=replace(order.order, kind=Kind.UBL)), ship_to_street=None)
    found = check(message, replace(context, places={str(order.customer.best): 2}))
    assert [(i.code, i.severity) for i in found] == [("ship_to_not_stated", Severity.INFO)]


def test_a_doubtful_order_number_is_asked(order: MatchedOrder, context: RuleContext) -> None:
    assert codes(header(order, po_number=stated("Q-24631", 0.86)), context) == {"po_number_uncertain"}


def test_every_code_of_the_rules_is_listed_and_has_a_case_that_fires() -> None:
    elsewhere = {"uncertain_item", "duplicate_order", "revision_of_known_order", "same_content"}
    elsewhere |= {"rows_left_out", "sheet_left_out", "part_unsure", "several_places", "row_without_item"}  # of reading
    assert set(FIRES) | elsewhere == set(CODES)


@pytest.mark.parametrize(
    ("existing", "code"),
    [
        (ExistingOrder("C1", "4500-012345"), "duplicate_order"),
        (ExistingOrder("C1", "4500012345", revision="1"), "revision_of_known_order"),
    ],
)
def test_the_same_number_of_the_same_customer_is_not_booked_twice(
    existing: ExistingOrder, code: str, order: MatchedOrder, context: RuleContext
) -> None:
    assert codes(order, replace(context, existing=(existing,))) == {code}


def test_the_same_number_of_another_customer_is_no_duplicate(order: MatchedOrder, context: RuleContext) -> None:
    assert codes(order, replace(context, existing=(ExistingOrder("C2", "4500012345"),))) == set()


def test_the_same_content_under_another_number_is_asked(order: MatchedOrder, context: RuleContext) -> None:
    existing = ExistingOrder("C1", "999", fingerprint=fingerprint(order), reference="SO-1")
    assert codes(order, replace(context, existing=(existing,))) == {"same_content"}


def test_a_change_of_a_known_order_is_no_duplicate_of_it(order: MatchedOrder, context: RuleContext) -> None:
    changed = header(order, document_type=stated("order_change"))
    assert codes(changed, replace(context, existing=(ExistingOrder("C1", "4500012345"),))) == {"order_change"}


@pytest.mark.parametrize("price", ["10.00", "10.05", "9.95"])
def test_a_price_within_the_tolerance_is_the_agreed_one(price: str, order: MatchedOrder, context: RuleContext) -> None:
    amount = (Decimal(price) * 5).quantize(Decimal("0.01"))
    changed = lined(order, unit_price=stated(Decimal(price)), amount=stated(amount))
    assert "price_differs" not in codes(changed, context)


def test_dollars_are_not_held_against_an_agreement_in_euros(order: MatchedOrder, context: RuleContext) -> None:
    dearer = lined(order, unit_price=stated(Decimal("11.40")), amount=stated(Decimal(57)))
    assert "price_differs" in codes(dearer, context)
    assert "price_differs" not in codes(header(dearer, currency=stated("USD")), context)


def test_a_price_after_discount_may_be_the_agreed_one(order: MatchedOrder, context: RuleContext) -> None:
    changed = lined(order, unit_price=stated(Decimal("12.50")), discount_percent=stated(Decimal(20)))
    assert "price_differs" not in codes(changed, context)


def test_a_price_per_hundred_is_compared_per_piece(order: MatchedOrder, context: RuleContext) -> None:
    changed = lined(
        order,
        quantity=stated(Decimal(500)),
        unit=stated("pcs"),
        unit_price=stated(Decimal("10.00")),
        price_basis=stated(Decimal(100)),
    )
    assert "price_differs" not in codes(changed, context)


def test_the_finding_names_the_line_and_both_prices(order: MatchedOrder, context: RuleContext) -> None:
    found = [i for i in check(FIRES["price_differs"](order), context) if i.code == "price_differs"]
    assert [(i.where, dict(i.params)["printed"], dict(i.params)["agreed"]) for i in found] == [
        ("lines.0.unit_price", "0.11", "0.1")
    ]


def test_the_successor_of_a_discontinued_item_is_proposed(order: MatchedOrder, context: RuleContext) -> None:
    found = [i for i in check(lined(order, item="OLD"), context) if i.code == "item_replaced"]
    assert dict(found[0].params)["successor"] == "11.853.001"


def test_remarks_of_the_reading_are_carried_on(order: MatchedOrder, context: RuleContext) -> None:
    remark = Issue("page_unreadable", Severity.WARNING, "", (("page", "2"),))
    assert check(header(order, remarks=(remark,)), context) == (remark,)


def test_paths_and_parameters_are_plain_text(order: MatchedOrder, context: RuleContext) -> None:
    found: list[Any] = [i for change in FIRES.values() for i in check(change(order), context)]
    assert all(isinstance(v, str) for issue in found for _, v in issue.params)
    assert all(issue.where == "" or issue.where.split(".")[0].isidentifier() for issue in found)
