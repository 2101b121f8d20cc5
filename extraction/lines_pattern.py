"""An item that the networks lost among others of its pattern: its number opens it, its quantity stands in their column.

The last item of a table has the totals as its neighbours, and is now and then given to the item above it. Where nearly
all items open with a number at one edge and have their quantities at another, a row that opens as they do and has a
number in the column of the quantities before the next one opens, is an item too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from extraction.lines_atoms import Atom
from extraction.lines_models import TAG
from extraction.lines_scene import Scene
from extraction.rows import ANCHOR

Floats = npt.NDArray[np.float32]

LEAST_ITEMS = 3
MOST_STRAY = 0.2  # of the items, that may not follow the pattern
LIKELY = 0.5
SURE = 0.9
SAME_EDGE_PT = 2.0
MOST_IN_CELL = 2  # words: a number and its unit


class _Row(NamedTuple):
    """A row of the scene with where its atoms begin among all."""

    at: int
    page: int
    start: int
    atoms: Sequence[Atom]


class _Pattern(NamedTuple):
    """Where numbers open items, the edges that quantities share, and after how many rows at most they come."""

    opens: float
    edges: tuple[float | None, ...]
    reach: int


def with_rows_of_the_pattern(scene: Scene, tags: Floats, classes: Floats) -> tuple[Floats, Floats]:
    """The probabilities of atoms' tags and of rows' classes, with the quantities of lost items made out."""
    starts = np.cumsum([0, *(len(r.atoms) for r in scene.rows)])
    rows = [_Row(i, r.page, int(starts[i]), r.atoms) for i, r in enumerate(scene.rows)]
    anchors = [row for row in rows if classes[row.at].argmax() == ANCHOR]
    openings = [row for row in rows if _opens(row, tags)]
    pattern = _pattern(anchors, openings, tags)
    if pattern is None:
        return tags, classes
    openings = [row for row in openings if abs(row.atoms[0].box.x0 - pattern.opens) <= SAME_EDGE_PT]
    found = [at for row in openings if (at := _lost(row, rows, openings, anchors, pattern, tags)) is not None]
    if not found:
        return tags, classes
    tags, classes = tags.copy(), classes.copy()
    for row, atom in found:
        tags[atom] = _sure(TAG["quantity"], tags.shape[1])
        classes[row] = _sure(ANCHOR, classes.shape[1])
    return tags, classes


def _opens(row: _Row, tags: Floats) -> bool:
    """Whether a line's number is the first in the row, and a name or a code behind it."""
    if len(row.atoms) < 2 or tags[row.start, TAG["line_no"]] < LIKELY:
        return False
    rest = tags[row.start + 1 : row.start + len(row.atoms)]
    names = [TAG[name] for name in ("description", "supplier_item_code", "buyer_item_code", "gtin")]
    return bool(rest[:, names].max() >= LIKELY)


def _pattern(anchors: Sequence[_Row], openings: Sequence[_Row], tags: Floats) -> _Pattern | None:
    if len(anchors) < LEAST_ITEMS:
        return None
    quantities = [_edges(row, _likeliest(row, tags)) for row in anchors]
    pairs = [(row, opening) for row in anchors if (opening := _opening_of(row, anchors, openings))]
    if len(pairs) < (1 - MOST_STRAY) * len(anchors):
        return None
    opens = _shared([opening.atoms[0].box.x0 for _, opening in pairs])
    edges = tuple(_shared(same) for same in zip(*quantities, strict=True))
    if opens is None or not any(edges):
        return None
    return _Pattern(opens, edges, max(row.at - opening.at for row, opening in pairs))


def _opening_of(row: _Row, anchors: Sequence[_Row], openings: Sequence[_Row]) -> _Row | None:
    """The last opening above an anchor, or in its row, that no other anchor has."""
    before = max((other.at for other in anchors if other.at < row.at), default=-1)
    mine = [one for one in openings if before < one.at <= row.at and one.page == row.page]
    return mine[-1] if mine else None


def _shared(edges: Sequence[float]) -> float | None:
    """The edge that all but a few share."""
    best = max(edges, key=lambda edge: sum(abs(edge - other) <= SAME_EDGE_PT for other in edges))
    alike = sum(abs(best - other) <= SAME_EDGE_PT for other in edges)
    return best if alike >= (1 - MOST_STRAY) * len(edges) else None


def _edges(row: _Row, k: int) -> tuple[float, ...]:
    """Where a number begins and ends, and where the words around it in its cell do ("5 (boxes)")."""
    atom = row.atoms[k]
    cell = [other.box for other in row.atoms if other.segment == atom.segment]
    if len(cell) > MOST_IN_CELL:
        cell = [atom.box]
    return atom.box.x0, atom.box.x1, min(box.x0 for box in cell), max(box.x1 for box in cell)


def _likeliest(row: _Row, tags: Floats) -> int:
    return int(tags[row.start : row.start + len(row.atoms), TAG["quantity"]].argmax())


def _lost(
    opening: _Row,
    rows: Sequence[_Row],
    openings: Sequence[_Row],
    anchors: Sequence[_Row],
    pattern: _Pattern,
    tags: Floats,
) -> tuple[int, int] | None:
    """The row and the atom of the quantity of an item that has no anchor; None where it has one or no number."""
    until = min((one.at for one in openings if one.at > opening.at), default=len(rows))
    until = min(until, opening.at + pattern.reach + 1)
    own = [row for row in rows[opening.at : until] if row.page == opening.page]
    if any(row in anchors for row in own):
        return None
    for row in own:
        for k, atom in enumerate(row.atoms):
            if atom.typed.value is None or atom.typed.percent or atom.dates:
                continue
            here = zip(_edges(row, k), pattern.edges, strict=True)
            if any(edge is not None and abs(own_edge - edge) <= SAME_EDGE_PT for own_edge, edge in here):
                return row.at, row.start + k
    return None


def _sure(at: int, count: int) -> Floats:
    made = np.full(count, (1 - SURE) / (count - 1), np.float32)
    made[at] = SURE
    return made
