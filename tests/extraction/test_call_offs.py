"""A line with several delivery dates is one line: its quantity is what the dated shares come to."""

from decimal import Decimal

from extraction.call_offs import with_call_offs
from extraction.candidates_view import view
from extraction.gazetteer import Gazetteer
from models.master import Company, MasterData
from models.page import Box, Page, Word
from models.reading import ExtractedLine, Field, OnPage

KNOWN = Gazetteer.build(MasterData(Company("Us Ltd")))
EDGES = (60.0, 150.0, 230.0, 300.0)


def read(*rows: tuple[str, ...], taken: tuple[int, int] = (0, 2)) -> ExtractedLine:
    """The line of a table's rows, whose quantity was taken from the cell in row and column `taken`."""
    words: dict[tuple[int, int], Word] = {}
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text:
                right, top = EDGES[c], 100.0 + 20 * r
                words[r, c] = Word(text, Box(right - 5 * len(text), top, right, top + 10))
    cell = words[taken]
    quantity = Field(Decimal(cell.text), 0.9, "text_layer", OnPage(1, cell.box, cell.text))
    document = view([Page(1, 595, 842, tuple(words.values()))], "de", KNOWN)
    return with_call_offs([ExtractedLine(quantity=quantity)], document)[0]


def test_the_total_is_the_quantity_and_every_date_has_its_share() -> None:
    line = read(("AB-1", "07.05.2026", "13", "40"), ("", "21.05.2026", "13"), ("", "04.06.2026", "14"))
    assert line.quantity
    assert line.quantity.value == 40
    assert [(s.requested_date.isoformat(), int(s.quantity)) for s in line.schedules] == [
        ("2026-05-07", 13),
        ("2026-05-21", 13),
        ("2026-06-04", 14),
    ]


def test_numbers_that_come_to_no_printed_total_change_nothing() -> None:
    line = read(("AB-1", "07.05.2026", "13", "41"), ("", "21.05.2026", "13"), ("", "04.06.2026", "14"))
    assert line.quantity
    assert line.quantity.value == 13
    assert not line.schedules


def test_one_date_is_no_schedule() -> None:
    line = read(("AB-1", "07.05.2026", "13", "13"))
    assert line.quantity
    assert line.quantity.value == 13
    assert not line.schedules


def test_an_order_without_lines_stays_one() -> None:
    assert with_call_offs([], view([Page(1, 595, 842, ())], "de", KNOWN)) == ()
