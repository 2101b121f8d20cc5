"""The document's title, with the number and the dates that stand in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from learning.synth.draw import chance
from learning.synth.pdf.ops import (
    Align,
    Frag,
    Line,
    Piece,
    paragraph,
    stack,
)
from learning.synth.pdf.sheet import Sheet
from learning.synth.vocab import vocab


def title_text(sheet: Sheet) -> str:
    """The document's name for itself."""
    key = {"order_change": "title_change", "cancellation": "title_cancel"}.get(sheet.order.document_type, "title")
    return sheet.word(key)


def title(sheet: Sheet, keys: Sequence[str], width: float, align: Align, factor: float = 1.0) -> Frag:
    """The title, with the number and the date in it where the plan says so."""
    rng, order = sheet.rng, sheet.order
    text = title_text(sheet)
    if sheet.word("tracked", ("",) * 35 + ("t",)) and len(text) < 16:
        text = "  ".join(" ".join(word) for word in text.upper().split())  # B E S T E L L U N G
    line: list[Piece] = [Piece(text, "title")]
    below: list[Line] = []
    for key in keys:
        value = sheet.value(key)
        if not value:
            continue
        joint = _JOINTS.get(key, {}).get(order.language, ("",))
        words = sheet.word(f"joint_{key}", joint)
        pieces = [Piece(words, f"label.{key}"), *value] if words else value
        if key == "po_number" or chance(rng, 0.5):
            line += pieces
        else:
            below.append(pieces)
    ink = sheet.style.title_ink(factor, strong=rng.random() < 0.85)
    return stack(
        [paragraph([line], ink, width, align), paragraph(below, sheet.style.ink(1.1), width, align)], width=width
    )


_JOINTS: Mapping[str, Any] = vocab("words")["joints"]
