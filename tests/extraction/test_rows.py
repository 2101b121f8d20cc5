"""Which rows of a page make one item."""

import numpy as np

from extraction.gazetteer import Gazetteer
from extraction.lines_models import ROW_CLASSES, TAGS
from extraction.lines_scene import scene_of
from extraction.lines_types import AtomContext
from extraction.rows import items_of
from extraction.values import NumberStyle
from models.master import Company, MasterData
from models.page import Box, Page, Word

KNOWN = Gazetteer.build(MasterData(Company("Us Ltd")))


def items(heights: list[float], classes: list[dict[str, float]]) -> list[tuple[int, ...]]:
    words = tuple(Word("text", Box(40, y, 60, y + 10), size_pt=10) for y in heights)
    scene = scene_of([Page(1, 600, 800, words)], AtomContext(NumberStyle(","), KNOWN))
    made = np.full((len(classes), len(ROW_CLASSES)), 0.01, np.float32)
    for i, row in enumerate(classes):
        for name, p in row.items():
            made[i, ROW_CLASSES.index(name)] = p
    none = np.zeros((len(scene.atoms), len(TAGS)), np.float32)
    return [item.rows for item in items_of(scene, made, none)]


ANCHOR = {"anchor": 0.97}


def test_rows_below_a_quantity_belong_to_it() -> None:
    assert items([100, 112, 124, 136], [ANCHOR, {"above": 0.9}, ANCHOR, {"above": 0.9}]) == [(0, 1), (2, 3)]


def test_rows_above_a_quantity_belong_to_it_where_the_document_writes_so() -> None:
    assert items([100, 112, 124, 136], [{"below": 0.9}, ANCHOR, {"below": 0.9}, ANCHOR]) == [(0, 1), (2, 3)]


def test_one_doubtful_row_follows_the_habit_of_the_document() -> None:
    doubtful = {"below": 0.5, "above": 0.45}
    sure = {"above": 0.9}
    rows = [ANCHOR, sure, ANCHOR, sure, ANCHOR, doubtful, ANCHOR, sure]
    assert items([100 + 12 * i for i in range(8)], rows) == [(0, 1), (2, 3), (4, 5), (6, 7)]


def test_rows_of_no_item_stay_outside() -> None:
    assert items([100, 112, 124], [ANCHOR, {"none": 0.9}, ANCHOR]) == [(0,), (2,)]


def test_a_page_without_a_quantity_has_no_items() -> None:
    assert items([100, 112], [{"none": 0.9}, {"above": 0.9}]) == []
