"""How a page picture must be turned for its text lines to run level. Up or upside down is told by reading, not here."""

from __future__ import annotations

import cv2
import numpy as np

from extraction.ocr.picture import Grey

WORK_SIDE_PX = 1000  # of the longer side: text lines are some 5 to 12 px high then
MAX_SKEW = 12.0
COARSE_STEP, FINE_STEP = 0.5, 0.05
SIDEWAYS_BY = 1.25  # how much clearer the columns must be than the rows for a page to lie on its side


def skew(lit: Grey) -> tuple[bool, float]:
    """(whether the page lies on its side, degrees counter-clockwise that level its lines) of an evenly lit picture."""
    ink = _ink(lit)
    if ink.sum() < 50:
        return False, 0.0
    level, clarity = _best_angle(ink)
    side_level, side_clarity = _best_angle(np.ascontiguousarray(np.rot90(ink)))
    if side_clarity > SIDEWAYS_BY * clarity:
        return True, side_level
    return False, level


def level_angle(lit: Grey) -> float:
    """Degrees counter-clockwise that level the lines of a picture known not to lie on its side."""
    ink = _ink(lit)
    return _best_angle(ink)[0] if ink.sum() >= 50 else 0.0


def _ink(lit: Grey) -> Grey:
    factor = WORK_SIDE_PX / max(lit.shape)
    small = cv2.resize(lit, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA) if factor < 1 else lit
    ink = (small < 200).astype(np.uint8)
    # Long rules and dark edges would drown the text; they are told by their length.
    for kernel in (np.ones((1, 60), np.uint8), np.ones((60, 1), np.uint8)):
        ink = np.where(cv2.morphologyEx(ink, cv2.MORPH_OPEN, kernel) > 0, 0, ink).astype(np.uint8)
    edge = max(2, min(ink.shape) // 60)
    ink[:edge], ink[-edge:], ink[:, :edge], ink[:, -edge:] = 0, 0, 0, 0
    return np.asarray(ink)


def _best_angle(ink: Grey) -> tuple[float, float]:
    ys, xs = np.nonzero(ink)
    if len(xs) > 60_000:
        step = len(xs) // 60_000 + 1
        ys, xs = ys[::step], xs[::step]
    x, y = xs.astype(np.float32) - ink.shape[1] / 2, ys.astype(np.float32)

    def clarity(angle: float) -> float:
        # Turning by a small angle moves a pixel up by x·tan: cheaper than turning the picture. Level lines make
        # a jagged profile.
        rows = (y - x * np.tan(np.radians(angle)) + ink.shape[0]).astype(np.int32)
        profile = np.bincount(np.clip(rows, 0, 3 * ink.shape[0]), minlength=3 * ink.shape[0]).astype(np.float64)
        return float(np.sum(np.diff(profile) ** 2))

    coarse = max(np.arange(-MAX_SKEW, MAX_SKEW + 0.01, COARSE_STEP), key=clarity)
    fine = max(np.arange(coarse - COARSE_STEP, coarse + COARSE_STEP + 0.01, FINE_STEP), key=clarity)
    return float(fine), clarity(float(fine))
