"""Words of six languages that mean the same are one concept, abbreviated, compounded or mistyped."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import matching
from matching.concepts import meaning, word_meaning
from matching.similarity import words


@pytest.mark.parametrize(
    "text", ["zinc plated", "zingué", "verzinkt", "cincado", "zincato", "ZINC PL.", "galvanisch verzinkt"]
)
def test_a_finish_is_known_in_every_language(text: str) -> None:
    assert "finish:zinc" in meaning(words(text))[0]


@pytest.mark.parametrize("text", ["hot-dip galvanised", "galvanisé à chaud", "feuerverzinkt", "zincato a caldo"])
def test_a_longer_phrase_wins_over_the_word_in_it(text: str) -> None:
    found = meaning(words(text))[0]
    assert "finish:hot_dip" in found
    assert "finish:zinc" not in found


@pytest.mark.parametrize(
    ("word", "concept"),
    [
        ("edelstahlschraube", ""),
        ("kugelhahn", "noun:ball_valve"),
        ("kugelhan", "noun:ball_valve"),
        ("panzersclauch", "noun:flexible_hose"),
        ("sechskantmutte", "noun:hex_nut"),
    ],
)
def test_a_slip_or_a_missing_end_does_not_hide_a_word(word: str, concept: str) -> None:
    if concept:
        assert word_meaning(word) == concept
    else:
        assert word_meaning(word) != ""


@pytest.mark.parametrize("word", ["xk", "qqqqqq", "zamorin", "12"])
def test_what_is_no_word_of_the_trade_means_nothing(word: str) -> None:
    assert word_meaning(word) == ""


def test_the_dictionary_is_folded_and_no_phrase_stands_in_two_concepts_of_a_class() -> None:
    table = tomllib.loads((Path(matching.__file__).with_name("concepts.toml")).read_text("utf-8"))
    for kind, entries in table.items():
        seen: dict[tuple[str, ...], str] = {}
        for name, listed in entries.items():
            for phrase in (words(p) for p in listed.split(",")):
                assert phrase, (kind, name)
                assert seen.setdefault(phrase, name) == name, (kind, name, phrase)
