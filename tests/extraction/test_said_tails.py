"""What a table says behind an item's name, and what is none of the name."""

from extraction.said_tails import without_said_tails
from models.page import Box, Page, Word
from models.reading import ExtractedLine, Field, OnPage


def name_of(text: str, *row: str) -> str:
    """The name that is left; `row` is the row below, whose last word is our code."""
    words = tuple(Word(word, Box(50 + 60 * at, 100, 105 + 60 * at, 110)) for at, word in enumerate(row))
    code = Field(row[-1], 0.9, "text_layer", OnPage(1, words[-1].box, row[-1])) if row else None
    line = ExtractedLine(description=Field(text, 0.9, "text_layer"), supplier_item_code=code)
    made = without_said_tails([line], [Page(1, 595, 842, words)])[0]
    return made.description.value if made.description else ""


def test_the_label_of_the_code_below_is_none_of_the_name() -> None:
    row = ("Vendor", "number", "87.782.008")
    assert name_of("Syringe filter 13 mm Vendor number", *row) == "Syringe filter 13 mm"
    assert name_of("Syringe filter 13 mm Vendor number") == "Syringe filter 13 mm Vendor number"


def test_that_all_comes_at_once_is_none_of_the_name() -> None:
    assert name_of("PEX pipe 25x2.3 white – in één keer") == "PEX pipe 25x2.3 white"
    assert name_of("Hex bolt M8, in einer Lieferung") == "Hex bolt M8"
    assert name_of("Pump with all in one housing") == "Pump with all in one housing"
