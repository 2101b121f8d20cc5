"""Form fields and free-text notes of a PDF page. Those with a picture of their own are flattened by the caller."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium

MAX_ANNOTATIONS = 2_000
_TEXTUAL = frozenset({pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT})
_DRAWN = _TEXTUAL | {pdfium.FPDF_ANNOT_STAMP}
_HIDDEN_FLAGS = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
_TEXT_FIELDS = frozenset({"Tx", "Ch"})  # text and choice; a button's value is no text

Corners = tuple[float, float, float, float]


def has_shown_annotations(page: Any) -> bool:
    """Whether a field, note or stamp with a picture of its own stands on the page."""
    return any(_shown(a) and _has_picture(a) for _, a in _annotations(page, _DRAWN))


def unshown_values(page: Any) -> list[tuple[str, Corners]]:
    """Text and box (user space) of filled fields and notes that have no picture: viewers draw those themselves."""
    values: list[tuple[str, Corners]] = []
    for kind, annotation in _annotations(page, _TEXTUAL):
        if not _shown(annotation) or _has_picture(annotation):
            continue
        is_field = kind == pdfium.FPDF_ANNOT_WIDGET
        if is_field and _string(annotation, b"FT") not in _TEXT_FIELDS:
            continue
        text = _string(annotation, b"V" if is_field else b"Contents").strip()
        box = pdfium.FS_RECTF()
        if text and pdfium.FPDFAnnot_GetRect(annotation, ctypes.byref(box)):
            values.append((text, (box.left, box.bottom, box.right, box.top)))
    return values


def _annotations(page: Any, kinds: frozenset[int]) -> Iterator[tuple[int, Any]]:
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page.raw), MAX_ANNOTATIONS)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, index)
        if not annotation:
            continue
        try:
            kind = pdfium.FPDFAnnot_GetSubtype(annotation)
            if kind in kinds:
                yield kind, annotation
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)


def _shown(annotation: Any) -> bool:
    return not pdfium.FPDFAnnot_GetFlags(annotation) & _HIDDEN_FLAGS


def _has_picture(annotation: Any) -> bool:
    # The length counts two bytes for the end mark.
    return int(pdfium.FPDFAnnot_GetAP(annotation, pdfium.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0)) > 2


def _string(annotation: Any, key: bytes) -> str:
    length = pdfium.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    if length <= 2:
        return ""
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDFAnnot_GetStringValue(annotation, key, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    return buffer.raw[: length - 2].decode("utf-16-le", "replace")
