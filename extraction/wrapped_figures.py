"""The figure that ends an item's name, wrapped onto a row of its own: "Hex bolt M10x100 galvanised" over "8.8".

Alone in its row it looks like anything else: like an item's quantity, or like nothing. Below a name, at its edge and
in its column, it is the rest of the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from extraction.candidates_view import DocumentView
from extraction.code_column import CODES
from extraction.gazetteer import Gazetteer
from extraction.layout import Segment, text_lines
from models.page import Box, Page
from models.reading import ExtractedLine, Field, OnPage

MOST_WORDS = 3
SAME_EDGE_PT = 2.0
GAP_LINES = 0.8  # blank between a name's last row and the next, in line heights
_FIGURE = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?")
_READ = ("line_no", *CODES, "quantity", "unit", "unit_price", "price_basis", "discount_percent", "amount",
         "requested_date")  # fmt: skip


def with_wrapped_figures(lines: Sequence[ExtractedLine], document: DocumentView) -> list[ExtractedLine]:
    """The lines, those that are only the rest of a name taken back into it, and names with the figure below them."""
    pages = [view.page for view in document.pages]
    whole: list[ExtractedLine] = []
    for line in lines:
        if whole and _is_rest_of(line, whole[-1], pages):
            whole[-1] = _taken_back(whole[-1], line)
        else:
            whole.append(line)
    return [_with_rest(line, lines, pages, document.gazetteer) for line in whole]


def _place(line: ExtractedLine, name: str) -> OnPage | None:
    field: Field[Any] | None = getattr(line, name)
    return field.evidence if field is not None and isinstance(field.evidence, OnPage) else None


def _is_rest_of(line: ExtractedLine, before: ExtractedLine, pages: Sequence[Page]) -> bool:
    """Whether a line without price or amount has its quantity in the column of the name above it."""
    if line.unit_price or line.amount or line.line_no or not (before.unit_price and before.quantity):
        return False
    figure, name, counted = _place(line, "quantity"), _place(before, "description"), _place(before, "quantity")
    if figure is None or name is None or counted is None or (figure.page, figure.sheet) != (name.page, name.sheet):
        return False
    if not _FIGURE.fullmatch(figure.text.strip()) or counted.box.x0 < name.box.x1:
        return False
    return _goes_on_below(name, figure.box, pages) and figure.box.x1 < counted.box.x0


def _goes_on_below(name: OnPage, rest: Box, pages: Sequence[Page]) -> bool:
    """Right below the name, at its left edge or at that of its cell, where a code stands before the name."""
    if not -1 <= rest.top - name.box.bottom <= GAP_LINES * rest.height:
        return False
    cells = (
        segment.box
        for page in pages
        if (page.number, page.sheet) == (name.page, name.sheet)
        for segment in _segments(page)
        if _overlap(segment.box, name.box)
    )
    return any(abs(rest.x0 - edge) <= SAME_EDGE_PT for edge in (name.box.x0, *(cell.x0 for cell in cells)))


def _taken_back(before: ExtractedLine, rest: ExtractedLine) -> ExtractedLine:
    place = _place(rest, "quantity")
    said = rest.description.value if rest.description else ""
    figure = place.text.strip() if place else ""
    text = said if figure in said.split() else f"{figure} {said}".strip()
    changed: dict[str, Any] = {"description": _longer(before.description, text, place)}
    changed |= {name: getattr(rest, name) for name in (*CODES, "unit") if getattr(before, name) is None}
    return replace(before, **changed)


def _longer(name: Field[str] | None, text: str, where: OnPage | None) -> Field[str] | None:
    if name is None or not isinstance(name.evidence, OnPage):
        return name
    box = name.evidence.box.union(where.box) if where else name.evidence.box
    return replace(
        name,
        value=f"{name.value} {text}",
        evidence=replace(name.evidence, box=box, text=f"{name.evidence.text} {text}"),
    )


def _with_rest(
    line: ExtractedLine, lines: Sequence[ExtractedLine], pages: Sequence[Page], known: Gazetteer
) -> ExtractedLine:
    """The line, its name with a short row right below it that nothing else was read from and that holds a figure."""
    place = _place(line, "description")
    if place is None:
        return line
    for page in pages:
        if (page.number, page.sheet) != (place.page, place.sheet) or page.source == "grid":
            continue
        for segment in _segments(page):
            if not _is_figure(segment, known) or _read(segment, lines, place):
                continue
            if _goes_on_below(place, segment.box, [page]):
                where = replace(place, box=segment.box, text=segment.text)
                return replace(line, description=_longer(line.description, segment.text, where))
    return line


def _segments(page: Page) -> Iterator[Segment]:
    for row in text_lines(page):
        yield from row.segments


def _is_figure(segment: Segment, known: Gazetteer) -> bool:
    """A figure such as names end with, alone or behind a word of our items' names."""
    *before, last = [word.text for word in segment.words]
    if len(before) >= MOST_WORDS or not re.fullmatch(r"\d{1,2}[.,]\d", last):
        return False
    return all(word.isalpha() and known.is_item_word(word) for word in before)


def _read(segment: Segment, lines: Sequence[ExtractedLine], name: OnPage) -> bool:
    """Whether some line's value stands there."""
    for line in lines:
        for field in _READ:
            place = _place(line, field)
            if place is None or (place.page, place.sheet) != (name.page, name.sheet):
                continue
            if _overlap(place.box, segment.box):
                return True
    return False


def _overlap(one: Box, other: Box) -> bool:
    return (
        one.x0 < other.x1
        and other.x0 < one.x1
        and (one.top < other.y_mid < one.bottom or other.top < one.y_mid < other.bottom)
    )
