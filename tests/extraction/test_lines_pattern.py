"""An item lost at the end of a table is found by the pattern of the items above it."""

import numpy as np
import pytest

from extraction.gazetteer import Gazetteer
from extraction.lines_models import ROW_CLASSES, TAG, TAGS
from extraction.lines_pattern import with_rows_of_the_pattern
from extraction.lines_scene import Scene, scene_of
from extraction.lines_types import AtomContext
from extraction.rows import ANCHOR
from extraction.values import NumberStyle
from models.master import Company, MasterData
from models.page import Box, Page, Word

KNOWN = Gazetteer.build(MasterData(Company("Us Ltd")))
ITEMS = 4


def order(last: str, right: float = 500.0) -> Scene:
    """Items of two rows: number, code and name, and below them a quantity at the right edge; then a total."""
    words = []
    for item in range(ITEMS):
        top = 40.0 + 60 * item
        for x, text in ((40.0, f"{item + 1}0"), (80.0, f"A-10{item}"), (160.0, "Envelope")):
            words.append(Word(text, Box(x, top, x + 5.0 * len(text), top + 10)))
        quantity, end = (last, right) if item == ITEMS - 1 else ("12", 500.0)
        words.append(Word(quantity, Box(end - 5.0 * len(quantity), top + 24, end, top + 34)))
    words.append(Word("Total", Box(400, 300, 425, 310)))
    return scene_of([Page(1, 600, 800, tuple(words))], AtomContext(NumberStyle("."), KNOWN, "en"))


def anchors(scene: Scene) -> list[int]:
    """The rows taken for items' quantities, where the networks overlooked the last one."""
    tags = np.full((len(scene.atoms), len(TAGS)), 0.01, np.float32)
    classes = np.full((len(scene.rows), len(ROW_CLASSES)), 0.01, np.float32)
    classes[:, 0] = 0.9
    last = max(row.at for row in scene.rows if len(row.atoms) == 3) + 1
    for atom, tag in zip(scene.atoms, tags, strict=True):
        if len(scene.rows[atom.line].atoms) == 3:
            tag[TAG[("line_no", "buyer_item_code", "description")[scene.rows[atom.line].atoms.index(atom)]]] = 0.9
        elif atom.line < last and atom.text.isdigit():
            tag[TAG["quantity"]] = 0.9
            classes[atom.line, ANCHOR] = 1.0
    _, classes = with_rows_of_the_pattern(scene, tags, classes)
    return [int(at) for at in np.flatnonzero(classes.argmax(axis=1) == ANCHOR)]


def test_the_last_item_has_its_quantity_below_the_others() -> None:
    assert anchors(order("5")) == [1, 3, 5, 7]


@pytest.mark.parametrize(("last", "right"), [("5", 430.0), ("tbc", 500.0)])
def test_no_number_in_the_column_no_item(last: str, right: float) -> None:
    assert anchors(order(last, right)) == [1, 3, 5]
