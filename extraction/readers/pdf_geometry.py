"""From PDF user space (y upwards, any crop box, any rotation) to upright points from the top left, and back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from extraction.readers.pdf_glyphs import Floats


@dataclass(frozen=True, slots=True)
class Frame:
    """A page's visible rectangle in user space, shown turned clockwise by `turn` degrees (a multiple of 90)."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    @property
    def width(self) -> float:
        return self.right - self.left if self.turn % 180 == 0 else self.top - self.bottom

    @property
    def height(self) -> float:
        return self.top - self.bottom if self.turn % 180 == 0 else self.right - self.left

    def turned(self, turn: int) -> Frame:
        return Frame(self.left, self.bottom, self.right, self.top, turn % 360)

    def upright(self, points: Floats) -> Floats:
        """Points (n, 2) of user space on the upright page."""
        x, y = points[:, 0], points[:, 1]
        match self.turn:
            case 90:
                pair = (y - self.bottom, x - self.left)
            case 180:
                pair = (self.right - x, y - self.bottom)
            case 270:
                pair = (self.top - y, self.right - x)
            case _:
                pair = (x - self.left, self.top - y)
        return np.stack(pair, axis=1)

    def user(self, points: Floats) -> Floats:
        """The inverse of `upright`."""
        x, y = points[:, 0], points[:, 1]
        match self.turn:
            case 90:
                pair = (y + self.left, x + self.bottom)
            case 180:
                pair = (self.right - x, y + self.bottom)
            case 270:
                pair = (self.right - y, self.top - x)
            case _:
                pair = (x + self.left, self.top - y)
        return np.stack(pair, axis=1)

    def upright_boxes(self, boxes: Floats) -> Floats:
        """Boxes (n, 4) by any two opposite corners in user space → (x0, top, x1, bottom) upright."""
        one, other = self.upright(boxes[:, 0:2]), self.upright(boxes[:, 2:4])
        return np.concatenate((np.minimum(one, other), np.maximum(one, other)), axis=1)

    def from_frame(self, other: Frame, boxes: Floats) -> Floats:
        """Boxes upright in `other` (same page, another turn) as boxes upright in this frame."""
        if other.turn == self.turn:
            return boxes
        corners = (other.user(boxes[:, 0:2]), other.user(boxes[:, 2:4]))
        return self.upright_boxes(np.concatenate(corners, axis=1))
