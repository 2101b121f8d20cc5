"""What a reading left over is told: fields nearly found, numbers that nothing claims, sums that do not close."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from extraction.candidates_view import view
from extraction.doubts import doubts, with_siblings
from extraction.gazetteer import Gazetteer
from extraction.header import HeaderReading
from extraction.header_choice import Choice, Scored
from extraction.lines import LinesReading, Region, TotalSeen
from extraction.one_place import one_place_each
from models.master import Company, MasterData
from models.page import Box, Page, Word
from models.reading import ExtractedLine, ExtractedOrder, Field, Kind, OnPage


def box(x: float, y: float) -> Box:
    return Box(x, y, x + 40, y + 10)


def place(x: float, y: float, text: str = "") -> OnPage:
    return OnPage(1, box(x, y), text)


def field(value: Any, x: float, y: float, confidence: float = 0.9) -> Field[Any]:
    return Field(value, confidence, "text_layer", place(x, y))


def page(*words: tuple[str, float, float]) -> Page:
    return Page(1, 600, 800, tuple(Word(text, box(x, y)) for text, x, y in words))


def told(shown: Page, lines: LinesReading, *choices: Choice, **fields: Field[Any]) -> dict[str, float]:
    document = view([shown], "en", Gazetteer.build(MasterData(Company("Us"))))
    found = doubts(document, HeaderReading(fields, (), choices), fields, lines)
    return {kind: float(text) for kind, text in found}


LINE = ExtractedLine(quantity=field(Decimal(5), 100, 200), amount=field(Decimal(50), 300, 200))
TABLE = LinesReading((LINE,), (Region(1, Box(50, 190, 400, 260)),), (), Decimal(50))


def test_numbers_between_the_lines_that_no_line_claims_are_counted() -> None:
    shown = page(("5", 100, 200), ("50.00", 300, 200), ("7", 100, 230), ("70.00", 300, 230), ("bolt", 200, 230))
    found = told(shown, TABLE)
    assert (found["doubt:inside"], found["doubt:money"]) == (2, 1)


def test_a_total_that_the_lines_do_not_come_to_is_an_open_sum() -> None:
    def of(total: str) -> float:
        seen = (TotalSeen("Total", Decimal(total), place(300, 300)),)
        return told(page(), LinesReading(TABLE.lines, TABLE.regions, seen, Decimal(50)))["doubt:sums"]

    assert (of("50.00"), of("120.00"), told(page(), TABLE)["doubt:sums"]) == (1, -1, 0)


def test_a_field_that_was_nearly_stated_is_told_and_a_stated_one_is_not() -> None:
    day = Scored(date(2026, 3, 9), 0.4, 0, box(10, 10), "9.3.2026")
    nearly = Choice("requested_date", day, (), certainty=0.42)
    assert told(page(), TABLE, nearly)["doubt:requested_date"] == 0.42
    assert "doubt:requested_date" not in told(page(), TABLE, nearly, requested_date=field(day.value, 10, 10))


def test_an_order_number_that_looks_like_a_day_is_no_date_as_well() -> None:
    number, day = field("20260310", 10, 10, 0.97), date(2026, 3, 10)
    assert "requested_date" not in one_place_each({"po_number": number, "requested_date": field(day, 10, 10)})
    assert "requested_date" in one_place_each({"po_number": number, "requested_date": field(day, 10, 40)})
    unsure = field("20260310", 10, 10, 0.4)
    assert "requested_date" in one_place_each({"po_number": unsure, "requested_date": field(day, 10, 10)})


def test_an_order_number_of_eleven_digits_is_no_tax_id_of_the_buyer_as_well() -> None:
    number, tax = Field("71840563928", 0.95, "text_layer"), Field("71840563928", 0.6, "text_layer")
    assert "buyer_vat_id" not in one_place_each({"po_number": number, "buyer_vat_id": tax})
    other = Field("30716664541", 0.6, "text_layer")
    assert "buyer_vat_id" in one_place_each({"po_number": number, "buyer_vat_id": other})


def test_a_date_that_nothing_claims_is_counted() -> None:
    shown = page(("Delivery", 10, 40), ("12/03/2026", 60, 40))
    day = field(date(2026, 3, 12), 60, 40)
    assert (told(shown, TABLE)["doubt:days"], told(shown, TABLE, order_date=day)["doubt:days"]) == (1, 0)


def test_orders_of_one_file_know_of_each_other_and_of_one_without_a_number() -> None:
    one = ExtractedOrder(field("order", 0, 0), Kind.PDF, po_number=field("PO-1", 10, 10))
    assert with_siblings([one])[0].clues == ()
    two = with_siblings([one, replace(one, po_number=field("PO-2", 10, 10))])
    assert two[0].clues == (("doubt:siblings", "1"), ("doubt:cut", "0"))
    assert with_siblings([one, replace(one, po_number=None)])[1].clues[1] == ("doubt:cut", "1")
