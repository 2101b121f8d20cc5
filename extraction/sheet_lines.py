"""Lines of a sheet set right by its columns: a value stands where the other lines have theirs, and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

from extraction.candidates_view import DocumentView
from extraction.gazetteer import fold
from extraction.lexicon import lexicon, merged
from extraction.sheet_cells import Table, place_of, table_of, with_field, without
from extraction.sheet_dates import with_dated_columns
from extraction.values import read_date, read_number, read_unit
from models.reading import ExtractedLine

CERTAIN = 0.95
NUMBERS = ("unit_price", "price_basis", "discount_percent", "amount")
FILLED = ("line_no", "buyer_item_code", "supplier_item_code", "gtin", "unit", "unit_price", "amount", "requested_date")
LONE = 0.34  # a number that so few lines have, inside another field's column, belongs to that field


def by_columns(lines: Sequence[ExtractedLine], document: DocumentView) -> list[ExtractedLine]:
    """The lines, those of a sheet with what their columns tell. Others stay as they are."""
    made = list(lines)
    for view in document.pages:
        table = table_of(made, view.page) if view.page.source == "grid" else None
        if table is None:
            continue
        inside = _within(made, table)
        for index in table.rows:
            made[index] = _completed(_placed(inside[index], table, made), table, index, document)
        made = with_dated_columns(_numbered(made, table), table, document)
    return made


def _placed(line: ExtractedLine, table: Table, lines: Sequence[ExtractedLine]) -> ExtractedLine:
    """Without numbers that were read inside another field's column, where hardly another line has one there."""
    taken = {column: name for name, column in table.homes.items()}
    for name in NUMBERS:
        place = place_of(getattr(line, name))
        if place is None or taken.get(place[0], name) == name:
            continue
        if sum(getattr(other, name) is not None for other in lines) <= max(1, LONE * len(lines)):
            line = without(line, name)
    return line


def _within(lines: Sequence[ExtractedLine], table: Table) -> list[ExtractedLine]:
    """Descriptions end with their cell, unless more than a few of them go on into the next column; none is torn."""
    made = list(lines)
    home = table.homes.get("description")
    texts = {index: table.cells.text(home, row) for index, row in table.rows.items()} if home else {}
    for index, text in texts.items():
        described = made[index].description
        if (
            home
            and text
            and described is not None
            and (described.value.startswith(f"{text} ") or _is_torn(described.value, text))
        ):
            cell = table.cells.field(home, table.rows[index], text, described.confidence)
            made[index] = replace(made[index], description=cell)
    changed = sum(one != other for one, other in zip(made, lines, strict=True))
    return made if changed <= max(1, LONE * len(lines)) else list(lines)


def _is_torn(read: str, cell: str) -> bool:
    """Whether words of the cell are missing between those that were read: names are left whole."""
    words, whole = read.split(), cell.split()
    if len(words) < 2 or words[0] != whole[0] or len(words) >= len(whole) or whole[: len(words)] == words:
        return False
    left = iter(whole)
    return all(word in left for word in words)


def _completed(line: ExtractedLine, table: Table, index: int, document: DocumentView) -> ExtractedLine:
    """With the values that stand in the columns of the other lines', where this line has none."""
    row = table.rows[index]
    used = {place for name in (*FILLED, "quantity", "description") if (place := place_of(getattr(line, name)))}
    for name in FILLED:
        home = table.homes.get(name)
        if getattr(line, name) is not None or not home or (home, row) in used:
            continue
        text = table.cells.text(home, row)
        value = _value(name, text, document) if text else None
        if value is not None:
            line = with_field(line, name, table.cells.field(home, row, value, CERTAIN))
    return line


def _value(name: str, text: str, document: DocumentView) -> str | Decimal | date | None:
    if name == "requested_date":
        found = read_date(text, document.language, document.order, document.anchor)
        return found[0] if found else None
    if name in NUMBERS:
        return read_number(text, document.style)
    if name == "unit":
        return text if read_unit(text) or (text.isalpha() and len(text) <= 4) else None
    return text if name != "line_no" or text.rstrip(".").isdigit() else None


def _numbered(lines: Sequence[ExtractedLine], table: Table) -> list[ExtractedLine]:
    """With the column that counts the lines, where no line was read to have a number: its heading says that it does."""
    made = list(lines)
    if any(made[index].line_no for index in table.rows):
        return made
    for column in table.cells.columns:
        if column in table.homes.values():
            continue
        texts = [table.cells.text(column, row) for row in table.rows.values()]
        if _counts(texts) and _heads_numbers(table, column):
            for index, row in table.rows.items():
                number = table.cells.field(column, row, table.cells.text(column, row), CERTAIN)
                made[index] = replace(made[index], line_no=number)
            break
    return made


def _counts(texts: Sequence[str]) -> bool:
    """Whether the texts count on by one step, the rows between being other orders' or sections'."""
    if not all(text.isdigit() for text in texts):
        return False
    values = [int(text) for text in texts]
    steps = {later - earlier for earlier, later in pairwise(values)}
    return len(steps) == 1 and steps <= {1, 5, 10, 100} and values[0] in (1, 5, 10, 100)


def _heads_numbers(table: Table, column: str) -> bool:
    """Whether the nearest text above names a line's number, or the column is the first and has none."""
    above = [text for row in range(table.top - 1, 0, -1) if (text := table.cells.text(column, row))]
    if not above:
        return column == table.cells.columns[0]
    words = fold(above[0])
    known = {fold(word) for word in merged("columns")["line_no"]} | set(lexicon("said")["number"])
    return words in known or bool(set(words.split()) & (known & set(lexicon("said")["number"])))
