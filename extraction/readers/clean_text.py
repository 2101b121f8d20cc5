"""Characters as documents hold them to characters as people type them: ligatures, soft hyphens, odd blanks."""

from __future__ import annotations

import unicodedata

import numpy as np
import numpy.typing as npt

_SOFT_HYPHEN = 0xAD
# pdfium writes 2 or U+FFFE for the hyphen at a line's end.
_LINE_END_HYPHENS = (0x2, 0xFFFE)
_BLANKS = (*range(9, 14), 0x20, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000)
_DROPPED = (
    *(c for c in range(0x20) if c != 2 and c not in _BLANKS),
    0x7F,
    *range(0x200B, 0x2010),
    0x2060,
    0xFEFF,
    0xFFFF,
)
# Tables over the basic plane: ten times the speed of a search.
_IS_BLANK = np.zeros(0x10000, np.bool_)
_IS_BLANK[list(_BLANKS)] = True
_IS_DROPPED = np.zeros(0x10000, np.bool_)
_IS_DROPPED[list(_DROPPED)] = True
_TABLE: dict[int, str] = {
    **dict.fromkeys((*_LINE_END_HYPHENS, _SOFT_HYPHEN, 0x2010, 0x2011, 0x2212, 0xFE63, 0xFF0D), "-"),
    **dict(zip(range(0xFB00, 0xFB07), ("ff", "fi", "fl", "ffi", "ffl", "ft", "st"), strict=True)),
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    **{code: chr(code - 0xF000) for code in range(0xF020, 0xF0FF)},  # symbol fonts: the 8-bit code in disguise
    0x2044: "/",
    0x2215: "/",
    0x02BC: "’",
    0x0132: "IJ",
    0x0133: "ij",
}


def is_blank(codes: npt.NDArray[np.int32]) -> npt.NDArray[np.bool_]:
    """Which character codes are blanks (new lines and no-break spaces too)."""
    result: npt.NDArray[np.bool_] = _IS_BLANK[np.clip(codes, 0, 0xFFFE)]
    return result


def is_dropped(codes: npt.NDArray[np.int32]) -> npt.NDArray[np.bool_]:
    """Which character codes print nothing and part nothing."""
    result: npt.NDArray[np.bool_] = _IS_DROPPED[np.clip(codes, 0, 0xFFFF)]
    return result


def is_letter(codes: npt.NDArray[np.int32]) -> npt.NDArray[np.bool_]:
    """Which character codes are letters, nearly enough: ASCII letters and all from À on."""
    return ((codes | 0x20) >= 0x61) & ((codes | 0x20) <= 0x7A) | (codes >= 0xC0)


def clean(text: str) -> str:
    """`text` as typed: "ﬁ" is "fi", accents are composed, hyphens are "-"; ½, ², № and dashes stay what they are."""
    if text.isascii() and "\x02" not in text:
        return text
    return unicodedata.normalize("NFC", text.translate(_TABLE))
