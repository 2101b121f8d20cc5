"""Names without what is printed with them: the line's own code, a drawing's revision, the opening of a bracket."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from models.reading import ExtractedLine

_REVISION = re.compile(
    r"(?:rev(?:ision|isione|isión|isie|\.)?|index|indice|índice|ind\.|issue|iss\.|änd\.?-?index|wijz\.)"
    r"\s*[:#]?\s*(?:[A-Z]{1,2}|\d{1,2}|[A-Z]\d|N[CRS])\s+(?=\S+\s+\S)",
    re.IGNORECASE,
)
_BASIS = re.compile(r"\s+/\s?(?:10|100|1[.,]?000)\s*[A-Z]{2,3}$")  # of the price beside the name: "/100 REA"
_OPENED = re.compile(
    r"\s*\((?:v/|n/|vs\.?|ns\.?)?\s*(?:réf|ref|rif|art|cod|cód|code|your|our|votre|notre|ihre|unsere|vostro|nostro"
    r"|su|uw|ons|onze|nr|n°|nº|no|sku|item|artikel|article|mat)[\w .°º-]*[.:]?$",
    re.IGNORECASE,
)


def with_bare_names(lines: Sequence[ExtractedLine]) -> list[ExtractedLine]:
    """The lines; a bracket that opens for a code, and closes with it elsewhere, is no part of the name."""
    return [_bared(line) for line in lines]


def _bared(line: ExtractedLine) -> ExtractedLine:
    if line.description is None:
        return line
    text = line.description.value
    bare = text[found.end() :] if (found := _REVISION.match(text)) else text
    if line.unit_price is not None:
        bare = _BASIS.sub("", bare)
    for code in (line.supplier_item_code, line.buyer_item_code):
        first, _, rest = bare.partition(" ")
        if code is not None and any(c.isdigit() for c in first) and first.strip("[]():") == code.value and rest:
            bare = rest.lstrip("-–: ")
    if line.supplier_item_code or line.buyer_item_code or line.gtin:
        bare = _OPENED.sub("", bare)
    return replace(line, description=replace(line.description, value=bare)) if bare and bare != text else line
