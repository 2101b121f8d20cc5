"""Rows of words with the tags that networks gave them, for tests."""

from datetime import date

import numpy as np

from extraction.gazetteer import Gazetteer
from extraction.lines_assemble import assemble
from extraction.lines_models import ROW_CLASSES, TAG, TAGS
from extraction.lines_numbering import Assembly
from extraction.lines_scene import Scene, scene_of
from extraction.lines_types import AtomContext
from extraction.rows import items_of
from extraction.values import NumberStyle
from models.master import Company, Item, MasterData
from models.page import Box, Page, Word

KNOWN = Gazetteer.build(
    MasterData(
        Company("Us Ltd"),
        items=(Item("K587407", (("en", "Coffee"), ("de", "Schraube verzinkt 8.8"), ("fr", "Agrafes 23/10 1000"))),),
    )
)


Rows = list[tuple[float, list[tuple[float, str, str]]]]


def scene(rows: Rows, source: str = "text_layer") -> tuple[Scene, np.ndarray]:
    """A page of words, each given with its place and the tag that the tagger is sure of."""
    words, tags = [], {}
    for y, cells in rows:
        for x, text, tag in cells:
            at = x
            for part in text.split():
                words.append(Word(part, Box(at, y, at + 5.0 * len(part), y + 10), size_pt=10))
                tags[(round(at, 2), y)] = tag
                at += 5.0 * len(part) + 2.6
    page = Page(1, 600, 800, tuple(words), (), source)  # type: ignore[arg-type]
    made = scene_of([page], AtomContext(NumberStyle(",", "."), KNOWN, "de", "dmy", date(2026, 3, 1)))
    sure = np.full((len(made.atoms), len(TAGS)), 0.02, np.float32)
    for i, atom in enumerate(made.atoms):
        sure[i, TAG[tags[(round(atom.words[0].box.x0, 2), atom.box.top)]]] = 0.7
    return made, sure


def read(rows: Rows, classes: list[str], source: str = "text_layer") -> tuple[Assembly, ...]:
    made, sure = scene(rows, source)
    row_classes = np.full((len(made.rows), len(ROW_CLASSES)), 0.05, np.float32)
    for i, name in enumerate(classes):
        row_classes[i, ROW_CLASSES.index(name)] = 0.85
    return assemble(made, sure, items_of(made, row_classes, sure), KNOWN)
