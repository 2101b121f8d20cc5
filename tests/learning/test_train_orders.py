"""The confidence in whole orders: what counts as wrong, and that nothing skips review that was not borne out."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np

from learning.train_orders import Outcomes, train_orders
from learning.train_orders_inbox import inbox, keep, kept
from learning.train_orders_outcomes import judged, readable
from matching import hand_set_models, order_sureness
from matching.confidence import ORDER_FEATURES
from models.master import Address, Company, MasterData
from models.match import MatchedLine, MatchedOrder, MatchResult
from models.reading import ExtractedLine, ExtractedOrder, Field, Kind


def said(value: Any) -> Field[Any]:
    return Field(value, 0.99, "text_layer")


def order(**line: Any) -> MatchedOrder:
    values = {"quantity": Decimal(5), "unit_price": Decimal("1.50"), "description": "Hex bolt"} | line
    fields: dict[str, Any] = {name: said(value) for name, value in values.items()}
    read = ExtractedLine(**fields)
    whole = ExtractedOrder(said("order"), Kind.PDF, po_number=said("PO-1"), lines=(read,))
    matched = MatchedLine(read, MatchResult("A1", 0.99), said(Decimal(500)))
    return MatchedOrder(whole, MatchResult("C1", 0.99), MatchResult("C1-02", 0.99), (matched,), 0.9)


LINE = {"quantity": "5", "unit_price": "1.5", "description": "Hex bolt", "sku": "A1", "sku_quantity": "500"}
TRUTH: dict[str, Any] = {
    "document_type": "order", "po_number": "PO-1", "customer_code": "C1", "ship_to_code": "C1-02", "lines": [LINE]
}  # fmt: skip


def wrong(one: MatchedOrder, **changed: Any) -> bool:
    return bool(judged({"file": "po.pdf", "orders": [TRUTH | changed]}, [one], 0).touchless_wrong)


def test_what_would_be_booked_wrong_is_wrong() -> None:
    assert not wrong(order())
    assert wrong(order(unit_price=Decimal("15.00")))
    assert wrong(order(quantity=Decimal(50)))
    assert wrong(order(), requested_date="2026-03-09")
    assert wrong(order(), ship_to_code="C1-03")
    assert wrong(order(), document_type="cancellation")
    assert wrong(order(), lines=[LINE, LINE | {"sku": "B2", "description": "Washer"}])


def test_what_costs_nothing_is_not_wrong() -> None:
    assert not wrong(order(description="Hexagon bolts, of steel"), lines=[LINE])
    assert not wrong(order(price_basis=Decimal(1)))
    assert not wrong(order(), payment_terms="30 days net")


def test_only_the_order_that_goes_unseen_is_judged() -> None:
    bad = replace(order(), customer=MatchResult("C9", 0.9))
    truth = {"file": "po.pdf", "orders": [TRUTH]}
    assert [judged(truth, [order(), bad], n).touchless_wrong for n in (0, 1)] == [0, 1]


def test_the_truth_asks_for_nothing_that_is_not_on_the_page() -> None:
    same = ("ship_to", "Acme", "1 High Street", "AB1", "Ely", "GB")
    places = (Address("C1-02", "C1", *same), Address("C1-03", "C1", *same))
    bare = {k: v for k, v in LINE.items() if k != "unit_price"}
    told = readable({"orders": [TRUTH | {"lines": [bare, bare | {"unit": "box"}, LINE]}]}, MasterData(Company("Us")))
    assert ["sku_quantity" in line for line in told["orders"][0]["lines"]] == [False, True, True]
    assert told["orders"][0]["ship_to_code"] == "C1-02"
    twins = readable({"orders": [TRUTH]}, MasterData(Company("Us"), addresses=places))
    assert "ship_to_code" not in twins["orders"][0]


def outcomes(count: int) -> Outcomes:
    """Orders whose smallest confidence tells all: below a half every other one is wrong."""
    rng = np.random.default_rng(3)
    x = np.zeros((count, len(ORDER_FEATURES)), np.float32)
    sure = rng.random(count) < 0.7
    x[:, ORDER_FEATURES.index("min_all")] = np.where(sure, 0.99, 0.3)
    right = sure | (rng.random(count) < 0.5)
    families = tuple(f"family {i % 17}" for i in range(count))
    return Outcomes(x, right, families, ("digital",) * count)


def skips(count: int, least: float, kind: Kind = Kind.PDF) -> bool:
    models = train_orders(hand_set_models(), outcomes(count))
    row = np.zeros((1, len(ORDER_FEATURES)), np.float32)
    row[0, ORDER_FEATURES.index("min_all")] = least
    confidence = models.calibrated("order", float(models.order.predict(row)[0, 1]))
    one = order()
    one = replace(one, order=replace(one.order, kind=kind), confidence=confidence)
    return order_sureness(one, models) >= 0.99


def test_orders_that_were_right_often_enough_skip_review_and_others_do_not() -> None:
    assert skips(900, 0.99)
    assert not skips(900, 0.3)


def test_few_orders_bear_nothing_out_however_right_they_were() -> None:
    assert not skips(200, 0.99)


def test_a_kind_of_document_that_was_not_seen_bears_nothing_out() -> None:
    assert not skips(900, 0.99, Kind.SCAN)


def test_kept_readings_are_the_readings(tmp_path: Path) -> None:
    drawn = list(inbox(3, seed=42))
    keep(tmp_path / "inbox.gz", iter(drawn))
    assert list(kept(tmp_path / "inbox.gz")) == drawn
