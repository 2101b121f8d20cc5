"""Sheets that stand or order otherwise: an item a column, tables side by side, rows without quantity, other sheets."""

from __future__ import annotations

from decimal import Decimal

from extraction.candidates_view import view
from extraction.lines_after_sum import without_lines_below_the_sum
from extraction.lines_charges import without_charges
from extraction.segment_rows import orders_by_rows
from extraction.sheet_choice import order_sheets
from extraction.sheet_joined import one_order_each
from models.reading import ExtractedLine, ExtractedOrder, Field, Kind, OnPage
from tests.extraction.sheets import HEAD, NOBODY, line, read, sheet


def quantities(lines: list[ExtractedLine]) -> list[Decimal | None]:
    return [one.quantity.value if one.quantity else None for one in lines]


# ---------------------------------------------------------------- what is ordered
def test_a_stock_is_no_quantity_and_a_row_without_quantity_is_not_ordered() -> None:
    page = sheet(
        HEAD,
        ("A-1", "Hex nut", "70", "5", "EA", "1.5", "7.5"),
        ("A-2", "Bolt", "80", "", "EA", "2.5", ""),
        ("A-3", "Washer", "90", "0", "EA", "3.5", ""),
        ("A-4", "Pin", "60", "4", "EA", "2", ""),
    )
    known = {"supplier_item_code": "A", "description": "B"}
    lines = [
        line(page, 2, **known, quantity="D", unit_price="F", amount="G"),
        line(page, 3, **known, quantity="C"),
        line(page, 4, **known, quantity="D"),
        line(page, 5, **known, quantity="C", unit_price="F"),
    ]
    assert quantities(read(page, *lines)) == [Decimal(5), Decimal(4)]


def test_a_row_that_is_filled_as_the_lines_are_is_a_line_and_freight_is_none() -> None:
    page = sheet(
        HEAD,
        ("A-1", "Hex nut", "", "5", "EA", "1.5", "7.5"),
        ("A-2", "Bolt", "", "6", "EA", "2", "12"),
        ("A-3", "Pin", "", "4", "EA", "2", "8"),
        ("X", "Freight", "", "1", "EA", "9", "9"),
        ("A-5", "Cap", "cancelled", "1", "EA", "9", "9"),
    )
    columns = {"supplier_item_code": "A", "description": "B", "quantity": "D", "unit_price": "F", "amount": "G"}
    made = read(page, line(page, 2, **columns), line(page, 4, **columns))
    assert quantities(made) == [Decimal(5), Decimal(6), Decimal(4)]


def test_a_line_that_its_row_says_to_be_cancelled_is_not_ordered() -> None:
    page = sheet(
        ("Status", "Code", "Description", "Quantity"), ("Open", "A-1", "Nut", "5"), ("Cancelled", "A-2", "Bolt", "6")
    )
    columns = {"supplier_item_code": "B", "description": "C", "quantity": "D"}
    assert quantities(read(page, line(page, 2, **columns), line(page, 3, **columns))) == [Decimal(5)]


def test_a_bare_number_is_a_discount_only_where_a_heading_or_the_sum_says_so() -> None:
    def discount(heading: str, amount: str) -> Decimal | None:
        page = sheet(
            ("Code", "Description", "Quantity", "Price", heading, "Amount"), ("A-1", "Nut", "5", "2", "10", amount)
        )
        columns = {"supplier_item_code": "A", "description": "B", "quantity": "C", "unit_price": "D"}
        [made] = read(page, line(page, 2, **columns, discount_percent="E", amount="F"))
        return made.discount_percent.value if made.discount_percent else None

    assert discount("Min. stock", "10") is None
    assert discount("Min. stock", "9") == 10
    assert discount("Disc.", "10") == 10


def test_an_alternative_below_an_item_is_no_part_of_its_name() -> None:
    page = sheet(
        HEAD,
        ("A-1", "Hex nut", "", "5", "EA", "1.5", "7.5"),
        ("Z-1", "alternatively: wing nut", "", "", "", "1.7", ""),
        ("A-2", "Bolt", "", "6", "EA", "2", "12"),
    )
    columns = {"supplier_item_code": "A", "description": "B", "quantity": "D", "unit_price": "F", "amount": "G"}
    first, second = line(page, 2, **columns), line(page, 4, **columns)
    assert first.description
    named = Field("Hex nut alternatively: wing nut", 0.9, "text_layer", first.description.evidence)
    swallowed = ExtractedLine(
        supplier_item_code=first.supplier_item_code, description=named, quantity=first.quantity, amount=first.amount
    )
    made = read(page, swallowed, second)
    assert [one.description and one.description.value for one in made] == ["Hex nut", "Bolt"]


def test_a_name_below_the_code_in_its_cell_is_the_items_name() -> None:
    page = sheet(("Prodotto", "Pezzi"), ("A-17\nDado esagonale M8", "5"), ("A-18\nVite M8", "6"))
    lines = [line(page, number, quantity="B") for number in (2, 3)]
    coded = []
    for number, code in ((2, "A-17"), (3, "A-18")):
        words = [word for word in page.words if word.cell == f"A{number}"]
        place = OnPage(1, words[0].box, code, page.sheet, f"A{number}")
        coded.append(
            ExtractedLine(supplier_item_code=Field(code, 0.9, "text_layer", place), quantity=lines[number - 2].quantity)
        )
    assert [one.description and one.description.value for one in read(page, *coded, language="it")] == [
        "Dado esagonale M8",
        "Vite M8",
    ]


# ---------------------------------------------------------------- which sheets, which rows
def test_earlier_orders_and_price_lists_on_sheets_of_their_own_are_not_ordered() -> None:
    order = sheet(HEAD, ("A-1", "Hex nut", "", "5", "EA", "1.5", "7.5"))
    history = sheet(("Date", *HEAD), ("2026-01-02", "A-2", "Bolt", "", "6", "EA", "2", "12"), name="History", number=2)
    prices = sheet(("Code", "Description", "Unit", "Price"), ("A-2", "Bolt", "EA", "2"), name="Sheet3", number=3)
    cover = sheet(("Order", "R01"), name="Cover", number=4)
    assert order_sheets([order, history, prices, cover], "en").pages == (order, cover)
    assert order_sheets([history], "en").pages == (history,)


def ordered(number: str, *codes: str) -> ExtractedOrder:
    lines = tuple(ExtractedLine(supplier_item_code=Field(code, 0.9, "text_layer")) for code in codes)
    said = Field(number, 0.9, "text_layer")
    return ExtractedOrder(Field("order", 0.9, "text_layer"), Kind.SPREADSHEET, po_number=said, lines=lines)


def test_a_sheet_a_site_with_one_number_is_one_order_and_a_copy_adds_nothing() -> None:
    sites = [ordered("R1", "A", "B"), ordered("R1", "C"), ordered("R1", "A", "B"), ordered("R2", "A")]
    found = [
        [line.supplier_item_code.value for line in order.lines if line.supplier_item_code]
        for order in one_order_each(sites)
    ]
    assert found == [["A", "B", "C"], ["A"]]


def test_freight_among_the_lines_is_no_line() -> None:
    nut = ExtractedLine(supplier_item_code=Field("A-1", 0.9, "text_layer"))
    freight = ExtractedLine(description=Field("Frais de port", 0.9, "text_layer"))
    assert without_charges([nut, freight]) == [nut]
    assert without_charges([freight]) == [freight]


def test_what_is_ordered_of_an_item_is_no_orders_number() -> None:
    page = sheet(
        ("Código", "Artículo", "Formato", "Tarifa", "Pedido"),
        ("A-1", "Tuerca", "ud", "1.5", "24"),
        ("A-2", "Tornillo", "ud", "2.5", "12"),
    )
    assert orders_by_rows(page) == [page]


def test_an_open_list_below_the_table_does_not_cut_it_into_orders() -> None:
    page = sheet(
        ("Pos", "Artikel", "Bezeichnung", "Menge", "Preis", "Betrag"),
        ("1", "A-1", "Mutter", "5", "2", "10"),
        ("Bestellung", "Artikel", "Bezeichnung", "Menge", "ME"),
        ("B1", "A-2", "Schraube", "5", "ST"),
        ("B2", "A-3", "Scheibe", "6", "ST"),
    )
    assert orders_by_rows(page) == [page]


def test_what_stands_below_the_sum_without_amounts_is_not_ordered() -> None:
    page = sheet(
        ("Artikel", "Bezeichnung", "Menge", "Preis", "Betrag"),
        ("A-1", "Mutter", "5", "2", "10"),
        ("A-2", "Schraube", "6", "2", "12"),
        ("", "", "", "Summe", "22"),
        ("A-3", "Scheibe", "7"),
    )
    columns = {"supplier_item_code": "A", "description": "B", "quantity": "C"}
    lines = [line(page, number, **columns, amount="E") for number in (2, 3)] + [line(page, 5, **columns)]
    document = view([page], "de", NOBODY)
    assert without_lines_below_the_sum(lines, document) == lines[:2]
    assert without_lines_below_the_sum([lines[0], lines[2]], document) == [lines[0], lines[2]]


def test_a_sheet_of_what_was_bought_before_is_not_the_order_whatever_the_columns_of_the_order_are_called() -> None:
    head = ("Your code", "Product", "Per", "No. off", "Cost", "Line cost")
    now = sheet(head, ("A-1", "Nut", "Each", "4", "2.5", "10"), ("A-2", "Bolt", "Each", "3", "1.5", "4.5"))
    before = sheet(("Code", "Product", "Bought"), ("A-3", "Screw", "40"), ("A-4", "Pin", "40"), name="2025", number=2)
    assert order_sheets([now, before], "en").pages == (now,)


def test_a_sheet_named_for_what_was_or_what_is_suggested_is_not_the_order() -> None:
    order = sheet(HEAD, ("A-1", "Hex nut", "9", "100", "EA", "0.1", "10"))
    for name in ("Letzte Bestellung", "Dernière commande", "Artículos sugeridos", "Anno scorso", "Vorige bestelling"):
        other = sheet(HEAD, ("A-2", "Bolt", "9", "20", "EA", "0.2", "4"), name=name, number=2)
        assert order_sheets([order, other], "de").pages == (order,)


def test_the_price_is_taken_from_its_column_where_the_sum_of_one_piece_was_taken_for_it() -> None:
    head = ("Code", "Description", "Quantity", "Unit price", "Price unit", "Amount")
    page = sheet(
        head,
        ("A-1", "Hex nut", "5", "8798", "100", "439.9"),
        ("A-2", "Bolt", "10", "1599", "100", "159.9"),
        ("A-3", "Pin", "1", "2053", "100", "20.53"),
    )
    columns = {"supplier_item_code": "A", "description": "B", "quantity": "C"}
    whole = [line(page, row, unit_price="D", amount="F", **columns) for row in (2, 3)]
    made = read(page, *whole, line(page, 4, unit_price="F", **columns))
    assert made[2].unit_price
    assert made[2].unit_price.value == Decimal(2053)
    assert made[2].amount
    assert made[2].amount.value == Decimal("20.53")
