"""The currency of a document that never says "currency": the only one that its amounts are printed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from extraction.values_money import ISO_CURRENCIES, read_currency
from models.page import Page
from models.reading import Field, OnPage

UNAMBIGUOUS_SYMBOLS = frozenset("€£₹")  # "$" and "kr" are several countries'
CONFIDENCE = 0.93


def with_lone_currency(fields: Mapping[str, Field[Any]], pages: Sequence[Page]) -> dict[str, Field[Any]]:
    """The fields with `currency` where none was found and just one is printed anywhere."""
    result = dict(fields)
    if "currency" in result:
        return result
    found: dict[str, Field[Any]] = {}
    for page in pages:
        for word in page.words:
            text = word.text.strip("()[].,:;/")
            if text in ISO_CURRENCIES or UNAMBIGUOUS_SYMBOLS & set(text):
                code = read_currency(text)
                if code is not None and code not in found:
                    place = OnPage(page.number, word.box, word.text, page.sheet, word.cell)
                    source = "ocr" if page.source == "ocr" else "text_layer"
                    found[code] = Field(code, CONFIDENCE * word.confidence, source, place)  # type: ignore[arg-type]
    if len(found) == 1:
        result["currency"] = next(iter(found.values()))
    return result
