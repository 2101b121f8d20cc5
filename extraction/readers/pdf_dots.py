"""Dotted and dashed ruling lines that a page draws dot by dot, joined into one rule each. Pure; knows no pdfium."""

from __future__ import annotations

import numpy as np

from extraction.readers.pdf_glyphs import Floats

ENOUGH = 12  # dots in a row; fewer are bullets and ornaments
SAME_ROW_PT = 0.5
GAP_PT = 4.0  # between the dots of one line
SHORTEST_PT = 24.0
MAX_LINES = 200  # with more the dots are a hatching or a picture


def dotted_lines(dots: Floats) -> Floats:
    """Upright boxes (n, 4) of tiny shapes to the boxes of the lines that they form, level ones and upright ones."""
    if len(dots) < ENOUGH:
        return np.zeros((0, 4), np.float32)
    upright = _joined(dots[:, [1, 0, 3, 2]])
    lines = np.concatenate((_joined(dots), upright[:, [1, 0, 3, 2]]))
    return lines if len(lines) <= MAX_LINES else lines[:0]


def _joined(dots: Floats) -> Floats:
    """The level lines among the dots."""
    row = np.round((dots[:, 1] + dots[:, 3]) / (2 * SAME_ROW_PT))
    order = np.lexsort((dots[:, 0], row))
    row, dots = row[order], dots[order]
    begins = np.ones(len(dots), np.bool_)
    begins[1:] = (row[1:] != row[:-1]) | (dots[1:, 0] - dots[:-1, 2] > GAP_PT)
    starts = np.flatnonzero(begins)
    count = np.diff(np.append(starts, len(dots)))
    low, high = np.minimum.reduceat(dots[:, :2], starts), np.maximum.reduceat(dots[:, 2:], starts)
    lines: Floats = np.concatenate((low, high), axis=1)
    return lines[(count >= ENOUGH) & (lines[:, 2] - lines[:, 0] >= SHORTEST_PT)]
