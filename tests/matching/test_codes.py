"""Our codes are found as printed, as OCR misread them, and with one slip; nothing else is taken for a code."""

from __future__ import annotations

import pytest

from matching.codes import EXACT, OCR, SLIP, codes_in
from tests.matching.small_trade import ITEMS, index


def found(text: str, slips: bool = True) -> set[tuple[str, str, int]]:
    return {(ITEMS[h.row].sku, h.kind, h.level) for h in index().items.codes.find(text, slips)}


@pytest.mark.parametrize("text", ["11.853.001", "11853001", "11-853-001 ", "11 853 001"])
def test_a_sku_is_known_however_it_is_spaced(text: str) -> None:
    assert found(text) == {("11.853.001", "sku", EXACT)}


@pytest.mark.parametrize("text", ["II.853.OOI", "11.853.0O1", "l1.853.001"])
def test_ocr_confusions_do_not_hide_a_sku(text: str) -> None:
    assert found(text) == {("11.853.001", "sku", OCR)}


@pytest.mark.parametrize("text", ["K13582", "K1358266", "K135286", "K135836"])
def test_one_slip_still_proposes_the_item(text: str) -> None:
    assert ("K135826", "sku", SLIP) in found(text)


def test_without_leave_for_slips_only_whole_codes_count() -> None:
    assert found("K13582", slips=False) == set()


@pytest.mark.parametrize("text", ["4006381333931", "04006381333931", "4006381 333931"])
def test_a_gtin_is_known_with_and_without_leading_zeros(text: str) -> None:
    assert found(text) == {("11.853.001", "gtin", EXACT)}


def test_a_manufacturers_number_is_known() -> None:
    assert found("FX0840Z") == {("11.853.001", "mpn", EXACT)}


@pytest.mark.parametrize("text", ["", "12", "M8", "bolt", "99.999.999"])
def test_what_is_no_code_of_ours_finds_nothing(text: str) -> None:
    assert found(text) == set()


def test_codes_inside_a_description_are_offered_for_looking_up() -> None:
    assert codes_in("Hex bolt (Fixa FX-0840-Z), new") == ["FX-0840-Z"]
