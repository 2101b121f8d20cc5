"""A picture as it came to a picture that can be read: unwarped, evenly lit, level, without ruling lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from extraction.ocr.detect import TextRun, find_text
from extraction.ocr.picture import Grey, even_light, quarter_turned, rotated, scaled, to_grey
from extraction.ocr.rapid import upside_down
from extraction.ocr.ruling import PixelBox, find_rules, without_rules
from extraction.ocr.sheet import find_sheet, unwarped
from extraction.ocr.straighten import level_angle, skew

MAX_SIDE_PX = 3600  # of A4 that is 300 dots per inch; finer pictures only cost
MIN_SIDE_PX = 1200  # screenshots and thumbnails are blown up to this
BILEVEL_SHARE = 0.98  # of pixels that are quite black or white
BILEVEL_BLUR_PX = 0.9  # the networks know grey letters: the steps of a fax are smoothed
LONG = 2.0  # times as long as it is high (or the other way): such a run shows which way lines go; "10" does not


@dataclass(frozen=True, slots=True)
class Prepared:
    """`shown` is the upright page for people, `text` the same without ruling lines for the engines.

    `runs` is where text was found in `text`: which way is up is told by it, and no engine need look again.
    """

    shown: Grey
    text: Grey
    rules: tuple[PixelBox, ...]
    runs: tuple[TextRun, ...]
    unwarped: bool


def prepare(picture: npt.NDArray[Any], look_for_sheet: bool = True) -> Prepared:
    """Everything an engine wants done before it reads. `look_for_sheet` False for pictures known to be scans."""
    grey = to_grey(picture)
    corners = find_sheet(grey) if look_for_sheet else None
    if corners is not None:
        grey = np.asarray(unwarped(grey, corners))
    grey = _sized(grey)
    bilevel = _is_bilevel(grey)
    lit = grey if bilevel else even_light(grey)
    if bilevel:
        lit = np.asarray(cv2.GaussianBlur(lit, (0, 0), BILEVEL_BLUR_PX))
    sideways, angle = skew(lit)
    levelled = _levelled(quarter_turned(lit, 270) if sideways else lit, angle)
    runs = find_text(levelled.text)
    if _on_its_side(runs):
        # Few and short lines: it was columns that looked like lines. The angle must be sought anew.
        lit = quarter_turned(quarter_turned(lit, 270) if sideways else lit, 270)
        levelled = _levelled(lit, level_angle(lit))
        runs = find_text(levelled.text)
    if upside_down(levelled.text, runs):
        runs = [_upended_run(run, levelled.text.shape) for run in runs]
        levelled = _upended(levelled)
    return Prepared(levelled.lit, levelled.text, levelled.rules, tuple(runs), corners is not None)


@dataclass(frozen=True, slots=True)
class _Levelled:
    lit: Grey
    text: Grey
    rules: tuple[PixelBox, ...]


def _levelled(lit: Grey, angle: float) -> _Levelled:
    lit = rotated(lit, angle)
    rules, mask = find_rules(lit)
    return _Levelled(lit, without_rules(lit, mask), tuple(rules))


def _on_its_side(runs: Sequence[TextRun]) -> bool:
    """Whether more of the text runs up and down than level, by its length."""
    down = sum(run.height for run in runs if run.height > LONG * run.width)
    return down > sum(run.width for run in runs if run.width > LONG * run.height)


def _upended(page: _Levelled) -> _Levelled:
    height, width = page.text.shape
    rules = tuple((width - x1, height - bottom, width - x0, height - top) for x0, top, x1, bottom in page.rules)
    return _Levelled(quarter_turned(page.lit, 180), quarter_turned(page.text, 180), rules)


def _upended_run(run: TextRun, shape: tuple[int, ...]) -> TextRun:
    height, width = shape[:2]
    x0, x1, top, bottom = width - run.x1, width - run.x0, height - run.bottom, height - run.top
    return replace(run, x0=x0, top=top, x1=x1, bottom=bottom)


def _sized(grey: Grey) -> Grey:
    side = max(grey.shape)
    if side > MAX_SIDE_PX:
        return scaled(grey, MAX_SIDE_PX / side)
    if side < MIN_SIDE_PX:
        return scaled(grey, min(3.0, MIN_SIDE_PX / side))
    return grey


def _is_bilevel(grey: Grey) -> bool:
    sample = grey[::3, ::3]
    return float(np.mean((sample < 8) | (sample > 247))) > BILEVEL_SHARE
