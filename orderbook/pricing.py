"""Which price a line is booked at, and its amount: arithmetic only; whether a price is right is a rule's matter."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from models.master import Item, PriceAgreement

CENT = Decimal("0.01")
PRICE_STEP = Decimal("0.0001")
HUNDRED = Decimal(100)


def money(value: Decimal) -> Decimal:
    """Rounded to cents, half up, as invoices are."""
    return value.quantize(CENT, ROUND_HALF_UP)


def amount_of(quantity: Decimal, unit_price: Decimal, basis: Decimal, discount_percent: Decimal) -> Decimal:
    """quantity × price ÷ basis − discount, in cents."""
    return money(quantity * unit_price / basis * (1 - discount_percent / HUNDRED))


def price_from_amount(amount: Decimal, quantity: Decimal, basis: Decimal, discount_percent: Decimal) -> Decimal | None:
    """The unit price that a printed amount means; None where nothing can be divided."""
    share = quantity * (1 - discount_percent / HUNDRED)
    if share <= 0:
        return None
    return (amount * basis / share).quantize(PRICE_STEP, ROUND_HALF_UP).normalize()


def stock_units_in(item: Item, unit: str) -> Decimal | None:
    """How many stock units one `unit` of the item is, by its packs; None for a unit that it does not know."""
    if unit in ("", item.stock_unit):
        return Decimal(1)
    return dict(item.packs).get(unit)


def agreed_price(
    item: Item, customer_code: str, day: date, agreements: Iterable[PriceAgreement], stock_per_unit: Decimal
) -> Decimal | None:
    """Our price of one ordered unit (`stock_per_unit` stock units): the agreement in force, else the list price.

    Of several agreements in force the one that began last holds.
    """
    in_force = [a for a in agreements if a.sku == item.sku and a.customer_code == customer_code and _holds(a, day)]
    for agreement in sorted(in_force, key=lambda a: a.valid_from or date.min, reverse=True):
        if units := stock_units_in(item, agreement.unit):
            return (agreement.price * stock_per_unit / units).quantize(PRICE_STEP, ROUND_HALF_UP).normalize()
    if item.list_price is None:
        return None
    return (item.list_price * stock_per_unit).quantize(PRICE_STEP, ROUND_HALF_UP).normalize()


def _holds(agreement: PriceAgreement, day: date) -> bool:
    return (agreement.valid_from is None or agreement.valid_from <= day) and (
        agreement.valid_to is None or day <= agreement.valid_to
    )
