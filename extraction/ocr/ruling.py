"""Ruling lines in a level page picture: found as boxes, and taken out so that no engine reads them as text."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from extraction.ocr.picture import Grey

INK_BELOW = 170
MIN_LENGTH_SHARE = 0.05  # of the picture's width: longer than any letter or word's stroke
MAX_THICK_SHARE = 0.006
MAX_RULES = 600

PixelBox = tuple[float, float, float, float]


def find_rules(lit: Grey) -> tuple[list[PixelBox], Grey]:
    """The lines' boxes (x0, top, x1, bottom) and a mask of their pixels (255)."""
    ink = (lit < INK_BELOW).astype(np.uint8) * 255
    long = max(40, int(MIN_LENGTH_SHARE * lit.shape[1]))
    thick = max(4, int(MAX_THICK_SHARE * lit.shape[1]))
    boxes: list[PixelBox] = []
    mask = np.zeros_like(ink)
    for horizontal in (True, False):
        found, pixels = _lines(ink, horizontal, long, thick)
        boxes.extend(found)
        mask |= pixels
    return boxes[:MAX_RULES], mask


def without_rules(lit: Grey, mask: Grey) -> Grey:
    """The picture with the lines' pixels made paper."""
    if not mask.any():
        return lit
    wider = cv2.dilate(mask, np.ones((3, 3), np.uint8))
    cleaned = lit.copy()
    cleaned[wider > 0] = 255
    return cleaned


def _lines(ink: Grey, horizontal: bool, long: int, thick: int) -> tuple[list[PixelBox], Grey]:
    # Only unbroken runs count at first: the feet of letters must not add up to a line.
    run = np.ones((1, long), np.uint8) if horizontal else np.ones((long, 1), np.uint8)
    gap = np.ones((1, long // 2), np.uint8) if horizontal else np.ones((long // 2, 1), np.uint8)
    across = np.ones((3, 1), np.uint8) if horizontal else np.ones((1, 3), np.uint8)
    opened = cv2.morphologyEx(ink, cv2.MORPH_OPEN, run)
    if not opened.any():
        return [], opened
    joined = cv2.morphologyEx(cv2.dilate(opened, across), cv2.MORPH_CLOSE, gap)
    outlines, _ = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    boxes: list[PixelBox] = []
    lines: list[npt.NDArray[np.int32]] = []
    for outline in outlines:
        x, y, width, height = cv2.boundingRect(outline)
        area = cv2.countNonZero(joined[y : y + height, x : x + width])
        length, depth = (width, height) if horizontal else (height, width)
        if area / length <= thick + 2 and depth <= max(thick + 2, 0.05 * length):
            lines.append(np.asarray(outline))
            boxes.append((float(x), float(y), float(x + width), float(y + height)))
    keep = cv2.drawContours(np.zeros_like(ink), lines, -1, 255, cv2.FILLED)
    # Between the unbroken runs the line is there too, thinner than the threshold; letters on it are spared.
    return boxes, np.asarray(cv2.bitwise_and(keep, cv2.dilate(opened, across)))
