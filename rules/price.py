"""The printed price must be the agreed one, within a tolerance; a line without a price is told.

Agreements are in the customer's currency; an order in another one tells nothing of them (`currency_differs` says so).
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from models.issue import Issue, Severity
from models.master import PriceAgreement
from models.match import MatchedLine, MatchedOrder
from rules.context import RuleContext, Tolerances, stock_factor
from rules.found import at, finding


def check(order: MatchedOrder, context: RuleContext) -> Iterable[Issue]:
    customer = order.customer.best
    on = order.order.order_date.value if order.order.order_date else context.today
    for i, line in enumerate(order.lines):
        if line.line.unit_price is None:
            if line.line.amount is None:
                yield finding("price_missing", Severity.INFO, at(i, "unit_price"))
            continue
        if customer is None or line.item.best is None or not _in_agreed_currency(order, customer, context):
            continue
        agreement = context.agreed(customer, line.item.best, on)
        if agreement is not None:
            yield from _against(i, line, agreement, context)


def _in_agreed_currency(order: MatchedOrder, customer: str, context: RuleContext) -> bool:
    """Whether the order is in the currency of the customer's agreements; what is not stated is taken to be."""
    known = context.customers.get(customer)
    printed = order.order.currency
    return known is None or not known.currency or printed is None or printed.value == known.currency


def _against(i: int, line: MatchedLine, agreement: PriceAgreement, context: RuleContext) -> Iterable[Issue]:
    per_stock = stock_price(line)
    factor = stock_factor(context.items.get(agreement.sku), agreement.unit)
    if per_stock is None or not factor:
        return
    agreed = agreement.price / factor
    if not any(_equal(p, agreed, line, context.tolerances) for p in per_stock):
        yield finding(
            "price_differs",
            Severity.WARNING,
            at(i, "unit_price"),
            printed=round(per_stock[0], 6),
            agreed=round(agreed, 6),
            unit=agreement.unit,
        )


def stock_price(line: MatchedLine) -> tuple[Decimal, ...] | None:
    """The printed price of one stock unit, before and after discount; None while the factor is not known."""
    quantity, stock, price = line.line.quantity, line.stock_quantity, line.line.unit_price
    if quantity is None or stock is None or price is None or not quantity.value or not stock.value:
        return None
    basis = line.line.price_basis.value if line.line.price_basis and line.line.price_basis.value else Decimal(1)
    each = price.value / basis * quantity.value / stock.value
    discount = line.line.discount_percent.value if line.line.discount_percent else Decimal(0)
    return (each, each * (100 - discount) / 100) if discount else (each,)


def _equal(printed: Decimal, agreed: Decimal, line: MatchedLine, tolerances: Tolerances) -> bool:
    """Equal as far as the printed digits can tell: a price of a hundred is rounded less than that of a piece."""
    quantity, stock = line.line.quantity, line.stock_quantity
    assert quantity is not None
    assert stock is not None
    basis = line.line.price_basis.value if line.line.price_basis and line.line.price_basis.value else Decimal(1)
    step = tolerances.price_step / basis * quantity.value / stock.value
    return abs(printed - agreed) <= max(agreed * tolerances.price_share, min(step, agreed * Decimal("0.05")))
