"""A code in the column of the other lines' codes is that line's code, though read alone it was taken for a word."""

from extraction.code_column import with_codes_of_the_column
from models.page import Box, Page, Word
from models.reading import ExtractedLine, Field, OnPage

CODE_X, NAME_X = 60.0, 120.0


def word(text: str, x: float, row: int) -> Word:
    return Word(text, Box(x, 100.0 + 20 * row, x + 5 * len(text), 110.0 + 20 * row))


def field(*words: Word) -> Field[str]:
    box = words[0].box
    for other in words[1:]:
        box = box.union(other.box)
    text = " ".join(w.text for w in words)
    return Field(text, 0.9, "text_layer", OnPage(1, box, text))


def read(left_over: str, code_x: float = CODE_X, in_name: bool = True) -> ExtractedLine:
    """The last of three lines: two with their codes, one whose code stands in its description or nowhere."""
    page_words, lines = [], []
    for row, code in enumerate(("ART8481", "ART2291")):
        first, second, coded = word("Hex", NAME_X, row), word("bolt", NAME_X + 20, row), word(code, CODE_X, row)
        page_words += [first, second, coded]
        lines.append(ExtractedLine(description=field(first, second), buyer_item_code=field(coded)))
    first, second, coded = word("Hex", NAME_X, 2), word("nut", NAME_X + 20, 2), word(left_over, code_x, 2)
    page_words += [first, second, coded]
    name = field(coded, first, second) if in_name else field(first, second)
    page = Page(1, 595, 842, tuple(page_words))
    return with_codes_of_the_column([*lines, ExtractedLine(description=name)], [page])[2]


def test_a_code_taken_for_the_first_word_of_the_description() -> None:
    line = read("ART1747")
    assert line.buyer_item_code
    assert line.buyer_item_code.value == "ART1747"
    assert line.description
    assert line.description.value == "Hex nut"
    assert isinstance(line.buyer_item_code.evidence, OnPage)
    assert line.buyer_item_code.evidence.box.x0 == CODE_X


def test_a_code_that_was_read_as_nothing() -> None:
    line = read("ART1747", in_name=False)
    assert line.buyer_item_code
    assert line.buyer_item_code.value == "ART1747"


def test_a_word_of_another_shape_or_another_place_stays_where_it_is() -> None:
    assert read("Ersatz").buyer_item_code is None
    assert read("ART-1747X").buyer_item_code is None
    assert read("ART1747", code_x=90.0).buyer_item_code is None


def test_an_order_without_codes_stays_as_it_is() -> None:
    assert with_codes_of_the_column([], []) == ()
    lone = ExtractedLine(description=field(word("ART1747", CODE_X, 0), word("Hex", NAME_X, 0)))
    assert with_codes_of_the_column([lone, lone], []) == (lone, lone)


def test_a_word_read_as_code_and_as_part_of_the_name_is_the_code() -> None:
    rows = [(word(c, CODE_X, r), word("Hex", NAME_X, r)) for r, c in enumerate(("ART8481", "ART2291"))]
    lines = [ExtractedLine(description=field(*row), buyer_item_code=field(row[0])) for row in rows]
    other = ExtractedLine(description=field(word("Nut", NAME_X, 2)))
    first, _, last = with_codes_of_the_column([*lines, other], [Page(1, 595, 842, tuple(w for r in rows for w in r))])
    assert first.description
    assert first.description.value == "Hex"
    assert last == other
