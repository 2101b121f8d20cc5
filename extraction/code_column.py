"""A code that stands where the other lines' codes stand and looks as they do is a code of that line too.

The lines are read one by one; the column that their codes share shows only when they stand together. A code left
over, or taken for a word of the description, is told by its place and its shape: "ART1747" below "ART4323".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from typing import Any, Literal, NamedTuple

from models.page import Box, Page, Word
from models.reading import ExtractedLine, Field, OnPage, Source, printed_at

CONFIDENCE = 0.95
LEAST_CODES = 2  # lines whose codes must agree before they make a column
LONG_CODE = 5  # one code so long, and another of its shape below it, make a column, too
SAME_EDGE_PT = 1.5  # how far the edges of a column's codes may lie apart
CodeName = Literal["buyer_item_code", "supplier_item_code"]
CODES: tuple[CodeName, ...] = ("buyer_item_code", "supplier_item_code")


class _Column(NamedTuple):
    """Where the codes of one name begin (x, points) and what they look like."""

    name: CodeName
    left: float
    shapes: frozenset[str]
    height: float


def with_codes_of_the_column(lines: Sequence[ExtractedLine], pages: Sequence[Page]) -> tuple[ExtractedLine, ...]:
    """The lines, those without a code with the one that stands in the column of the others' codes."""
    for name in CODES:
        column = _column(lines, name)
        if column is not None:
            lines = [_completed(line, column, pages) for line in lines]
    return tuple(lines)


def _column(lines: Sequence[ExtractedLine], name: CodeName) -> _Column | None:
    read = [place for line in lines if (field := getattr(line, name)) and (place := printed_at(field)) is not None]
    read = [place for place in read if " " not in place.text.strip()]
    least = 1 if len(lines) > LEAST_CODES and all(len(place.text) >= LONG_CODE for place in read) else LEAST_CODES
    if not least <= len(read) < len(lines):
        return None
    lefts = sorted(place.box.x0 for place in read)
    if lefts[-1] - lefts[0] > SAME_EDGE_PT:
        return None
    shapes = frozenset(_shape(place.text) for place in read) - {""}
    return _Column(name, lefts[len(lefts) // 2], shapes, max(place.box.height for place in read))


def _completed(line: ExtractedLine, column: _Column, pages: Sequence[Page]) -> ExtractedLine:
    code: Field[str] | None = getattr(line, column.name)
    if code is not None:
        return _named_without(line, code)
    taken = [place for field in _others(line) if (place := printed_at(field)) is not None]
    for page, word in _words(line, column, pages):
        if any(_inside(word.box, place) and place.page == page.number for place in taken):
            continue
        found = _field(word, page, line)
        named = _without(line.description, word.text)
        if named is not None:
            return _with_code(replace(line, description=named), column.name, found)
        if line.description is None or word.text not in line.description.value.split():
            return _with_code(line, column.name, found)
    return line


def _named_without(line: ExtractedLine, code: Field[str]) -> ExtractedLine:
    """The line, its description without the code where the very same word was read as both."""
    named, place = printed_at(line.description), printed_at(code)
    if named is None or place is None or named.page != place.page or not _inside(place.box, named):
        return line
    return replace(line, description=_without(line.description, place.text) or line.description)


def _with_code(line: ExtractedLine, name: CodeName, code: Field[str]) -> ExtractedLine:
    return replace(line, buyer_item_code=code) if name == "buyer_item_code" else replace(line, supplier_item_code=code)


def _words(line: ExtractedLine, column: _Column, pages: Sequence[Page]) -> Iterator[tuple[Page, Word]]:
    """The words of a line that stand where the column begins and are shaped as its codes are."""
    start = printed_at(line.description) or printed_at(line.quantity)
    if start is None:
        return
    top, bottom = start.box.top - 1, start.box.top + column.height + 1
    for page in pages:
        if page.number == start.page and page.sheet == start.sheet:
            for word in page.words:
                aligned = abs(word.box.x0 - column.left) <= SAME_EDGE_PT and top <= word.box.y_mid <= bottom
                if aligned and _shape(word.text) in column.shapes:
                    yield page, word


def _without(description: Field[str] | None, word: str) -> Field[str] | None:
    """The description without the word at its begin or end; None where it stands at neither."""
    words = description.value.split() if description else []
    if description is None or len(words) < 2:
        return None
    if words[0] == word:
        return replace(description, value=description.value.split(None, 1)[1])
    if words[-1] == word:
        return replace(description, value=description.value.rsplit(None, 1)[0])
    return None


def _others(line: ExtractedLine) -> Iterator[Field[Any]]:
    """The fields of a line but for its description and its schedules."""
    for each in fields(line):
        value = getattr(line, each.name)
        if isinstance(value, Field) and each.name != "description":
            yield value


def _inside(box: Box, place: OnPage) -> bool:
    return place.box.x0 <= box.x_mid <= place.box.x1 and place.box.top <= box.y_mid <= place.box.bottom


def _field(word: Word, page: Page, line: ExtractedLine) -> Field[str]:
    source: Source = line.description.source if line.description else "text_layer"
    return Field(word.text, CONFIDENCE, source, OnPage(page.number, word.box, word.text, page.sheet, word.cell))


def _shape(text: str) -> str:
    """Letters as A, digits as 9, a run of letters as one, the rest as it stands: ART1747 is A9999.

    A shape without a digit is none: words look alike. Numbers that are given out in turn grow longer by and by.
    """
    if re.fullmatch(rf"\d{{{LONG_CODE},}}", text.strip()):
        return "9" * LONG_CODE
    shaped = re.sub(r"[^\W\d_]+", "A", re.sub(r"\d", "9", text.strip()))
    return shaped if "9" in shaped else ""
