"""Figures in one column are of one kind, and one that was left over is its line's."""

from dataclasses import replace
from decimal import Decimal

import pytest

from extraction.candidates_view import DocumentView, view
from extraction.figure_column import with_figures_of_the_column
from extraction.figure_roles import with_one_role_a_column
from extraction.gazetteer import Gazetteer
from models.master import Company, MasterData
from models.page import Box, Page, Word
from models.reading import ExtractedLine, Field, OnPage

QUANTITY_RIGHT, FIGURE_RIGHT = 200.0, 400.0
KNOWN = Gazetteer.build(MasterData(Company("Us Ltd")))


def word(text: str, right: float, row: int) -> Word:
    return Word(text, Box(right - 5 * len(text), 100.0 + 20 * row, right, 110.0 + 20 * row))


def number(one: Word) -> Field[Decimal]:
    value = Decimal(one.text.strip("%").replace(",", "."))
    return Field(value, 0.9, "text_layer", OnPage(1, one.box, one.text))


def order(
    rows: list[tuple[str, str, str]], right: float = FIGURE_RIGHT, heading: str = "", total: str = ""
) -> tuple[list[ExtractedLine], DocumentView]:
    """Rows of a quantity, a figure, and the role that the figure was read in ("": none)."""
    words, lines = [], []
    for row, (quantity, figure, role) in enumerate(rows):
        q, f = word(quantity, QUANTITY_RIGHT, row), word(figure, FIGURE_RIGHT if role else right, row)
        words += [q, f]
        read = {role: number(f)} if role else {}
        lines.append(ExtractedLine(quantity=number(q), **read))
    if heading:
        words.append(word(heading, FIGURE_RIGHT, -1))
    if total:
        words.append(word(total, FIGURE_RIGHT, len(rows) + 1))
    page = Page(1, 595, 842, tuple(words))
    return lines, view([page], "nl", KNOWN)


def test_a_discount_below_the_others_discounts_is_its_lines() -> None:
    rows = [("75", "12%", "discount_percent"), ("15", "15%", ""), ("24", "10%", "discount_percent"), ("8", "", "")]
    read = with_figures_of_the_column(*order([row for row in rows if row[1]]))
    assert read[1].discount_percent
    assert read[1].discount_percent.value == 15


def test_a_number_without_the_sign_below_signed_discounts_is_none() -> None:
    rows = [("75", "12%", "discount_percent"), ("15", "15", ""), ("24", "10%", "discount_percent")]
    assert with_figures_of_the_column(*order(rows))[1].discount_percent is None


@pytest.mark.parametrize(("right", "price"), [(FIGURE_RIGHT, "1215"), (FIGURE_RIGHT - 40, None)])
def test_a_price_is_told_by_the_column_it_ends_in(right: float, price: str | None) -> None:
    rows = [("6", "1872", "unit_price"), ("50", "1242", "unit_price"), ("1", "1215", "")]
    read = with_figures_of_the_column(*order(rows, right))[2].unit_price
    assert (str(read.value) if read else None) == price


MIXED = [("1", "6.29", "unit_price"), ("210", "5826.79", "amount"), ("240", "31408.80", "unit_price"),
         ("5", "20.10", "unit_price")]  # fmt: skip


def test_figures_that_grow_with_the_quantities_are_amounts() -> None:
    read = with_one_role_a_column(*order(MIXED))
    assert [line.unit_price for line in read] == [None] * 4
    assert [str(line.amount.value) for line in read if line.amount] == ["6.29", "5826.79", "31408.80", "20.10"]


def test_a_heading_says_what_its_column_holds() -> None:
    read = with_one_role_a_column(*order(MIXED, heading="Stukprijs"))
    assert [line.amount for line in read] == [None] * 4


def test_a_total_that_the_figures_add_up_to_makes_them_amounts() -> None:
    rows = [("9", "30.00", "unit_price"), ("2", "40.00", "amount")]
    read = with_one_role_a_column(*order(rows, total="70.00"))
    assert all(line.amount and not line.unit_price for line in read)


def test_two_figures_of_which_nothing_tells_what_they_are_stay_as_read() -> None:
    lines, document = order([("9", "30.00", "unit_price"), ("2", "40.00", "amount")])
    assert with_one_role_a_column(lines, document) == lines


def test_the_end_of_a_number_read_as_two_is_no_price() -> None:
    lines, document = order([("6", "1872", "unit_price"), ("50", "1242", "unit_price"), ("1", "945", "")])
    begun = Word("2,", Box(FIGURE_RIGHT - 24, 140, FIGURE_RIGHT - 17, 150))
    split = view([replace(document.pages[0].page, words=(*document.pages[0].page.words, begun))], "nl", KNOWN)
    assert with_figures_of_the_column(lines, split)[2].unit_price is None
