"""Sheets with an item a column, records below each other or tables side by side are laid out row by row."""

from __future__ import annotations

from decimal import Decimal

from extraction.sheet_turned import put_back, turned
from models.page import Page
from models.reading import ExtractedLine, Field, OnPage
from tests.extraction.sheets import HEAD, sheet


def rows_of(page: Page) -> list[str]:
    """The page's rows as text, top to bottom."""
    tops = sorted({word.box.top for word in page.words})
    return [" ".join(word.text for word in page.words if word.box.top == top) for top in tops]


# ---------------------------------------------------------------- how the table stands
def test_a_sheet_with_an_article_a_column_is_read_article_by_article() -> None:
    page = sheet(
        ("Order no.", "R01"),
        (),
        ("Your code", "A-1", "A-2"),
        ("Description", "Hex nut", "Bolt"),
        ("Quantity", "100", "20"),
        ("Unit", "EA", "BOX"),
    )
    made = turned(page, "en")
    assert made
    assert rows_of(made.page)[-2:] == ["A-1 Hex nut 100 EA", "A-2 Bolt 20 BOX"]


def test_a_value_read_from_the_turned_sheet_is_shown_in_the_cell_where_it_stands() -> None:
    page = sheet(("Code", "A-1", "A-2"), ("Description", "Hex nut", "Bolt"), ("Quantity", "100", "20"))
    made = turned(page, "en")
    assert made
    cell = next(word for word in made.page.words if word.text == "20")
    there = OnPage(1, cell.box, "20", made.page.sheet, cell.cell)
    [back] = put_back([ExtractedLine(quantity=Field(Decimal(20), 0.9, "text_layer", there))], [made])
    assert back.quantity
    assert isinstance(back.quantity.evidence, OnPage)
    assert back.quantity.evidence.cell == "C3"
    assert back.quantity.evidence.box == next(word.box for word in page.words if word.text == "20")


def test_the_number_of_the_order_right_above_the_articles_is_no_article() -> None:
    page = sheet(
        ("Commande", "R 012"), ("Référence", "A-1", "A-2"), ("Désignation", "Écrou", "Vis"), ("Quantité", "100", "20")
    )
    made = turned(page, "fr")
    assert made
    assert rows_of(made.page) == ["Commande R 012", "Référence Désignation Quantité", "A-1 Écrou 100", "A-2 Vis 20"]


def test_a_label_that_says_more_than_the_columns_name_is_understood_beside_the_articles() -> None:
    page = sheet(("Codice articolo", "A-1", "A-2"), ("Descrizione", "Dado", "Vite"), ("Quantità richiesta", "5", "6"))
    made = turned(page, "it")
    assert made
    assert rows_of(made.page)[1:] == ["A-1 Dado 5", "A-2 Vite 6"]


def test_records_one_below_the_other_become_rows() -> None:
    page = sheet(
        ("Código", "A-1"), ("Descripción", "Tuerca"), ("Cantidad", "5"), (),
        ("Código", "A-2"), ("Descripción", "Tornillo"), ("Cantidad", "6"),
    )  # fmt: skip
    made = turned(page, "es")
    assert made
    assert rows_of(made.page) == ["Código Descripción Cantidad", "A-1 Tuerca 5", "A-2 Tornillo 6"]


def test_two_tables_side_by_side_are_one() -> None:
    page = sheet(
        ("Code", "Article", "Qté", "", "Code", "Article", "Qté"),
        ("A-1", "Écrou", "5", "", "B-1", "Vis", "7"),
        ("A-2", "Rondelle", "6", "", "", "", ""),
    )
    made = turned(page, "fr")
    assert made
    assert rows_of(made.page) == ["Code Article Qté", "A-1 Écrou 5", "A-2 Rondelle 6", "B-1 Vis 7"]


def test_a_usual_sheet_stays_as_it_is() -> None:
    assert turned(sheet(HEAD, ("A-1", "Hex nut", "7", "5", "EA", "1.5", "7.5")), "en") is None
