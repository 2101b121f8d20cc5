"""The nightly refit: judged on orders it never saw, refused where it is worse, every version kept and brought back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import numpy as np
import pytest

from learning import versions
from learning.brain import load_brain
from learning.memory import Confirmed
from learning.refit import LEAST_ORDERS, judge, refit, replayed
from learning.synth.world import Sizes, world
from learning.train_matching import FEATURE_MODULES, Plan
from learning.train_matching_cases import Case, draw_case
from matching import MasterIndex, MatchingModels, hand_set_models
from models.errors import StaleModel
from models.match import MatchedLine, MatchedOrder, MatchResult
from models.reading import Field

TINY_PLAN = Plan((Sizes(60, 8, 2),), (1, 1, 1, 0), 8)
START = datetime(2026, 1, 5, tzinfo=UTC)


def as_confirmed(cases: list[Case]) -> Iterator[Confirmed]:
    for number, case in enumerate(cases):
        stock = [Field(q, 1.0, "agent") if q is not None else None for q in case.stock]
        lines = tuple(
            MatchedLine(line, MatchResult(sku, 1.0), q)
            for line, sku, q in zip(case.order.lines, case.skus, stock, strict=True)
        )
        whole = MatchedOrder(case.order, MatchResult(case.customer, 1.0), MatchResult(case.ship_to, 1.0), lines, 1.0)
        yield Confirmed(whole, whole, None, START + timedelta(hours=number))


@pytest.fixture(scope="module")
def year() -> tuple[list[Confirmed], MasterIndex]:
    made, rng = world(9, Sizes(80, 6, 2)), Random(4)
    drawn = [draw_case(rng, made) for _ in range(LEAST_ORDERS)]
    return list(as_confirmed(drawn)), MasterIndex.build(made.master)


def forgetful() -> MatchingModels:
    """Models that prefer the worst item."""
    models = hand_set_models()
    return replace(models, item_pair=replace(models.item_pair, weights=-models.item_pair.weights))


def test_an_order_knows_what_came_before_it_and_not_what_it_taught(year: tuple[list[Confirmed], MasterIndex]) -> None:
    orders, index = year
    again = [orders[0], replace(orders[0], at=START + timedelta(days=1))]
    first, second = replayed(list(reversed(again)), index)
    assert first.knowledge.aliases == ()
    taught = {alias.sku for alias in second.knowledge.aliases}
    assert taught, "an order with codes that are not ours, each confirmed as one of our items"
    assert taught <= set(first.skus)


def test_few_orders_change_nothing(year: tuple[list[Confirmed], MasterIndex]) -> None:
    assert refit(year[0][: LEAST_ORDERS - 1], year[1], hand_set_models(), TINY_PLAN) is None


def test_a_refit_says_for_every_segment_what_it_was_and_is(year: tuple[list[Confirmed], MasterIndex]) -> None:
    made = refit(*year, hand_set_models(), TINY_PLAN)
    assert made is not None
    assert made.better == (made.reason == "")
    assert made.figures["item all"]["n"] > 0


def test_what_is_worse_is_refused_and_what_is_better_taken(year: tuple[list[Confirmed], MasterIndex]) -> None:
    cases = replayed(*year)[:16]
    bad = judge(cases, year[1], hand_set_models(), forgetful())
    assert (bad.better, bad.reason[:5]) == (False, "worse")
    assert judge(cases, year[1], forgetful(), hand_set_models()).better
    assert judge(cases, year[1], hand_set_models(), hand_set_models()).reason == "no better"


def test_versions_are_kept_and_an_earlier_one_is_brought_back(tmp_path: Path) -> None:
    assert (versions.current(tmp_path), versions.versions(tmp_path)) == (versions.SHIPPED, ())
    good, bad = hand_set_models(), forgetful()
    assert versions.add(tmp_path, good, FEATURE_MODULES, {"orders": 70}) == "0001"
    assert versions.add(tmp_path, bad, FEATURE_MODULES, {"orders": 90}) == "0002"
    assert np.array_equal(versions.brain_of(tmp_path).matching.item_pair.weights, bad.item_pair.weights)
    versions.use(tmp_path, "0001")
    assert np.array_equal(versions.brain_of(tmp_path).matching.item_pair.weights, good.item_pair.weights)
    assert [(v.number, v.figures["orders"], v.in_use) for v in versions.versions(tmp_path)] == [
        ("0001", 70, True), ("0002", 90, False),
    ]  # fmt: skip
    versions.use(tmp_path, versions.SHIPPED)
    assert versions.brain_of(tmp_path) is load_brain()


def test_a_version_that_cannot_be_loaded_is_not_taken_into_use(tmp_path: Path) -> None:
    versions.add(tmp_path, hand_set_models(), FEATURE_MODULES, {})
    with pytest.raises(StaleModel):
        versions.use(tmp_path, "0007")
    assert versions.current(tmp_path) == "0001"
    (tmp_path / "models" / "0001" / "matching.skops").write_bytes(b"damaged")
    assert versions.brain_of(tmp_path) is load_brain()
