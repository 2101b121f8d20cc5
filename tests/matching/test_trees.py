"""Trees asked all at once say what scikit-learn says."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier

from matching.trees import FlatTrees


@pytest.mark.parametrize("outcomes", [2, 3])
def test_a_row_is_judged_as_by_the_model_itself(outcomes: int) -> None:
    rng = np.random.default_rng(7)
    x = rng.normal(size=(400, 6)).astype(np.float32).round(1)
    y = (x[:, 0] + x[:, 1] * x[:, 2] > 0).astype(int) + (outcomes == 3) * (x[:, 3] > 0.8)
    model = HistGradientBoostingClassifier(max_iter=20, max_leaf_nodes=12, min_samples_leaf=5).fit(x, y)
    assert np.allclose(FlatTrees.of(model).predict_proba(x[:50]), model.predict_proba(x[:50]), atol=1e-12)
