"""Exports headed by the names that business systems give their fields are read as those headed in words."""

from __future__ import annotations

import pytest

from extraction.readers.sheet_page import Sheet, sheet_page
from extraction.sheet_fields import in_words
from models.page import Page


def sheet(*rows: tuple[str, ...]) -> Page:
    made = Sheet("Export")
    for down, row in enumerate(rows):
        for across, text in enumerate(row):
            made.put(down, across, text)
    return sheet_page(made, 1)


def rows_of(page: Page) -> list[str]:
    tops = sorted({word.box.top for word in page.words})
    return [" ".join(word.text for word in page.words if word.box.top == top) for top in tops]


@pytest.mark.parametrize(
    ("names", "language", "words"),
    [
        (
            ("EBELN", "TXZ01", "MENGE", "NETPR", "PEINH"),
            "de",
            "Bestellnummer Bezeichnung Menge Nettopreis Preiseinheit",
        ),
        (("PurchId", "ItemName", "PurchQty", "LineAmount"), "en", "Order number Description Quantity Amount"),
        (("DO_Piece", "DL_Design", "DL_Qte", "DL_MontantHT"), "fr", "N° commande Désignation Quantité Montant"),
        (("PO_NUMBER", "ITEM_DESCRIPTION", "UNIT_PRICE", "NEED_BY_DATE"), "", "Order number Description Unit price"),
    ],
)
def test_names_of_fields_over_columns_are_put_in_words(names: tuple[str, ...], language: str, words: str) -> None:
    page = in_words(sheet(names, tuple("12345"[: len(names)])), language)
    assert rows_of(page)[0].startswith(words)
    assert rows_of(page)[1] == " ".join("12345"[: len(names)])


def test_headings_in_words_and_single_such_names_stay() -> None:
    page = sheet(("Order number", "Material", "Unit price", "Currency"), ("MENGE", "A", "B", "C"))
    assert in_words(page, "en") is page
