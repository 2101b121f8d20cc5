"""When an order may be booked unseen, and that every reason against it is named."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from models.issue import Issue, Severity
from models.match import MatchedOrder
from rules import Autopilot, RuleContext, check, may_skip_review
from tests.rules.sample_order import header, stated


def test_a_confident_order_without_findings_skips_review(order: MatchedOrder) -> None:
    assert may_skip_review(order, (), Autopilot()).touchless


def test_an_unsure_order_is_reviewed(order: MatchedOrder) -> None:
    decision = may_skip_review(replace(order, confidence=0.85), (), Autopilot())
    assert (decision.touchless, decision.reasons) == (False, ("not_confident",))


def test_what_was_borne_out_decides_where_it_is_known(order: MatchedOrder) -> None:
    doubtful = replace(order, confidence=0.85)
    assert may_skip_review(doubtful, (), Autopilot(), sureness=0.992).touchless
    assert may_skip_review(order, (), Autopilot(), sureness=0.88).reasons == ("not_confident",)


def test_a_customer_can_be_set_to_always_review(order: MatchedOrder) -> None:
    assert may_skip_review(order, (), Autopilot(mode="never")).reasons == ("policy_never",)


def test_a_warning_needs_review_unless_it_is_tolerated(order: MatchedOrder) -> None:
    issues = (Issue("price_differs", Severity.WARNING),)
    assert may_skip_review(order, issues, Autopilot()).reasons == ("price_differs",)
    assert may_skip_review(order, issues, Autopilot(tolerated=frozenset({"price_differs"}))).touchless


def test_a_blocking_issue_cannot_be_tolerated(order: MatchedOrder) -> None:
    issues = (Issue("unknown_item", Severity.BLOCKING, "lines.0.item"),)
    assert not may_skip_review(order, issues, Autopilot(tolerated=frozenset({"unknown_item"}))).touchless


def test_information_alone_needs_no_review_unless_asked_for(order: MatchedOrder) -> None:
    issues = (Issue("price_missing", Severity.INFO, "lines.0.unit_price"),)
    assert may_skip_review(order, issues, Autopilot()).touchless
    assert not may_skip_review(order, issues, Autopilot(always_ask=frozenset({"price_missing"}))).touchless


def test_a_large_order_is_reviewed_where_a_limit_is_set(order: MatchedOrder) -> None:
    assert may_skip_review(order, (), Autopilot(max_amount=Decimal(49))).reasons == ("above_amount",)


def test_a_change_never_skips_review(order: MatchedOrder, context: RuleContext) -> None:
    changed = header(order, document_type=stated("order_change"))
    assert not may_skip_review(changed, check(changed, context), Autopilot()).touchless


def test_a_confidence_that_is_no_number_is_none(order: MatchedOrder) -> None:
    assert not may_skip_review(replace(order, confidence=float("nan")), (), Autopilot()).touchless
