"""The glyphs of a PDF page as flat arrays, straight from pdfium; words are made of them elsewhere (`pdf_words`)."""

from __future__ import annotations

import ctypes
import re
from collections import deque
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium

Floats = npt.NDArray[Any]  # float32 from pdfium, float64 from numpy
Ints = npt.NDArray[Any]  # int32 or int64, as numpy gives it
Flags = npt.NDArray[np.bool_]

_HANDLE, _INT, _UINT = ctypes.c_void_p, ctypes.c_int, ctypes.c_uint


def fast(name: str, result: Any, *arguments: Any) -> Any:
    """A pdfium function that takes plain addresses: half the cost of the typed binding, felt with 3,000 glyphs."""
    address = ctypes.cast(getattr(pdfium, name), ctypes.c_void_p).value or 0
    return ctypes.CFUNCTYPE(result, *arguments)(address)


_unicode = fast("FPDFText_GetUnicode", _UINT, _HANDLE, _INT)
_loose_box = fast("FPDFText_GetLooseCharBox", _INT, _HANDLE, _INT, _HANDLE)
_text_object = fast("FPDFText_GetTextObject", _HANDLE, _HANDLE, _INT)
_map_error = fast("FPDFText_HasUnicodeMapError", _INT, _HANDLE, _INT)
_matrix = fast("FPDFText_GetMatrix", _INT, _HANDLE, _INT, _HANDLE)
_font_of = fast("FPDFTextObj_GetFont", _HANDLE, _HANDLE)
_font_size = fast("FPDFTextObj_GetFontSize", _INT, _HANDLE, _HANDLE)
_render_mode = fast("FPDFTextObj_GetTextRenderMode", _INT, _HANDLE)
_fill_colour = fast("FPDFPageObj_GetFillColor", _INT, _HANDLE, _HANDLE, _HANDLE, _HANDLE, _HANDLE)
_font_name = fast("FPDFFont_GetBaseFontName", ctypes.c_size_t, _HANDLE, _HANDLE, ctypes.c_size_t)
_font_weight = fast("FPDFFont_GetWeight", _INT, _HANDLE)
_font_flags = fast("FPDFFont_GetFlags", _INT, _HANDLE)

_BOLD_NAMES = ("bold", "black", "heavy", "demi", "-bd", "fett", "gras")
_NAMELESS = re.compile(r"(\w{6}\+)?(cidfont\+)?[a-z]{0,4}\d*")
_BOLD_WEIGHT = 600  # pdfium's guess from the stems, good enough only where the name says nothing; 400 is regular
_FORCE_BOLD = 1 << 18  # a flag of the font descriptor
_INVISIBLE_MODES = frozenset({3, 7})
_STROKED_FILL_MODE = 2  # fill and stroke: the poor man's bold
_WHITE = 250  # each channel of a colour that paper swallows


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Parallel arrays over the characters of one page, in the order of the content stream, in user space.

    `boxes` are (left, top, right, bottom) with y upwards. `owner` indexes the per-object arrays (`handles`,
    `matrix`, `font_size`); it is -1 for a blank that pdfium made up from a gap.
    """

    codes: Ints
    boxes: Floats
    owner: Ints
    handles: tuple[int, ...]
    matrix: Floats
    font_size: Floats
    unmapped: int


@dataclass(frozen=True, slots=True)
class Style:
    """How a text object looks: white and invisible text is there for machines or was covered on purpose."""

    bold: bool
    invisible: bool
    white: bool


def read_glyphs(text_page: Any) -> Glyphs:
    """All characters of a loaded text page (a pypdfium2 `PdfTextPage`)."""
    handle = ctypes.cast(text_page.raw, ctypes.c_void_p).value
    count = max(0, pdfium.FPDFText_CountChars(text_page.raw))
    codes = _codes(text_page, handle, count)
    boxes = np.zeros((count, 4), np.float32)
    address = boxes.ctypes.data
    # Nothing but the calls themselves is in these loops: a page has thousands of glyphs.
    deque(map(_loose_box, repeat(handle, count), range(count), range(address, address + 16 * count, 16)), maxlen=0)
    owners = list(map(_text_object, repeat(handle, count), range(count)))
    firsts = dict(zip(reversed(owners), range(count - 1, -1, -1), strict=True))
    firsts.pop(None, None)
    handles = tuple(firsts)
    places: dict[int | None, int] = {thing: place for place, thing in enumerate(handles)} | {None: -1}
    matrix = np.zeros((len(handles), 6), np.float32)
    font_size = np.zeros(len(handles), np.float32)
    at_matrix, at_size = matrix.ctypes.data, font_size.ctypes.data
    things = len(handles)
    deque(
        map(_matrix, repeat(handle, things), firsts.values(), range(at_matrix, at_matrix + 24 * things, 24)), maxlen=0
    )
    deque(map(_font_size, handles, range(at_size, at_size + 4 * things, 4)), maxlen=0)
    return Glyphs(
        codes=codes,
        boxes=boxes,
        owner=np.fromiter(map(places.__getitem__, owners), np.int32, count),
        handles=handles,
        matrix=matrix,
        font_size=font_size,
        unmapped=_unmapped(handle, count),
    )


def _codes(text_page: Any, handle: int | None, count: int) -> Ints:
    # One call gives all characters, but skips those without a meaning; then they are asked one by one.
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(text_page.raw, 0, count, buffer) if count else 0
    if written == count + 1:
        return np.frombuffer(bytes(buffer), np.uint16, count).astype(np.int32)
    return np.array([_unicode(handle, index) & 0x1FFFFF for index in range(count)], np.int32)


def _unmapped(handle: int | None, count: int) -> int:
    # Asked of a sample: enough to tell a page with a broken character map from a good one.
    step = max(1, count // 200)
    sample = range(0, count, step)
    return step * list(map(_map_error, repeat(handle, len(sample)), sample)).count(1)


class Styles:
    """Asks pdfium how text objects look; each font is asked once. Only valid while the page is open."""

    def __init__(self) -> None:
        self._fonts: dict[int, bool] = {}
        self._rgba = (_UINT * 4)()
        base = ctypes.addressof(self._rgba)
        self._at_rgba = (base, base + 4, base + 8, base + 12)

    def of(self, thing: int) -> Style:
        mode = _render_mode(thing)
        white = False
        if _fill_colour(thing, *self._at_rgba):
            red, green, blue, alpha = self._rgba
            white = (red >= _WHITE and green >= _WHITE and blue >= _WHITE) or alpha == 0
        font = _font_of(thing) or 0
        if font not in self._fonts:
            self._fonts[font] = bool(font) and _is_bold(font)
        return Style(mode == _STROKED_FILL_MODE or self._fonts[font], mode in _INVISIBLE_MODES, white)


def _is_bold(font: int) -> bool:
    buffer = ctypes.create_string_buffer(128)
    length = _font_name(font, ctypes.addressof(buffer), 128)
    name = buffer.value.decode("utf-8", "replace").lower() if length else ""
    if any(part in name for part in _BOLD_NAMES) or int(_font_flags(font)) & _FORCE_BOLD:
        return True
    return _NAMELESS.fullmatch(name) is not None and int(_font_weight(font)) >= _BOLD_WEIGHT
