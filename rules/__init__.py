"""Business rules over matched orders: doors `check` and `may_skip_review`. A rule is a file and a line in RULES."""

from __future__ import annotations

from decimal import Decimal

from models.issue import Issue, Severity
from models.match import MatchedOrder
from rules import (
    amounts,
    change,
    currency,
    customer,
    discontinued,
    duplicate,
    item,
    low_confidence,
    no_order_found,
    po_number,
    price,
    quantity,
    remarks,
    requested_date,
    ship_to,
    unit,
    unusual_quantity,
)
from rules.amounts import line_amount
from rules.context import Autopilot, Decision, ExistingOrder, Rule, RuleContext, Tolerances
from rules.duplicate import fingerprint

__all__ = [
    "CODES",
    "RULES",
    "Autopilot",
    "Decision",
    "ExistingOrder",
    "RuleContext",
    "Tolerances",
    "check",
    "fingerprint",
    "may_skip_review",
]

# In the order in which an agent wants to read the findings.
RULES: tuple[Rule, ...] = (
    no_order_found.check,
    duplicate.check,
    change.check,
    customer.check,
    ship_to.check,
    po_number.check,
    item.check,
    discontinued.check,
    quantity.check,
    unit.check,
    unusual_quantity.check,
    price.check,
    amounts.check,
    currency.check,
    requested_date.check,
    low_confidence.check,
    remarks.check,
)

# Every code that a rule can give, and those of what reading a sheet left over: each has a text in every locale.
CODES: tuple[str, ...] = (
    "no_order_found", "no_lines", "duplicate_order", "revision_of_known_order", "same_content", "order_change",
    "order_cancelled",
    "unknown_customer", "uncertain_customer", "new_ship_to", "ship_to_not_stated", "uncertain_ship_to",
    "po_number_missing",
    "po_number_uncertain", "unknown_item", "uncertain_item", "item_replaced", "item_discontinued", "quantity_missing",
    "quantity_not_positive", "below_minimum", "not_a_multiple", "unit_unknown", "unit_uncertain", "unusual_quantity",
    "price_differs",
    "price_missing", "amount_differs", "total_differs", "total_above_lines", "currency_differs",
    "requested_date_missing",
    "requested_date_before_order", "requested_date_past", "requested_date_too_soon", "low_confidence",
    "rows_left_out", "sheet_left_out", "part_unsure", "several_places", "row_without_item",
)  # fmt: skip


def check(matched: MatchedOrder, context: RuleContext) -> tuple[Issue, ...]:
    """All findings of all rules, in the order of RULES."""
    return tuple(issue for rule in RULES for issue in rule(matched, context))


def may_skip_review(
    matched: MatchedOrder, issues: tuple[Issue, ...], policy: Autopilot, sureness: float | None = None
) -> Decision:
    """Whether the order may be booked unseen under a customer's policy; every reason against it is named.

    `sureness` is the share of right orders among those as sure as this one, where that is known: it then stands for
    the order's own confidence, since a policy limits the errors of all that it lets through.
    """
    sure = matched.confidence if sureness is None else sureness
    against: dict[str, None] = {}
    if policy.mode == "never":
        against["policy_never"] = None
    if not sure >= policy.min_confidence:  # so written, what is no number is no confidence
        against["not_confident"] = None
    for issue in issues:
        stops = issue.severity is not Severity.INFO and issue.code not in policy.tolerated
        if stops or issue.code in policy.always_ask or issue.severity is Severity.BLOCKING:
            against[issue.code] = None
    if policy.max_amount is not None and _value(matched) > policy.max_amount:
        against["above_amount"] = None
    return Decision(not against, tuple(against))


def _value(matched: MatchedOrder) -> Decimal:
    if matched.order.total_net is not None:
        return matched.order.total_net.value
    due = [x.line.amount.value if x.line.amount else line_amount(x.line) for x in matched.lines]
    return sum((a for a in due if a is not None), Decimal(0))
