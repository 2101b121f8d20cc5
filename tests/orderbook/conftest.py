"""A small order of the Atelier Morel at Nordlux, as a matched order and the facts that booking needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from models.master import Address, Company, Customer, Item, PriceAgreement
from models.match import MatchedLine, MatchedOrder, MatchResult
from models.reading import ExtractedLine, ExtractedOrder, Field, Kind
from orderbook import BookingFacts


def read(value: Any) -> Field[Any]:
    return Field(value, 0.98, "text_layer")


def line(**values: Any) -> ExtractedLine:
    return ExtractedLine(**{name: read(value) for name, value in values.items()})


def matched(order: ExtractedOrder, skus: tuple[str | None, ...], stock: tuple[str, ...]) -> MatchedOrder:
    lines = tuple(
        MatchedLine(printed, MatchResult(sku, 0.97), read(Decimal(amount)))
        for printed, sku, amount in zip(order.lines, skus, stock, strict=True)
    )
    return MatchedOrder(order, MatchResult("C001", 0.99), MatchResult("C001-02", 0.98), lines, 0.95)


@pytest.fixture
def facts() -> BookingFacts:
    head_office = Address("US-1", "", "head_office", "Nordlux GmbH", "Werkstr. 1", "70173", "Stuttgart", "DE")
    return BookingFacts(
        company=Company(
            "Nordlux GmbH", vat_id="DE123456789", emails=("sales@nordlux.example",), addresses=(head_office,)
        ),
        customer=Customer("C001", "Atelier Morel", language="fr", currency="EUR", payment_terms="30 jours fin de mois"),
        addresses=(
            Address("C001-01", "C001", "bill_to", "Atelier Morel", "1 rue du Lac", "69003", "Lyon", "FR"),
            Address("C001-02", "C001", "ship_to", "Atelier Morel – dépôt", "8 quai Sud", "69007", "Lyon", "FR"),
        ),
        items={
            "NX-100": Item(
                "NX-100", (("en", "Lamp"), ("fr", "Lampe")), list_price=Decimal("10"), packs=(("CT", Decimal(6)),)
            ),
            "NX-200": Item("NX-200", (("en", "Cable"),), stock_unit="MTR", list_price=Decimal("1.2")),
        },
        agreements=(PriceAgreement("C001", "NX-100", Decimal("54"), "CT", date(2026, 1, 1), None),),
    )


@pytest.fixture
def order() -> MatchedOrder:
    printed = ExtractedOrder(
        document_type=read("order"),
        kind=Kind.PDF,
        language="fr",
        po_number=read("PO-4711"),
        order_date=read(date(2026, 3, 9)),
        requested_date=read(date(2026, 3, 20)),
        currency=read("EUR"),
        lines=(
            line(line_no="1", supplier_item_code="NX-100", description="Lampe <b>LED</b>", quantity=Decimal(2),
                 unit="carton", unit_price=Decimal("54.00"), buyer_item_code="L-1"),
            line(line_no="2", supplier_item_code="NX-200", description="Câble", quantity=Decimal(100), unit="m",
                 unit_price=Decimal("118"), price_basis=Decimal(100), discount_percent=Decimal(5)),
        ),
    )  # fmt: skip
    return matched(printed, ("NX-100", "NX-200"), ("12", "100"))


def with_line(order: MatchedOrder, index: int, **values: Any) -> MatchedOrder:
    """The order with other printed values on one line (None: not stated)."""
    fields = {name: None if value is None else read(value) for name, value in values.items()}
    printed = replace(order.lines[index].line, **fields)
    lines = list(order.lines)
    lines[index] = replace(lines[index], line=printed)
    extracted = replace(order.order, lines=tuple(entry.line for entry in lines))
    return replace(order, order=extracted, lines=tuple(lines))


def with_header(order: MatchedOrder, **values: Any) -> MatchedOrder:
    fields = {name: None if value is None else read(value) for name, value in values.items()}
    return replace(order, order=replace(order.order, **fields))


@pytest.fixture
def vary() -> Any:
    class Vary:
        line = staticmethod(with_line)
        header = staticmethod(with_header)

    return Vary
