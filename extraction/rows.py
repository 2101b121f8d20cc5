"""Which rows make one item: features and decoding of the row model. It reads no values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from extraction.lines_models import ROW_CLASSES, TAG, TAGS
from extraction.lines_scene import RowPlace, Scene

Floats = npt.NDArray[np.float32]

NONE, ANCHOR, ABOVE, BELOW = range(len(ROW_CLASSES))
NEIGHBOURS = 2
LONGEST_REACH = 12  # rows of one item above or below its anchor
FAR_ROWS = 8.0
ANCHOR_FROM = 0.5


class Item(NamedTuple):
    """The rows of one order line, in reading order; `anchor` is the one with the quantity."""

    rows: tuple[int, ...]
    anchor: int
    certainty: float


def row_summary(scene: Scene, tags: Floats) -> Floats:
    """Per row: the strongest probability of each tag, and the share of each among its atoms."""
    made = np.zeros((len(scene.rows), 2 * len(TAGS)), np.float32)
    at = 0
    for i, row in enumerate(scene.rows):
        part = tags[at : at + len(row.atoms)]
        at += len(row.atoms)
        if len(part):
            made[i, : len(TAGS)] = part.max(axis=0)
            made[i, len(TAGS) :] = part.mean(axis=0)
    return made


def row_features(scene: Scene, tags: Floats) -> Floats:
    """One row of numbers per row of the scene."""
    summary = row_summary(scene, tags)
    count = len(scene.rows)
    if not count:
        return np.zeros((0, 0), np.float32)
    width = summary.shape[1]
    around = [summary]
    for step in range(1, NEIGHBOURS + 1):
        up, down = np.zeros_like(summary), np.zeros_like(summary)
        up[step:], down[:-step] = summary[:-step], summary[step:]
        for i in range(count):  # another page is no neighbour
            if i >= step and scene.rows[i - step].page != scene.rows[i].page:
                up[i] = 0
            if i + step < count and scene.rows[i + step].page != scene.rows[i].page:
                down[i] = 0
        around.extend((up[:, : width // 2], down[:, : width // 2]))
    own = np.array([_place(scene, i) for i in range(count)], dtype=np.float32)
    return np.hstack((*around, own, _anchors(scene, summary)))


def _place(scene: Scene, i: int) -> list[float]:
    place: RowPlace = scene.places[i]
    row = scene.rows[i]
    page = scene.pages[row.page]
    header = place.header
    return [
        min(place.gap_above, 4.0) / 2,
        min(place.gap_below, 4.0) / 2,
        float(place.rule_above),
        float(place.rule_below),
        *place.kinds_start,
        *place.kinds_inside,
        float(place.is_header),
        float(header is not None),
        float(header is not None and header.page == row.page),
        min(row.at - header.last_row, 20) / 10 if header else -0.5,
        row.box.x0 / max(page.width, 1.0),
        row.box.x1 / max(page.width, 1.0),
        row.box.y_mid / max(page.height, 1.0),
        len(row.atoms) / 10,
        place.numbers / 5,
        float(sum(a.struck for a in row.atoms)) / max(len(row.atoms), 1),
        float(page.source == "grid"),
        float(page.source == "ocr"),
    ]


def _anchors(scene: Scene, summary: Floats) -> Floats:
    """Where a row lies between the likely anchors above and below it, and what the first and last item show.

    In an item whose numbers stand on its last row, rows precede the first anchor of a page; on its first row, rows
    follow the last. Both are seen here as the distance of the nearest anchors, in rows and in height.
    """
    count = len(scene.rows)
    likely = summary[:, TAG["quantity"]] >= ANCHOR_FROM
    text = summary[:, TAG["description"]] >= ANCHOR_FROM
    made = np.zeros((count, 14), np.float32)
    up, down = _nearest(scene, likely), _nearest_below(scene, likely)
    lead, tail = _lead_and_tail(scene, likely, text)
    for i in range(count):
        row = scene.rows[i]
        for k, other in ((0, up[i]), (5, down[i])):
            if other < 0:
                made[i, k : k + 5] = (0, FAR_ROWS, FAR_ROWS, 0, 0)
                continue
            anchor = scene.rows[other]
            height = max(row.box.height, 4.0)
            ruled = any(scene.places[j].rule_below for j in range(min(i, other), max(i, other)))
            made[i, k] = 1
            made[i, k + 1] = min(abs(i - other), FAR_ROWS)
            made[i, k + 2] = min(abs(row.box.y_mid - anchor.box.y_mid) / height, 2 * FAR_ROWS)
            made[i, k + 3] = float(ruled)
            made[i, k + 4] = float(abs(row.box.x0 - anchor.box.x0) < 2.0)
        made[i, 10] = lead[row.page]
        made[i, 11] = tail[row.page]
        made[i, 12] = float(likely[i])
        made[i, 13] = made[i, 2] - made[i, 7]
    return made


def _nearest(scene: Scene, likely: npt.NDArray[np.bool_]) -> list[int]:
    made, last = [], -1
    for i, row in enumerate(scene.rows):
        made.append(last if last >= 0 and scene.rows[last].page == row.page else -1)
        if likely[i]:
            last = i
    return made


def _nearest_below(scene: Scene, likely: npt.NDArray[np.bool_]) -> list[int]:
    made, last = [-1] * len(scene.rows), -1
    for i in range(len(scene.rows) - 1, -1, -1):
        made[i] = last if last >= 0 and scene.rows[last].page == scene.rows[i].page else -1
        if likely[i]:
            last = i
    return made


def _lead_and_tail(
    scene: Scene, likely: npt.NDArray[np.bool_], text: npt.NDArray[np.bool_]
) -> tuple[list[float], list[float]]:
    """Per page: how many text rows stand directly above its first anchor, and directly below its last."""
    lead, tail = [0.0] * len(scene.pages), [0.0] * len(scene.pages)
    for page in range(len(scene.pages)):
        mine = [i for i, row in enumerate(scene.rows) if row.page == page and likely[i]]
        if not mine:
            continue
        i = mine[0] - 1
        while i >= 0 and scene.rows[i].page == page and text[i]:
            lead[page] += 1
            i -= 1
        i = mine[-1] + 1
        while i < len(scene.rows) and scene.rows[i].page == page and text[i]:
            tail[page] += 1
            i += 1
    return [min(v, 5.0) for v in lead], [min(v, 5.0) for v in tail]


def items_of(scene: Scene, classes: Floats) -> tuple[Item, ...]:
    """The items: each anchor with the rows that lean on it; a row between two anchors goes where it leans."""
    kinds = classes.argmax(axis=1) if len(classes) else np.zeros(0, int)
    anchors = [i for i in range(len(scene.rows)) if kinds[i] == ANCHOR]
    owned: dict[int, list[int]] = {a: [a] for a in anchors}
    for n, anchor in enumerate(anchors):
        following = anchors[n + 1] if n + 1 < len(anchors) else len(scene.rows)
        between = [
            i for i in range(anchor + 1, following) if i - anchor <= LONGEST_REACH or following - i <= LONGEST_REACH
        ]
        _share(between, kinds, classes, owned[anchor], owned.get(following))
    if anchors:
        _share(list(range(max(0, anchors[0] - LONGEST_REACH), anchors[0])), kinds, classes, None, owned[anchors[0]])
    return tuple(Item(tuple(sorted(owned[a])), a, float(classes[a, ANCHOR])) for a in anchors)


def _share(
    between: Sequence[int],
    kinds: npt.NDArray[np.int_],
    classes: Floats,
    upper: list[int] | None,
    lower: list[int] | None,
) -> None:
    """Cut the rows between two anchors once: those above the cut lean up, those below it lean down."""
    if not between:
        return
    best, best_score = 0, -1e9
    logs = np.log(np.maximum(classes, 1e-4))
    for cut in range(len(between) + 1):
        score = 0.0
        for at, i in enumerate(between):
            side = ABOVE if at < cut else BELOW
            if (side == ABOVE and upper is None) or (side == BELOW and lower is None):
                score += logs[i, NONE]
            else:
                score += max(logs[i, side], logs[i, NONE])
        if score > best_score:
            best, best_score = cut, score
    for at, i in enumerate(between):
        side, owner = (ABOVE, upper) if at < best else (BELOW, lower)
        if owner is not None and classes[i, side] > classes[i, NONE]:
            owner.append(i)
