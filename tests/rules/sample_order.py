"""A matched order that no rule objects to, to be changed by each test in one point."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from models.master import Address, Company, Customer, Item, MasterData, PastLine, PriceAgreement
from models.match import MatchedLine, MatchedOrder, MatchResult
from models.reading import ExtractedLine, ExtractedOrder, Field, Kind
from rules import RuleContext, check

TODAY = date(2026, 3, 2)


def stated(value: Any, confidence: float = 0.99) -> Field[Any]:
    return Field(value, confidence, "text_layer")


def master() -> MasterData:
    item = Item(
        "11.853.001", (("en", "Hex bolt M8x70"),), stock_unit="PCE", list_price=Decimal("0.12"),
        packs=(("BOX", Decimal(100)),), min_quantity=Decimal(100), multiple=Decimal(50),
    )  # fmt: skip
    old = replace(item, sku="OLD", status="discontinued", replaced_by="11.853.001")
    gone = replace(item, sku="GONE", status="discontinued")
    history = tuple(
        PastLine(date(2025, month, 1), "C1", "C1-02", "11.853.001", Decimal(5), "BOX") for month in (3, 6, 9)
    )
    return MasterData(
        Company("Us"),
        customers=(Customer("C1", "Acme Ltd", currency="EUR"),),
        addresses=(Address("C1-02", "C1", "ship_to", "Acme Ltd", "1 High Street", "AB1 2CD", "Ely", "GB"),),
        items=(item, old, gone),
        price_agreements=(PriceAgreement("C1", "11.853.001", Decimal("0.10"), "PCE", date(2026, 1, 1), None),),
        history=history,
    )


def a_context() -> RuleContext:
    return RuleContext.of(master(), today=TODAY)


def an_order() -> MatchedOrder:
    line = ExtractedLine(
        description=stated("Hex bolt M8x70"),
        quantity=stated(Decimal(5)),
        unit=stated("box"),
        unit_price=stated(Decimal("10.00")),
        amount=stated(Decimal("50.00")),
    )
    extracted = ExtractedOrder(
        stated("order"),
        Kind.PDF,
        po_number=stated("4500012345"),
        order_date=stated(date(2026, 3, 1)),
        requested_date=stated(date(2026, 3, 20)),
        currency=stated("EUR"),
        buyer_name=stated("Acme Ltd"),
        ship_to_street=stated("1 High Street"),
        total_net=stated(Decimal("50.00")),
        lines=(line,),
    )
    return MatchedOrder(
        extracted,
        MatchResult("C1", 0.999),
        MatchResult("C1-02", 0.99),
        (MatchedLine(line, MatchResult("11.853.001", 0.999), stated(Decimal(500))),),
        0.99,
    )


def header(order: MatchedOrder, **fields: Any) -> MatchedOrder:
    """The order with other header fields."""
    return replace(order, order=replace(order.order, **fields))


def lined(order: MatchedOrder, item: str | None = "", stock: Any = "", **fields: Any) -> MatchedOrder:
    """The order with its line changed."""
    old = order.lines[0]
    line = replace(old.line, **fields)
    result = old.item if item == "" else MatchResult(item, 0.99)
    quantity = old.stock_quantity if stock == "" else stock
    return replace(order, order=replace(order.order, lines=(line,)), lines=(MatchedLine(line, result, quantity),))


def codes(order: MatchedOrder, context: RuleContext) -> set[str]:
    return {issue.code for issue in check(order, context)}
