"""Sheets as pages, and lines read from their cells, for tests."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from extraction.candidates_view import view
from extraction.gazetteer import Gazetteer
from extraction.readers.sheet_page import Sheet, sheet_page
from extraction.sheet_lines import by_columns
from models.master import Company, MasterData
from models.page import Page
from models.reading import ExtractedLine, Field, OnPage

NOBODY = Gazetteer.build(MasterData(company=Company(name="Us")))


HEAD = ("Code", "Description", "Stock", "Quantity", "Unit", "Price", "Amount")


def sheet(*rows: tuple[str, ...], name: str = "Order", number: int = 1) -> Page:
    made = Sheet(name)
    for down, row in enumerate(rows):
        for across, text in enumerate(row):
            made.put(down, across, text)
    return sheet_page(made, number)


def line(page: Page, number: int, **columns: str) -> ExtractedLine:
    """A line of this row of the sheet, its fields by the columns they stand in."""
    values = {}
    for name, column in columns.items():
        words = [word for word in page.words if word.cell == f"{column}{number}"]
        text = " ".join(word.text for word in words)
        counted = name in ("quantity", "unit_price", "amount", "discount_percent")
        place = OnPage(page.number, words[0].box.union(words[-1].box), text, page.sheet, f"{column}{number}")
        values[name] = Field(Decimal(text) if counted else text, 0.9, "text_layer", place)
    return ExtractedLine(**values)  # type: ignore[arg-type]


def read(page: Page, *lines: ExtractedLine, language: str = "en") -> list[ExtractedLine]:
    return by_columns(lines, view([page], language, NOBODY, date(2026, 6, 8)))
