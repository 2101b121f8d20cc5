"""The cells of a sheet's page as a grid: what stands where, and which column each field of the lines stands in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from extraction.layout import box_of, joined
from models.page import Page, Word
from models.reading import ExtractedLine, Field, OnPage

_REFERENCE = re.compile(r"([A-Z]{1,3})(\d+)")
SHARE = 0.6  # of a field's values that stand in one column, which is its column then
FIELDS: tuple[str, ...] = tuple(f.name for f in fields(ExtractedLine) if f.name != "schedules")


@dataclass(frozen=True, slots=True)
class Cells:
    """A sheet's words by column and row, and its columns from left to right."""

    page: Page
    words: Mapping[tuple[str, int], tuple[Word, ...]]
    columns: tuple[str, ...]

    def text(self, column: str, row: int) -> str:
        return joined(self.words.get((column, row), ()))

    def field(self, column: str, row: int, value: Any, confidence: float) -> Field[Any]:
        """A value read from a cell."""
        words = self.words[column, row]
        place = OnPage(self.page.number, box_of(words), joined(words), self.page.sheet, f"{column}{row}")
        return Field(value, confidence, "text_layer", place)


@dataclass(frozen=True, slots=True)
class Table:
    """The lines of one sheet: the row each stands in, and the column each field has its values in."""

    cells: Cells
    rows: Mapping[int, int]
    homes: Mapping[str, str]

    @property
    def top(self) -> int:
        return min(self.rows.values())


def cells_of(page: Page) -> Cells:
    """The page's cells; empty where it is no sheet."""
    words: dict[tuple[str, int], list[Word]] = {}
    for word in page.words:
        if place := reference(word.cell):
            words.setdefault(place, []).append(word)
    columns = sorted({column for column, _ in words}, key=lambda name: (len(name), name))
    return Cells(page, {place: tuple(found) for place, found in words.items()}, tuple(columns))


def reference(cell: str) -> tuple[str, int] | None:
    """Column and row of "E7"; None for a cell of a mail's table, whose columns have no letters."""
    found = _REFERENCE.fullmatch(cell)
    return (found[1], int(found[2])) if found else None


def place_of(field: Field[Any] | None) -> tuple[str, int] | None:
    """Column and row of a field's value."""
    return reference(field.evidence.cell) if field is not None and isinstance(field.evidence, OnPage) else None


def without(line: ExtractedLine, name: str) -> ExtractedLine:
    """The line without one of its fields."""
    return with_field(line, name, None)


def with_field(line: ExtractedLine, name: str, value: Field[Any] | None) -> ExtractedLine:
    """The line with one of its fields, named by a text."""
    changed: dict[str, Any] = {name: value}
    return replace(line, **changed)


def table_of(lines: Sequence[ExtractedLine], page: Page) -> Table | None:
    """The lines that stand in this sheet, a row each; None where they are no table of its."""
    rows: dict[int, int] = {}
    seen: dict[str, Counter[str]] = {}
    for index, line in enumerate(lines):
        places = [(name, place) for name, place in _places(line, page)]
        common = Counter(row for _, (_, row) in places).most_common(1)
        if not common or common[0][1] < 2:
            continue
        rows[index] = common[0][0]
        for name, (column, row) in places:
            if row == rows[index]:
                seen.setdefault(name, Counter())[column] += 1
    if not rows or len(set(rows.values())) != len(rows):
        return None
    homes = {}
    for name, counted in seen.items():
        column, count = counted.most_common(1)[0]
        if count >= max(2, SHARE * counted.total()):
            homes[name] = column
    return Table(cells_of(page), rows, homes)


def _places(line: ExtractedLine, page: Page) -> list[tuple[str, tuple[str, int]]]:
    found = []
    for name in FIELDS:
        field: Field[Any] | None = getattr(line, name)
        place = place_of(field)
        if field is None or place is None or not isinstance(field.evidence, OnPage):
            continue
        if field.evidence.page == page.number and field.evidence.sheet == page.sheet:
            found.append((name, place))
    return found
