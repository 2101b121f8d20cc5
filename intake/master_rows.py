"""How one row of each master-data file becomes a value. Not the files themselves (that is `master_csv`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Any

from models.master import Address, CrossReference, Customer, Item, PastLine, PriceAgreement


class BadCell(ValueError):
    """A cell, or its row, is wrong; the text says how. Never leaves this package: it becomes a `BadRow`."""


class Columns:
    """A file's heading, and the cells of a row by column name, checked and typed."""

    def __init__(self, heading: list[str], language: str) -> None:
        self.width = len(heading)
        self._at = {name: index for index, name in reversed(list(enumerate(heading)))}
        languages = [
            (name.removeprefix("description_"), index)
            for name, index in self._at.items()
            if name.startswith("description_")
        ]
        named = {code for code, _ in languages}
        plain = [(language, self._at["description"])] if "description" in self._at and language not in named else []
        self.descriptions = tuple(plain + sorted(languages, key=lambda pair: pair[1]))

    def text(self, row: list[str], name: str) -> str:
        index = self._at.get(name)
        return row[index].strip() if index is not None and index < len(row) else ""

    def required(self, row: list[str], name: str) -> str:
        value = self.text(row, name)
        if not value:
            raise BadCell(f"{name} is empty")
        return value

    def number(self, row: list[str], name: str) -> Decimal | None:
        value = self.text(row, name)
        return _decimal(value, name) if value else None

    def day(self, row: list[str], name: str) -> date | None:
        value = self.text(row, name)
        if not value:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise BadCell(f"{name} {value!r} is no date (YYYY-MM-DD)") from None


def _decimal(value: str, name: str) -> Decimal:
    try:
        number = Decimal(value)
    except InvalidOperation:
        raise BadCell(f"{name} {value!r} is no number") from None
    if not number.is_finite():
        raise BadCell(f"{name} {value!r} is no number")
    return number


def _positive(number: Decimal | None, name: str) -> Decimal | None:
    if number is not None and number <= 0:
        raise BadCell(f"{name} {number} is not above zero")
    return number


def _not_negative(number: Decimal | None, name: str) -> Decimal | None:
    if number is not None and number < 0:
        raise BadCell(f"{name} {number} is below zero")
    return number


def _customer(c: Columns, row: list[str]) -> Customer:
    return Customer(
        code=c.required(row, "code"),
        name=c.required(row, "name"),
        legal_form=c.text(row, "legal_form"),
        vat_id=c.text(row, "vat_id"),
        email_domain=c.text(row, "email_domain"),
        phone=c.text(row, "phone"),
        language=c.text(row, "language"),
        currency=c.text(row, "currency"),
        payment_terms=c.text(row, "payment_terms"),
        price_list=c.text(row, "price_list"),
        parent_code=c.text(row, "parent_code"),
        gln=c.text(row, "gln"),
    )


def _address(c: Columns, row: list[str]) -> Address:
    return Address(
        code=c.required(row, "code"),
        customer_code=c.required(row, "customer_code"),
        kind=c.text(row, "kind") or "ship_to",
        name=c.text(row, "name"),
        street=c.text(row, "street"),
        postcode=c.text(row, "postcode"),
        city=c.text(row, "city"),
        country=c.text(row, "country"),
        gln=c.text(row, "gln"),
    )


def _packs(text: str) -> tuple[tuple[str, Decimal], ...]:
    packs: list[tuple[str, Decimal]] = []
    for part in filter(None, (part.strip() for part in text.split(";"))):
        unit, equals, count = part.partition("=")
        if not equals or not unit.strip():
            raise BadCell(f"pack_units {part!r} is not UNIT=NUMBER")
        number = _positive(_decimal(count.strip(), "pack_units"), "pack_units")
        assert number is not None
        packs.append((unit.strip(), number))
    return tuple(packs)


def _item(c: Columns, row: list[str]) -> Item:
    descriptions = tuple(
        (language, row[index].strip()) for language, index in c.descriptions if index < len(row) and row[index].strip()
    )
    if not descriptions:
        raise BadCell("description is empty")
    return Item(
        sku=c.required(row, "sku"),
        descriptions=descriptions,
        gtin=c.text(row, "gtin"),
        brand=c.text(row, "brand"),
        manufacturer_part_number=c.text(row, "manufacturer_part_number"),
        category=c.text(row, "category"),
        stock_unit=c.text(row, "stock_unit") or "PCE",
        list_price=_not_negative(c.number(row, "list_price"), "list_price"),
        currency=c.text(row, "currency"),
        packs=_packs(c.text(row, "pack_units")),
        min_quantity=_positive(c.number(row, "moq"), "moq") or Decimal(1),
        multiple=_positive(c.number(row, "multiple"), "multiple") or Decimal(1),
        status=c.text(row, "status") or "active",
        replaced_by=c.text(row, "replaced_by"),
    )


def _cross_reference(c: Columns, row: list[str]) -> CrossReference:
    return CrossReference(c.required(row, "customer_code"), c.required(row, "buyer_item_code"), c.required(row, "sku"))


def _price_agreement(c: Columns, row: list[str]) -> PriceAgreement:
    price = _not_negative(c.number(row, "price"), "price")
    if price is None:
        raise BadCell("price is empty")
    valid_from, valid_to = c.day(row, "valid_from"), c.day(row, "valid_to")
    if valid_from and valid_to and valid_to < valid_from:
        raise BadCell(f"valid_to {valid_to} is before valid_from {valid_from}")
    unit = c.text(row, "unit") or "PCE"
    return PriceAgreement(c.required(row, "customer_code"), c.required(row, "sku"), price, unit, valid_from, valid_to)


def _past_line(c: Columns, row: list[str]) -> PastLine:
    day, quantity = c.day(row, "order_date"), c.number(row, "quantity")
    if day is None or quantity is None:
        raise BadCell("order_date is empty" if day is None else "quantity is empty")
    customer, sku = c.required(row, "customer_code"), c.required(row, "sku")
    return PastLine(day, customer, c.text(row, "ship_to_code"), sku, quantity, c.text(row, "unit") or "PCE")


@dataclass(frozen=True, slots=True)
class Parser:
    """One file: columns that must be there, row parser, and the key that may stand only once (None: may repeat)."""

    required: tuple[str, ...]
    parse: Callable[[Columns, list[str]], Any]
    key: Callable[[Any], object]
    key_name: str = ""


ROW_PARSERS: Mapping[str, Parser] = MappingProxyType(
    {
        "customers.csv": Parser(("code", "name"), _customer, lambda row: row.code, "code"),
        "addresses.csv": Parser(("code", "customer_code"), _address, lambda row: row.code, "code"),
        "items.csv": Parser(("sku",), _item, lambda row: row.sku, "sku"),
        "cross_references.csv": Parser(("customer_code", "buyer_item_code", "sku"), _cross_reference, lambda row: None),
        "price_agreements.csv": Parser(("customer_code", "sku", "price"), _price_agreement, lambda row: None),
        "history.csv": Parser(("order_date", "customer_code", "sku", "quantity"), _past_line, lambda row: None),
    }
)
