"""One line of the book from one matched line: item, quantity, price, promised date. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeVar

from models.errors import NotBookable
from models.master import Address, Company, Customer, Item, PriceAgreement
from models.match import MatchedLine, MatchedOrder
from models.order import OrderLine
from models.reading import DocumentType, Field
from orderbook.pricing import agreed_price, amount_of, price_from_amount
from orderbook.promise import LeadTimes, WorkingDays, promise

T = TypeVar("T")
ONE, ZERO = Decimal(1), Decimal(0)


@dataclass(frozen=True, slots=True)
class BookingFacts:
    """What booking knows beside the order: the customer with addresses, the items of the lines, prices, calendar."""

    company: Company
    customer: Customer
    addresses: tuple[Address, ...] = ()
    items: Mapping[str, Item] = field(default_factory=dict)
    agreements: tuple[PriceAgreement, ...] = ()
    lead_times: LeadTimes = field(default_factory=LeadTimes)
    working_days: WorkingDays = field(default_factory=WorkingDays)


@dataclass(frozen=True, slots=True)
class _Quantities:
    ordered: Decimal
    stock: Decimal


@dataclass(frozen=True, slots=True)
class _Price:
    unit_price: Decimal
    basis: Decimal
    discount_percent: Decimal


def book_line(index: int, matched: MatchedOrder, today: date, facts: BookingFacts) -> OrderLine:
    """The line at `index` (from 0); raises `NotBookable` naming what it lacks."""
    line = matched.lines[index]
    printed = line.line
    item = facts.items.get(line.item.best or "")
    if item is None:
        raise NotBookable(where=f"lines.{index}.item")
    quantities = _quantities(index, line, matched.order.document_type.value)
    price = _price(index, line, item, quantities, today, facts)
    requested = optional(printed.requested_date) or optional(matched.order.requested_date)
    lead_days = facts.lead_times.days(item.sku, item.category)
    return OrderLine(
        position=(index + 1) * 10,
        sku=item.sku,
        description=value_of(printed.description, "") or _description(item, facts.customer.language),
        quantity=quantities.ordered,
        unit=value_of(printed.unit, "") or item.stock_unit,
        stock_quantity=quantities.stock,
        stock_unit=item.stock_unit,
        unit_price=price.unit_price,
        price_basis=price.basis,
        discount_percent=price.discount_percent,
        amount=amount_of(quantities.ordered, price.unit_price, price.basis, price.discount_percent),
        requested_date=requested,
        promised_date=promise(requested, today, lead_days, facts.working_days),
        customer_line_no=value_of(printed.line_no, ""),
        buyer_item_code=value_of(printed.buyer_item_code, ""),
    )


def _quantities(index: int, line: MatchedLine, document_type: str) -> _Quantities:
    ordered = optional(line.line.quantity)
    # A change may set a quantity to zero: the line is withdrawn.
    if ordered == 0 and document_type != DocumentType.ORDER:
        return _Quantities(ZERO, ZERO)
    if ordered is None or ordered <= 0:
        raise NotBookable(where=f"lines.{index}.quantity")
    stock = value_of(line.stock_quantity, ZERO)
    if stock <= 0:
        raise NotBookable(where=f"lines.{index}.stock_quantity")
    return _Quantities(ordered, stock)


def _price(
    index: int, line: MatchedLine, item: Item, quantities: _Quantities, today: date, facts: BookingFacts
) -> _Price:
    """The printed price, else the one its amount means, else ours (per one unit, so with basis 1)."""
    printed = line.line
    basis, discount = value_of(printed.price_basis, ONE), value_of(printed.discount_percent, ZERO)
    if basis <= 0:
        raise NotBookable(where=f"lines.{index}.price_basis")
    if printed.unit_price is not None:
        return _Price(printed.unit_price.value, basis, discount)
    if printed.amount is not None:
        meant = price_from_amount(printed.amount.value, quantities.ordered, basis, discount)
        if meant is not None:
            return _Price(meant, basis, discount)
    per_unit = quantities.stock / quantities.ordered if quantities.ordered else ONE
    ours = agreed_price(item, facts.customer.code, today, facts.agreements, per_unit)
    if ours is None:
        raise NotBookable(where=f"lines.{index}.unit_price")
    return _Price(ours, ONE, discount)


def _description(item: Item, language: str) -> str:
    texts = dict(item.descriptions)
    return texts.get(language) or texts.get("en") or next(iter(texts.values()), item.sku)


def value_of(read: Field[T] | None, default: T) -> T:
    """The field's value, or `default` where the document does not state it."""
    return default if read is None else read.value


def optional(read: Field[T] | None) -> T | None:
    """The field's value or None."""
    return None if read is None else read.value
