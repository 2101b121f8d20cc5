"""A price, an amount or a discount that stands where the other lines have theirs is that of its line too.

The lines are read one by one; a figure that was left over, "1215" below "1872" and "1242", "15 %" below "12 %", is
told by its column. Only what nothing else of the line was read from is taken, and only what is shaped as the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from decimal import Decimal
from typing import Literal, NamedTuple

from extraction.candidates_view import DocumentView
from extraction.values import read_number
from models.page import Box, Page, Word
from models.reading import ExtractedLine, Field, OnPage, printed_at

CONFIDENCE = 0.92
LEAST_FIGURES = 2
LEAST_SHARE = 0.5  # of the figures read that must stand in one column
SAME_EDGE_PT = 2.0
SAME_STEP_PT = 2.5
BLANK_LINES = 0.6  # as wide as a blank within a number may be, in line heights
_PERCENT = re.compile(r"-?(\d{1,2}(?:[.,]\d{1,3})?)\s*%?")
FigureName = Literal["unit_price", "amount", "discount_percent"]
FIGURES: tuple[FigureName, ...] = ("unit_price", "amount", "discount_percent")


class _Column(NamedTuple):
    """Where the figures of one name end, how far below their quantities, and whether a percent sign is among them."""

    right: float
    down: float
    signed: bool


def with_figures_of_the_column(lines: Sequence[ExtractedLine], document: DocumentView) -> list[ExtractedLine]:
    """The lines, those without a price, an amount or a discount with the one in the column of the others'."""
    made = list(lines)
    for name in FIGURES:
        column = _column(made, name)
        if column is not None:
            made = [_completed(line, name, column, document) for line in made]
    return made


def _column(lines: Sequence[ExtractedLine], name: FigureName) -> _Column | None:
    """The column that most figures of the name share, where some lines have none."""
    read = [
        (place, start)
        for line in lines
        if (place := printed_at(getattr(line, name))) and (start := printed_at(line.quantity))
    ]
    if not LEAST_FIGURES <= len(read) < len(lines):
        return None
    seen = [_Column(p.box.x1, p.box.y_mid - q.box.y_mid, "%" in p.text) for p, q in read]
    best = max(seen, key=lambda one: sum(_alike(one, other) for other in seen))
    shared = sum(_alike(best, other) for other in seen)
    return best if shared >= max(LEAST_FIGURES, LEAST_SHARE * len(seen)) else None


def _alike(one: _Column, other: _Column) -> bool:
    step = abs(one.down - other.down) <= SAME_STEP_PT
    return step and one.signed == other.signed and abs(one.right - other.right) <= SAME_EDGE_PT


def _completed(line: ExtractedLine, name: FigureName, column: _Column, document: DocumentView) -> ExtractedLine:
    start = printed_at(line.quantity)
    if getattr(line, name) is not None or line.quantity is None or start is None:
        return line
    for page, word in _words(start, document):
        here = _Column(word.box.x1, word.box.y_mid - start.box.y_mid, "%" in word.text)
        value = _value(word.text, name, document) if _alike(here, column) else None
        if value is None or _is_taken(word.box, line, start) or _is_part(word, page):
            continue
        if value > 0 or (name != "discount_percent" and value == 0):
            place = OnPage(page.number, word.box, word.text, page.sheet, word.cell)
            return _with(line, name, Field(value, CONFIDENCE, line.quantity.source, place))
    return line


def _value(text: str, name: FigureName, document: DocumentView) -> Decimal | None:
    if name != "discount_percent":
        return read_number(text, document.style) if "%" not in text else None
    found = _PERCENT.fullmatch(text.strip())
    return Decimal(found[1].replace(",", ".")) if found else None


def _words(start: OnPage, document: DocumentView) -> Iterator[tuple[Page, Word]]:
    """The words of the page on which the line's quantity is printed."""
    for view in document.pages:
        if (view.page.number, view.page.sheet) == (start.page, start.sheet) and view.page.source != "grid":
            yield from ((view.page, word) for word in view.page.words)


def _is_part(word: Word, page: Page) -> bool:
    """Whether a figure stands so close before the word that both are one number, read as two ("2," and "945.00")."""
    return any(
        other is not word
        and other.box.top <= word.box.y_mid <= other.box.bottom
        and -1 < word.box.x0 - other.box.x1 < BLANK_LINES * word.box.height
        and other.text[-1:] in "0123456789.,'"
        for other in page.words
    )


def _is_taken(box: Box, line: ExtractedLine, start: OnPage) -> bool:
    """Whether a value of the line was read from that place."""
    for each in fields(line):
        field = getattr(line, each.name)
        place = field.evidence if isinstance(field, Field) else None
        if not isinstance(place, OnPage) or (place.page, place.sheet) != (start.page, start.sheet):
            continue
        if place.box.x0 <= box.x_mid <= place.box.x1 and place.box.top <= box.y_mid <= place.box.bottom:
            return True
    return False


def _with(line: ExtractedLine, name: FigureName, field: Field[Decimal]) -> ExtractedLine:
    if name == "unit_price":
        return replace(line, unit_price=field)
    return replace(line, amount=field) if name == "amount" else replace(line, discount_percent=field)
