"""A sheet whose rows name their order is cut into its orders; any other sheet stays whole."""

from __future__ import annotations

from extraction.segment_rows import orders_by_rows
from models.page import Box, Page, Word


def sheet(*rows: str) -> Page:
    words = []
    for number, row in enumerate(rows, start=1):
        for column, text in enumerate(row.split("|")):
            for place, token in enumerate(text.split()):
                x = 100.0 * column + 20 * place
                box = Box(x, 15.0 * number, x + 18, 15.0 * number + 10)
                words.append(Word(token, box, cell=f"{'ABCDEFG'[column]}{number}"))
    return Page(1, 700, 400, tuple(words), source="grid")


def test_two_order_numbers_in_a_column_make_two_orders() -> None:
    page = sheet(
        "Order number|Date|Article|Quantity|Unit price", "PO-1|2026-03-09|Bolt|5|1.00", "PO-1|2026-03-09|Nut|6|2.00",
        "PO-2|2026-03-10|Screw|7|3.00",
    )  # fmt: skip
    cut = orders_by_rows(page)
    assert [[word.text for word in one.words if word.cell[0] == "C"] for one in cut] == [
        ["Article", "Bolt", "Nut"],
        ["Article", "Screw"],
    ]


def test_one_order_number_leaves_the_sheet_whole() -> None:
    page = sheet(
        "Order number|Date|Article|Quantity|Unit price", "PO-1|2026-03-09|Bolt|5|1.00", "PO-1|2026-03-09|Nut|6|2.00"
    )
    assert orders_by_rows(page) == [page]


def test_item_numbers_in_a_column_are_no_orders() -> None:
    page = sheet("Pos|Bestellnummer|Artikel|Menge|Preis", "1|4711|Bolt|5|1.00", "2|4712|Nut|6|2.00")
    assert orders_by_rows(page) == [page]
