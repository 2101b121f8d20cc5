"""An order beside the one that it repeats or changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from models.match import MatchedLine, MatchedOrder, MatchResult
from models.reading import ExtractedLine, ExtractedOrder, Field, Kind
from review_ui.forms import Forms
from review_ui.texts import texts
from review_ui.views.compare import Comparison, comparison


def said(value: Any) -> Field[Any]:
    return Field(value, 0.9, "text_layer")


def line(sku: str, quantity: str | None, number: str = "", price: str | None = None) -> MatchedLine:
    printed = ExtractedLine(
        line_no=said(number) if number else None,
        quantity=said(Decimal(quantity)) if quantity else None,
        unit_price=said(Decimal(price)) if price else None,
    )
    return MatchedLine(printed, MatchResult(sku, 0.9))


def order(*lines: MatchedLine, kind: str = "order", **header: Any) -> MatchedOrder:
    fields = {name: said(value) for name, value in ({"po_number": "PO-1"} | header).items()}
    printed = ExtractedOrder(said(kind), Kind.PDF, lines=tuple(x.line for x in lines), **fields)
    return MatchedOrder(printed, MatchResult("C1", 0.9), MatchResult("C1-1", 0.9), lines, 0.9)


def compared(now: MatchedOrder, before: MatchedOrder) -> Comparison:
    return comparison(now, before, "order 7", "/orders/7", texts("en"), Forms("en"))


def states(found: Comparison) -> list[tuple[str, str]]:
    return [(pair.title, pair.state) for pair in found.lines]


BEFORE = order(line("A1", "5", "1", "2.50"), line("B2", "3", "2"), order_date=date(2026, 3, 9))


def test_the_same_order_again_is_said_to_be_identical() -> None:
    again = order(line("B2", "3.0", "2"), line("A1", "5", "1", "2.5"), order_date=date(2026, 3, 9))
    found = compared(again, BEFORE)
    assert found.identical
    assert found.same_lines == 2


def test_only_what_differs_is_shown() -> None:
    later = order(line("A1", "8", "1", "2.50"), line("C3", "1", "3"), order_date=date(2026, 3, 9), revision="2")
    found = compared(later, BEFORE)
    assert [(pair.label, pair.before, pair.now) for pair in found.header] == [("Revision", "", "2")]
    assert states(found) == [("A1", "changed"), ("C3", "new"), ("B2", "gone")]
    quantity = found.lines[0].values[0]
    assert (quantity.before, quantity.now, quantity.state) == ("5", "8", "changed")


def test_a_change_leaves_alone_what_it_does_not_mention() -> None:
    found = compared(order(line("B2", "4"), kind="order_change"), BEFORE)
    assert states(found) == [("B2", "changed")]
    assert found.header == ()
    assert found.same_lines == 1


def test_another_item_under_the_same_number_is_a_changed_line() -> None:
    found = compared(order(line("A9", "5", "01", "2.50"), line("B2", "3", "2")), replace(BEFORE))
    assert [pair for pair in states(found) if pair[1] != "same"] == [("A1 → A9", "changed")]


def test_of_two_lines_of_one_item_the_numbers_tell_which_is_which() -> None:
    before = order(line("A1", "5", "1"), line("A1", "9", "2"))
    found = compared(order(line("A1", "9", "2"), line("A1", "6", "1")), before)
    assert [(pair.values[0].before, pair.values[0].now) for pair in found.lines] == [("5", "6")]
