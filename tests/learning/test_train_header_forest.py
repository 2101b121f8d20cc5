"""The arrays that the header asks say what the trees say that they were made of."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier

from extraction.scoring_forest import Forest
from learning.train_header_forest import forest_of


def trained(classes: int, rounds: int = 12) -> tuple[HistGradientBoostingClassifier, np.ndarray]:
    rng = np.random.default_rng(5)
    rows = rng.normal(size=(400, 6)).astype(np.float32)
    labels = (rows[:, 0] * 2 + rows[:, 1] ** 2).astype(int) % classes
    model = HistGradientBoostingClassifier(max_iter=rounds, max_leaf_nodes=16, random_state=1, early_stopping=False)
    return model.fit(rows, labels), rows


@pytest.mark.parametrize("classes", [2, 4])
def test_a_forest_answers_as_its_trees(classes: int) -> None:
    model, rows = trained(classes)
    assert np.allclose(forest_of(model).predict_proba(rows), model.predict_proba(rows), atol=1e-5)


def test_a_tree_that_never_splits_is_a_constant() -> None:
    rows = np.zeros((40, 2), dtype=np.float32)
    model = HistGradientBoostingClassifier(max_iter=3, early_stopping=False).fit(rows, [0, 1] * 20)
    assert np.allclose(forest_of(model).predict_proba(rows[:2]), 0.5, atol=1e-6)


def test_a_stored_forest_is_the_same_forest() -> None:
    model, rows = trained(3)
    forest = forest_of(model)
    again = Forest.from_payload(forest.payload("date"), "date")
    assert again is not None
    assert np.array_equal(again.predict_proba(rows), forest.predict_proba(rows))
    assert Forest.from_payload(forest.payload("date"), "code") is None
