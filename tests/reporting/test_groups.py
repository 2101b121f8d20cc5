"""The report by customer and kind, and what waits at this moment."""

from __future__ import annotations

from datetime import timedelta

from models.lifecycle import Status
from reporting.groups import alone, groups, minutes_in, waiting_now
from tests.reporting.test_sla import CLOCK, EIGHT, TO_REVIEW, TOUCHLESS, life, reviewed

NOW = EIGHT + timedelta(hours=2)
CUSTOMERS = {1: "C1", 2: "C1", 3: "C1", 4: "C2"}
LIVES = (
    life(1, *TOUCHLESS),
    reviewed(2, 90, "price_differs"),
    life(3, *TO_REVIEW, codes=("price_differs", "unknown_item")),
    reviewed(4, 5, "unknown_item"),
)


def test_each_customer_has_a_row_the_busiest_first() -> None:
    first, second = groups(LIVES, lambda each: CUSTOMERS[each.document_id], CLOCK, NOW)
    assert (first.key, first.arrived, first.booked, first.touchless, first.reviewed) == ("C1", 3, 2, 1, 2)
    assert (first.touchless_share, first.late, first.reason) == (0.5, 2, "price_differs")
    assert (second.key, second.arrived, second.late, second.answer_median_minutes) == ("C2", 1, 0, 9.0)


def test_a_reason_that_stood_alone_is_what_would_have_gone_through_without_it() -> None:
    assert dict(alone(LIVES)) == {"price_differs": 1, "unknown_item": 1}


def test_what_waits_now_counts_whatever_day_it_came() -> None:
    waiting = waiting_now([NOW - timedelta(days=20), NOW - timedelta(minutes=10)], CLOCK, NOW)
    assert (waiting.count, waiting.late, waiting.oldest_minutes) == (2, 1, 20 * 24 * 60)
    assert waiting_now([], CLOCK, NOW).oldest_minutes is None


def test_time_in_a_status_adds_up_over_two_visits() -> None:
    S = Status
    twice = life(1, (S.RECEIVED, 0), (S.READ, 2), (S.EXTRACTED, 1), (S.MATCHED, 1), (S.IN_REVIEW, 1), (S.READ, 7),
                 (S.EXTRACTED, 3))  # fmt: skip
    assert minutes_in(twice) == {S.RECEIVED: 2, S.READ: 4, S.EXTRACTED: 1, S.MATCHED: 1, S.IN_REVIEW: 7}
