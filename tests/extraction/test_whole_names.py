"""A name that a line's end cut is taken for the whole name that the pages print elsewhere."""

from __future__ import annotations

from extraction.header_choice import Scored
from extraction.whole_names import with_whole_names
from models.page import Box


def named(value: str, probability: float) -> Scored:
    return Scored(value, probability, 0, Box(50, 100, 250, 110), value)


def test_a_name_cut_after_a_small_word_gives_its_place_to_the_whole_one() -> None:
    found = with_whole_names(
        [named("MUNICIPALIDAD DE", 0.4), named("Municipalidad de Tepeaca", 0.1), named("Rossi", 0.2)]
    )
    assert [(one.value, one.probability) for one in found] == [("Municipalidad de Tepeaca", 0.4), ("Rossi", 0.2)]


def test_a_name_that_ends_in_a_legal_form_or_that_nothing_completes_stays() -> None:
    found = [named("Aceros S.A.", 0.4), named("Aceros S.A. de Tepeaca", 0.1), named("Compañía de", 0.3)]
    assert with_whole_names(found) == found
