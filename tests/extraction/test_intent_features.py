"""What a file wants is judged from subject, titles, text and structure; numbers themselves say nothing."""

from __future__ import annotations

import numpy as np

from extraction.intent_features import INTENT_BUCKETS, INTENTS, Told, intent_buckets, intent_probabilities, titles
from models.page import Box, Page, Word


def told(subject: str = "", text: str = "", lines: int = 0) -> Told:
    return Told(subject, (), text, True, lines, 0)


def test_other_numbers_of_the_same_length_change_nothing() -> None:
    assert (intent_buckets(told("Order 4711")) == intent_buckets(told("Order 4812"))).all()
    assert len(intent_buckets(told("Order 4711"))) != len(intent_buckets(told("Order")))


def test_probabilities_add_up() -> None:
    weights = np.zeros((INTENT_BUCKETS + 1, len(INTENTS)), dtype=np.float32)
    weights[-1, 2] = 3.0
    odds = intent_probabilities(told("Annulation"), weights)
    assert abs(float(odds.sum()) - 1) < 1e-5
    assert INTENTS[int(odds.argmax())] == "cancellation"


def test_large_lines_and_first_lines_are_titles() -> None:
    words = [Word("ACME", Box(50, 20, 90, 30), 1.0, 10), Word("PURCHASE", Box(50, 400, 130, 420), 1.0, 20)]
    words += [Word(f"w{i}", Box(50, 50 + 12 * i, 70, 60 + 12 * i), 1.0, 10) for i in range(20)]
    assert {"ACME", "PURCHASE"} <= set(titles([Page(1, 595, 842, tuple(words))]))


def test_a_title_in_letters_set_apart_is_read_as_its_word() -> None:
    assert (intent_buckets(told("B E S T E L L U N G 4711")) == intent_buckets(told("BESTELLUNG 4711"))).all()
