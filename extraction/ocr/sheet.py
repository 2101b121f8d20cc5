"""The sheet of paper in a phone photo: found by its four edges and unwarped. A scan is all paper and stays."""

from __future__ import annotations

import itertools

import cv2
import numpy as np
import numpy.typing as npt

from extraction.ocr.picture import Grey

WORK_SIDE_PX = 600
MIN_AREA_SHARE = 0.25
FULL_AREA_SHARE = 0.97  # a "sheet" as large as the picture is the picture
MIN_EDGES = 2  # of the four within the picture
EDGE_PX = 7
MIN_CONTRAST = 22  # grey levels between the paper along its edge and what lies outside

Corners = npt.NDArray[np.float32]


def find_sheet(grey: Grey) -> Corners | None:
    """The paper's corners (top left, top right, bottom right, bottom left), None where no sheet stands out."""
    factor = WORK_SIDE_PX / max(grey.shape)
    small = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    # Letters vanish, the sheet's outline stays.
    calm = cv2.medianBlur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((11, 11), np.uint8)), 7)
    best: Corners | None = None
    best_area = MIN_AREA_SHARE * calm.size
    for shape in _outlines(np.asarray(calm)):
        corners = _four_corners(shape)
        if corners is None:
            continue
        area = float(cv2.contourArea(corners))
        if best_area < area < FULL_AREA_SHARE * calm.size and _stands_out(np.asarray(calm), corners):
            best, best_area = corners, area
    return None if best is None else (best / factor).astype(np.float32)


def unwarped(picture: npt.NDArray[np.uint8], corners: Corners) -> npt.NDArray[np.uint8]:
    """The sheet seen straight from above."""
    tl, tr, br, bl = corners
    width = int(max(np.linalg.norm(tr - tl), np.linalg.norm(br - bl)))
    height = int(max(np.linalg.norm(bl - tl), np.linalg.norm(br - tr)))
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    view = cv2.getPerspectiveTransform(corners, flat)
    return np.asarray(cv2.warpPerspective(picture, view, (width, height), flags=cv2.INTER_CUBIC), np.uint8)


def _outlines(calm: Grey) -> list[npt.NDArray[np.int32]]:
    level, _ = cv2.threshold(calm, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    masks = [(calm > level).astype(np.uint8), (calm > 0.8 * level).astype(np.uint8)]
    edges = cv2.dilate(cv2.Canny(calm, 20, 60), np.ones((3, 3), np.uint8))
    masks.append((edges == 0).astype(np.uint8))
    shapes: list[npt.NDArray[np.int32]] = []
    for mask in masks:
        contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
        shapes.extend(
            np.asarray(contour) for contour in contours if cv2.contourArea(contour) > MIN_AREA_SHARE * calm.size
        )
    return shapes


def _four_corners(shape: npt.NDArray[np.int32]) -> Corners | None:
    hull = cv2.convexHull(shape)
    length = cv2.arcLength(hull, True)
    for share in (0.01, 0.02, 0.03, 0.05, 0.08):
        outline = cv2.approxPolyDP(hull, share * length, True)
        if len(outline) == 4:
            return _ordered(outline[:, 0, :].astype(np.float32))
    return None


def _ordered(points: Corners) -> Corners:
    by_sum, by_difference = points.sum(axis=1), points[:, 1] - points[:, 0]
    order = [by_sum.argmin(), by_difference.argmin(), by_sum.argmax(), by_difference.argmax()]
    return points[order] if len(set(order)) == 4 else points


def _stands_out(calm: Grey, corners: Corners) -> bool:
    # Just inside each edge there is paper, just outside something darker, or the picture ends there.
    middle = corners.mean(axis=0)
    seen = darker = 0
    for one, other in itertools.pairwise([*corners, corners[0]]):
        steps: list[float] = []
        for share in (0.15, 0.3, 0.4, 0.5, 0.6, 0.7, 0.85):
            point = one + share * (other - one)
            inward = (middle - point) / max(1.0, float(np.linalg.norm(middle - point)))
            paper, desk = _level(calm, point + EDGE_PX * inward), _level(calm, point - EDGE_PX * inward)
            if paper is not None and desk is not None:
                steps.append(paper - desk)
        if len(steps) >= 3:
            seen += 1
            darker += float(np.median(steps)) > MIN_CONTRAST
    return darker >= MIN_EDGES and darker == seen


def _level(calm: Grey, point: npt.NDArray[np.float32]) -> float | None:
    x, y = int(point[0]), int(point[1])
    if not (0 <= x < calm.shape[1] and 0 <= y < calm.shape[0]):
        return None
    return float(calm[y, x])
