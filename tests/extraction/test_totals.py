"""Totals come out by what adds up, whatever the labels say."""

from decimal import Decimal

from extraction.lines import LinesReading, Region
from extraction.totals import with_implied_totals
from extraction.values import NumberStyle
from models.page import Box, Page, Word
from models.reading import Field

STYLE = NumberStyle(".", ",", certain=True)


def page(*lines: tuple[float, str, str]) -> Page:
    """Lines as (top, label, amount): the label at the left, the amount in a column at the right."""
    words = []
    for top, label, amount in lines:
        x = 50.0
        for text in label.split():
            words.append(Word(text, Box(x, top, x + 6 * len(text), top + 10)))
            x += 6 * len(text) + 3
        words.append(Word(amount, Box(500 - 6 * len(amount), top, 500, top + 10)))
    return Page(1, 595, 842, tuple(words))


def read(total: str, *lines: tuple[float, str, str], **found: str) -> dict[str, str]:
    """The totals after the lines came to `total`, with what was `found` before."""
    fields = {name: Field(Decimal(value), 0.7, "text_layer") for name, value in found.items()}
    lines_read = LinesReading((), (Region(1, Box(0, 0, 595, 400)),), (), Decimal(total))
    made = with_implied_totals(fields, lines_read, [page(*lines)], STYLE)
    return {name: str(field.value) for name, field in made.items()}


def test_a_tax_in_two_parts_is_their_sum_and_the_unlabelled_sum_of_the_lines_is_the_net() -> None:
    printed = ((410, "", "71,517.50"), (430, "Input CGST 9%", "6,436.58"), (450, "Input SGST 9%", "6,436.58"))
    made = read("71517.50", *printed, (500, "Total", "84,390.66"), total_net="84390.66")
    assert made == {"total_net": "71517.50", "total_tax": "12873.16", "total_gross": "84390.66"}


def test_freight_is_no_tax() -> None:
    printed = ((410, "Goods", "100.00"), (430, "Freight", "20.00"), (450, "Total", "120.00"))
    assert read("100.00", *printed, total_net="120.00") == {"total_net": "120.00"}


def test_an_order_total_of_the_same_amount_after_no_tax_is_stated_too() -> None:
    printed = ((410, "Net Order", "450.00"), (430, "Sales Tax", "0.00"), (450, "Order Total", "450.00"))
    made = read("450.00", *printed, total_net="450.00", total_tax="0.00")
    assert made["total_gross"] == "450.00"


def test_a_total_that_the_lines_come_to_is_found_without_a_known_label() -> None:
    assert read("1312.28", (410, "Zusammen", "1,312.28")) == {"total_net": "1312.28"}


def test_amounts_among_the_lines_are_no_totals() -> None:
    assert read("450.00", (300, "Gloves", "450.00")) == {}


def test_a_net_that_the_lines_do_not_come_to_stays_as_read() -> None:
    printed = ((410, "Subtotal", "480.00"), (430, "VAT 20%", "96.00"), (450, "Total", "576.00"))
    made = read("450.00", *printed, total_net="480.00", total_gross="576.00")
    assert made == {"total_net": "480.00", "total_gross": "576.00", "total_tax": "96.00"}


def test_tax_and_total_under_a_net_are_found_though_the_lines_do_not_tell() -> None:
    printed = ((410, "Subtotal", "480.00"), (430, "VAT 20%", "96.00"), (450, "To pay", "576.00"))
    made = read("0", *printed, total_net="480.00")
    assert made == {"total_net": "480.00", "total_tax": "96.00", "total_gross": "576.00"}
