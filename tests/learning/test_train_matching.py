"""The trainer on a tiny plan: it runs through, saves what can be loaded, and gives the same twice."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from learning import artifacts
from learning.synth.world import Sizes
from learning.train_matching import FEATURE_MODULES, Plan, stages, train
from matching import MatchingModels

TINY_PLAN = Plan((Sizes(80, 10, 2),), (1, 1, 1, 1), 10)


@pytest.fixture(scope="module")
def trained() -> MatchingModels:
    return train(TINY_PLAN, say=lambda *_: None)[0]


def test_what_was_trained_is_saved_small_and_loaded_as_it_was(trained: MatchingModels, tmp_path: Path) -> None:
    path = artifacts.save("matching", trained.payload(), FEATURE_MODULES, {}, tmp_path)
    assert path.stat().st_size < 4_000_000
    loaded = MatchingModels.from_payload(artifacts.load("matching", tmp_path))
    rows = np.random.default_rng(1).random((5, len(trained.item_pair.names)), dtype=np.float32)
    assert np.array_equal(loaded.item_pair.predict(rows), trained.item_pair.predict(rows))
    assert loaded.calibrations == {} or loaded.calibrations.keys() == trained.calibrations.keys()


def test_the_same_plan_draws_the_same_cases() -> None:
    first, second = (next(stages(TINY_PLAN, 0)).cases for _ in range(2))
    assert first == second


def test_hidden_items_and_customers_are_strangers_to_the_index() -> None:
    stage = next(stages(TINY_PLAN, 0))
    for case in stage.cases:
        assert case.customer is None or case.customer in stage.index.partners.customers
        assert all(sku is None or sku in stage.index.items.rows for sku in case.skus)
