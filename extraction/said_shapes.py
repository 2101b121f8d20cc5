"""Lines of one mail are written one way: what one of them orders stands where the others have theirs.

"Hex bolt M8 20 pcs (no. 335292)" over "Tape 48 mm 50 m clear 12 rolls (no. 610565)": read alone, 50 metres are as good
a quantity as 12 rolls. The shape is what stands behind the quantity, its codes left open; where exactly one number of
every line fits it, that is how many each line orders.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, NamedTuple

from extraction.gazetteer import fold
from extraction.prose_flow import Flow, flow_of
from extraction.values import NumberStyle, read_number, read_unit
from models.page import Page
from models.reading import ExtractedLine, Field, OnPage

CERTAIN = 0.93
LEAST_LINES = 2
LONGEST_BEHIND = 8  # words behind a quantity that make a shape
_NUMBER = re.compile(r"(?<!\S)\(?(?P<number>\d[\d.,]*(?:[ \u00a0]\d{3}(?!\S))*)(?=\s)")
_UNIT = re.compile(r"\s+(?P<unit>[^\W\d][^\s,;:()]*(?:\([^\s()]{1,4}\))?)")
_SIGNS = " ,;:–—-([\v"


class _Place(NamedTuple):
    """A number of a line with the word behind it, where both stand in the text, and what follows."""

    start: int
    end: int
    unit: tuple[int, int] | None
    behind: tuple[str, ...]


def with_quantities_of_one_shape(
    lines: Sequence[ExtractedLine], pages: Sequence[Page], style: NumberStyle
) -> list[ExtractedLine]:
    """The lines, those whose quantity does not stand as the others' does with the number that does."""
    if len(lines) < LEAST_LINES:
        return list(lines)
    flow = flow_of(pages)
    rows = _rows(lines, flow)
    if not rows:
        return list(lines)
    units = frozenset(fold(line.unit.value) for line in lines if line.unit)
    places = [_places(flow, row, units) for row in rows]
    shape = _shape(lines, flow, places)
    if shape is None:
        return list(lines)
    own = [next(place for place in found if place.behind == shape) for found in places]
    return [_reread(line, place, flow, style, row[0]) for line, place, row in zip(lines, own, rows, strict=True)]


def _rows(lines: Sequence[ExtractedLine], flow: Flow) -> list[tuple[int, int]]:
    """Where the text of each line begins and ends; none where the lines do not follow each other."""
    begins = []
    for line in lines:
        codes = (line.line_no, line.supplier_item_code, line.buyer_item_code)
        at = [_start(field, flow) for field in (line.quantity, line.description, *(code for code in codes if code))]
        if any(start is None or start < 0 for start in at):
            return []
        begins.append(min(start for start in at if start is not None))
    if any(a >= b for a, b in pairwise(begins)):
        return []
    before = [0, *begins[:-1]]
    begins = [_row_start(flow, begin, last) for begin, last in zip(begins, before, strict=True)]
    ends = [*begins[1:], len(flow.text)]
    return [(begin, _end(flow, begin, end)) for begin, end in zip(begins, ends, strict=True)]


def _row_start(flow: Flow, begin: int, before: int) -> int:
    """Where the row begins in which a line does, if no other line stands in it."""
    start = max(flow.text.rfind("\n", 0, begin), flow.text.rfind("\v", 0, begin)) + 1
    return start if start > before or before == 0 else begin


def _end(flow: Flow, begin: int, end: int) -> int:
    ended = flow.text.find("\n", begin, end)
    return ended if ended >= 0 else end


def _start(field: Field[Any] | None, flow: Flow) -> int | None:
    place = field.evidence if field is not None else None
    return flow.holds(place.page, place.box) if isinstance(place, OnPage) else None


def _places(flow: Flow, row: tuple[int, int], units: frozenset[str]) -> list[_Place]:
    """The numbers with a unit behind them (`units`: those of the lines), each with the shape of what follows."""
    found = []
    for number in _NUMBER.finditer(flow.text, row[0], row[1]):
        word = _UNIT.match(flow.text, number.end(), row[1])
        if word is None or (read_unit(word["unit"]) is None and fold(word["unit"]) not in units):
            continue
        behind = tuple(_left_open(one) for one in flow.text[word.end() : row[1]].split())
        if len(behind) <= LONGEST_BEHIND:
            found.append(_Place(number.start("number"), number.end("number"), word.span("unit"), behind))
    return found


def _left_open(word: str) -> str:
    """A word of a shape; codes and numbers differ from line to line."""
    return "".join("#" if c.isalnum() else c for c in word[:1]) + "#" if any(c.isdigit() for c in word) else fold(word)


def _shape(lines: Sequence[ExtractedLine], flow: Flow, places: Sequence[Sequence[_Place]]) -> tuple[str, ...] | None:
    """The shape that exactly one number of every line has, and the quantities of at least half the lines."""
    read = [_read(line, flow, found) for line, found in zip(lines, places, strict=True)]
    for shape in sorted(
        {place.behind for place in read if place},
        key=lambda one: sum(p is not None and p.behind == one for p in read),
        reverse=True,
    ):
        fits = [sum(place.behind == shape for place in found) for found in places]
        kept = sum(place is not None and place.behind == shape for place in read)
        if set(fits) == {1} and 2 * kept >= len(lines) and kept < len(lines):
            return shape
    return None


def _read(line: ExtractedLine, flow: Flow, places: Sequence[_Place]) -> _Place | None:
    at = _start(line.quantity, flow)
    return next((place for place in places if at is not None and place.start - 1 <= at < place.end), None)


def _reread(line: ExtractedLine, place: _Place, flow: Flow, style: NumberStyle, begin: int) -> ExtractedLine:
    """The line with the quantity and the unit of that place, and the name up to it."""
    value = read_number(flow.text[place.start : place.end], style)
    at, name = _start(line.quantity, flow), line.description
    if value is None or place.unit is None or name is None or (at is not None and place.start - 1 <= at < place.end):
        return line
    start = _start(name, flow)
    codes = (line.supplier_item_code, line.buyer_item_code, line.gtin)
    behind = [at for code in codes if (at := _start(code, flow)) is not None and start is not None and at > start]
    until = min([place.start, *behind])
    before = flow.text[begin if start is None else start : until].strip(_SIGNS).replace("\v", " ")
    source = flow.source(place.start)
    unit = flow.text[place.unit[0] : place.unit[1]]
    named = replace(name, value=before) if before and start is not None and start < place.start else name
    return replace(
        line,
        quantity=Field(value, CERTAIN, source, flow.place(place.start, place.end)),
        unit=Field(unit, CERTAIN, source, flow.place(*place.unit)),
        description=named,
    )
