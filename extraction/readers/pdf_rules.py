"""Ruling lines, edges of filled boxes and pictures of a PDF page, from its path objects. No text."""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat
from operator import itemgetter
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium

from extraction.readers.pdf_dots import dotted_lines
from extraction.readers.pdf_geometry import Frame
from extraction.readers.pdf_glyphs import Flags, Floats, fast
from extraction.readers.pdf_paths import SLANT_PT, corners_at, matrix_of, painted, read_plain, segment, segment_type
from models.page import Box, Rule

MAX_THICK_PT = 3.5  # a thicker bar is a filled box with four edges
MIN_LONG_PT = 5.0
MAX_OBJECTS = 20_000  # drawings and maps have more; their lines rule no table
MAX_SEGMENTS = 400  # a path with more is a drawing
MAX_RULES = 4_000
MAX_FORM_DEPTH = 6
MAX_CURVES = 400
CLUSTER_GAP_PT = 9.0
WHOLE_PAGE = 0.95  # a box of this share of the page's sides is its background

_H, _I = ctypes.c_void_p, ctypes.c_int
_count_objects = fast("FPDFPage_CountObjects", _I, _H)
_get_object = fast("FPDFPage_GetObject", _H, _H, _I)
_form_count = fast("FPDFFormObj_CountObjects", _I, _H)
_form_object = fast("FPDFFormObj_GetObject", _H, _H, ctypes.c_ulong)
_type_of = fast("FPDFPageObj_GetType", _I, _H)
_bounds = fast("FPDFPageObj_GetBounds", _I, _H, _H, _H, _H, _H)
_segments = fast("FPDFPath_CountSegments", _I, _H)
_segment_close = fast("FPDFPathSegment_GetClose", _I, _H)

_TEXT, _PATH, _IMAGE = pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE
_SHADING, _FORM = pdfium.FPDF_PAGEOBJ_SHADING, pdfium.FPDF_PAGEOBJ_FORM
_MOVETO, _BEZIERTO = pdfium.FPDF_SEGMENT_MOVETO, pdfium.FPDF_SEGMENT_BEZIERTO

Matrix = tuple[float, float, float, float, float, float]
Corners = tuple[float, float, float, float]
_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a page shows beside its text, upright: rules, dark or coloured boxes, pictures, curved shapes."""

    rules: tuple[Rule, ...]
    fills: tuple[Box, ...]
    pictures: tuple[Box, ...]
    curves: tuple[Box, ...]


def read_drawing(page: Any, frame: Frame) -> Drawing:
    """The drawing of a loaded page (a pypdfium2 `PdfPage`)."""
    walk = _Walk()
    handle = ctypes.cast(page.raw, _H).value
    count = min(_count_objects(handle), MAX_OBJECTS)
    walk.visit(list(map(_get_object, repeat(handle, count), range(count))), _SAME, 0)
    found = walk.found()
    lines, frames, fills, pictures = (
        frame.upright_boxes(boxes) for boxes in (found.lines, found.frames, found.fills, found.pictures)
    )
    wide, high = fills[:, 2] - fills[:, 0], fills[:, 3] - fills[:, 1]
    fills = fills[(wide < WHOLE_PAGE * frame.width) | (high < WHOLE_PAGE * frame.height)]
    thin = _thin(pictures)
    dotted = dotted_lines(frame.upright_boxes(found.dots))
    return Drawing(
        rules=_rules(np.concatenate((lines, _edges(frames), _edges(fills), pictures[thin], dotted)), frame),
        fills=_boxes(fills[~_thin(fills)]),
        pictures=_boxes(pictures[~thin]),
        curves=_clusters(frame.upright_boxes(found.curves)),
    )


def _boxed(corners: list[Corners]) -> Floats:
    return np.array(corners, np.float32).reshape(-1, 4)


def _thin(boxes: Floats) -> Flags:
    result: Flags = np.minimum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]) <= MAX_THICK_PT
    return result


def _edges(boxes: Floats) -> Floats:
    """The four edges of each box; a thin box is its own edge."""
    thin = _thin(boxes)
    thick = boxes[~thin]
    sides = [thick[:, list(corners)] for corners in ((0, 1, 2, 1), (0, 3, 2, 3), (0, 1, 0, 3), (2, 1, 2, 3))]
    return np.concatenate((boxes[thin], *sides))


def _rules(boxes: Floats, frame: Frame) -> tuple[Rule, ...]:
    long = np.maximum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]) >= MIN_LONG_PT
    seen = (boxes[:, 2] >= 0) & (boxes[:, 3] >= 0) & (boxes[:, 0] <= frame.width) & (boxes[:, 1] <= frame.height)
    # Neighbouring cells draw their common edge twice.
    rows = dict.fromkeys(map(tuple, np.round(boxes[long & seen], 1).tolist()))
    return tuple(Rule(Box(*row)) for row in itertools.islice(rows, MAX_RULES))


def _clusters(boxes: Floats) -> tuple[Box, ...]:
    """Boxes of shapes that stand close together: the letters of one drawn word or logo."""
    clusters: list[Box] = []
    for row in boxes[np.lexsort((boxes[:, 0], boxes[:, 1]))].tolist():
        box = Box(*row)
        near = [cluster for cluster in clusters if _near(cluster, box)]
        for cluster in near:
            clusters.remove(cluster)
            box = box.union(cluster)
        clusters.append(box)
    return tuple(clusters)


def _near(one: Box, other: Box) -> bool:
    return (
        one.x0 - CLUSTER_GAP_PT <= other.x1
        and other.x0 - CLUSTER_GAP_PT <= one.x1
        and one.top - CLUSTER_GAP_PT <= other.bottom
        and other.top - CLUSTER_GAP_PT <= one.bottom
    )


def _boxes(boxes: Floats) -> tuple[Box, ...]:
    return tuple(Box(*row) for row in boxes.tolist())


@dataclass(frozen=True, slots=True)
class _Found:
    """Boxes (n, 4) in user space, by what they are."""

    lines: Floats
    frames: Floats
    fills: Floats
    pictures: Floats
    curves: Floats
    dots: Floats


class _Walk:
    """Collects lines and boxes in user space; keeps the buffers that pdfium writes to."""

    def __init__(self) -> None:
        self.lines: list[Corners] = []
        self.shadings: list[Corners] = []
        self.fills: list[Corners] = []
        self.pictures: list[Corners] = []
        self.curves: list[Corners] = []
        self._left = MAX_OBJECTS
        self._floats = (ctypes.c_float * 6)()
        base = ctypes.addressof(self._floats)
        self._at = [base + 4 * index for index in range(6)]
        # Paths that are plain shapes or not are told apart all at once, in the end.
        self._paths: list[int] = []
        self._corners: list[int] = []
        self._outer: list[Matrix] = []
        self._outer_of: list[int] = []

    def visit(self, things: list[int], matrix: Matrix, depth: int) -> None:
        self._left -= len(things)
        if self._left < 0:
            return
        self._outer.append(matrix)
        outer = len(self._outer) - 1
        drawn = [pair for pair in zip(map(_type_of, things), things, strict=True) if pair[0] != _TEXT]
        for kind, group in itertools.groupby(drawn, key=itemgetter(0)):
            alike = [thing for _, thing in group]
            if kind == _PATH:
                self._met(alike, matrix, outer)
            elif kind in (_IMAGE, _SHADING):
                target = self.pictures if kind == _IMAGE else self.shadings
                target.extend(box for thing in alike if (box := self._bounds(thing, matrix)) is not None)
            elif kind == _FORM and depth < MAX_FORM_DEPTH:
                for thing in alike:
                    self._form(thing, matrix, depth)

    def found(self) -> _Found:
        """Everything met, its paths sorted into lines, boxes and curves."""
        corners, outer_of = np.array(self._corners, np.int32), np.array(self._outer_of, np.int32)
        plain = read_plain(self._paths, corners, np.array(self._outer, np.float32).reshape(-1, 6), outer_of)
        filled, shows = plain.painted.filled, plain.painted.filled | plain.painted.stroked
        for place in np.flatnonzero(shows & ~plain.plain).tolist():
            matrix = self._outer[self._outer_of[place]]
            painted = bool(plain.painted.stroked[place]), bool(filled[place])
            self._odd_path(self._paths[place], self._corners[place], matrix, *painted)
        # A framed box and a filled one both have edges; only a filled one can carry white text.
        boxes = plain.boxes.astype(np.float32)
        return _Found(
            lines=_boxed(self.lines),
            frames=boxes[plain.plain & shows & ~filled],
            fills=np.concatenate((_boxed(self.shadings), boxes[plain.plain & filled], _boxed(self.fills))),
            pictures=_boxed(self.pictures),
            curves=_boxed(self.curves),
            dots=boxes[plain.dots],
        )

    def _form(self, thing: int, matrix: Matrix, depth: int) -> None:
        if matrix_of(thing, self._at[0]):
            count = min(_form_count(thing), self._left)
            inner = list(map(_form_object, repeat(thing, count), range(count)))
            self.visit(inner, self._total(matrix), depth + 1)

    def _met(self, paths: list[int], matrix: Matrix, outer: int) -> None:
        counts = list(map(_segments, paths))
        if max(counts) > MAX_SEGMENTS:
            for thing, count in zip(paths, counts, strict=True):
                if count > MAX_SEGMENTS and painted([thing], np.ones(1, np.bool_)).filled[0]:
                    self._curve(thing, matrix)
        kept = [2 <= count <= MAX_SEGMENTS for count in counts]
        self._paths.extend(itertools.compress(paths, kept))
        self._corners.extend(itertools.compress(counts, kept))
        self._outer_of.extend(repeat(outer, sum(kept)))

    def _bounds(self, thing: int, matrix: Matrix) -> Corners | None:
        if not _bounds(thing, *self._at[:4]):
            return None
        return _moved((self._floats[0], self._floats[1], self._floats[2], self._floats[3]), matrix)

    def _curve(self, thing: int, matrix: Matrix) -> None:
        if len(self.curves) < MAX_CURVES and (box := self._bounds(thing, matrix)) is not None:
            self.curves.append(box)

    def _total(self, outer: Matrix) -> Matrix:
        # The matrix just asked for, within the forms around it.
        a, b, c, d, e, f = self._floats
        return (a, b, c, d, e, f) if outer is _SAME else _times((a, b, c, d, e, f), outer)

    def _odd_path(self, thing: int, count: int, matrix: Matrix, stroked: bool, filled: bool) -> None:
        if not matrix_of(thing, self._at[0]):
            return
        straight = False
        for shape in self._shapes(thing, count, self._total(matrix)):
            straight = True
            self._shape(shape, stroked, filled)
        if not straight and filled:
            self._curve(thing, matrix)

    def _shapes(self, thing: int, count: int, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
        """The path's pieces as corner lists, closed ones with their first corner again; curved ones left out."""
        pieces = list(map(segment, repeat(thing, count), range(count)))
        places = np.zeros((count, 2), np.float32)
        corners_at(pieces, places.ctypes.data)
        a, b, c, d, e, f = matrix
        x, y = places.astype(np.float64).T
        corners = np.stack((a * x + c * y + e, b * x + d * y + f), axis=1).tolist()
        points: list[tuple[float, float]] = []
        curved = False
        for corner, kind, close in zip(
            map(tuple, corners), map(segment_type, pieces), map(_segment_close, pieces), strict=True
        ):
            if kind == _MOVETO:
                if len(points) > 1 and not curved:
                    yield points
                points, curved = [], False
            points.append(corner)
            curved = curved or kind == _BEZIERTO
            if close:
                points.append(points[0])
        if len(points) > 1 and not curved:
            yield points

    def _shape(self, points: list[tuple[float, float]], stroked: bool, filled: bool) -> None:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = (min(xs), min(ys), max(xs), max(ys))
        if filled and _is_rectangle(points):
            self.fills.append(box)
        elif min(box[2] - box[0], box[3] - box[1]) <= SLANT_PT:
            self.lines.append(box)
        elif stroked:
            for (x0, y0), (x1, y1) in itertools.pairwise(points):
                if min(abs(x1 - x0), abs(y1 - y0)) <= SLANT_PT:
                    self.lines.append((x0, y0, x1, y1))


def _is_rectangle(points: list[tuple[float, float]]) -> bool:
    corners = points[:-1] if points[0] == points[-1] else points
    straight = all(min(abs(x1 - x0), abs(y1 - y0)) <= SLANT_PT for (x0, y0), (x1, y1) in itertools.pairwise(points))
    return straight and len(corners) == 4


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _moved(box: Corners, matrix: Matrix) -> Corners:
    if matrix is _SAME:
        return box
    a, b, c, d, e, f = matrix
    x0, y0, x1, y1 = box
    corners = [(a * x + c * y + e, b * x + d * y + f) for x, y in ((x0, y0), (x1, y0), (x0, y1), (x1, y1))]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return (min(xs), min(ys), max(xs), max(ys))
