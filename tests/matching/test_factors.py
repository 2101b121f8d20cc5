"""Ordered units to stock units: by the word, by the price, by what was learnt; never by a guess."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from matching import hand_set_models
from matching.factors import choose_factors
from matching.line_view import view
from matching.units import unit_meanings
from models.knowledge import Alias, Knowledge
from models.reading import ExtractedLine
from tests.matching.small_trade import DAY, index, line


def stock(sku: str, one: ExtractedLine, known: Knowledge | None = None, customer: str = "73000") -> Decimal | None:
    item = index().items.get(sku)
    assert item is not None
    seen = view(one, index().items)
    (choice,) = choose_factors([(item, seen)], customer, index(), known or Knowledge(), DAY, hand_set_models().factor)
    return choice.best.stock if choice.best else None


@pytest.mark.parametrize("unit", ["pcs", "Stk.", "pièces", "ud", "pz", "stuks", "C62", "EA", "PCE"])
def test_a_piece_is_a_piece_in_every_language(unit: str) -> None:
    assert stock("11.853.001", line(quantity=500, unit=unit, unit_price=Decimal("0.10"))) == 1


@pytest.mark.parametrize("unit", ["box", "bte", "boîtes", "Schachtel", "caja", "scatola", "doos", "BX"])
def test_a_box_holds_what_the_item_says(unit: str) -> None:
    assert stock("11.853.001", line(quantity=5, unit=unit)) == 100


@pytest.mark.parametrize("unit", ["carton", "CT", "Karton", "CTN"])
def test_a_carton_is_not_a_box(unit: str) -> None:
    assert stock("11.853.001", line(quantity=2, unit=unit)) == 1000


def test_the_price_tells_whether_it_is_per_box_or_per_piece() -> None:
    assert stock("11.853.001", line(quantity=5, unit_price=Decimal("10.00"))) == 100
    assert stock("11.853.001", line(quantity=500, unit_price=Decimal("0.10"))) == 1


def test_a_price_per_hundred_is_a_price_of_pieces() -> None:
    one = line(quantity=500, unit="pcs", unit_price=Decimal("10.00"), price_basis=Decimal(100))
    assert stock("11.853.001", one) == 1


def test_fixed_factors_hold_for_any_item() -> None:
    assert stock("11.853.001", line(quantity=2, unit="dozen")) == 12
    assert stock("K776962", line(quantity=1, unit="km")) == 1000


def test_a_unit_without_a_known_factor_is_not_guessed() -> None:
    assert stock("11.853.001", line(quantity=3, unit="kg")) is None
    assert stock("58.078.007", line(quantity=3, unit="pallet")) is None


def test_a_word_with_two_meanings_means_the_one_that_the_item_has() -> None:
    assert stock("K776962", line(quantity=1, unit="rollo")) == 100
    assert stock("11.853.001", line(quantity=1, unit="VPE")) == 100


def test_what_a_customer_meant_before_is_remembered() -> None:
    alias = Alias("code", "x", "11.853.001", 3, datetime(2026, 1, 1, tzinfo=UTC), "pack", Decimal(1000))
    assert stock("11.853.001", line(quantity=3, unit="pack"), Knowledge("73000", (alias,))) == 1000


def test_what_was_learnt_without_a_unit_says_nothing_of_a_printed_one() -> None:
    alias = Alias("code", "x", "11.853.001", 7, datetime(2026, 1, 1, tzinfo=UTC), "", Decimal(1))
    assert stock("11.853.001", line(quantity=6, unit="VPE"), Knowledge("73000", (alias,))) == 100


@pytest.mark.parametrize(("text", "first"), [("Stück", "PCE"), ("rouleaux", "ROL"), ("XBX", "BOX"), ("Paar", "PAA")])
def test_unit_words_are_known_by_language_and_code(text: str, first: str) -> None:
    assert unit_meanings(text)[0] == first


def test_an_unknown_unit_word_means_nothing() -> None:
    assert unit_meanings("florb") == ()
