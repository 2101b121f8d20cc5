"""The door to order lines: pages in, the lines as printed out, with where the tables stood and what was summed up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np
import numpy.typing as npt

from extraction.columns import ROW_KINDS
from extraction.layout import box_of
from extraction.lines_assemble import assemble
from extraction.lines_atoms import Row
from extraction.lines_confidence import calibrated
from extraction.lines_features import atom_features
from extraction.lines_form import with_forms
from extraction.lines_models import LineModels, average
from extraction.lines_numbering import Assembly
from extraction.lines_pattern import with_rows_of_the_pattern
from extraction.lines_scene import Scene, scene_of
from extraction.lines_stack import stacked_features
from extraction.lines_types import AtomContext, Known
from extraction.rows import Item, items_of, row_features
from extraction.values import DateOrder, NumberStyle
from models.page import Box, Page
from models.reading import ExtractedLine, OnPage

Floats = npt.NDArray[np.float32]

TOTAL = ROW_KINDS.index("total")
CARRIED = ROW_KINDS.index("carried")
SUM_SLACK = Decimal("0.02")


@dataclass(frozen=True, slots=True)
class Region:
    """Where order lines (with their header) stand on a page; `page` is Page.number."""

    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class TotalSeen:
    """A number beside a word for a total, outside the items: material for the totals of the header."""

    label: str
    value: Decimal
    evidence: OnPage


@dataclass(frozen=True, slots=True)
class LinesReading:
    """The lines of an order. `consistent`: amounts agree with quantity × price, or add up to a total seen."""

    lines: tuple[ExtractedLine, ...] = ()
    regions: tuple[Region, ...] = ()
    totals: tuple[TotalSeen, ...] = ()
    amount_sum: Decimal | None = None
    consistent: bool = False
    spoken: bool = False  # said in sentences: no columns, no regions


def extract_lines(
    pages: Sequence[Page],
    gazetteer: Known,
    style: NumberStyle,
    language: str,
    models: LineModels,
    order: DateOrder | None = None,
    anchor: date | None = None,
) -> LinesReading:
    """The order lines on `pages` (those of one order); `anchor` is the date that completes dates without a year."""
    scene = scene_of(pages, AtomContext(style, gazetteer, language, order, anchor))
    if not scene.atoms:
        return LinesReading()
    tags, classes = with_rows_of_the_pattern(scene, *score(scene, models))
    items = items_of(scene, classes, tags)
    made = assemble(scene, tags, items, gazetteer)
    return _reading(scene, items, made, calibrated(made, models.calibration))


def score(scene: Scene, models: LineModels) -> tuple[Floats, Floats]:
    """Tag probabilities of every atom and class probabilities of every row."""
    features = atom_features(scene)
    first = average(models.first, features)
    second = average(models.second, stacked_features(scene, features, first))
    if models.freetext and any(p.source == "grid" for p in scene.pages):
        from extraction.freetext import with_sentences  # spaCy takes a second to import: only for mails and texts

        second = with_sentences(scene, second, models.freetext)
    return with_forms(scene, second, average(models.rows, row_features(scene, second)))


def _reading(
    scene: Scene, items: Sequence[Item], made: Sequence[Assembly], lines: tuple[ExtractedLine, ...]
) -> LinesReading:
    totals = _totals(scene, {i for item in items for i in item.rows})
    amounts = [a.line.amount.value for a in made if a.line.amount is not None]
    total = sum(amounts, Decimal(0)) if amounts and len(amounts) == len(made) else None
    sums_up = total is not None and any(abs(t.value - total) <= SUM_SLACK for t in totals)
    agree = [a.agrees for a in made if a.agrees is not None]
    consistent = bool(made) and (sums_up or (bool(agree) and len(agree) == len(made) and all(agree)))
    return LinesReading(lines, _regions(scene, items), totals, total, consistent)


def _regions(scene: Scene, items: Sequence[Item]) -> tuple[Region, ...]:
    by_page: dict[int, list[Row]] = {}
    for item in items:
        for i in item.rows:
            by_page.setdefault(scene.rows[i].page, []).append(scene.rows[i])
        header = scene.places[item.anchor].header
        if header is not None and header.page == scene.rows[item.anchor].page:
            by_page[header.page].extend(scene.rows[header.first_row : header.last_row + 1])
    return tuple(
        Region(scene.pages[page].number, box_of(w for row in rows for a in row.atoms for w in a.words))
        for page, rows in sorted(by_page.items())
    )


def _totals(scene: Scene, inside: set[int]) -> tuple[TotalSeen, ...]:
    made = []
    for i, (row, place) in enumerate(zip(scene.rows, scene.places, strict=True)):
        if i in inside or not place.numbers or not max(place.kinds_inside[TOTAL], place.kinds_inside[CARRIED]):
            continue
        atoms = [a for a in row.atoms if a.typed.value is not None and not a.typed.percent and not a.dates]
        label = " ".join(a.text for a in row.atoms if a.typed.value is None)
        for atom in atoms:
            value = atom.typed.value
            if value is None:
                continue
            page = scene.pages[row.page]
            made.append(TotalSeen(label, value, OnPage(page.number, atom.box, atom.text, page.sheet)))
    return tuple(made)
