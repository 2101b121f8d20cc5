"""Names of a sheet's items: a name ends with its cell, and a cell that holds the item's code too holds its name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extraction.sheet_cells import Table, place_of, with_field
from models.reading import ExtractedLine

CERTAIN = 0.95
LONE = 0.34  # of the lines at most, whose name goes on though the others' names do not
CODES = ("supplier_item_code", "buyer_item_code", "gtin")
OWN = (*CODES, "quantity", "unit_price", "amount")  # what a row that goes on the name above it has none of
EDGES = " \t,;:|/-–—•·*()[]"
LEAST_LETTERS = 3
ROWS_BELOW = 3


def named_by_cells(lines: Sequence[ExtractedLine], table: Table) -> list[ExtractedLine]:
    """The lines, names cut at what another cell says, and names found beside codes."""
    made = _within([_apart(line, at, table) for at, line in enumerate(lines)], table)
    for index, row in table.rows.items():
        made[index] = _named(made[index], table, row)
    return made


def _apart(line: ExtractedLine, index: int, table: Table) -> ExtractedLine:
    """The line without the name of an item below it, offered instead: that row has a code or a price of its own."""
    home, row, name = table.homes.get("description"), table.rows.get(index), line.description
    if home is None or row is None or name is None:
        return line
    text = table.cells.text(home, row)
    below = range(row + 1, row + 1 + ROWS_BELOW)
    other = any(
        (said := table.cells.text(home, at)) and said in name.value and _has_own(table, at)
        for at in below
        if at not in table.rows.values()
    )
    if not other or not text or not name.value.startswith(f"{text} "):
        return line
    return replace(line, description=table.cells.field(home, row, text, name.confidence))


def _has_own(table: Table, row: int) -> bool:
    return any(table.cells.text(table.homes[name], row) for name in OWN if name in table.homes)


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


def _named(line: ExtractedLine, table: Table, row: int) -> ExtractedLine:
    """With what stands beside the item's code in its cell for a name, where the line has none."""
    for name in CODES if line.description is None else ():
        code, place = getattr(line, name), place_of(getattr(line, name))
        if place is None or place[1] != row:
            continue
        words = table.cells.text(*place).split()
        kept = [word for word in words if word.strip(EDGES) != code.value]
        text = " ".join(kept).strip(EDGES)
        if len(kept) == len(words) - 1 and sum(ch.isalpha() for ch in text) >= LEAST_LETTERS:
            return with_field(line, "description", table.cells.field(*place, text, CERTAIN))
    return line
