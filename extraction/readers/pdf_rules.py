"""Ruling lines, edges of filled boxes and pictures of a PDF page, from its path objects. No text."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium

from extraction.readers.pdf_geometry import Frame
from extraction.readers.pdf_glyphs import fast
from models.page import Box, Rule

MAX_THICK_PT = 3.5  # a thicker bar is a filled box with four edges
MIN_LONG_PT = 5.0
SLANT_PT = 1.0  # how crooked a line may be and still rule a table
MAX_OBJECTS = 20_000  # drawings and maps have more; their lines rule no table
MAX_SEGMENTS = 400  # a path with more is a drawing
MAX_RULES = 4_000
MAX_FORM_DEPTH = 6
WHOLE_PAGE = 0.95  # a box of this share of the page's sides is its background
_WHITE = 250

_H, _I = ctypes.c_void_p, ctypes.c_int
_count_objects = fast("FPDFPage_CountObjects", _I, _H)
_get_object = fast("FPDFPage_GetObject", _H, _H, _I)
_form_count = fast("FPDFFormObj_CountObjects", _I, _H)
_form_object = fast("FPDFFormObj_GetObject", _H, _H, ctypes.c_ulong)
_type_of = fast("FPDFPageObj_GetType", _I, _H)
_bounds = fast("FPDFPageObj_GetBounds", _I, _H, _H, _H, _H, _H)
_matrix_of = fast("FPDFPageObj_GetMatrix", _I, _H, _H)
_segments = fast("FPDFPath_CountSegments", _I, _H)
_segment = fast("FPDFPath_GetPathSegment", _H, _H, _I)
_segment_type = fast("FPDFPathSegment_GetType", _I, _H)
_segment_point = fast("FPDFPathSegment_GetPoint", _I, _H, _H, _H)
_segment_close = fast("FPDFPathSegment_GetClose", _I, _H)
_draw_mode = fast("FPDFPath_GetDrawMode", _I, _H, _H, _H)
_fill_colour = fast("FPDFPageObj_GetFillColor", _I, _H, _H, _H, _H, _H)
_stroke_colour = fast("FPDFPageObj_GetStrokeColor", _I, _H, _H, _H, _H, _H)

Matrix = tuple[float, float, float, float, float, float]
Corners = tuple[float, float, float, float]
_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a page shows beside its text, upright: rules, dark or coloured boxes, pictures."""

    rules: tuple[Rule, ...]
    fills: tuple[Box, ...]
    pictures: tuple[Box, ...]


def read_drawing(page: Any, frame: Frame) -> Drawing:
    """The drawing of a loaded page (a pypdfium2 `PdfPage`)."""
    walk = _Walk()
    handle = ctypes.cast(page.raw, _H).value
    for index in range(min(_count_objects(handle), MAX_OBJECTS)):
        walk.visit(_get_object(handle, index), _SAME, 0)
    lines = _upright(frame, walk.lines)
    fills = _upright(frame, walk.fills)
    pictures = _upright(frame, walk.pictures)
    big = [box for box in fills if box.width < WHOLE_PAGE * frame.width or box.height < WHOLE_PAGE * frame.height]
    edges = [edge for box in big for edge in _edges(box)]
    thin_pictures = [box for box in pictures if _is_thin(box)]
    rules = [Rule(box) for box in (*lines, *edges, *thin_pictures) if _on_page(box, frame)]
    return Drawing(
        rules=tuple(dict.fromkeys(rules[:MAX_RULES])),
        fills=tuple(box for box in fills if not _is_thin(box)),
        pictures=tuple(box for box in pictures if not _is_thin(box)),
    )


def _upright(frame: Frame, boxes: list[Corners]) -> list[Box]:
    if not boxes:
        return []
    return [Box(*row) for row in frame.upright_boxes(np.array(boxes, np.float32)).tolist()]


def _edges(box: Box) -> Iterator[Box]:
    if _is_thin(box):
        yield box
        return
    yield Box(box.x0, box.top, box.x1, box.top)
    yield Box(box.x0, box.bottom, box.x1, box.bottom)
    yield Box(box.x0, box.top, box.x0, box.bottom)
    yield Box(box.x1, box.top, box.x1, box.bottom)


def _is_thin(box: Box) -> bool:
    return min(box.width, box.height) <= MAX_THICK_PT


def _on_page(box: Box, frame: Frame) -> bool:
    long = max(box.width, box.height) >= MIN_LONG_PT
    return long and box.x1 >= 0 and box.bottom >= 0 and box.x0 <= frame.width and box.top <= frame.height


class _Walk:
    """Collects lines and boxes in user space; keeps the buffers that pdfium writes to."""

    def __init__(self) -> None:
        self.lines: list[Corners] = []
        self.fills: list[Corners] = []
        self.pictures: list[Corners] = []
        self._left = MAX_OBJECTS
        self._floats = (ctypes.c_float * 6)()
        base = ctypes.addressof(self._floats)
        self._at = [base + 4 * index for index in range(6)]
        self._ints = (ctypes.c_uint * 4)()
        base = ctypes.addressof(self._ints)
        self._int_at = [base + 4 * index for index in range(4)]

    def visit(self, thing: int | None, matrix: Matrix, depth: int) -> None:
        self._left -= 1
        if not thing or self._left < 0:
            return
        kind = _type_of(thing)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            self._path(thing, matrix)
        elif kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING):
            target = self.pictures if kind == pdfium.FPDF_PAGEOBJ_IMAGE else self.fills
            if _bounds(thing, *self._at[:4]):
                target.append(_moved(tuple(self._floats)[:4], matrix))  # type: ignore[arg-type]
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < MAX_FORM_DEPTH and _matrix_of(thing, self._at[0]):
            inner = _times(tuple(self._floats), matrix)  # type: ignore[arg-type]
            for index in range(min(_form_count(thing), MAX_OBJECTS)):
                self.visit(_form_object(thing, index), inner, depth + 1)

    def _path(self, thing: int, matrix: Matrix) -> None:
        stroked, filled = self._painted(thing)
        if not (stroked or filled):
            return
        if not _matrix_of(thing, self._at[0]):
            return
        count = _segments(thing)
        if count > MAX_SEGMENTS:
            return
        whole = _times(tuple(self._floats), matrix)  # type: ignore[arg-type]
        for shape in self._shapes(thing, count, whole):
            self._shape(shape, stroked, filled)

    def _painted(self, thing: int) -> tuple[bool, bool]:
        _draw_mode(thing, self._int_at[0], self._int_at[1])
        fill_mode, stroke = self._ints[0], bool(self._ints[1])
        return stroke and self._shows(_stroke_colour, thing), fill_mode != 0 and self._shows(_fill_colour, thing)

    def _shows(self, ask: Any, thing: int) -> bool:
        # A colour that cannot be told (a pattern) shows; white on paper does not.
        if not ask(thing, *self._int_at):
            return True
        red, green, blue, alpha = self._ints
        return bool(alpha > 0 and min(red, green, blue) < _WHITE)

    def _shapes(self, thing: int, count: int, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
        """The path's pieces as corner lists, closed ones with their first corner again; curved ones left out."""
        a, b, c, d, e, f = matrix
        points: list[tuple[float, float]] = []
        curved = False
        for index in range(count):
            segment = _segment(thing, index)
            kind = _segment_type(segment)
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                if len(points) > 1 and not curved:
                    yield points
                points, curved = [], False
            _segment_point(segment, self._at[0], self._at[1])
            x, y = self._floats[0], self._floats[1]
            points.append((a * x + c * y + e, b * x + d * y + f))
            curved = curved or kind == pdfium.FPDF_SEGMENT_BEZIERTO
            if _segment_close(segment):
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
            for (x0, y0), (x1, y1) in zip(points, points[1:], strict=False):
                if min(abs(x1 - x0), abs(y1 - y0)) <= SLANT_PT:
                    self.lines.append((x0, y0, x1, y1))


def _is_rectangle(points: list[tuple[float, float]]) -> bool:
    corners = points[:-1] if points[0] == points[-1] else points
    straight = all(
        min(abs(x1 - x0), abs(y1 - y0)) <= SLANT_PT for (x0, y0), (x1, y1) in zip(points, points[1:], strict=False)
    )
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
