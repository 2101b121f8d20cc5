"""A buyer who stands in the letterhead is seen there, whatever the name says and over however many lines."""

from __future__ import annotations

from extraction.candidates_view import DocumentView, view
from extraction.gazetteer import Gazetteer
from extraction.parties_buyer import headlines
from models.master import Company, MasterData
from models.page import Box, Page, Word


def printed(*lines: tuple[str, float, float, float]) -> DocumentView:
    """Lines of (text, left, top, size) on a page."""
    words = []
    for text, left, top, size in lines:
        for word in text.split():
            right = left + 0.5 * size * len(word)
            words.append(Word(word, Box(left, top, right, top + size), 1.0, size))
            left = right + 0.3 * size
    return view([Page(1, 595, 842, tuple(words))], "en", Gazetteer.build(MasterData(Company("Delorme SA"))))


BODY = tuple((f"some words of the body of line {n}", 40.0, 400.0 + 14 * n, 10.0) for n in range(7))


def test_a_public_body_without_a_legal_form_may_be_the_buyer() -> None:
    names = [one.text for one in headlines(printed(("Borough of Upper Wickham", 40, 40, 18), *BODY), set())]
    assert "Borough of Upper Wickham" in names


def test_a_name_in_large_print_over_two_lines_is_one_name() -> None:
    page = printed(("Zweckverband Abwasser", 40, 40, 18), ("Oberes Lautertal", 40, 60, 18), *BODY)
    assert "Zweckverband Abwasser Oberes Lautertal" in [one.text for one in headlines(page, set())]


def test_a_line_with_figures_or_in_the_middle_of_the_page_is_no_letterhead() -> None:
    page = printed(("Order 4711 of today", 40, 40, 18), ("Harbour Commissioners", 40, 500, 18), *BODY)
    names = [one.text for one in headlines(page, set())]
    assert names == []
