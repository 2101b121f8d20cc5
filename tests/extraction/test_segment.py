"""Pages are shared out among orders: covers and terms belong to none, a page goes on only with what has begun."""

from __future__ import annotations

import numpy as np

from extraction.segment import rejoined, split
from extraction.segment_features import PAGE_CLASSES

NONE, BEGINS, GOES_ON = (PAGE_CLASSES.index(name) for name in ("none", "begins", "goes_on"))


def odds(*kinds: int) -> np.ndarray:  # type: ignore[type-arg]
    result = np.full((len(kinds), len(PAGE_CLASSES)), 0.05, dtype=np.float32)
    for row, kind in enumerate(kinds):
        result[row, kind] = 0.9
    return result


def test_two_orders_in_one_file_are_told_apart() -> None:
    assert split(odds(BEGINS, GOES_ON, BEGINS)) == [[0, 1], [2]]


def test_covers_and_terms_are_left_out() -> None:
    assert split(odds(NONE, BEGINS, NONE, BEGINS, GOES_ON, NONE)) == [[1], [3, 4]]


def test_a_first_page_begins_where_it_seems_to_go_on() -> None:
    assert split(np.array([[0.1, 0.3, 0.6], [0.05, 0.05, 0.9]], dtype=np.float32)) == [[0, 1]]


def test_pages_alone_never_say_that_a_file_holds_no_order() -> None:
    assert split(odds(NONE, NONE)) == [[0]]


def test_a_second_page_that_repeats_the_number_goes_on_with_the_order() -> None:
    assert rejoined([[0], [1]], [{"A100": 0.9}, {"A100": 0.8}], [1, 2]) == [[0, 1]]


def test_a_page_with_another_number_or_counted_as_a_first_one_is_an_order_of_its_own() -> None:
    assert rejoined([[0], [1]], [{"A100": 0.9}, {"A101": 0.8}], [1, 2]) == [[0], [1]]
    assert rejoined([[0], [1]], [{"A100": 0.9}, {"A100": 0.8}], [1, 1]) == [[0], [1]]
