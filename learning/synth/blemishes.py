"""Single marks and faults of paper, ink and scanners on a page's pixels. Which page gets which: `degrade`."""

from __future__ import annotations

import math
import random
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

Raster = npt.NDArray[Any]  # uint8

STAMP_WORDS = (
    "COPIE",
    "URGENT",
    "REÇU",
    "RECEIVED",
    "COPY",
    "DUPLICATA",
    "EINGEGANGEN",
    "ORIGINAL",
    "CONFIRMED",
    "KOPIE",
)
INK = ((40, 60, 150), (150, 30, 40), (30, 90, 60), (60, 40, 120), (30, 30, 30))


def sensor_noise(page: Raster, strength: float, noise: np.random.Generator) -> Raster:
    grain = noise.normal(0, strength, page.shape[:2]).astype(np.float32)[:, :, None]
    return _u8(page.astype(np.float32) + grain)


def ink(page: Raster, weight: float) -> Raster:
    """Strokes thicker (weight up to 1) or thinner (down to -1), as copying a copy does."""
    kernel = np.ones((2, 2), np.uint8)
    other = cv2.erode(page, kernel) if weight > 0 else cv2.dilate(page, kernel)
    share = min(1.0, abs(weight))
    return _u8(page.astype(np.float32) * (1 - share) + other.astype(np.float32) * share)


def paper(page: Raster, rng: random.Random) -> Raster:
    """A paper that is not quite white, darker towards one edge."""
    width = page.shape[1]
    tint = np.array([rng.uniform(0.93, 1.0) for _ in range(3)], np.float32)
    slope = np.linspace(1.0, rng.uniform(0.9, 1.0), width, dtype=np.float32)
    if rng.random() < 0.5:
        slope = slope[::-1]
    return _u8(page.astype(np.float32) * tint * slope[None, :, None])


def toner(page: Raster, contrast: float, rng: random.Random) -> Raster:
    """A nearly empty cartridge: grey letters, paler in vertical streaks."""
    width = page.shape[1]
    strength = np.full(width, contrast, np.float32)
    for _ in range(rng.randint(0, 4)):
        middle, spread = rng.uniform(0, width), rng.uniform(5, 40)
        strength *= 1 - 0.4 * np.exp(-(((np.arange(width) - middle) / spread) ** 2))
    return _u8(255 - (255 - page.astype(np.float32)) * strength[None, :, None])


def dust(page: Raster, count: int, rng: random.Random) -> Raster:
    page = page.copy()
    height, width = page.shape[:2]
    for _ in range(count):
        shade = rng.randint(60, 170)
        cv2.circle(page, (rng.randrange(width), rng.randrange(height)), rng.choice((0, 1, 1, 2)), (shade,) * 3, -1)
    return page


def punch_holes(page: Raster, rng: random.Random) -> Raster:
    page = page.copy()
    height, width = page.shape[:2]
    shade = rng.choice((20, 60, 190))
    for share in (0.36, 0.64):
        cv2.circle(page, (int(0.045 * width), int(share * height)), int(0.013 * width), (shade,) * 3, -1, cv2.LINE_AA)
    return page


def stamp(page: Raster, rng: random.Random) -> Raster:
    """A rubber stamp: framed words in coloured ink, turned, a little broken, anywhere on the lower two thirds."""
    text = rng.choice(STAMP_WORDS)
    if rng.random() < 0.5:
        text = f"{text} {rng.randint(1, 28):02d}.{rng.randint(1, 12):02d}.2026"
    scale = page.shape[1] / 1654 * rng.uniform(1.0, 1.8)
    (wide, high), _ = cv2.getTextSize(_ascii(text), cv2.FONT_HERSHEY_DUPLEX, scale, 2)
    tile: Raster = np.zeros((high + 40, wide + 40), np.uint8)
    cv2.putText(
        tile, _ascii(text), (20, high + 18), cv2.FONT_HERSHEY_DUPLEX, scale, 255, max(2, int(2 * scale)), cv2.LINE_AA
    )
    cv2.rectangle(tile, (4, 4), (wide + 35, high + 35), 255, max(2, int(3 * scale)))
    return _inked(page, _turned(tile, rng.uniform(-25, 25)), rng, rng.uniform(0.45, 0.85))


def scribble(page: Raster, rng: random.Random) -> Raster:
    """A signature-like line of loops."""
    length, height = rng.randint(150, 320), rng.randint(40, 90)
    tile: Raster = np.zeros((height * 2, length + 20), np.uint8)
    steps = np.linspace(0, rng.uniform(4, 9) * math.pi, 200)
    x = 10 + length * steps / steps[-1] + 12 * np.cos(steps * 1.7)
    y = height + height * 0.7 * np.sin(steps) * np.linspace(1, 0.3, 200)
    points = np.stack((x, y), axis=1).astype(np.int32)
    cv2.polylines(tile, [points], False, 255, rng.choice((2, 3)), cv2.LINE_AA)
    return _inked(page, tile, rng, rng.uniform(0.7, 0.95))


def handwriting(page: Raster, rng: random.Random) -> Raster:
    text = rng.choice(("ok pour accord", "pls confirm", "ASAP", "vu le 12/3", "bitte prüfen", "rush!", "2 pal.", "ok"))
    scale = page.shape[1] / 1654 * rng.uniform(1.2, 2.0)
    (wide, high), _ = cv2.getTextSize(_ascii(text), cv2.FONT_HERSHEY_SCRIPT_SIMPLEX, scale, 2)
    tile: Raster = np.zeros((high * 2 + 20, wide + 20), np.uint8)
    cv2.putText(tile, _ascii(text), (10, high + 10), cv2.FONT_HERSHEY_SCRIPT_COMPLEX, scale, 255, 2, cv2.LINE_AA)
    return _inked(page, _turned(tile, rng.uniform(-12, 12)), rng, rng.uniform(0.7, 0.95))


def coffee_ring(page: Raster, rng: random.Random) -> Raster:
    radius = rng.randint(60, 150)
    tile: Raster = np.zeros((radius * 2 + 30, radius * 2 + 30), np.uint8)
    cv2.circle(tile, (radius + 15, radius + 15), radius, 255, rng.randint(4, 12), cv2.LINE_AA)
    tile = cv2.GaussianBlur(tile, (0, 0), 2.5)
    return _inked(page, tile, rng, rng.uniform(0.15, 0.4), (150, 110, 60))


def fax_header(page: npt.NDArray[Any], rng: random.Random, stretch: float) -> Raster:
    """The line that the sending machine prints at the top; `stretch` is the height of a pixel over its width."""
    text = (
        f"{rng.randint(1, 28):02d}/{rng.randint(1, 12):02d}/2026 {rng.randint(7, 19):02d}:{rng.randint(0, 59):02d}"
        f"   FAX {rng.randint(10**8, 10**9 - 1)}     P.{rng.randint(1, 3):03d}/{rng.randint(1, 3):03d}"
    )
    strip: Raster = np.full((48, page.shape[1]), 255, np.uint8)
    cv2.putText(strip, text, (30, 32), cv2.FONT_HERSHEY_PLAIN, 1.6, 0, 2, cv2.LINE_AA)
    strip = cv2.resize(strip, (page.shape[1], round(48 / stretch)), interpolation=cv2.INTER_AREA)
    page = page.copy()
    page[: strip.shape[0]] = np.minimum(page[: strip.shape[0]], strip)
    return _u8(page)


def _ascii(text: str) -> str:
    return text.replace("Ç", "C").replace("ü", "u").replace("é", "e")


def _turned(tile: Raster, degrees: float) -> Raster:
    height, width = tile.shape
    side = int(math.hypot(height, width))
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    turn[:, 2] += (side / 2 - width / 2, side / 2 - height / 2)
    return _u8(cv2.warpAffine(tile, turn, (side, side)))


def _inked(
    page: Raster, tile: Raster, rng: random.Random, strength: float, colour: tuple[int, int, int] | None = None
) -> Raster:
    """`tile` (255 = ink) printed at a random place, multiplied in as ink is."""
    height, width = page.shape[:2]
    high, wide = min(tile.shape[0], height - 2), min(tile.shape[1], width - 2)
    tile = tile[:high, :wide]
    top, left = rng.randint(int(0.15 * (height - high)), height - high), rng.randint(0, width - wide)
    cover = (tile.astype(np.float32) / 255 * strength)[:, :, None]
    shade = np.array(colour or rng.choice(INK), np.float32) / 255
    page = page.copy()
    spot = page[top : top + high, left : left + wide].astype(np.float32)
    page[top : top + high, left : left + wide] = _u8(spot * (1 - cover * (1 - shade)))
    return page


def _u8(array: npt.NDArray[Any]) -> Raster:
    return np.asarray(np.clip(array, 0, 255), np.uint8)
