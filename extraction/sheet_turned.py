"""Sheets whose tables stand otherwise than row by row, laid out row by row: an item a column, two tables side by side.

The lines are read from the sheet as it is laid out here; where each value truly stands is put back afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from extraction.layout import box_of, joined
from extraction.readers.sheet_page import Sheet, column_name, sheet_page
from extraction.sheet_cells import Cells, cells_of
from extraction.sheet_heads import ITEM, Heads, all_heads, roles_meant
from models.page import Page, Word
from models.reading import ExtractedLine, Field, OnPage

LEAST_LABELS = 3
FILLED = 0.5  # of the columns that a row of an item-a-column table must fill
_Place = tuple[str, int]
_Row = dict[int, _Place]


@dataclass(frozen=True, slots=True)
class Turned:
    """A page laid out anew, and the cell each of its cells was."""

    page: Page
    cells: Mapping[str, Sequence[Word]]
    origin: Mapping[str, str]
    items: frozenset[str]  # the cells, as they stand in the sheet, that say something of one item


def turned(page: Page, language: str) -> Turned | None:
    """The page with its table row by row; None where it stands so already."""
    if page.source != "grid":
        return None
    cells = cells_of(page)
    if not cells.words:
        return None
    heads = all_heads(cells, language)
    rows = _side_by_side(cells, heads) or (_by_columns(cells, language) if not any(map(_whole, heads)) else None)
    return _laid_out(page, cells, rows) if rows else None


def _whole(heads: Heads) -> bool:
    return heads.names("quantity") and any(named & ITEM for named in heads.roles.values())


# ---------------------------------------------------------------- an item a column
def _by_columns(cells: Cells, language: str) -> list[_Row] | None:
    """The sheet's rows, its blocks of labels each with the items' values beside it turned into one table."""
    blocks = _blocks(cells, language)
    if not blocks:
        return None
    labels: list[str] = []
    for _, rows in blocks:
        labels += [name for column, row in rows if (name := cells.text(column, row)) not in labels]
    inside = {row for _, rows in blocks for _, row in rows}
    first = min(inside)
    others = sorted({row for _, row in cells.words} - inside)
    made = [_as_is(cells, row) for row in others if row < first]
    heading: _Row = {}
    items: list[_Row] = []
    for values, rows in blocks:
        for place in rows:
            heading.setdefault(labels.index(cells.text(*place)), place)
        for column in values:
            found = {labels.index(cells.text(*at)): (column, at[1]) for at in rows if (column, at[1]) in cells.words}
            if len(found) >= LEAST_LABELS - 1:
                items.append(found)
    made += [heading, *items, {}]
    return made + [_as_is(cells, row) for row in others if row > first]


def _blocks(cells: Cells, language: str) -> list[tuple[list[str], list[_Place]]]:
    """Runs of rows that begin with the names of a line's fields: the columns of values, and the labels' places."""
    found = []
    for column in cells.columns[:2]:
        run: list[_Place] = []
        for row in range(1, max(row for _, row in cells.words) + 2):
            label = cells.text(column, row)
            ends = not label or label in [cells.text(*place) for place in run]
            if ends and run:
                found += _block(cells, run, language)
                run = []
            if label:
                run.append((column, row))
        if found:
            return found
    return []


def _block(cells: Cells, run: Sequence[_Place], language: str) -> list[tuple[list[str], list[_Place]]]:
    named = [(place, roles_meant(cells.text(*place).rstrip(" :"), language)) for place in run]
    column = run[0][0]
    beside = cells.columns[cells.columns.index(column) + 1 :]
    width = max((sum((c, row) in cells.words for c in beside) for _, row in run), default=0)
    while named and not (_opens(cells, *named[0], beside) and _filled(cells, named[0][0], beside, width)):
        named = named[1:]
    while named and not ((named[-1][1] or width > 1) and _filled(cells, named[-1][0], beside, width)):
        named = named[:-1]
    told = {role for _, roles in named for role in roles} - {"other", "line_no"}
    places = [place for place, _ in named]
    known = sum(bool(roles) for _, roles in named)
    if "quantity" not in told or not told & ITEM or len(told) < LEAST_LABELS or 2 * known < len(named):
        return []
    values = [c for c in beside if sum((c, row) in cells.words for _, row in places) >= LEAST_LABELS - 1]
    return [(values, places)] if values else []


def _opens(cells: Cells, place: _Place, roles: frozenset[str], beside: Sequence[str]) -> bool:
    """Whether a label may be an item's first: an order's date and sum, and its number, may stand right above it."""
    if not roles - {"requested_date", "amount"}:
        return False
    values = [text for column in beside if (text := cells.text(column, place[1]))]
    return "quantity" not in roles or all(text[0].isdigit() and text[-1].isdigit() for text in values)


def _filled(cells: Cells, place: _Place, beside: Sequence[str], width: int) -> bool:
    return sum((column, place[1]) in cells.words for column in beside) >= max(1, FILLED * width)


# ---------------------------------------------------------------- tables side by side
def _side_by_side(cells: Cells, heads: Sequence[Heads]) -> list[_Row] | None:
    """The sheet's rows, where a heading says its names again to the right: the rows there below the others."""
    for head in heads:
        columns = [column for column in cells.columns if cells.text(column, head.row)]
        texts = [cells.text(column, head.row) for column in columns]
        size = next((k for k in range(2, len(texts)) if texts[k] == texts[0]), 0)
        times = len(texts) // size if size else 0
        if times < 2 or texts != texts[:size] * times or not any(head.roles[c] & ITEM for c in columns[:size]):
            continue
        rows = sorted({row for _, row in cells.words})
        below = _together(rows, head.row)
        made = [_as_is(cells, row) for row in rows if row <= head.row - 1]
        made.append({at: (column, head.row) for at, column in enumerate(columns[:size])})
        for k in range(times):
            part = columns[k * size : (k + 1) * size]
            kept = [{at: (c, row) for at, c in enumerate(part) if (c, row) in cells.words} for row in below]
            made += [row for row in kept if len(row) > 1]
        return made + [{}] + [_as_is(cells, row) for row in rows if row > head.row and row not in below]
    return None


def _together(rows: Sequence[int], head: int) -> list[int]:
    """The rows below the heading down to the first empty one."""
    found: list[int] = []
    for row in rows:
        if row > head and row == head + len(found) + 1:
            found.append(row)
    return found


# ---------------------------------------------------------------- laying out, and back
def _as_is(cells: Cells, row: int) -> _Row:
    return {at: (column, row) for at, column in enumerate(cells.columns) if (column, row) in cells.words}


def _laid_out(page: Page, cells: Cells, rows: Sequence[_Row]) -> Turned:
    sheet = Sheet(page.sheet)
    origin: dict[str, str] = {}
    items: set[str] = set()
    before = 0
    at = 0
    for row in rows:
        numbers = [number for _, number in row.values()]
        at += min(max(min(numbers) - before - 1, 0), 1) if numbers and before else 0
        for column, place in row.items():
            sheet.put(at, column, _text(cells.words[place]))
            origin[f"{column_name(column)}{at + 1}"] = f"{place[0]}{place[1]}"
            if len(set(numbers)) > 1:
                items.add(f"{place[0]}{place[1]}")
        at += 1
        before = max(numbers, default=before)
    words = {f"{column}{row}": found for (column, row), found in cells.words.items()}
    return Turned(sheet_page(sheet, page.number), words, origin, frozenset(items))


def _text(words: Sequence[Word]) -> str:
    """A cell's text with its own lines."""
    lines: dict[float, list[Word]] = {}
    for word in words:
        lines.setdefault(word.box.top, []).append(word)
    return "\n".join(joined(lines[top]) for top in sorted(lines))


def of_the_order(fields: Mapping[str, Field[Any]], pages: Sequence[Turned]) -> dict[str, Field[Any]]:
    """The header's fields without those that were read among the values of single items."""
    inside = {(one.page.number, one.page.sheet, cell) for one in pages for cell in one.items}
    return {
        name: field
        for name, field in fields.items()
        if not isinstance(place := field.evidence, OnPage) or (place.page, place.sheet, place.cell) not in inside
    }


def put_back(lines: Sequence[ExtractedLine], pages: Sequence[Turned]) -> tuple[ExtractedLine, ...]:
    """The lines, each value at the place in the sheet that it was read from."""
    by_sheet = {(one.page.number, one.page.sheet): one for one in pages}
    return tuple(_where_it_stands(line, by_sheet) for line in lines)


def _where_it_stands(line: ExtractedLine, pages: Mapping[tuple[int, str], Turned]) -> ExtractedLine:
    changed: dict[str, Any] = {}
    for each in fields(line):
        field = getattr(line, each.name)
        place = field.evidence if isinstance(field, Field) else None
        one = pages.get((place.page, place.sheet)) if isinstance(place, OnPage) else None
        if one is None or not isinstance(place, OnPage) or place.cell not in one.origin:
            continue
        cell = one.origin[place.cell]
        changed[each.name] = replace(field, evidence=replace(place, cell=cell, box=box_of(one.cells[cell])))
    return replace(line, **changed)
