"""Measured probabilities and safe thresholds: what is claimed must be borne out, with a margin for chance."""

from __future__ import annotations

from random import Random

import pytest

from learning.calibration import borne_out, calibrate, coverage, coverage_at_error, error_bound, threshold


def boasting(count: int, seed: int = 1) -> tuple[list[float], list[bool]]:
    """Claims p, is right with p - 0.2."""
    rng = Random(seed)
    claimed = [rng.uniform(0.3, 1.0) for _ in range(count)]
    return claimed, [rng.random() < p - 0.2 for p in claimed]


def test_a_boasting_confidence_is_brought_down_to_what_it_keeps() -> None:
    claimed, right = boasting(4000)
    found = calibrate(claimed, right)
    for p in (0.5, 0.7, 0.9):
        assert found.apply(p) == pytest.approx(p - 0.2, abs=0.06)


def test_more_claimed_is_never_worth_less() -> None:
    found = calibrate(*boasting(800))
    values = [found.apply(p / 100) for p in range(101)]
    assert values == sorted(values)
    assert 0 <= values[0] <= values[-1] < 1


def test_too_few_cases_change_nothing() -> None:
    assert calibrate([0.9] * 5, [False] * 5).apply(0.9) == 0.9


@pytest.mark.parametrize(("wrong", "total", "bound"), [(0, 300, 0.00994), (0, 0, 1.0), (3, 3, 1.0), (1, 100, 0.0466)])
def test_the_bound_is_clopper_and_pearsons(wrong: int, total: int, bound: float) -> None:
    assert error_bound(wrong, total) == pytest.approx(bound, abs=1e-4)


def test_a_threshold_needs_enough_cases_to_be_safe() -> None:
    assert threshold([0.99] * 100, [True] * 100, 0.01) is None
    assert threshold([0.99] * 400, [True] * 400, 0.01) == 0.99


def test_a_threshold_keeps_its_promise_and_splits_no_ties() -> None:
    confidence = [0.99] * 600 + [0.8] * 300
    right = [True] * 600 + [True] * 150 + [False] * 150
    limit = threshold(confidence, right, 0.01)
    assert limit == 0.99
    assert coverage(confidence, right, 0.99) == (pytest.approx(2 / 3), 0.0)


def test_coverage_at_an_error_counts_the_most_that_could_be_taken() -> None:
    assert coverage_at_error([0.9, 0.8, 0.7, 0.6], [True, True, False, True], 0.0) == 0.5
    assert coverage_at_error([], [], 0.01) == 0.0


def test_nothing_is_borne_out_without_cases() -> None:
    assert borne_out([], []).apply(1.0) == 0.0


def test_what_is_borne_out_is_the_bound_on_all_that_is_let_through() -> None:
    found = borne_out([0.99] * 600 + [0.8] * 300, [True] * 600 + [True] * 150 + [False] * 150)
    assert found.apply(0.99) == pytest.approx(1 - error_bound(0, 600))
    assert found.apply(0.8) == pytest.approx(1 - error_bound(150, 900))
    assert found.apply(0.5) < 0.6


def test_a_higher_confidence_never_bears_out_less() -> None:
    found = borne_out(*boasting(800))
    values = [found.apply(p / 200) for p in range(201)]
    assert values == sorted(values)
