"""Which rows make one item: features and decoding of the row model. It reads no values."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
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
MOST_HABIT_ROWS = 3
ROOM_WEIGHT = 2.0  # in log-odds per line height of white space beyond the usual between two rows
RULE_WEIGHT = 2.0
OPENING_WEIGHT = 4.0  # an item begins where its number stands, when that is not beside its quantity
EXCEPTION_COST = 0.3  # in log-odds a gap: how much better than one habit a free cut must be
LEAST = 1e-4


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


class _Gap(NamedTuple):
    """The rows between two anchors (or beyond the first or last of a page), and the score of each place to cut."""

    rows: tuple[int, ...]
    upper: int  # anchor row, -1 for none
    lower: int
    scores: tuple[float, ...]  # of cut k: the first k rows lean up, the others down
    nearest: int  # the cut by distance


def items_of(scene: Scene, classes: Floats, tags: Floats) -> tuple[Item, ...]:
    """The items: each anchor with the rows that lean on it, leaning the same way all through the document."""
    kinds = classes.argmax(axis=1) if len(classes) else np.zeros(0, int)
    anchors = [i for i in range(len(scene.rows)) if kinds[i] == ANCHOR]
    if not anchors:
        return ()
    logs = np.log(np.maximum(classes, LEAST))
    opens = row_summary(scene, tags)[:, TAG["line_no"]] >= ANCHOR_FROM
    gaps = [_gap(scene, logs, opens, a, b) for a, b in zip([-1, *anchors], [*anchors, -1], strict=True)]
    owned: dict[int, list[int]] = {a: [a] for a in anchors}
    for gap, cut in zip(gaps, _cuts(gaps), strict=True):
        for at, i in enumerate(gap.rows):
            side, owner = (ABOVE, gap.upper) if at < cut else (BELOW, gap.lower)
            if owner >= 0 and classes[i, side] > classes[i, NONE]:
                owned[owner].append(i)
    return tuple(Item(tuple(sorted(owned[a])), a, float(classes[a, ANCHOR])) for a in anchors)


def _gap(scene: Scene, logs: Floats, opens: npt.NDArray[np.bool_], upper: int, lower: int) -> _Gap:
    first = upper + 1 if upper >= 0 else max(0, lower - LONGEST_REACH)
    last = lower if lower >= 0 else min(len(scene.rows), upper + 1 + LONGEST_REACH)
    rows = tuple(i for i in range(first, last) if upper < 0 or lower < 0 or min(i - upper, lower - i) <= LONGEST_REACH)
    scores = []
    for cut in range(len(rows) + 1):
        score = 0.0
        for at, i in enumerate(rows):
            side, owner = (ABOVE, upper) if at < cut else (BELOW, lower)
            score += float(logs[i, NONE] if owner < 0 else max(logs[i, side], logs[i, NONE]))
        score += _parting(scene, rows, upper, lower, cut)
        if upper >= 0 and lower >= 0 and not opens[lower] and cut < len(rows) and opens[rows[cut]]:
            score += OPENING_WEIGHT
        scores.append(score)
    return _Gap(rows, upper, lower, tuple(scores), sum(_nearer_up(scene, i, upper, lower) for i in rows))


def _parting(scene: Scene, rows: Sequence[int], upper: int, lower: int, cut: int) -> float:
    """What the white space and the ruling lines say for parting two items at this place."""
    chain = [upper, *rows, lower]
    if upper < 0 or lower < 0 or len(rows) == 0 or len({scene.rows[i].page for i in chain}) > 1:
        return 0.0
    steps = [scene.rows[b].box.y_mid - scene.rows[a].box.y_mid for a, b in pairwise(chain)]
    usual = sum(steps) / len(steps)
    height = max(scene.rows[upper].box.height, 4.0)
    room = min(max((steps[cut] - usual) / height, -1.0), 1.0)
    ruled = [scene.places[i].rule_below for i in chain[:-1]]
    line = RULE_WEIGHT * (float(ruled[cut]) - 0.5) if any(ruled) and not all(ruled) else 0.0
    return ROOM_WEIGHT * room + line


def _nearer_up(scene: Scene, i: int, upper: int, lower: int) -> bool:
    if upper < 0 or lower < 0:
        return lower < 0
    row, above, below = scene.rows[i], scene.rows[upper], scene.rows[lower]
    if above.page != row.page or below.page != row.page:
        return above.page == row.page
    return row.box.y_mid - above.box.y_mid <= below.box.y_mid - row.box.y_mid


def _cuts(gaps: Sequence[_Gap]) -> list[int]:
    """One habit for the document (as many rows above, or below, each anchor), unless the rows deny it clearly."""
    free = [max(range(len(g.scores)), key=lambda k, g=g: g.scores[k]) for g in gaps]  # type: ignore[misc]
    habits = [[g.nearest for g in gaps]]
    for count in range(MOST_HABIT_ROWS + 1):  # the last `count` rows before an anchor belong to it, or the first after
        habits.append([max(0, len(g.rows) - count) for g in gaps])
        habits.append([min(len(g.rows), count) for g in gaps])
    best = max(habits, key=lambda cuts: _total(gaps, cuts))
    slack = EXCEPTION_COST * sum(bool(g.rows) for g in gaps)
    return best if _total(gaps, best) + slack >= _total(gaps, free) else free


def _total(gaps: Sequence[_Gap], cuts: Sequence[int]) -> float:
    return sum(g.scores[c] for g, c in zip(gaps, cuts, strict=True))
