"""Words to lines, segments and blocks."""

from extraction.layout import blocks, segments, text_lines
from models.page import Box, Page, Rule, Word


def word(text: str, x: float, y: float, size: float = 10, cell: str = "") -> Word:
    return Word(text, Box(x, y, x + 0.5 * size * len(text), y + size), size_pt=size, cell=cell)


def page(*words: Word, rules: tuple[Rule, ...] = ()) -> Page:
    return Page(1, 600, 800, words, rules)


def test_words_far_apart_on_one_base_line_are_one_line_with_two_segments() -> None:
    (line,) = text_lines(page(word("Total", 50, 100), word("12,50", 500, 100.4)))
    assert line.text == "Total 12,50"
    assert [s.text for s in line.segments] == ["Total", "12,50"]


def test_a_sloping_scan_keeps_its_lines_apart() -> None:
    words = [word("abcd", 50 + 60 * i, 100 + 1.2 * i + 14 * row) for i in range(9) for row in range(3)]
    lines = text_lines(page(*words))
    assert [len(line.words) for line in lines] == [9, 9, 9]


def test_an_exponent_and_a_dash_belong_to_their_line() -> None:
    dash = Word("-", Box(80, 105, 84, 106), size_pt=10)
    exponent = word("2", 100, 99.5, size=6)
    (line,) = text_lines(page(word("M8", 60, 100), dash, word("m", 95, 100), exponent))
    assert line.text == "M8 - m 2"


def test_a_small_label_beside_a_large_title_two_lines_high_stays_apart() -> None:
    lines = text_lines(page(word("ORDER", 50, 100, size=30), word("No", 250, 98), word("Date", 250, 116)))
    assert sorted(line.text for line in lines) in (["Date", "No", "ORDER"], ["Date", "No ORDER"], ["No", "ORDER Date"])
    assert not any("No" in line.text and "Date" in line.text for line in lines)


def test_a_ruling_line_parts_two_words_that_nearly_touch() -> None:
    words = (word("12", 50, 100), word("PCE", 64, 100))
    rule = Rule(Box(62, 80, 62.5, 130))
    assert [s.text for s in segments(page(*words, rules=(rule,)))] == ["12", "PCE"]
    assert [s.text for s in segments(page(*words))] == ["12 PCE"]


def test_cells_of_a_grid_never_run_together() -> None:
    words = (word("Hex", 50, 100, cell="A1"), word("bolt", 67, 100, cell="A1"), word("12", 88, 100, cell="B1"))
    assert [s.text for s in segments(page(*words))] == ["Hex bolt", "12"]


def test_an_address_is_one_block_and_the_column_beside_it_another() -> None:
    left = [word(t, 50, 100 + 12 * i) for i, t in enumerate(("Acme", "Street", "Town"))]
    right = [word(t, 300, 100 + 12 * i) for i, t in enumerate(("Ship", "Road", "City"))]
    assert [b.text for b in blocks(page(*left, *right))] == ["Acme\nStreet\nTown", "Ship\nRoad\nCity"]
