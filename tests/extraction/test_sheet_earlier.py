"""What stands in a workbook beside the order: earlier orders, lists on other sheets, forms, places, nameless rows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from extraction.candidates_view import view
from extraction.gazetteer import Gazetteer
from extraction.readers.sheet_page import Sheet, sheet_page
from extraction.sheet_choice import order_sheets
from extraction.sheet_joined import one_order_each
from extraction.sheet_left_out import rows_without_item
from models.issue import Issue
from models.master import Company, MasterData
from models.page import Box, Page
from models.reading import ExtractedLine, ExtractedOrder, Field, Kind, OnPage

NOBODY = Gazetteer.build(MasterData(company=Company(name="Us")))
HEAD = ("Code", "Description", "Quantity", "Unit", "Price", "Amount")
NUT = ("A-1", "Hex nut", "4", "EA", "2.5", "10")
BOLT = ("A-2", "Bolt", "3", "EA", "1.5", "4.5")
TOTAL = ("", "", "", "", "Total", "14.5")
PIN = ("B-7", "Pin", "40", "EA", "1", "40")
CLIP = ("B-8", "Clip", "6", "EA", "2", "12")
TOP = (("PO number", "R-10"), ("Order date", "2026-05-20"), ())
OLD = (("PO number", "R-2"), ("Order date", "2026-01-12"), ())


def sheet(*rows: tuple[str, ...], name: str = "Order", number: int = 1) -> Page:
    made = Sheet(name)
    for down, row in enumerate(rows):
        for across, text in enumerate(row):
            made.put(down, across, text)
    return sheet_page(made, number)


def left(*pages: Page, language: str = "en") -> str:
    """The text that is left of the sheets."""
    return " ".join(word.text for page in order_sheets(pages, language).pages for word in page.words)


def names(*pages: Page, language: str = "en") -> list[str]:
    return [page.sheet for page in order_sheets(pages, language).pages]


def told(*pages: Page, language: str = "en") -> list[str]:
    return [f"{issue.code} {issue.severity}" for issue in order_sheets(pages, language).issues]


# ---------------------------------------------------------------- earlier orders in the order's own sheet
@pytest.mark.parametrize(
    "title",
    [
        "Last order",
        "Previous orders (for reference)",
        "Order history",
        "Dernière commande du 3 mars 2026",
        "Historique des commandes",
        "Letzte Bestellung vom 12.03.2026",
        "Bereits geliefert",
        "Pedido anterior Nº 4471",
        "Historial de pedidos",
        "Ordine precedente",
        "Vorige levering",
        "Last 3 deliveries",
    ],
)
def test_what_stands_below_a_title_of_earlier_orders_is_not_ordered(title: str) -> None:
    page = sheet(*TOP, HEAD, NUT, BOLT, TOTAL, (), (title,), HEAD, PIN, CLIP)
    assert "Bolt" in left(page)
    assert "Pin" not in left(page)
    assert told(page) == ["rows_left_out info"]


def test_an_earlier_order_right_below_the_total_without_an_empty_row_or_a_heading_is_not_ordered() -> None:
    page = sheet(
        *TOP, HEAD, NUT, BOLT, TOTAL, ("Previous order", "R-2"), PIN, CLIP, (), ("Please call before delivery",)
    )
    assert "Pin" not in left(page)
    assert "Please call" in left(page)


def test_an_earlier_order_above_the_order_is_not_ordered() -> None:
    page = sheet(*TOP, ("Ordine precedente",), HEAD, PIN, CLIP, (), ("Nuovo ordine",), HEAD, NUT, BOLT)
    assert "Pin" not in left(page)
    assert "Nuovo ordine" in left(page)


def test_an_earlier_order_beside_the_order_is_not_ordered() -> None:
    page = sheet(*TOP, ("", "", "", "", "Last order"), (*HEAD[:3], "", *HEAD[:3]), (*NUT[:3], "", *PIN[:3]))
    assert "nut" in left(page)
    assert "Pin" not in left(page)


@pytest.mark.parametrize(
    "note", ["Preise wie letzte Bestellung", "Please pack as on the last order", "Last order was short of two boxes"]
)
def test_a_note_that_speaks_of_the_last_order_leaves_all_lines(note: str) -> None:
    page = sheet(*TOP, (note,), (), HEAD, NUT, BOLT, TOTAL, (), (note,))
    assert order_sheets([page], "en").pages == (page,)
    assert not told(page)


def test_the_number_of_the_last_order_in_the_head_of_the_sheet_leaves_all_lines() -> None:
    page = sheet(("Last order", "R-2"), *TOP, HEAD, NUT, BOLT, (), ("Electrical",), HEAD, PIN, CLIP)
    assert order_sheets([page], "en").pages == (page,)


def test_a_sheet_that_holds_nothing_but_an_earlier_order_is_not_emptied() -> None:
    page = sheet(("Last order",), HEAD, NUT, BOLT)
    assert order_sheets([page], "en").pages == (page,)


def test_sections_and_deliveries_of_one_order_stay_ordered() -> None:
    page = sheet(*TOP, ("Plumbing",), HEAD, NUT, (), ("Delivery of 6 July",), HEAD, PIN)
    assert order_sheets([page], "en").pages == (page,)
    assert not told(page)


def test_a_second_table_with_another_number_and_an_earlier_date_is_out_and_asked_about() -> None:
    page = sheet(*TOP, HEAD, NUT, BOLT, TOTAL, (), *OLD[:2], HEAD, PIN, CLIP)
    assert "Pin" not in left(page)
    assert told(page) == ["rows_left_out warning"]


def test_a_table_titled_with_an_order_of_an_earlier_date_is_out_and_asked_about() -> None:
    page = sheet(*TOP, HEAD, NUT, BOLT, TOTAL, (), ("Bestellung vom 12.03.2026",), HEAD, PIN, CLIP)
    assert "Pin" not in left(page)
    assert told(page) == ["rows_left_out warning"]


def test_a_second_table_with_another_number_and_no_date_is_kept_and_asked_about() -> None:
    page = sheet(*TOP, HEAD, NUT, BOLT, TOTAL, (), ("PO number", "R-11"), HEAD, PIN, CLIP)
    assert "Pin" in left(page)
    assert told(page) == ["part_unsure warning"]


# ---------------------------------------------------------------- other sheets under a neutral name
def test_rows_without_prices_on_another_sheet_are_not_ordered_where_the_order_comes_to_its_total() -> None:
    order = sheet(*TOP, HEAD, NUT, BOLT, TOTAL)
    stock = sheet(HEAD[:3], PIN[:3], CLIP[:3], name="Hoja2", number=2)
    assert names(order, stock) == ["Order"]
    assert told(order, stock) == ["sheet_left_out warning"]


def test_a_sheet_titled_as_a_stock_list_or_an_earlier_order_is_not_ordered() -> None:
    order = sheet(*TOP, HEAD[:3], NUT[:3], BOLT[:3])
    for title in ("Lagerbestand per 01.05.2026", "Stock list", "Historial de pedidos", "Last order"):
        other = sheet((title,), (), HEAD[:3], PIN[:3], CLIP[:3], name="Tabelle2", number=2)
        assert names(order, other) == ["Order"]
        assert told(order, other) == ["sheet_left_out info"]


def test_a_sheet_with_an_older_date_is_out_and_asked_about() -> None:
    order = sheet(*TOP, HEAD, NUT, BOLT)
    undated = sheet(("Order date", "2026-04-02"), (), HEAD, PIN, CLIP, name="Sheet2", number=2)
    numbered = sheet(*OLD, HEAD, PIN, CLIP, name="Sheet2", number=2)
    for other in (undated, numbered):
        assert names(order, other) == ["Order"]
        assert names(sheet(*TOP, HEAD, NUT, BOLT), other) == ["Order"]
        assert told(order, other) == ["sheet_left_out warning"]


def test_the_newest_order_is_the_order_wherever_it_stands() -> None:
    old = sheet(*OLD, HEAD, PIN, CLIP, name="Sheet1")
    order = sheet(*TOP, HEAD, NUT, BOLT, name="Sheet2", number=2)
    assert names(old, order) == ["Sheet2"]


def test_rows_whose_own_dates_are_all_before_the_order_were_ordered_before() -> None:
    order = sheet(*TOP, HEAD[:3], NUT[:3], BOLT[:3])
    head = ("Date", *HEAD[:3])
    rows = (("2026-02-03", *PIN[:3]), ("2026-03-04", *CLIP[:3]))
    assert names(order, sheet(head, *rows, name="Sheet2", number=2)) == ["Order"]
    below = sheet(*TOP, HEAD[:3], NUT[:3], BOLT[:3], (), head, *rows)
    assert "Pin" not in left(below)
    assert told(below) == ["rows_left_out warning"]


def test_a_price_list_before_the_order_is_none_where_only_the_order_has_a_number() -> None:
    prices = sheet(("Code", "Description", "Pack", "Price"), ("A-1", "Nut", "5", "2.5"), name="Sheet1")
    assert names(prices, sheet(*TOP, HEAD, NUT, BOLT, name="Sheet2", number=2)) == ["Sheet2"]


def test_an_order_with_a_number_of_its_own_from_the_last_quarter_is_kept_and_asked_about() -> None:
    order = sheet(*TOP, HEAD, NUT, BOLT)
    other = sheet(("PO number", "R-9"), ("Order date", "2026-04-02"), (), HEAD, PIN, name="Sheet2", number=2)
    assert names(order, other) == ["Order", "Sheet2"]
    assert told(order, other) == ["part_unsure warning"]


def test_two_orders_of_one_month_are_two_orders() -> None:
    order = sheet(*TOP, HEAD, NUT, BOLT)
    other = sheet(("PO number", "R-11"), ("Order date", "2026-05-08"), (), HEAD, PIN, name="Sheet2", number=2)
    assert names(order, other) == ["Order", "Sheet2"]
    assert not told(order, other)


def test_a_list_that_says_the_same_quantity_in_every_row_is_a_price_list() -> None:
    order = sheet(*TOP, HEAD, NUT, BOLT)
    rows = [(f"C-{at}", f"Washer {at}", "10", "2.5") for at in range(5)]
    prices = sheet(("Code", "Description", "Quantity", "Price"), *rows, name="Feuil2", number=2)
    assert names(order, prices) == ["Order"]
    assert told(order, prices) == ["sheet_left_out warning"]


def test_an_order_that_goes_on_to_the_next_sheet_is_whole_and_asked_about_only_without_a_common_total() -> None:
    first = sheet(*TOP, HEAD, NUT, BOLT, name="Sheet1")
    summed = sheet(HEAD, PIN, CLIP, ("", "", "", "", "Total", "66.5"), name="Sheet2", number=2)
    unsummed = sheet(HEAD, PIN, CLIP, name="Sheet2", number=2)
    named = sheet(HEAD, PIN, CLIP, name="Electrical", number=2)
    for other in (summed, unsummed, named):
        assert len(names(first, other)) == 2
    assert not told(first, summed)
    assert told(first, unsummed) == ["part_unsure warning"]
    assert not told(first, named)


# ---------------------------------------------------------------- forms
@pytest.mark.parametrize("form", ["Template", "Vorlage", "Modello ordine", "Plantilla", "Sjabloon", "Modèle"])
def test_a_form_that_alone_has_an_order_number_is_the_order(form: str) -> None:
    filled = sheet(*TOP, HEAD, NUT, BOLT, TOTAL, name=form)
    other = sheet(HEAD[:3], PIN[:3], CLIP[:3], name="Sheet2", number=2)
    assert names(filled, other) == [form]


def test_an_order_for_stock_is_the_order_and_a_stock_list_is_none() -> None:
    order = sheet(*TOP, HEAD, NUT, BOLT, name="Stock order")
    other = sheet(HEAD[:3], PIN[:3], CLIP[:3], name="Stock", number=2)
    assert names(order, other) == ["Stock order"]


def test_a_form_beside_an_order_is_none() -> None:
    form = sheet(("PO number",), ("Order date",), (), HEAD, PIN, name="Template")
    order = sheet(*TOP, HEAD, NUT, BOLT, number=2)
    assert names(form, order) == ["Order"]


# ---------------------------------------------------------------- one number, several places
def ordered(number: str, street: str, *codes: str) -> ExtractedOrder:
    lines = tuple(ExtractedLine(supplier_item_code=Field(code, 0.9, "text_layer")) for code in codes)
    said = Field(number, 0.9, "text_layer")
    place = Field(street, 0.9, "text_layer")
    kind = Field("order", 0.9, "text_layer")
    return ExtractedOrder(kind, Kind.SPREADSHEET, po_number=said, ship_to_street=place, lines=lines)


def codes(order: ExtractedOrder) -> list[str]:
    return [line.supplier_item_code.value for line in order.lines if line.supplier_item_code]


def test_two_sheets_for_two_places_under_one_number_are_one_order_whose_places_are_asked() -> None:
    (made,) = one_order_each([ordered("R-1", "Mill Lane 2", "A", "B"), ordered("R-1", "Dock Road 9", "A", "C")])
    assert codes(made) == ["A", "B", "A", "C"]
    (issue,) = made.remarks
    assert (issue.code, dict(issue.params)["places"]) == ("several_places", "Mill Lane 2; Dock Road 9")


def test_a_second_place_is_asked_about_on_a_sheet_without_a_number_and_below_the_first_table() -> None:
    first, second = ("Ship to", "Mill Lane 2"), ("Ship to", "Dock Road 9")
    there = sheet(second, (), HEAD, PIN, name="Site B", number=2)
    assert told(sheet(first, *TOP, HEAD, NUT, name="Site A"), there) == ["several_places warning"]
    assert told(sheet(first, *TOP, HEAD, NUT, (), second, HEAD, PIN)) == ["several_places warning"]


def test_two_sheets_for_one_place_that_overlap_are_one_order_that_is_asked_about() -> None:
    (made,) = one_order_each([ordered("R-1", "Mill Lane 2", "A", "B"), ordered("R-1", "Mill lane 2", "A", "C")])
    assert codes(made) == ["A", "B", "C"]
    assert [issue.code for issue in made.remarks] == ["part_unsure"]


def test_a_copy_of_an_order_adds_nothing_and_asks_nothing() -> None:
    (made,) = one_order_each([ordered("R-1", "Mill Lane 2", "A"), ordered("R-1", "Mill Lane 2", "A")])
    assert codes(made) == ["A"]
    assert not made.remarks


# ---------------------------------------------------------------- rows that name no item
def found(*rows: tuple[str, ...], lines: tuple[int, ...]) -> tuple[Issue, ...]:
    page = sheet(HEAD, *rows)
    made = [ExtractedLine(**{name: _cell(page, row, column) for name, column in COLUMNS.items()}) for row in lines]  # type: ignore[arg-type]
    return rows_without_item(made, view([page], "en", NOBODY, date(2026, 6, 8)))


COLUMNS = {"supplier_item_code": "A", "description": "B", "quantity": "C", "unit": "D"}


def _cell(page: Page, row: int, column: str) -> Field[object]:
    text = " ".join(word.text for word in page.words if word.cell == f"{column}{row}")
    place = OnPage(page.number, Box(0, 0, 9, 9), text, page.sheet, f"{column}{row}")
    return Field(Decimal(text) if column == "C" else text, 0.9, "text_layer", place)


def test_a_row_with_a_quantity_that_names_no_item_is_told() -> None:
    issues = found(NUT, ("", "", "24", "EA", "1", "24"), BOLT, ("", "", "5"), lines=(2, 4))
    assert [dict(issue.params)["row"] for issue in issues] == ["3", "5"]
    assert {issue.code for issue in issues} == {"row_without_item"}


def test_sums_freight_and_cancelled_rows_are_not_told() -> None:
    rows = (("", "", "7"), ("", "Freight", "1", "EA", "9"), ("A-9", "Ring", "3", "cancelled"), ("", "Total", "20"))
    assert not found(NUT, BOLT, *rows, lines=(2, 3))
