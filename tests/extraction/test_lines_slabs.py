"""Cells of one and of two rows centred beside each other are one row of the table, read cell by cell."""

from extraction.layout import text_lines
from extraction.lines_slabs import slabs
from models.page import Box, Page, Word


def rows(*cells: tuple[float, float, str]) -> list[list[str]]:
    """The texts of the merged rows' cells; each cell is given by its left edge, its top and its words."""
    words = []
    for x, y, text in cells:
        for part in text.split():
            words.append(Word(part, Box(x, y, x + 5.0 * len(part), y + 10), size_pt=10))
            x += 5.0 * len(part) + 2.5
    lines = text_lines(Page(1, 600, 800, tuple(words)))
    return [[s.text for s in line.segments] for line in slabs(lines)]


def test_a_quantity_over_its_unit_beside_a_description_of_one_row_is_one_row() -> None:
    made = rows((300, 100, "40.00"), (50, 106, "Hex bolt M8"), (400, 106, "1.12"), (300, 112, "Units"))
    assert made == [["Hex bolt M8", "40.00 Units", "1.12"]]


def test_a_description_of_two_rows_beside_a_quantity_of_one_is_one_row() -> None:
    made = rows((50, 100, "Stretch film 500 mm"), (300, 106, "40.00"), (50, 112, "white machine"))
    assert made == [["Stretch film 500 mm white machine", "40.00"]]


def test_lines_set_close_below_each_other_stay_apart() -> None:
    made = rows((50, 100, "Hex bolt M8"), (300, 100, "5"), (50, 110, "zinc plated"), (50, 119.5, "Washer"))
    assert made == [["Hex bolt M8", "5"], ["zinc plated"], ["Washer"]]


def test_two_blocks_with_different_spacing_side_by_side_are_not_one_row() -> None:
    left = [(50.0, 100.0 + 13 * i, f"left {i}") for i in range(12)]
    right = [(300.0, 106.0 + 13.2 * i, f"right {i}") for i in range(12)]
    assert all(len(cells) == 1 for cells in rows(*left, *right))
