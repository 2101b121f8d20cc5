"""A price per 100 is read as one, where its amount and the print beside it say so."""

from decimal import Decimal

import pytest

from extraction.implied_basis import with_implied_basis
from models.page import Box, Page, Word
from models.reading import ExtractedLine, Field, OnPage


def order_line(quantity: str, printed: str, price: str, amount: str, beside: str) -> ExtractedLine:
    """The line after looking at a page that prints `beside` right of the price."""
    boxes = {"quantity": Box(100, 50, 120, 60), "price": Box(200, 50, 240, 60), "amount": Box(400, 50, 440, 60)}
    words = [Word(price, boxes["price"])]
    words += [Word(text, Box(244 + 30 * i, 50, 270 + 30 * i, 60)) for i, text in enumerate(beside.split())]
    words.append(Word(amount, boxes["amount"]))
    line = ExtractedLine(
        quantity=Field(Decimal(quantity), 0.9, "text_layer", OnPage(1, boxes["quantity"], printed)),
        unit_price=Field(Decimal(price), 0.9, "text_layer", OnPage(1, boxes["price"], price)),
        amount=Field(Decimal(amount), 0.9, "text_layer", OnPage(1, boxes["amount"], amount)),
    )
    return with_implied_basis(line, [Page(1, 595, 842, tuple(words))])


@pytest.mark.parametrize(
    ("beside", "basis"), [("/100 PC", "100"), ("per 100", "100"), ("1000", None), ("C", "100"), ("Normfix", None)]
)
def test_the_basis_is_stated_where_it_is_printed_beside_the_price(beside: str, basis: str | None) -> None:
    line = order_line("300", "300", "20.30", "60.90", beside)
    assert (str(line.price_basis.value) if line.price_basis else None) == basis


def test_the_quantity_is_as_printed_though_a_moved_separator_would_do_too() -> None:
    line = order_line("0.01", "1", "178.00", "1.78", "/100 PC")
    assert line.quantity
    assert line.quantity.value == 1


def test_a_price_for_one_needs_no_basis_whatever_stands_beside_it() -> None:
    assert order_line("3", "3", "20.30", "60.90", "100").price_basis is None


def test_an_amount_that_no_basis_explains_is_left_alone() -> None:
    assert order_line("3", "3", "20.30", "61.90", "/100").price_basis is None


def test_an_amount_taken_for_the_price_gives_way_to_the_number_before_the_basis() -> None:
    read = order_line("2", "2", "221.00", "4.42", "/100 PC")
    assert read.unit_price
    assert read.amount
    as_price = Field(Decimal("4.42"), 0.9, "text_layer", read.amount.evidence)
    words = [
        Word("221.00", Box(200, 50, 240, 60)),
        Word("/100", Box(244, 50, 270, 60)),
        Word("PC", Box(274, 50, 300, 60)),
    ]
    page = Page(1, 595, 842, (*words, Word("4.42", Box(400, 50, 440, 60))))
    line = with_implied_basis(ExtractedLine(quantity=read.quantity, unit_price=as_price), [page])
    assert line.unit_price
    assert line.price_basis
    assert line.amount
    assert (line.unit_price.value, line.price_basis.value, line.amount.value) == (
        Decimal(221),
        Decimal(100),
        Decimal("4.42"),
    )


def test_the_quantity_is_not_also_the_amount_of_what_the_name_seems_to_price() -> None:
    texts = ("Compress", "10x10", "cm", "sterile", "100", "pcs", "8", "77.80")
    words = [Word(text, Box(40 + 50 * i, 50, 80 + 50 * i, 60)) for i, text in enumerate(texts)]
    name = Box(40, 50, 330, 60)
    line = ExtractedLine(
        description=Field("Compress 10x10 cm sterile 100 pcs", 0.9, "text_layer", OnPage(1, name, "")),
        quantity=Field(Decimal(8), 0.9, "text_layer", OnPage(1, words[6].box, "8")),
        unit_price=Field(Decimal("77.80"), 0.9, "text_layer", OnPage(1, words[7].box, "77.80")),
    )
    assert with_implied_basis(line, [Page(1, 595, 842, tuple(words))]) == line
