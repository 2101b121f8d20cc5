"""The clean order of the book: no Fields, nothing optional that booking needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class OrderLine:
    """`quantity` in the ordered `unit`, `stock_quantity` in the item's stock unit; prices per `price_basis` units."""

    position: int
    sku: str
    description: str
    quantity: Decimal
    unit: str
    stock_quantity: Decimal
    stock_unit: str
    unit_price: Decimal
    price_basis: Decimal
    discount_percent: Decimal
    amount: Decimal
    requested_date: date | None
    promised_date: date
    customer_line_no: str = ""
    buyer_item_code: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """`number` is ours; (customer_code, po_number, revision) is unique in the book."""

    number: str
    document_type: str
    customer_code: str
    ship_to_code: str | None
    ship_to_address: tuple[str, ...]
    po_number: str
    revision: str
    order_date: date
    requested_date: date | None
    promised_date: date
    currency: str
    payment_terms: str
    delivery_terms: str
    notes: str
    lines: tuple[OrderLine, ...]
    total_net: Decimal
