"""What an order says before any layout: parties, lines, dates, sums; and its truth for the fields that were printed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from learning.synth.places import country_name

WITHOUT_CENTS = ("CLP", "COP")


@dataclass(frozen=True, slots=True)
class Party:
    """A company at an address, as printed. `postcode` holds the state too where the country writes one."""

    name: str
    street: str
    postcode: str
    city: str
    country: str
    phone: str = ""
    fax: str = ""
    email: str = ""
    vat_id: str = ""
    website: str = ""
    registration: str = ""

    def country_text(self, language: str) -> str:
        return country_name(self.country, language)


@dataclass(frozen=True, slots=True)
class Contact:
    """The buyer's person."""

    name: str
    email: str
    phone: str
    department: str


@dataclass(frozen=True, slots=True)
class LineContent:
    """One order line. Codes are None where this customer has none for the item; what is printed is up to a layout."""

    line_no: str
    buyer_item_code: str | None
    supplier_item_code: str | None
    gtin: str | None
    description: str
    quantity: Decimal
    unit: str
    unit_code: str
    unit_price: Decimal
    price_basis: Decimal
    discount_percent: Decimal
    amount: Decimal
    requested_date: date | None
    schedules: tuple[tuple[date, Decimal], ...]
    sku: str | None
    sku_quantity: Decimal | None
    brand: str = ""
    manufacturer_part_number: str = ""
    hsn: str = ""
    weight: str = ""
    comment: str = ""
    heading: str = ""
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Charge:
    """A freight or surcharge row: in the totals, but no order line."""

    label: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class OrderContent:
    """An order with everything a layout may print. `customer_code` None: the buyer is not in the master data."""

    document_type: str
    language: str
    country: str
    po_number: str
    revision: str | None
    order_date: date
    requested_date: date | None
    currency: str
    buyer: Party
    customer_code: str | None
    our_account: str
    ship_to: Party
    ship_to_code: str | None
    same_place: bool
    bill_to: Party
    vendor: Party
    contact: Contact
    vendor_contact: str
    payment_terms: str
    delivery_terms: str
    ship_via: str
    notes: str
    lines: tuple[LineContent, ...]
    charges: tuple[Charge, ...]
    tax_rate: Decimal
    tax_label: str
    numbers: dict[str, str] = field(default_factory=dict)

    @property
    def printed_lines(self) -> tuple[LineContent, ...]:
        """The lines that count: struck-out ones are no order lines."""
        return tuple(line for line in self.lines if not line.struck)

    @property
    def goods(self) -> Decimal:
        return sum((line.amount for line in self.printed_lines), Decimal(0))

    @property
    def total_net(self) -> Decimal:
        return self.goods + sum((c.amount for c in self.charges), Decimal(0))

    @property
    def total_tax(self) -> Decimal:
        whole = self.currency in WITHOUT_CENTS and self.total_net == self.total_net.to_integral_value()
        return (self.total_net * self.tax_rate / 100).quantize(Decimal(1 if whole else "0.01"))

    @property
    def total_gross(self) -> Decimal:
        return self.total_net + self.total_tax


HEADER_KEYS = (
    "po_number", "revision", "order_date", "requested_date", "currency", "buyer_name", "buyer_vat_id", "buyer_email",
    "ship_to_name", "ship_to_street", "ship_to_postcode", "ship_to_city", "ship_to_country", "payment_terms",
    "delivery_terms", "total_net", "total_tax", "total_gross", "notes",
)  # fmt: skip
LINE_KEYS = (
    "line_no", "buyer_item_code", "supplier_item_code", "gtin", "description", "quantity", "unit", "unit_price",
    "price_basis", "discount_percent", "amount", "requested_date",
)  # fmt: skip


def header_value(order: OrderContent, key: str) -> str | None:
    """The truth value of a header field, None where the content has none."""
    if key == "buyer_name":
        return order.buyer.name
    if key == "buyer_vat_id":
        return order.buyer.vat_id or None
    if key == "buyer_email":
        return order.contact.email or None
    if key.startswith("ship_to_"):
        return getattr(order.ship_to, key.removeprefix("ship_to_")) or None
    return stated(getattr(order, key))


def stated(value: object) -> str | None:
    """Dates in ISO, Decimals without exponent, empty text as None."""
    if value is None or value == "":
        return None
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value)


def line_truth(line: LineContent, printed: Collection[str]) -> dict[str, Any]:
    """A line's truth: the printed fields, and the item it means."""
    out: dict[str, Any] = {}
    for key in LINE_KEYS:
        value = stated(getattr(line, key)) if key in printed else None
        if value is not None:
            out[key] = value
    if "requested_date" in printed and len(line.schedules) > 1:
        out["schedules"] = [{"requested_date": d.isoformat(), "quantity": format(q, "f")} for d, q in line.schedules]
        out.pop("requested_date", None)
    out["sku"] = line.sku
    if line.sku is not None and line.sku_quantity is not None and "quantity" in printed:
        out["sku_quantity"] = format(line.sku_quantity.normalize(), "f")
    return out


def order_truth(
    order: OrderContent,
    printed: Collection[str],
    lines: dict[int, set[str]],
    pages: tuple[int, ...] = (),
) -> dict[str, Any]:
    """One entry of a truth file's `orders`: `printed` header fields, and the printed fields of each line."""
    out: dict[str, Any] = {"document_type": order.document_type}
    if pages:
        out["pages"] = list(pages)
    for key in HEADER_KEYS:
        value = header_value(order, key) if key in printed else None
        if value is not None:
            out[key] = value
    out["customer_code"] = order.customer_code
    if any(key.startswith("ship_to_") for key in out):
        out["ship_to_code"] = order.ship_to_code
    out["lines"] = [line_truth(line, lines.get(i, set())) for i, line in enumerate(order.printed_lines)]
    return out
