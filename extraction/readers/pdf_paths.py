"""Single lines and rectangles among a page's paths, asked of pdfium in bulk: most paths are just that.

Pages printed by browsers have five hundred of them, and asking one by one cost more than reading all their text.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import repeat

import numpy as np
import pypdfium2.raw as pdfium

from extraction.readers.pdf_glyphs import Flags, Floats, Ints, fast

SLANT_PT = 1.0  # how crooked a line may be and still rule a table
WHITE = 250  # each channel of a colour that paper swallows
LINE, RECTANGLE = 2, 5  # the corners of the two plain shapes, the first one again at the end

_H, _I = ctypes.c_void_p, ctypes.c_int
matrix_of = fast("FPDFPageObj_GetMatrix", _I, _H, _H)
segment = fast("FPDFPath_GetPathSegment", _H, _H, _I)
segment_type = fast("FPDFPathSegment_GetType", _I, _H)
segment_point = fast("FPDFPathSegment_GetPoint", _I, _H, _H, _H)
draw_mode = fast("FPDFPath_GetDrawMode", _I, _H, _H, _H)
fill_colour = fast("FPDFPageObj_GetFillColor", _I, _H, _H, _H, _H, _H)
stroke_colour = fast("FPDFPageObj_GetStrokeColor", _I, _H, _H, _H, _H, _H)

_LINETO = pdfium.FPDF_SEGMENT_LINETO
DOT_PT = 5.0  # a plain shape smaller than this both ways rules nothing by itself


@dataclass(frozen=True, slots=True)
class Painted:
    """Per path: whether its outline and its inside show."""

    stroked: Flags
    filled: Flags


@dataclass(frozen=True, slots=True)
class PlainPaths:
    """What paths are, by flags over all of them: `plain` lines and rectangles, and `dots`, whose paint is not asked.

    `boxes` (n, 4) in user space are those of the plain ones and of the dots.
    """

    boxes: Floats
    plain: Flags
    dots: Flags
    painted: Painted


def read_plain(paths: Sequence[int], corners: Ints, outer: Floats, outer_of: Ints) -> PlainPaths:
    """What these paths (object handles with their numbers of `corners`) are; path i stands in `outer[outer_of[i]]`."""
    places = np.flatnonzero((corners == LINE) | (corners == RECTANGLE))
    chosen, rectangle = [paths[place] for place in places.tolist()], corners[places] == RECTANGLE
    matrices = _matrices(chosen), outer[outer_of[places]]
    first, last = _placed(_points(chosen, np.where(rectangle, 2, 1)), *matrices)
    low, high = np.minimum(first, last), np.maximum(first, last)
    dot = np.all(high - low < DOT_PT, axis=1)
    straight = np.zeros(len(chosen), np.bool_)
    larger = np.flatnonzero(~dot)
    straight[larger] = _straight(
        [chosen[place] for place in larger.tolist()],
        rectangle[larger],
        first[larger],
        last[larger],
        (matrices[0][larger], matrices[1][larger]),
    )
    boxes = np.zeros((len(paths), 4))
    boxes[places] = np.concatenate((low, high), axis=1)
    plain, dots = np.zeros(len(paths), np.bool_), np.zeros(len(paths), np.bool_)
    plain[places], dots[places] = straight & ~dot, dot
    return PlainPaths(boxes, plain, dots, painted(paths, ~dots))


def _straight(
    paths: Sequence[int], rectangle: Flags, first: Floats, last: Floats, matrices: tuple[Floats, Floats]
) -> Flags:
    """Which lines are level and which rectangles upright, none of their sides being curved."""
    (corner,) = _placed(_points(paths, np.ones(len(paths), np.int32), ends=1), *matrices)
    (x0, y0), (x1, y1), (x2, y2) = first.T, corner.T, last.T
    level = np.minimum(np.abs(x2 - x0), np.abs(y2 - y0)) <= SLANT_PT
    square = np.minimum(np.abs(x1 - x0) + np.abs(y1 - y2), np.abs(y1 - y0) + np.abs(x1 - x2)) <= SLANT_PT
    lines = np.array(
        [
            segment_type(segment(path, 4)) == _LINETO and segment_type(segment(path, 2)) == _LINETO
            if four
            else segment_type(segment(path, 1)) == _LINETO
            for path, four in zip(paths, rectangle.tolist(), strict=True)
        ],
        np.bool_,
    )
    result: Flags = lines & np.where(rectangle, square, level)
    return result


def painted(paths: Sequence[int], asked: Flags) -> Painted:
    """How the `asked` ones of these paths show on the page."""
    modes = np.zeros((len(paths), 2), np.int32)
    at = modes.ctypes.data
    for place in np.flatnonzero(asked).tolist():
        draw_mode(paths[place], at + 8 * place, at + 8 * place + 4)
    stroked, filled = modes[:, 1] != 0, modes[:, 0] != 0
    return Painted(_shows(stroke_colour, paths, stroked), _shows(fill_colour, paths, filled))


def _shows(ask: Callable[..., int], paths: Sequence[int], wanted: Flags) -> Flags:
    # A colour that cannot be told (a pattern) shows; white on paper does not.
    rgba = np.zeros((len(paths), 4), np.uint32)
    rgba[:, 3] = 255
    at = rgba.ctypes.data
    for place in np.flatnonzero(wanted).tolist():
        base = at + 16 * place
        ask(paths[place], base, base + 4, base + 8, base + 12)
    result: Flags = wanted & (rgba[:, 3] > 0) & (rgba[:, :3].min(axis=1) < WHITE)
    return result


def _points(paths: Sequence[int], last: Ints, ends: int = 2) -> Floats:
    """Corners 0 and `last` (with one end: `last` alone) of each path, in its own frame: (n, ends, 2)."""
    count = len(paths)
    points = np.zeros((count, ends, 2), np.float32)
    at, step = points.ctypes.data, 8 * ends
    if ends == 2:
        corners_at(list(map(segment, paths, repeat(0, count))), at, step)
        at += 8
    corners_at(list(map(segment, paths, last.tolist())), at, step)
    return points


def corners_at(pieces: Sequence[int], address: int, step: int = 8) -> None:
    """Writes the point of each piece of a path to memory, the first one to `address`, each next one a step further."""
    # Nothing but the calls themselves is in this loop: a page of dotted lines has ten thousand pieces.
    end = address + step * len(pieces)
    deque(map(segment_point, pieces, range(address, end, step), range(address + 4, end + 4, step)), maxlen=0)


def _matrices(paths: Sequence[int]) -> Floats:
    matrix = np.zeros((len(paths), 6), np.float32)
    at = matrix.ctypes.data
    known = list(map(matrix_of, paths, range(at, at + 24 * len(paths), 24)))
    matrix[np.array(known, np.int32) == 0] = (1, 0, 0, 1, 0, 0)
    return matrix


def _placed(points: Floats, inner: Floats, outer: Floats) -> list[Floats]:
    """The corners (n, 2) in user space, one array for each end."""
    x, y = points[:, :, 0], points[:, :, 1]
    for matrix in (inner, outer):
        a, b, c, d, e, f = (matrix[:, column, None] for column in range(6))
        x, y = a * x + c * y + e, b * x + d * y + f
    return [np.stack((x[:, end], y[:, end]), axis=1) for end in range(points.shape[1])]
