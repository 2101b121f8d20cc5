"""The buyer's address for mail where none was found: the only one on the paper that is not ours.

A narrow cell breaks a long address: "purchasing@hill-" over "works.example" is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from extraction.candidates_view import DocumentView
from extraction.values_codes import EMAIL, read_email
from models.page import Page, Word
from models.reading import Field, OnPage

CONFIDENCE = 0.93
SAME_EDGE_PT = 3.0
NEXT_ROW_LINES = (0.7, 1.8)  # from the middle of one row to that of the next, in line heights
_BROKEN = re.compile(r"[\w.+-]+@(?:[\w.-]*[-.])?")  # it cannot end there
_REST = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}")


def with_lone_email(fields: Mapping[str, Field[Any]], document: DocumentView) -> dict[str, Field[Any]]:
    """The fields with `buyer_email` where none was stated and all pages name just one address of somebody else."""
    result = dict(fields)
    found = {
        str(one.value).casefold(): one
        for view in document.pages
        for one in _addresses(view.page)
        if not document.gazetteer.is_ourselves(one.value)
    }
    if "buyer_email" not in result and len(found) == 1:
        result["buyer_email"] = next(iter(found.values()))
    return result


def _addresses(page: Page) -> Iterator[Field[str]]:
    """Every address of a page, those broken over two rows made whole."""
    for word in page.words:
        if "@" not in word.text:
            continue
        found = [address for text in EMAIL.findall(word.text) if (address := read_email(text))]
        for address in found:
            yield _field(address, word, word, page)
        rest = None if found else _rest_of(word, page)
        whole = read_email(word.text + rest.text) if rest else None
        if rest and whole:
            yield _field(whole, word, rest, page)


def _rest_of(word: Word, page: Page) -> Word | None:
    """The second half of a broken address: right below its first, or first in the next row of its cell."""
    if not _BROKEN.fullmatch(word.text):
        return None
    least, most = (share * word.box.height for share in NEXT_ROW_LINES)
    below = [one for one in page.words if least <= one.box.y_mid - word.box.y_mid <= most and _REST.fullmatch(one.text)]
    near = [one for one in below if one.box.x0 <= word.box.x0 + SAME_EDGE_PT and one.box.x1 <= word.box.x1]
    return max(near, key=lambda one: one.box.x0, default=None)


def _field(address: str, first: Word, last: Word, page: Page) -> Field[str]:
    text = first.text if first is last else f"{first.text} {last.text}"
    place = OnPage(page.number, first.box.union(last.box), text, page.sheet, first.cell)
    certain = CONFIDENCE * min(first.confidence, last.confidence)
    return Field(address, certain, "ocr" if page.source == "ocr" else "text_layer", place)
