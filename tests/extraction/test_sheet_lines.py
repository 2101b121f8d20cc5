"""Lines of a sheet: what the columns tell where one line was read otherwise than the others."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from extraction.candidates_view import view
from extraction.gazetteer import Gazetteer
from extraction.readers.sheet_page import Sheet, sheet_page
from extraction.sheet_lines import by_columns
from models.master import Company, MasterData
from models.page import Page
from models.reading import ExtractedLine, Field, OnPage

NOBODY = Gazetteer.build(MasterData(company=Company(name="Us")))
HEAD = ("LINE_NUM", "VENDOR_ITEM", "ITEM_DESC", "QTY", "UOM", "PRICE")


def sheet(*rows: tuple[str, ...]) -> Page:
    made = Sheet("Order")
    for down, row in enumerate(rows):
        for across, text in enumerate(row):
            made.put(down, across, text)
    return sheet_page(made, 1)


def at(page: Page, cell: str, value: Any = None) -> Field[Any]:
    words = [word for word in page.words if word.cell == cell]
    text = " ".join(word.text for word in words)
    place = OnPage(1, words[0].box.union(words[-1].box), text, page.sheet, cell)
    return Field(text if value is None else value, 0.9, "text_layer", place)


def row(page: Page, number: int, **columns: str) -> ExtractedLine:
    """A line of this row; numbers are read as such."""
    values: dict[str, Any] = {}
    for name, column in columns.items():
        field = at(page, f"{column}{number}")
        is_number = name in ("quantity", "unit_price", "amount", "discount_percent", "price_basis")
        values[name] = at(page, f"{column}{number}", Decimal(field.value)) if is_number else field
    return ExtractedLine(**values)


def read(page: Page, *lines: ExtractedLine) -> list[ExtractedLine]:
    return by_columns(lines, view([page], "en", NOBODY))


def test_the_column_that_counts_the_lines_is_their_number() -> None:
    page = sheet(HEAD, ("1", "A-1", "Hex nut", "5", "EA", "1.5"), ("2", "A-2", "Bolt", "6", "EA", "2.5"))
    lines = [row(page, n, supplier_item_code="B", description="C", quantity="D", unit="E") for n in (2, 3)]
    assert [line.line_no and line.line_no.value for line in read(page, *lines)] == ["1", "2"]


def test_a_value_that_one_line_lacks_stands_in_the_others_column() -> None:
    rows = [(str(n), f"A-{n}", f"Hex nut M{n}", str(4 + n), "RS" if n == 3 else "EA", "1.5") for n in (1, 2, 3)]
    page = sheet(HEAD, *rows)
    whole = {"supplier_item_code": "B", "description": "C", "quantity": "D"}
    lines = [row(page, n, **whole, line_no="A", unit="E", unit_price="F") for n in (2, 3)]
    third = read(page, *lines, row(page, 4, **whole))[2]
    assert third.unit
    assert third.unit.value == "RS"
    assert third.line_no
    assert third.line_no.value == "3"
    assert third.unit_price
    assert third.unit_price.value == Decimal("1.5")


def test_an_address_beside_the_table_is_no_part_of_a_description() -> None:
    page = sheet(
        HEAD,
        ("1", "A-1", "Hex nut", "5", "EA", "", "", "Delivery to"),
        ("2", "A-2", "Bolt", "6", "EA", "", "", "Plant 2"),
    )
    lines = [row(page, n, supplier_item_code="B", description="C", quantity="D") for n in (2, 3)]
    swallowed = ExtractedLine(
        supplier_item_code=lines[1].supplier_item_code,
        description=at(page, "C3", "Bolt Plant 2"),
        quantity=lines[1].quantity,
    )
    second = read(page, lines[0], swallowed)[1]
    assert second.description
    assert second.description.value == "Bolt"


def test_a_size_in_a_name_is_no_price() -> None:
    page = sheet(*[(f"A-{n}", f"Film {n}000 mm 75 m", str(n), "Rlx") for n in (1, 2, 3, 4)])
    lines = [row(page, n, supplier_item_code="A", description="B", quantity="C", unit="D") for n in (1, 2, 3, 4)]
    odd = ExtractedLine(
        supplier_item_code=lines[0].supplier_item_code,
        description=lines[0].description,
        quantity=lines[0].quantity,
        unit_price=at(page, "B1", Decimal(1000)),
        price_basis=at(page, "B1", Decimal(1000)),
        amount=at(page, "C1", Decimal(1)),
    )
    first = read(page, odd, *lines[1:])[0]
    assert (first.unit_price, first.price_basis, first.amount) == (None, None, None)


def test_columns_headed_by_dates_are_a_lines_schedules_and_their_sum_its_quantity() -> None:
    head = ("Part", "Description", "2026-05-25", "2026-06-08", "2026-06-22", "Total", "Price")
    page = sheet(
        head,
        ("A-1", "Flexible cable", "", "16", "18", "34", "0.5"),
        ("A-2", "Contactor", "2", "", "", "2", "16.7"),
        ("A-3", "Cable tie", "1", "1", "1", "3", "0.2"),
    )
    whole = {"supplier_item_code": "A", "description": "B"}
    lines = [
        row(page, 2, **whole, quantity="D", discount_percent="F", unit_price="G"),
        row(page, 3, **whole, quantity="C"),
        row(page, 4, **whole, quantity="C", unit_price="G"),
    ]
    first, second, _ = read(page, *lines)
    assert first.quantity
    assert first.quantity.value == 34
    assert first.discount_percent is None
    assert [s.requested_date for s in first.schedules] == [date(2026, 6, 8), date(2026, 6, 22)]
    assert [s.quantity for s in first.schedules] == [Decimal(16), Decimal(18)]
    assert second.quantity
    assert second.quantity.value == 2
    assert second.unit_price
    assert second.unit_price.value == Decimal("16.7")


def test_one_day_for_all_lines_below_a_mere_date_is_the_orders() -> None:
    rows = [("4512", "2026-11-24", f"A-{n}", f"Hex nut M{n}", str(4 + n)) for n in (1, 2, 3)]
    whole = {"supplier_item_code": "C", "description": "D", "quantity": "E"}
    for heading, due in (("Date", None), ("Delivery date", date(2026, 11, 24))):
        page = sheet(("Our reference", heading, "VENDOR_ITEM", "ITEM_DESC", "QTY"), *rows)
        lines = read(page, *(row(page, n, **whole) for n in (2, 3, 4)))
        assert {line.requested_date and line.requested_date.value for line in lines} == {due}
