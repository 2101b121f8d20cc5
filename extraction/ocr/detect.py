"""Where text stands in a level page picture: boxes of text runs, by the detection network. Reads nothing."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from extraction.ocr.onnx_models import Floats, detector
from extraction.ocr.picture import Grey

SIDE_PX = 1472  # of the longer side as the network sees it; smaller loses 6-point text, larger gains nothing
MULTIPLE_PX = 32
TEXT_ABOVE = 0.3
RUN_ABOVE = 0.45  # mean probability of a run worth reading
UNCLIP = 1.6  # the network sees shrunken runs: grown back by this share of area over perimeter
MIN_SIDE_PX = 3
MAX_RUNS = 2500


@dataclass(frozen=True, slots=True)
class TextRun:
    """A box of text in pixels of the picture; `slant` in degrees off level (stamps, handwriting)."""

    x0: float
    top: float
    x1: float
    bottom: float
    slant: float
    score: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top


def find_text(lit: Grey, side_px: int = SIDE_PX) -> list[TextRun]:
    """The text runs of a picture, in no order."""
    height, width = lit.shape
    factor = min(1.0, side_px / max(height, width))
    rows, columns = (max(MULTIPLE_PX, round(side * factor / MULTIPLE_PX) * MULTIPLE_PX) for side in (height, width))
    small = cv2.resize(lit, (columns, rows), interpolation=cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR)
    plane = (small.astype(np.float32) / 255 - 0.5) / 0.5
    batch = np.ascontiguousarray(np.broadcast_to(plane, (1, 3, rows, columns)), np.float32)
    heat = detector().run(batch)[0, 0]
    return _runs(heat, width / columns, height / rows)


def _runs(heat: Floats, scale_x: float, scale_y: float) -> list[TextRun]:
    mask = cv2.dilate((heat > TEXT_ABOVE).astype(np.uint8), np.ones((2, 2), np.uint8))
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    runs: list[TextRun] = []
    for contour in contours[:MAX_RUNS]:
        (_, _), (side_a, side_b), angle = cv2.minAreaRect(contour)
        if min(side_a, side_b) < MIN_SIDE_PX:
            continue
        x, y, wide, high = cv2.boundingRect(contour)
        window = heat[y : y + high, x : x + wide]
        score = float(window[mask[y : y + high, x : x + wide] > 0].mean())
        if score < RUN_ABOVE:
            continue
        slant = angle if side_a >= side_b else angle - 90
        slant = (slant + 90) % 180 - 90
        grow = side_a * side_b * UNCLIP / (2 * (side_a + side_b))
        # Text runs overlap less when they grow more sideways than up and down.
        runs.append(
            TextRun(
                max(0.0, (x - grow) * scale_x),
                max(0.0, (y - 0.85 * grow) * scale_y),
                min(heat.shape[1], x + wide + grow) * scale_x,
                min(heat.shape[0], y + high + 0.85 * grow) * scale_y,
                float(slant),
                score,
            )
        )
    return runs
