"""A page photographed with a phone: on a desk, in perspective, unevenly lit. Not scanners (`degrade`)."""

from __future__ import annotations

import random
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

Raster = npt.NDArray[Any]  # uint8
DESKS = ((110, 72, 45), (70, 70, 75), (150, 140, 125), (45, 60, 50), (165, 120, 80))


def photograph(page: Raster, rng: random.Random, noise: np.random.Generator) -> Raster:
    height, width = page.shape[:2]
    wide, high = int(width * rng.uniform(1.03, 1.25)), int(height * rng.uniform(1.03, 1.2))
    desk = _desk(high, wide, rng, noise)
    corners = _corners(width, height, wide, high, rng)
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    view = cv2.getPerspectiveTransform(flat, corners)
    sheet = cv2.warpPerspective(_bent(page, rng), view, (wide, high), flags=cv2.INTER_AREA)
    mask = cv2.warpPerspective(np.full((height, width), 255, np.uint8), view, (wide, high))
    cover = cv2.GaussianBlur(mask, (0, 0), 1.0).astype(np.float32)[:, :, None] / 255
    photo = desk.astype(np.float32) * (1 - cover) + sheet.astype(np.float32) * cover
    photo *= _light(high, wide, rng)[:, :, None]
    photo *= np.array([rng.uniform(0.88, 1.0), rng.uniform(0.9, 1.0), rng.uniform(0.88, 1.0)], np.float32)
    blurred = cv2.GaussianBlur(photo, (0, 0), rng.uniform(0.5, 1.3))
    if rng.random() < 0.2:
        blurred = _shaken(blurred, rng)
    grain = noise.normal(0, rng.uniform(2, 7), (high, wide, 1)).astype(np.float32)
    return np.asarray(np.clip(blurred + grain, 0, 255), np.uint8)


def _desk(high: int, wide: int, rng: random.Random, noise: np.random.Generator) -> Raster:
    base = np.array(rng.choice(DESKS), np.float32)
    grain = noise.normal(0, 1, (high // 4 + 1, wide // 40 + 1)).astype(np.float32)
    streaks = cv2.resize(grain, (wide, high), interpolation=cv2.INTER_CUBIC) * rng.uniform(4, 14)
    return np.asarray(np.clip(base[None, None, :] + streaks[:, :, None], 0, 255), np.uint8)


def _corners(width: int, height: int, wide: int, high: int, rng: random.Random) -> npt.NDArray[Any]:
    slack_x, slack_y = (wide - width) / 2, (high - height) / 2
    tilt = rng.choice((0.015, 0.03, 0.06))
    points = [
        [slack_x, slack_y],
        [slack_x + width, slack_y],
        [slack_x + width, slack_y + height],
        [slack_x, slack_y + height],
    ]
    moved = [[x + rng.uniform(-tilt, tilt) * width, y + rng.uniform(-tilt, tilt) * height] for x, y in points]
    turn = cv2.getRotationMatrix2D((wide / 2, high / 2), rng.gauss(0, 1.5), 1.0)
    turned = cv2.transform(np.array([moved], np.float32), turn)[0]
    # Most people get the whole sheet into the picture.
    turned[:, 0] = np.clip(turned[:, 0], 0.005 * wide, 0.995 * wide)
    turned[:, 1] = np.clip(turned[:, 1], 0.005 * high, 0.995 * high)
    return np.asarray(turned, np.float32)


def _bent(page: Raster, rng: random.Random) -> Raster:
    """Paper that does not lie quite flat: rows shifted along a gentle wave."""
    if rng.random() < 0.5:
        return page
    height, width = page.shape[:2]
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    depth = rng.uniform(1, 5) * height / 3000
    wave = depth * np.sin(x / width * rng.uniform(1, 2) * np.pi + rng.uniform(0, 3))
    return np.asarray(cv2.remap(page, x, (y + wave).astype(np.float32), cv2.INTER_LINEAR, borderValue=(250, 250, 250)))


def _light(high: int, wide: int, rng: random.Random) -> npt.NDArray[Any]:
    x, y = np.meshgrid(np.linspace(-1, 1, wide, dtype=np.float32), np.linspace(-1, 1, high, dtype=np.float32))
    fall = rng.uniform(0.0, 0.25)
    light = 1 - fall * (rng.uniform(-1, 1) * x + rng.uniform(-1, 1) * y + 1) / 2
    if rng.random() < 0.6:  # the shadow of a hand or the phone
        edge = rng.uniform(-0.3, 0.8) + rng.uniform(-0.4, 0.4) * y
        soft = rng.uniform(0.03, 0.3)
        light *= 1 - rng.uniform(0.1, 0.45) / (1 + np.exp(-(x - edge) / soft))
    return np.asarray(light)


def _shaken(photo: npt.NDArray[Any], rng: random.Random) -> npt.NDArray[Any]:
    length = rng.randint(3, 5)
    kernel = np.zeros((length, length), np.float32)
    kernel[length // 2] = 1.0 / length
    if rng.random() < 0.5:
        kernel = kernel.T
    return np.asarray(cv2.filter2D(photo, -1, kernel))
