"""A catalogue sent as an order form: rows with a figure under the quantity are the order, whatever networks say."""

import numpy as np

from extraction.gazetteer import Gazetteer
from extraction.lines_form import with_forms
from extraction.lines_models import ROW_CLASSES, TAG, TAGS
from extraction.lines_scene import Scene, scene_of
from extraction.lines_types import AtomContext
from extraction.values import NumberStyle
from models.master import Company, MasterData
from models.page import Box, Page, Word

KNOWN = Gazetteer.build(MasterData(Company("Us Ltd")))
ANCHOR = ROW_CLASSES.index("anchor")


def sheet(quantities: dict[int, str]) -> Scene:
    """A sheet of 14 articles with the quantities that somebody filled in."""
    words = []
    rows = [("Code", "Description", "Quantity"), *((f"A-10{i:02}", f"Filter no. {i}", "") for i in range(14))]
    for r, cells in enumerate(rows):
        for c, text in enumerate((*cells[:2], quantities.get(r, cells[2]))):
            x = 40.0 + 160 * c
            for part in text.split():
                box = Box(x, 40.0 + 14 * r, x + 5.0 * len(part), 50.0 + 14 * r)
                words.append(Word(part, box, 1.0, 10, False, f"{'ABC'[c]}{r + 1}"))
                x += 5.0 * len(part) + 2.5
    return scene_of([Page(1, 600, 800, tuple(words), (), "grid")], AtomContext(NumberStyle("."), KNOWN, "en"))


def judged(scene: Scene) -> tuple[np.ndarray, np.ndarray]:
    tags, classes = np.full((len(scene.atoms), len(TAGS)), 0.001), np.full((len(scene.rows), len(ROW_CLASSES)), 0.01)
    tags[:, TAG["none"]] = classes[:, 0] = 0.97
    return with_forms(scene, tags.astype(np.float32), classes.astype(np.float32))


def test_the_rows_with_a_quantity_are_lines_and_the_others_are_not() -> None:
    scene = sheet({3: "12", 9: "5"})
    tags, classes = judged(scene)
    assert [i for i in range(len(scene.rows)) if classes[i].argmax() == ANCHOR] == [3, 9]
    said = [TAGS[int(t.argmax())] for a, t in zip(scene.atoms, tags, strict=True) if a.line == 3]
    assert said == ["buyer_item_code", "description", "description", "description", "quantity"]


def test_a_sheet_where_every_row_is_ordered_is_left_to_the_networks() -> None:
    _, classes = judged(sheet(dict.fromkeys(range(1, 15), "3")))
    assert not (classes.argmax(axis=1) == ANCHOR).any()


def test_a_row_without_a_quantity_is_no_line_though_its_name_holds_a_number() -> None:
    scene = sheet({3: "12", 9: "5"})
    tags = np.full((len(scene.atoms), len(TAGS)), 0.001, np.float32)
    classes = np.full((len(scene.rows), len(ROW_CLASSES)), 0.01, np.float32)
    classes[1:, ANCHOR] = 0.97  # the networks take every article for an item
    _, classes = with_forms(scene, tags, classes)
    assert [i for i in range(len(scene.rows)) if classes[i].argmax() == ANCHOR] == [3, 9]
