"""Totals come out by what adds up, whatever the labels say."""

from decimal import Decimal

from extraction.lines import LinesReading, Region
from extraction.totals import with_implied_totals
from extraction.values import NumberStyle
from models.page import Box, Page, Word
from models.reading import ExtractedLine, Field, OnPage

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


def test_without_a_tax_subtotal_and_total_are_the_same_and_both_are_stated() -> None:
    printed = ((410, "Subtotal", "450.00"), (430, "Tax", "-"), (450, "Total", "450.00"))
    assert read("450.00", *printed) == {"total_net": "450.00", "total_gross": "450.00"}


def test_a_lone_total_is_the_net_however_often_it_is_printed() -> None:
    printed = ((410, "Total", "450.00"), (450, "Total USD", "450.00"))
    assert read("450.00", *printed) == {"total_net": "450.00"}


def test_a_row_under_the_table_that_sums_up_its_columns() -> None:
    words = [Word("Total", Box(50, 420, 80, 430))]
    for x, text in ((200, "4,022.70"), (280, "362.05"), (360, "362.05"), (440, "4,746.80")):
        words.append(Word(text, Box(x, 420, x + 40, 430)))
    lines = LinesReading((), (Region(1, Box(0, 0, 595, 400)),), (), Decimal("4022.70"))
    made = with_implied_totals({}, lines, [Page(1, 595, 842, tuple(words))], STYLE)
    assert {k: str(v.value) for k, v in made.items()} == {
        "total_net": "4022.70",
        "total_tax": "724.10",
        "total_gross": "4746.80",
    }


def test_a_tax_spelt_with_dots_is_one() -> None:
    printed = ((410, "Neto", "80,480"), (430, "19% I.V.A.", "15,291"), (450, "Total", "95,771"))
    made = read("80480", *printed)
    assert made == {"total_net": "80480", "total_tax": "15291", "total_gross": "95771"}


def test_a_total_right_under_the_lines_counts_though_the_table_reaches_over_it() -> None:
    name = Word("Gloves", Box(50, 300, 90, 310))
    line = ExtractedLine(description=Field("Gloves", 0.9, "text_layer", OnPage(1, name.box, "Gloves")))
    total = page((330, "Total", "203.08"))
    reading = LinesReading((line,), (Region(1, Box(0, 250, 595, 400)),), (), Decimal("203.08"))
    made = with_implied_totals({}, reading, [Page(1, 595, 842, (name, *total.words))], STYLE)
    assert made["total_net"].value == Decimal("203.08")
