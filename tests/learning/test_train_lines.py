"""The training of line reading: its samples are labelled rightly, its network learns, its folds keep families whole."""

import numpy as np

from extraction.lines_models import ROW_CLASSES, TAG, LineModels
from learning.train_lines import folds_of
from learning.train_lines_data import sketched
from learning.train_lines_network import Recipe, train_network

SAMPLES = list(sketched(5, 1, 12))


def test_every_printed_line_of_a_sketched_order_has_a_labelled_quantity() -> None:
    for sample in SAMPLES:
        found = {int(i) for i, t in zip(sample.items, sample.tags, strict=True) if t == TAG["quantity"]}
        assert found == set(range(len(sample.truth["lines"])))


def test_every_item_has_exactly_one_anchor_row() -> None:
    for sample in SAMPLES:
        anchors = sum(int(c) == ROW_CLASSES.index("anchor") for c in sample.rows)
        assert anchors == len(sample.truth["lines"])


def test_the_same_seed_gives_the_same_samples() -> None:
    again = list(sketched(5, 1, 12))
    assert [s.truth for s in again] == [s.truth for s in SAMPLES]
    assert [[a.text for a in s.scene.atoms] for s in again] == [[a.text for a in s.scene.atoms] for s in SAMPLES]


def test_a_family_of_layouts_is_never_split_between_folds() -> None:
    folds = folds_of(SAMPLES, 3)
    by_family: dict[str, set[int]] = {}
    for sample, fold in zip(SAMPLES, folds, strict=True):
        by_family.setdefault(sample.family, set()).add(fold)
    assert all(len(found) == 1 for found in by_family.values())


def test_a_network_learns_what_no_straight_line_parts_and_survives_being_stored() -> None:
    rng = np.random.default_rng(3)
    points = rng.uniform(-1, 1, (3000, 2)).astype(np.float32)
    labels = (points[:, 0] * points[:, 1] > 0).astype(np.int64)
    recipe = Recipe(hidden=(32,), epochs=30, batch=128, dropout=0.0)
    network = train_network(points, labels, np.ones(len(labels), np.float32), 2, recipe)
    right = float((network.predict(points).argmax(axis=1) == labels).mean())
    assert right > 0.95
    models = LineModels((network,), (network,), (network,), {"unit": np.ones(6, np.float32)}, b"x")
    back = LineModels.from_payload(models.payload())
    assert np.allclose(back.first[0].predict(points), network.predict(points), atol=0.02)
    assert back.freetext == b"x"
