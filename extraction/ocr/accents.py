"""Accents that a page's language does not have, taken for dirt on the paper. No spelling correction."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from extraction.ocr.recognise import Glyph

NATIVE = {
    "en": "",
    "fr": "àâçéèêëîïôùûüÿœæ",
    "de": "äöüß",
    "es": "áéíóúñü",
    "it": "àèéìòù",
    "nl": "éèëïöü",
}
SURE = 0.97  # an accent seen more clearly is a name's


def native(glyphs: Sequence[Glyph], languages: Sequence[str]) -> Sequence[Glyph]:
    """The glyphs with doubtful foreign accents taken off; all of them where the language is not known."""
    if not languages:
        return glyphs
    allowed = set("".join(NATIVE.get(code, "") for code in languages))
    return [_plain(glyph) if _foreign(glyph, allowed) else glyph for glyph in glyphs]


def _foreign(glyph: Glyph, allowed: set[str]) -> bool:
    return (
        not glyph.text.isascii()
        and glyph.text.isalpha()
        and glyph.probability < SURE
        and glyph.text.lower() not in allowed
    )


def _plain(glyph: Glyph) -> Glyph:
    base = unicodedata.normalize("NFD", glyph.text)[0]
    return replace(glyph, text=base) if base.isascii() else glyph
