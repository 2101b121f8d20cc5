"""Codes of our catalogue that look like numbers ("80800.48"): the catalogue tells what the column's look does not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from typing import Any

from extraction.candidates_view import DocumentView
from models.page import Page, Word
from models.reading import ExtractedLine, Field, OnPage

CONFIDENCE = 0.95
LEAST_LINES = 2  # one alone may be a price by chance
SHORTEST = 6


def with_known_codes(lines: Sequence[ExtractedLine], document: DocumentView) -> list[ExtractedLine]:
    """The lines, those without our code with the word of theirs that is one, where two lines at least have such."""
    found = [_code(line, lines, document) for line in lines]
    if sum(code is not None for code in found) < LEAST_LINES:
        return list(lines)
    return [_with(line, code) if code else line for line, code in zip(lines, found, strict=True)]


def _with(line: ExtractedLine, code: Field[str]) -> ExtractedLine:
    named = line.description
    if named is not None and code.value in named.value.split()[:1]:
        rest = named.value.split(None, 1)[1:]
        named = replace(named, value=rest[0].lstrip("-–: ")) if rest else named
    return replace(line, supplier_item_code=code, description=named)


def _code(line: ExtractedLine, lines: Sequence[ExtractedLine], document: DocumentView) -> Field[str] | None:
    if line.supplier_item_code is not None or line.quantity is None:
        return None
    codes = {
        word.text.strip("()[],;:"): (page, word)
        for page, word in _words(line, lines, document)
        if _numeric(word.text.strip("()[],;:")) and document.gazetteer.is_sku(word.text.strip("()[],;:"))
    }
    if len(codes) != 1:
        return None
    text, (page, word) = next(iter(codes.items()))
    place = OnPage(page.number, word.box, word.text, page.sheet, word.cell)
    return Field(text, CONFIDENCE, line.quantity.source, place)


def _numeric(text: str) -> bool:
    return len(text) >= SHORTEST and any(c in text for c in ".,") and not any(c.isalpha() for c in text)


def _words(line: ExtractedLine, lines: Sequence[ExtractedLine], document: DocumentView) -> Iterator[tuple[Page, Word]]:
    """The words on the rows from a line's first to the next line's first that are none of its numbers."""
    top = _top(line)
    if top is None:
        return
    below = [other.box.top for each in lines if (other := _top(each)) and _same(other, top) and _lower(other, top)]
    taken = [
        value.evidence.box
        for each in fields(line)
        if each.name not in ("description", "requested_date", "schedules")
        and isinstance(value := getattr(line, each.name), Field)
        and isinstance(value.evidence, OnPage)
    ]
    for view in document.pages:
        page = view.page
        if (page.number, page.sheet) != (top.page, top.sheet):
            continue
        end = min(below, default=page.height) - 1
        for word in page.words:
            mid = word.box
            inside = any(b.x0 <= mid.x_mid <= b.x1 and b.top <= mid.y_mid <= b.bottom for b in taken)
            if top.box.top - 1 <= mid.y_mid < end and not inside:
                yield page, word


def _same(one: OnPage, other: OnPage) -> bool:
    return (one.page, one.sheet) == (other.page, other.sheet)


def _lower(one: OnPage, other: OnPage) -> bool:
    return one.box.top > other.box.top + 1


def _top(line: ExtractedLine) -> OnPage | None:
    """The highest place of a line's values."""
    values: list[Any] = [getattr(line, f.name) for f in fields(line) if f.name != "schedules"]
    places = [v.evidence for v in values if isinstance(v, Field) and isinstance(v.evidence, OnPage)]
    first = min((p.page for p in places), default=0)
    return min((p for p in places if p.page == first), key=lambda p: p.box.top, default=None)
