"""The supplier's master data as values, as extraction and matching see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Address:
    """An address of a customer (`kind` bill_to or ship_to) or of ourselves (head_office, branch, ...)."""

    code: str
    customer_code: str
    kind: str
    name: str
    street: str
    postcode: str
    city: str
    country: str
    gln: str = ""


@dataclass(frozen=True, slots=True)
class Company:
    """Ourselves, the supplier: what must never be taken for the buyer."""

    name: str
    trading_name: str = ""
    vat_id: str = ""
    registration: str = ""
    currency: str = "EUR"
    language: str = "en"
    website: str = ""
    emails: tuple[str, ...] = ()
    phone: str = ""
    fax: str = ""
    addresses: tuple[Address, ...] = ()
    gln: str = ""


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer of ours; `parent_code` names the group's head, "" for none."""

    code: str
    name: str
    legal_form: str = ""
    vat_id: str = ""
    email_domain: str = ""
    phone: str = ""
    language: str = ""
    currency: str = ""
    payment_terms: str = ""
    price_list: str = ""
    parent_code: str = ""
    gln: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A catalogue item. `descriptions` maps language to text; `packs` are (unit code, stock units in it)."""

    sku: str
    descriptions: tuple[tuple[str, str], ...]
    gtin: str = ""
    brand: str = ""
    manufacturer_part_number: str = ""
    category: str = ""
    stock_unit: str = "PCE"
    list_price: Decimal | None = None
    currency: str = ""
    packs: tuple[tuple[str, Decimal], ...] = ()
    min_quantity: Decimal = Decimal(1)
    multiple: Decimal = Decimal(1)
    status: str = "active"
    replaced_by: str = ""


@dataclass(frozen=True, slots=True)
class CrossReference:
    """A customer's own code for one of our items."""

    customer_code: str
    buyer_item_code: str
    sku: str


@dataclass(frozen=True, slots=True)
class PriceAgreement:
    """Price per `unit` agreed with a customer, both dates inclusive (None = open)."""

    customer_code: str
    sku: str
    price: Decimal
    unit: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class PastLine:
    """One line of the order history: `quantity` in `unit`."""

    order_date: date
    customer_code: str
    ship_to_code: str
    sku: str
    quantity: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class MasterData:
    """All master data of one supplier, as loaded for a batch or a worker."""

    company: Company
    customers: tuple[Customer, ...] = ()
    addresses: tuple[Address, ...] = ()
    items: tuple[Item, ...] = ()
    cross_references: tuple[CrossReference, ...] = ()
    price_agreements: tuple[PriceAgreement, ...] = ()
    history: tuple[PastLine, ...] = ()
