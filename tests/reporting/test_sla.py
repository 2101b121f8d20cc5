from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from models.lifecycle import Move, Mover, Status
from reporting.sla import Life, Sla, quantile, report

S = Status
MONDAY = date(2026, 3, 9)
EIGHT = datetime(2026, 3, 9, 8, tzinfo=UTC)
CLOCK = Sla(target_minutes=60, hours=None)


def life(number: int, *steps: tuple[Status, float], start: datetime = EIGHT, agent: bool = False, codes=()) -> Life:
    moves, old, at = [], None, start
    for new, minutes in steps:
        at += timedelta(minutes=minutes)
        by_hand = agent and old is S.IN_REVIEW
        reason = ",".join(codes) if new is S.IN_REVIEW else ""
        moves.append(Move(old, new, Mover.AGENT if by_hand else Mover.MACHINE, at, reason=reason))
        old = new
    return Life(number, tuple(moves))


TOUCHLESS = ((S.RECEIVED, 0), (S.READ, 1), (S.EXTRACTED, 1), (S.MATCHED, 1), (S.APPROVED, 0), (S.BOOKED, 1))
TO_REVIEW = ((S.RECEIVED, 0), (S.READ, 1), (S.EXTRACTED, 1), (S.MATCHED, 1), (S.IN_REVIEW, 0))


def reviewed(number: int, minutes: float, *codes: str, last: Status = S.BOOKED) -> Life:
    end = ((S.APPROVED, minutes), (S.BOOKED, 1)) if last is S.BOOKED else ((last, minutes),)
    return life(number, *TO_REVIEW, *end, agent=True, codes=codes)


def of(*lives: Life, now: datetime = EIGHT + timedelta(hours=2), sla: Sla = CLOCK):
    return report(lives, sla, now, MONDAY, MONDAY)


def test_an_empty_day_has_no_shares_and_no_error():
    empty = of()
    assert (empty.arrived, empty.on_time_share, empty.touchless_share, empty.answer_median_minutes) == (
        0,
        None,
        None,
        None,
    )
    assert [day.arrived for day in empty.days] == [0]


def test_touchless_is_booked_without_any_hand():
    result = of(life(1, *TOUCHLESS), reviewed(2, 5), reviewed(3, 5, last=S.REJECTED))
    assert (result.booked, result.touchless, result.touchless_share) == (2, 1, 0.5)
    assert result.rejected == 1


def test_late_counts_the_answered_and_the_waiting_apart():
    result = of(life(1, *TOUCHLESS), reviewed(2, 90), life(3, *TO_REVIEW), life(4, (S.RECEIVED, 90)))
    assert (result.late_answered, result.late_waiting, result.waiting) == (1, 1, 2)
    assert result.on_time_share == 0.5
    assert result.oldest_waiting_minutes == 120


def test_an_answer_exactly_at_the_target_is_on_time():
    assert of(life(1, (S.RECEIVED, 0), (S.FAILED, 1), (S.REJECTED, 59))).late_answered == 0


def test_the_night_does_not_make_an_order_late():
    evening = datetime(2026, 3, 9, 16, 50, tzinfo=UTC)  # ten minutes before closing in Paris
    overnight = life(1, *TO_REVIEW, (S.APPROVED, 15 * 60), (S.BOOKED, 1), start=evening, agent=True)
    now = evening + timedelta(days=1)
    assert of(overnight, now=now, sla=Sla(target_minutes=120)).late_answered == 0
    assert of(overnight, now=now, sla=Sla(target_minutes=30)).late_answered == 1


def test_steps_give_the_median_and_nine_in_ten_of_the_time_spent():
    result = of(*(reviewed(n, minutes) for n, minutes in enumerate((10, 20, 30, 40, 100))))
    review = next(step for step in result.steps if step.status is S.IN_REVIEW)
    assert (review.count, review.median_minutes, review.p90_minutes) == (5, 30, 100)
    assert [step.status for step in result.steps] == [
        S.RECEIVED,
        S.READ,
        S.EXTRACTED,
        S.MATCHED,
        S.IN_REVIEW,
        S.APPROVED,
    ]


def test_reasons_count_each_document_once_and_only_the_reviewed():
    result = of(
        reviewed(1, 5, "price_differs", "price_differs", "unknown_item"),
        reviewed(2, 5, "price_differs"),
        life(3, *TOUCHLESS, codes=("price_differs",)),
    )
    assert result.reasons == (("price_differs", 2), ("unknown_item", 1))


def test_a_split_file_counts_as_its_parts_only():
    assert of(life(1, (S.RECEIVED, 0), (S.READ, 1), (S.SPLIT, 1)), life(2, *TOUCHLESS)).arrived == 1


def test_only_arrivals_of_the_period_count_in_the_slas_own_time_zone():
    just_after_midnight = datetime(2026, 3, 8, 23, 30, tzinfo=UTC)  # 00:30 on Monday in Paris
    moved = life(1, *TOUCHLESS, start=just_after_midnight)
    assert of(moved, sla=Sla()).arrived == 1
    assert of(moved, sla=CLOCK).arrived == 0


def test_days_add_up_to_the_whole():
    lives = [life(n, *TOUCHLESS, start=EIGHT + timedelta(days=n % 3)) for n in range(7)] + [life(8, *TO_REVIEW)]
    result = report(lives, CLOCK, EIGHT + timedelta(days=3), MONDAY, MONDAY + timedelta(days=2))
    assert [day.arrived for day in result.days] == [4, 2, 2]
    assert sum(day.booked for day in result.days) == result.booked == 7
    assert sum(day.late for day in result.days) == result.late_answered + result.late_waiting


@pytest.mark.parametrize(("values", "median", "p90"), [([4], 4, 4), ([1, 3], 2, 3), (list(range(1, 11)), 5.5, 9)])
def test_quantiles_are_times_that_happened(values, median, p90):
    assert (quantile(values, 0.5), quantile(values, 0.9)) == (median, p90)
