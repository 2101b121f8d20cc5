"""Characters and ink to words: blanks found where they were lost, and none inside a number."""

import numpy as np

from extraction.ocr.accents import native
from extraction.ocr.recognise import Glyph
from extraction.ocr.words import words_of

HEIGHT, LETTER, GAP = 40, 14, 3


def run(text: str, hints: dict[int, float] | None = None, blank: int = 12) -> tuple[np.ndarray, list[Glyph]]:
    """A picture of bars for letters ("_" is a gap in the ink that the network did not report) and its glyphs."""
    spots: list[tuple[str, int]] = []
    x = 5
    for letter in text:
        if letter in "_ ":
            if letter == " ":
                spots.append((" ", x))
            x += blank
        else:
            spots.append((letter, x))
            x += LETTER + GAP
    picture = np.full((HEIGHT, x + 5), 255, np.uint8)
    for letter, left in spots:
        if letter != " ":
            picture[8:32, left : left + LETTER] = 0
    glyphs = []
    count = 0
    for letter, left in spots:
        hint = 0.0 if letter == " " else (hints or {}).get(count, 0.0)
        count += letter != " "
        glyphs.append(Glyph(letter, 0.99, (left + LETTER / 2) / picture.shape[1], hint))
    return picture, glyphs


def texts(picture: np.ndarray, glyphs: list[Glyph]) -> list[str]:
    return [word.text for word in words_of(picture, glyphs)]


def test_words_end_where_the_network_saw_a_blank() -> None:
    assert texts(*run("12 rue")) == ["12", "rue"]


def test_a_lost_blank_is_mended_where_the_ink_has_a_gap_and_the_network_half_saw_it() -> None:
    assert texts(*run("DIN_912", {3: 0.1})) == ["DIN", "912"]


def test_a_wide_letter_gap_alone_is_no_blank() -> None:
    assert texts(*run("DIN_912", {3: 0.00001}, blank=6)) == ["DIN912"]


def test_the_decimal_comma_of_an_amount_has_no_blank_after_it() -> None:
    assert texts(*run("914, 21", blank=5)) == ["914,21"]


def test_a_comma_between_a_number_and_a_postcode_has_one() -> None:
    assert texts(*run("98, 2030", blank=9)) == ["98,", "2030"]


def test_a_words_box_ends_with_its_ink() -> None:
    picture, glyphs = run("ab cd")
    first, second = words_of(picture, glyphs)
    assert (first.x0, first.x1) == (5, 5 + 2 * LETTER + GAP)
    assert second.x0 > first.x1


def test_one_doubtful_digit_makes_a_number_doubtful() -> None:
    picture, glyphs = run("1234")
    glyphs[2] = Glyph("3", 0.4, glyphs[2].place)
    assert words_of(picture, glyphs)[0].confidence < 0.7


def test_a_doubtful_accent_that_the_language_lacks_is_dirt() -> None:
    glyphs = [Glyph("P", 0.99, 0.2), Glyph("ä", 0.7, 0.5), Glyph("É", 0.99, 0.8)]
    assert "".join(glyph.text for glyph in native(glyphs, ("nl",))) == "PaÉ"
    assert "".join(glyph.text for glyph in native(glyphs, ("de",))) == "PäÉ"
    assert "".join(glyph.text for glyph in native(glyphs, ())) == "PäÉ"
