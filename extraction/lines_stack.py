"""Features of the second tagging: what the first one thought of an atom, its neighbours, its columns and its row."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from extraction.lines_features import ALIGN_EM
from extraction.lines_models import TAG
from extraction.lines_scene import Scene

Floats = npt.NDArray[np.float32]

ROW_TAGS = tuple(
    TAG[t] for t in ("quantity", "unit", "unit_price", "amount", "description", "line_no", "label", "other",
                     "supplier_item_code", "buyer_item_code", "heading", "requested_date")
)  # fmt: skip


def stacked_features(scene: Scene, features: Floats, first: Floats) -> Floats:
    """The first features, and the first tagging seen from several sides."""
    if not len(first):
        return features
    line = np.array([a.line for a in scene.atoms])
    rows = _row_maxima(line, first, len(scene.rows))
    left, right = np.zeros_like(first), np.zeros_like(first)
    same = (line[1:] == line[:-1])[:, None]
    left[1:] = first[:-1] * same
    right[:-1] = first[1:] * same
    sections = [features, first, left, right, *_aligned(scene, first, rows), rows[line][:, ROW_TAGS]]
    for step in (1, 2):
        for moved in (_moved(scene, rows, step), _moved(scene, rows, -step)):
            sections.append(moved[line][:, ROW_TAGS])
    return np.hstack(sections).astype(np.float32)


def _row_maxima(line: npt.NDArray[np.int_], first: Floats, count: int) -> Floats:
    made = np.zeros((count, first.shape[1]), np.float32)
    np.maximum.at(made, line, first)
    return made


def _moved(scene: Scene, rows: Floats, step: int) -> Floats:
    """The rows' values shifted by `step` rows, nothing coming over a page's edge."""
    made = np.zeros_like(rows)
    page = np.array([r.page for r in scene.rows])
    if abs(step) >= len(rows):
        return made
    if step > 0:
        made[step:] = rows[:-step] * (page[step:] == page[:-step])[:, None]
    else:
        made[:step] = rows[-step:] * (page[:step] == page[-step:])[:, None]
    return made


def _aligned(scene: Scene, first: Floats, rows: Floats) -> list[Floats]:
    """Mean tags of the other atoms at the same left and right edge, those of rows with a quantity counting more."""
    boxes = np.array([(a.box.x0, a.box.x1, a.em) for a in scene.atoms])
    line = np.array([a.line for a in scene.atoms])
    weight = (0.05 + rows[line, TAG["quantity"]] + rows[line, TAG["amount"]])[:, None].astype(np.float64)
    weighed = np.hstack((weight, first * weight))
    made = []
    for edge in (0, 1):
        order = np.argsort(boxes[:, edge], kind="stable")
        keys = boxes[order, edge]
        low = np.searchsorted(keys, boxes[:, edge] - ALIGN_EM * boxes[:, 2], "left")
        high = np.searchsorted(keys, boxes[:, edge] + ALIGN_EM * boxes[:, 2], "right")
        sums = np.vstack((np.zeros(weighed.shape[1]), np.cumsum(weighed[order], 0)))
        total = sums[high] - sums[low] - weighed
        mean = total[:, 1:] / np.maximum(total[:, :1], 0.02)
        made.append(np.hstack((np.minimum(total[:, :1], 10.0) / 5, np.maximum(mean, 0.0))).astype(np.float32))
    return made
