"""The mails that teach what is wanted: a list of items is no sign of an order, and phrases can be held out whole."""

from __future__ import annotations

from learning.train_header_intent_mails import FOLDS, written


def test_any_wish_may_list_items() -> None:
    listed = {intent for told, intent in written(600, lambda place: True, "test") if told.order_lines > 2}
    assert {"order", "order_change", "cancellation", "status_request", "complaint", "quote_request"} <= listed


def test_phrases_held_out_stay_out() -> None:
    seen = " ".join(told.text for told, _ in written(800, lambda place: place % FOLDS != 1, "a"))
    held = " ".join(told.text for told, _ in written(800, lambda place: place % FOLDS == 1, "b"))
    phrase = "We no longer need the goods."  # the second of the English cancellations
    assert phrase in held
    assert phrase not in seen
