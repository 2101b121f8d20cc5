"""Pictures of pages as grey arrays, and the small steps on them that keep their meaning. No text, no files."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

Grey = npt.NDArray[Any]  # uint8, height x width; 0 is ink, 255 paper

_BACKGROUND_SHRINK = 8


def to_grey(picture: npt.NDArray[Any]) -> Grey:
    """Grey of a grey or RGB array."""
    if picture.ndim == 2:
        return np.ascontiguousarray(picture, np.uint8)
    return np.asarray(cv2.cvtColor(np.ascontiguousarray(picture[:, :, :3], np.uint8), cv2.COLOR_RGB2GRAY))


def even_light(grey: Grey) -> Grey:
    """Shading, shadows and paper tint divided out, and faint ink darkened: paper is 255 and most ink below 100."""
    height, width = grey.shape
    small = cv2.resize(
        grey, (max(8, width // _BACKGROUND_SHRINK), max(8, height // _BACKGROUND_SHRINK)), interpolation=cv2.INTER_AREA
    )
    # The paper shows between the letters: the brightest nearby, then smoothed so that no letter stays in it.
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    paper = cv2.medianBlur(paper, 15)
    paper = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    lit = cv2.divide(grey, np.maximum(paper, 1), scale=255)
    return _darker_ink(np.asarray(lit))


def _darker_ink(lit: Grey) -> Grey:
    # Letters cover some per cent of a page; the darkest of them are what black looks like on this one.
    histogram = np.bincount(lit[::2, ::2].ravel(), minlength=256)[:256]
    below = np.cumsum(histogram)
    total = below[-1]
    ink = int(np.searchsorted(below, 0.004 * total))
    if ink < 40:
        return lit
    ink = min(ink, 215)
    table = np.clip((np.arange(256, dtype=np.float32) - ink) * (255.0 / (250 - ink)), 0, 255).astype(np.uint8)
    return np.asarray(cv2.LUT(lit, table))


def quarter_turned(grey: Grey, degrees: int) -> Grey:
    """Turned clockwise by 0, 90, 180 or 270 degrees."""
    return np.ascontiguousarray(np.rot90(grey, -(degrees // 90) % 4))


def rotated(grey: Grey, degrees: float) -> Grey:
    """Turned counter-clockwise by a few degrees about its middle, the sides filled with paper."""
    if abs(degrees) < 0.05:
        return grey
    height, width = grey.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return np.asarray(cv2.warpAffine(grey, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=255))


def scaled(grey: Grey, factor: float) -> Grey:
    if abs(factor - 1) < 0.02:
        return grey
    way = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(grey, None, fx=factor, fy=factor, interpolation=way))
