"""The text index finds what is like a query, the same way however many texts there are."""

from __future__ import annotations

import pytest

from matching import grams
from matching.grams import GramIndex
from matching.lookup import Lookup

TEXTS = ["hex bolt m8x40 zinc", "hex bolt m8x45 zinc", "permanent marker red", "ball valve 1/2"]


def test_the_likest_text_comes_first() -> None:
    found, scores = GramIndex.build(TEXTS, [t.split() for t in TEXTS]).search("hex bolt m8x45", ["m8x45"], 3)
    assert found[0] == 1
    assert scores == sorted(scores, reverse=True)


def test_a_text_finds_itself_with_likeness_one() -> None:
    index = GramIndex.build(TEXTS, [t.split() for t in TEXTS])
    found, scores = index.search(TEXTS[2], TEXTS[2].split(), 1)
    assert (found, round(scores[0], 3)) == ([2], 1.0)


def test_what_is_like_nothing_finds_nothing() -> None:
    index = GramIndex.build(TEXTS)
    assert index.search("qqq", (), 5) == ([], [])
    assert index.search("", (), 5) == ([], [])
    assert GramIndex.build([]).search("bolt", (), 5) == ([], [])


def test_texts_indexed_in_pieces_are_found_as_in_one(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = GramIndex.build(TEXTS).search("bolt m8", (), 4)
    monkeypatch.setattr(grams, "_CHUNK", 1)
    assert GramIndex.build(TEXTS).search("bolt m8", (), 4) == whole


def test_a_lookup_answers_all_rows_of_a_key() -> None:
    held = Lookup.build(["a", "b", "a"], [1, 2, 3])
    assert (held.find("a"), held.find("b"), held.find("c")) == ([1, 3], [2], [])
