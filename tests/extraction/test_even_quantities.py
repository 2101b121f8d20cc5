"""Thousands as people type them in mails are read as thousands."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from extraction.even_quantities import with_even_quantities
from models.page import Page
from models.reading import ExtractedLine, Field, OnPage
from tests.extraction.item_tables import Table


def typed(table: Table) -> list[Page]:
    """The table's page as that of a mail that somebody typed."""
    return [replace(table.page, source="grid")]


def test_three_thousand_in_a_typed_mail_is_not_three() -> None:
    table = Table(("1", "A", "Screw", "3,250"), ("2", "B", "Nail", "250"))
    lines = with_even_quantities([table.line(quantity=(r, 3)) for r in (1,)], typed(table))
    assert [line.quantity and int(line.quantity.value) for line in lines] == [250]
    words = table.words[0, 3]
    read = ExtractedLine(quantity=Field(Decimal("3.250"), 0.9, "text_layer", OnPage(1, words[0].box, "3,250")))
    lines = with_even_quantities([read, table.line(quantity=(1, 3))], typed(table))
    assert [line.quantity and int(line.quantity.value) for line in lines] == [3250, 250]


def test_twelve_thousand_in_two_words_of_a_mail_is_neither_twelve_nor_nothing() -> None:
    table = Table(
        ("1", "A", "Elbow", "12 000 pcs"), ("2", "B", "Gasket", "(3 000 pcs)"), ("3", "C", "M8 x 100 50 pcs", "")
    )
    for (row, column, word), value in {(0, 3, 0): 12000, (0, 3, 1): 12000, (1, 3, 0): 3000, (2, 2, 3): 50}.items():
        one = table.words[row, column][word]
        read = Field(Decimal(one.text.strip("()")), 0.9, "text_layer", OnPage(1, one.box, one.text))
        (line,) = with_even_quantities([ExtractedLine(quantity=read)], typed(table))
        assert line.quantity
        assert line.quantity.value == value
