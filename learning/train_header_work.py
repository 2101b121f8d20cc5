"""Work spread over forked processes in a fixed order, so that training is the same whatever the number of them."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")
_HELD: list[tuple[Callable[[Any], Any], Sequence[Any]]] = []


def _one(index: int) -> Any:
    work, items = _HELD[-1]
    return work(items[index])


def mapped(work: Callable[[T], R], items: Sequence[T], jobs: int, chunk: int = 1) -> list[R]:
    """`work` of each item, in their order. Items and what `work` closes over are inherited, results are sent back."""
    if jobs <= 1 or len(items) <= 1:
        return [work(item) for item in items]
    _HELD.append((work, items))
    try:
        with multiprocessing.get_context("fork").Pool(jobs) as pool:
            return pool.map(_one, range(len(items)), chunksize=chunk)
    finally:
        _HELD.pop()
