"""Mail texts of the generator: their marks stand on the values, and a text of another intent states no order."""

from __future__ import annotations

from random import Random

import pytest

from learning.synth.sentences import OTHER_INTENTS, generate_texts, other_text, running_order
from learning.synth.vocab import LANGUAGES, vocab
from learning.synth.world import TINY, world

HOME = world(2, TINY)


def test_an_order_in_a_sentence_is_marked_where_its_values_stand() -> None:
    for seed in range(40):
        made = running_order(Random(seed), HOME)
        assert made.truth is not None
        shown = {span.role: made.body[span.start : span.end] for span in made.spans}
        assert shown["po_number"] == made.truth["po_number"]
        for number, line in enumerate(made.truth["lines"]):
            assert line.get("description", "") == shown.get(f"line.{number}.description", "")
            assert shown[f"line.{number}.quantity"].strip("0123456789.,' \u00a0\u202f’") == ""


@pytest.mark.parametrize("intent", OTHER_INTENTS)
def test_a_text_of_another_intent_states_no_order(intent: str) -> None:
    made = other_text(Random(intent), HOME, intent)
    assert made.truth is None
    assert made.spans == ()
    assert "{" not in made.body + made.subject


def test_the_same_seed_makes_the_same_texts() -> None:
    assert list(generate_texts(4, 8, HOME)) == list(generate_texts(4, 8, HOME))


def test_every_intent_has_texts_in_every_language() -> None:
    for intent in (*OTHER_INTENTS, "running", "opener", "closer", "hello"):
        assert set(vocab("sentences")[intent]) == set(LANGUAGES)
