"""Which item a line means: near-duplicates told apart by one attribute, in any language, and none where none fits."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from matching import hand_set_models
from matching.items import match_items
from matching.line_view import description_key, view
from models.knowledge import Alias, Knowledge
from models.match import MatchResult
from models.reading import ExtractedLine
from tests.matching.small_trade import DAY, index, line

MODELS = hand_set_models()
AT = datetime(2026, 1, 1, tzinfo=UTC)


def matched(one: ExtractedLine, customer: str | None = "73000", known: Knowledge | None = None) -> MatchResult:
    seen = view(one, index().items)
    return match_items([seen], customer, DAY, index(), known or Knowledge(), MODELS)[0]


@pytest.mark.parametrize(
    ("text", "sku"),
    [
        ("Hex bolt DIN 933 M8x40 zinc plated 8.8", "11.853.001"),
        ("HEX BOLT M8 X 45 DIN933 ZN 8.8", "11.947.002"),
        ("6kt-Schr. M8x40 A2 DIN 933", "11.947.003"),
        ("Sechskantschraube DIN 933 M8x40 Edelstahl A4", "11.947.004"),
        ("Vis tête hexa. M8x40 zinguée 8.8 DIN 933", "11.853.001"),
        ("Tornillo hexagonal DIN 933 M8x40 cincado 8.8", "11.853.001"),
        ("LS-Schalter 1P C 25A 6kA", "29.458.040"),
        ("Magnetotérmico 1P B 16A 6kA", "29.458.039"),
        ("Installatieautomaat 1P C16A 6kA", "26.455.056"),
        ("Marqueur permanent rouge 4mm", "56.097.007"),
        ("marcatore permanente nero 4 mm", "58.078.007"),
    ],
)
def test_a_description_finds_its_item_among_near_duplicates(text: str, sku: str) -> None:
    assert matched(line(text)).candidates[0].target == sku


def test_a_printed_code_decides() -> None:
    result = matched(line("Hex bolt M8x40", supplier_item_code="11.853.001"))
    assert result.best == "11.853.001"
    assert ("sku", "equal") in {(r.name, r.level) for r in result.candidates[0].reasons}


def test_a_code_alone_is_enough_without_a_description() -> None:
    assert matched(line(supplier_item_code="K135826")).best == "K135826"


def test_the_customers_own_number_means_what_their_cross_reference_says() -> None:
    assert matched(line("Hex bolt M8x40", buyer_item_code="A/651-6")).best == "11.947.003"


def test_the_same_number_of_another_customer_means_something_else() -> None:
    result = matched(line("Permanent marker 4 mm red", buyer_item_code="A/651-6"), "73014")
    assert result.best == "56.097.007"


def test_a_confirmed_description_is_remembered() -> None:
    words = "the usual long ones"
    alias = Alias("description", description_key(words), "11.947.002", 3, AT)
    known = Knowledge("73000", (alias,))
    assert matched(line(words), known=known).candidates[0].target == "11.947.002"
    assert matched(line(words)).candidates[:1] == () or matched(line(words)).best is None


def test_a_remembered_wording_is_known_though_a_word_was_misread() -> None:
    alias = Alias("description", description_key("the usual long ones blue"), "11.947.002", 3, AT)
    result = matched(line("the usua1 long ones blue"), known=Knowledge("73000", (alias,)))
    assert result.candidates[0].target == "11.947.002"


def test_a_remembered_code_beats_the_cross_reference_of_another_customer() -> None:
    known = Knowledge("73021", (Alias("code", "a5119", "26.455.056", 2, AT),))
    result = matched(line("circuit breaker 1P C 16A", buyer_item_code="A/651-6"), "73021", known)
    assert result.candidates[0].target == "26.455.056"


@pytest.mark.parametrize("text", ["Coffee machine descaler tablets", "Mietwagen für eine Woche", "Zollgebühren"])
def test_what_we_do_not_sell_is_left_open(text: str) -> None:
    assert matched(line(text)).best is None


def test_a_line_that_says_nothing_is_left_open() -> None:
    result = matched(line())
    assert (result.best, result.candidates) == (None, ())


def test_a_contradicting_attribute_is_named_as_a_reason() -> None:
    result = matched(line("Hex bolt DIN 933 M8x50 zinc plated 8.8"))
    reasons = {(r.name, r.level) for c in result.candidates for r in c.reasons}
    assert ("dimensions", "differs") in reasons


def test_the_same_order_is_matched_the_same_again() -> None:
    one = line("bolt M8 zinc")
    assert matched(one) == matched(one)
