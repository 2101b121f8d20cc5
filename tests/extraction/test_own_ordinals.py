"""Numbers that count an order's lines, or tell the buyer's accounts, are neither names nor codes of items."""

from extraction.own_ordinals import with_own_ordinals
from models.page import Box, Page, Word
from models.reading import ExtractedLine, Field, OnPage


def field(text: str, at: Box | None = None) -> Field[str]:
    return Field(text, 0.9, "text_layer", OnPage(1, at, text) if at else None)


def named(*names: str) -> list[ExtractedLine]:
    return [ExtractedLine(description=field(name)) for name in names]


def told(lines: list[ExtractedLine]) -> list[tuple[str, str]]:
    """Of every line: its number and its name."""
    made = with_own_ordinals(lines, [])
    return [(line.line_no.value if line.line_no else "", line.description.value) for line in made if line.description]


def test_names_behind_the_numbers_of_their_lines() -> None:
    assert told(named("1. FIRST AID KITS", "2. TRAFFIC CONES")) == [("1", "FIRST AID KITS"), ("2", "TRAFFIC CONES")]
    assert told(named("1) Beutel", "2) Salz")) == [("1", "Beutel"), ("2", "Salz")]


def test_names_that_begin_with_a_figure_of_their_own() -> None:
    own = ["4. Grade rope", "9. Grade rope"]
    assert told(named(*own)) == [("", own[0]), ("", own[1])]
    assert told(named("1. 5 mm drill", "2. 6 mm drill"))[0] == ("", "1. 5 mm drill")
    assert told(named("1. Only one of all"))[0] == ("", "1. Only one of all")


def test_codes_one_two_three_are_numbers() -> None:
    made = with_own_ordinals([ExtractedLine(buyer_item_code=field(code)) for code in "123"], [])
    assert [(line.line_no.value if line.line_no else "", line.buyer_item_code) for line in made] == [
        ("1", None),
        ("2", None),
        ("3", None),
    ]
    kept = with_own_ordinals([ExtractedLine(buyer_item_code=field(code)) for code in ("17", "18")], [])
    assert [line.line_no for line in kept] == [None, None]


def test_a_number_that_a_scan_lost_is_the_one_between_its_neighbours() -> None:
    lines = named("Rope", "Salt", "Bags")
    numbered = [
        ExtractedLine(line_no=field("1"), description=lines[0].description),
        lines[1],
        ExtractedLine(line_no=field("3"), description=lines[2].description),
    ]
    assert [number for number, _ in told(numbered)] == ["1", "2", "3"]


def charged(head: str, head_x: float = 300.0) -> Field[str] | None:
    """The code that is left of a line whose code 4-20-5510-300 stands below a column's head."""
    at = Box(300, 140, 370, 150)
    page = Page(1, 595, 842, (Word(head, Box(head_x, 100, head_x + 60, 110)), Word("4-20-5510-300", at)))
    line = ExtractedLine(description=field("Rope"), buyer_item_code=field("4-20-5510-300", at))
    return with_own_ordinals([line], [page])[0].buyer_item_code


def test_an_account_of_the_buyers_books_is_no_code() -> None:
    assert charged("Account") is None
    assert charged("Partida") is None


def test_a_code_of_the_same_look_below_another_head_stays() -> None:
    assert charged("Item")
    assert charged("Account", head_x=450.0)
