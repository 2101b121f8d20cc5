"""The currency of a document that never says "currency": the only one that its amounts are printed in.

And the currency behind a bare "$", where the document names one of those that are written so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from extraction.gazetteer import fold
from extraction.layout import text_lines
from extraction.lexicon import merged
from extraction.values_money import ISO_CURRENCIES, read_currency
from models.page import Page
from models.reading import AtPath, ExtractedLine, Field, OnPage

Evidence = OnPage | AtPath | None

UNAMBIGUOUS_SYMBOLS = frozenset("€£₹")  # "$" and "kr" are several countries'
CONFIDENCE = 0.93
WRITTEN_AS_DOLLARS = frozenset({"MXN", "CLP", "COP", "ARS", "UYU", "CAD", "AUD", "NZD", "SGD", "HKD"})


def with_lone_currency(
    fields: Mapping[str, Field[Any]], pages: Sequence[Page], lines: Sequence[ExtractedLine] = ()
) -> dict[str, Field[Any]]:
    """The fields with `currency` where none was found and just one is printed anywhere but in the lines' names."""
    result = dict(fields)
    names = [line.description.evidence for line in lines if line.description]
    if "currency" in result and _is_in_a_name(result["currency"].evidence, names):
        del result["currency"]
    if "currency" in result:
        return _behind_the_sign(result, pages)
    found: dict[str, Field[Any]] = {}
    for page in pages:
        for word in page.words:
            text = word.text.strip("()[].,:;/")
            if text in ISO_CURRENCIES or UNAMBIGUOUS_SYMBOLS & set(text):
                code = read_currency(text)
                if code is not None and code not in found:
                    place = OnPage(page.number, word.box, word.text, page.sheet, word.cell)
                    if _is_in_a_name(place, names):
                        continue
                    source = "ocr" if page.source == "ocr" else "text_layer"
                    found[code] = Field(code, CONFIDENCE * word.confidence, source, place)  # type: ignore[arg-type]
    if len(found) == 1:
        result["currency"] = next(iter(found.values()))
    return result


def _is_in_a_name(word: Evidence, names: Sequence[Evidence]) -> bool:
    """Whether a currency's code is a word of an item's name: "BALLPOINT PEN" is not paid in Peru."""
    if not isinstance(word, OnPage) or not word.text.isalpha():
        return False
    return any(
        isinstance(name, OnPage)
        and (name.page, name.sheet) == (word.page, word.sheet)
        and name.box.x0 <= word.box.x_mid <= name.box.x1
        and name.box.top <= word.box.y_mid <= name.box.bottom
        and word.text in name.text.split()
        for name in names
    )


def _behind_the_sign(fields: dict[str, Field[Any]], pages: Sequence[Page]) -> dict[str, Field[Any]]:
    """The fields, a currency that only "$" stands for replaced by the one currency so written that the pages name."""
    read = fields["currency"]
    place = read.evidence
    if read.value != "USD" or not isinstance(place, OnPage) or any(ch.isalpha() for ch in place.text):
        return fields
    named = list(_named(pages))
    if len({code for code, _ in named}) != 1:
        return fields
    code, where = named[0]
    return {**fields, "currency": Field(code, CONFIDENCE, read.source, where)}


def _named(pages: Sequence[Page]) -> Iterator[tuple[str, OnPage]]:
    """Every code or name of a currency written with "$" on the pages; the US dollar too, then right."""
    for page in pages:
        for line in text_lines(page):
            words = {word.text.strip("()[].,:;/") for word in line.words}
            folded = f" {fold(line.text)} "
            for code in {*WRITTEN_AS_DOLLARS, "USD"}:
                if code in words or any(f" {name} " in folded for name in _names(code)):
                    yield code, OnPage(page.number, line.box, line.text, page.sheet)


@cache
def _names(code: str) -> tuple[str, ...]:
    """What a currency is called in any language, where that is more than an abbreviation."""
    return tuple(
        fold(name) for name in merged("currencies").get(code, ()) if re.fullmatch(r"[^\W\d_ ]{4,}( .*)?", name)
    )
