"""Blocks of a sheet that were ordered before: under a title that says so, or under a number and a date of their own.

"Last order" below the order's table, above it, or beside it. What is left out is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extraction.sheet_cells import Cells, cells_of, reference
from extraction.sheet_facts import FEW_CELLS, Stated, is_earlier, is_label, older_rows, stated_in
from extraction.sheet_heads import ITEM, Heads, all_heads, of_items
from models.issue import Issue, Severity
from models.page import Page

LEFT_OUT = "rows_left_out"
UNSURE = "part_unsure"
SEVERAL_PLACES = "several_places"
SHOWN = {LEFT_OUT: ("sheet", "rows", "text"), UNSURE: ("sheet",), SEVERAL_PLACES: ("places",)}
TITLE_CELLS = 4
NEAR = 3  # rows from a title down to its heading
_Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Block:
    """Cells that were ordered before, and what is said of them; none where the agent is asked alone."""

    cells: frozenset[_Place]
    title: str
    severity: Severity
    code: str = LEFT_OUT


def without_earlier(page: Page, language: str) -> tuple[Page, tuple[Issue, ...]]:
    """The sheet without the blocks that were ordered before, where a table that orders is left, and what was found."""
    cells = cells_of(page)
    heads = [head for head in all_heads(cells, language) if of_items(head)]
    if not any(head.names("quantity") for head in heads):
        return page, ()
    sheet = _Sheet(cells, tuple(heads), language)
    beside = list(sheet.beside())
    apart = beside or list(sheet.below())
    unsure = [] if beside else list(sheet.unlabelled(apart))
    gone = frozenset(place for block in (*apart, *unsure) for place in block.cells)
    if gone and not any(sheet.orders_without(head, gone) for head in heads):
        return page, ()
    told = tuple(_issue(page, block) for block in (*apart, *unsure))
    kept = tuple(word for word in page.words if reference(word.cell) not in gone)
    return (replace(page, words=kept) if gone else page), told


def _issue(page: Page, block: Block) -> Issue:
    rows = [row for _, row in block.cells]
    said = {"sheet": page.sheet, "rows": f"{min(rows)}-{max(rows)}" if rows else "", "text": block.title}
    said["places"] = block.title
    return Issue(block.code, block.severity, "", tuple((name, said[name]) for name in SHOWN[block.code]))


@dataclass(frozen=True, slots=True)
class _Sheet:
    cells: Cells
    heads: tuple[Heads, ...]
    language: str

    def rows(self) -> list[int]:
        return sorted({row for _, row in self.cells.words})

    def filled(self, row: int) -> list[str]:
        return [column for column in self.cells.columns if (column, row) in self.cells.words]

    def orders_without(self, head: Heads, gone: frozenset[_Place]) -> bool:
        left = [column for column in head.roles if (column, head.row) not in gone]
        return any("quantity" in head.roles[c] for c in left) and any(head.roles[c] & ITEM for c in left)

    # ------------------------------------------------------------ beside the order's columns
    def beside(self) -> Iterator[Block]:
        """Columns under a title of their own right above the heading, where those before have items and quantities."""
        for head in self.heads:
            above = [row for row in (head.row - 1, head.row - 2) if self.filled(row)][:1]
            for row in above:
                for column in self.filled(row):
                    text = self.cells.text(column, row)
                    group = self._group(column, row)
                    left = frozenset((c, head.row) for c in group)
                    if (
                        is_earlier(text, self.language)
                        and self._before(head, column)
                        and self.orders_without(head, left)
                    ):
                        places = frozenset(at for at in self.cells.words if at[0] in group and at[1] >= row)
                        yield Block(places, text, Severity.INFO)

    def _group(self, column: str, row: int) -> list[str]:
        """The columns under a title: up to the next title, or the next empty column."""
        columns = self.cells.columns
        at = columns.index(column)
        after = [other for other in columns[at + 1 :] if other in self.filled(row)]
        return list(columns[at : columns.index(after[0])] if after else columns[at:])

    def _before(self, head: Heads, column: str) -> bool:
        """Whether the heading's own columns begin left of this one: the title is none of the whole table."""
        columns = self.cells.columns
        before = columns[: columns.index(column)]
        return any(head.roles.get(c, frozenset()) & ITEM for c in before)

    # ------------------------------------------------------------ above or below the order's table
    def below(self) -> Iterator[Block]:
        """From each title that says so down to where its rows end."""
        taken: set[int] = set()
        for row in self.rows():
            text = self._title(row)
            if row in taken or not text or not is_earlier(text, self.language):
                continue
            if all(head.row > row for head in self.heads) and not self._heads_first(row):
                continue
            rows = self._extent(row)
            if rows:
                taken |= set(rows)
                yield Block(self._of(rows), text, Severity.INFO)

    def _of(self, rows: Iterable[int]) -> frozenset[_Place]:
        kept = set(rows)
        return frozenset(place for place in self.cells.words if place[1] in kept)

    def _title(self, row: int) -> str:
        """The text of a row's first cell, where the row is no line: few cells, the others a number or a date."""
        filled = self.filled(row)
        if not filled or len(filled) > TITLE_CELLS or any(head.row == row for head in self.heads):
            return ""
        beside = [self.cells.text(column, row) for column in filled[1:]]
        plain = all(any(ch.isdigit() for ch in text) or is_label(text) for text in beside[:1])
        return self.cells.text(filled[0], row) if plain else ""

    def _heads_first(self, row: int) -> bool:
        """Whether a title above all tables is the first one's: alone in its row, another table below that."""
        first = self.heads[0].row
        return len(self.heads) > 1 and len(self.filled(row)) == 1 and first - row <= NEAR

    def _extent(self, start: int) -> list[int]:
        """The rows of a block: title, heading and items, more of them behind an empty row; not the next table."""
        found, told, before, headed = [start], False, start, False
        for row in [row for row in self.rows() if row > start]:
            gap = row > before + 1
            if any(head.row == row for head in self.heads):
                if headed or told:
                    return self._without_titles(found) if told else []
                headed = True
            elif is_earlier(self._title(row), self.language):
                headed = False
            elif gap and told and not self._is_item(row):
                return found
            told = told or self._is_item(row)
            found.append(row)
            before = row
        return found if told else []

    def _without_titles(self, rows: list[int]) -> list[int]:
        """Without the last rows of few cells: they are the titles of the table that follows."""
        while rows and len(self.filled(rows[-1])) <= FEW_CELLS:
            rows = rows[:-1]
        return rows

    def _is_item(self, row: int) -> bool:
        filled = self.filled(row)
        texts = [self.cells.text(column, row) for column in filled]
        return len(filled) > FEW_CELLS and any(text.replace(".", "").isdigit() for text in texts)

    # ------------------------------------------------------------ with a number or a date of its own
    def unlabelled(self, apart: Sequence[Block]) -> Iterator[Block]:
        """Later tables below another number or an earlier date: out with both, asked about with one."""
        gone = {row for block in apart for _, row in block.cells}
        heads = [head for head in self.heads if head.row not in gone]
        rows = [row for row in self.rows() if row not in gone]
        skipped = [head.row for head in heads]
        main = stated_in(self.cells, [row for row in rows if heads and row < heads[0].row], self.language)
        for before, head in pairwise(heads):
            between = [row for row in rows if before.row < row < head.row and len(self.filled(row)) <= TITLE_CELLS]
            own = stated_in(self.cells, between, self.language, skipped)
            if main.place and own.place and own.place != main.place:
                yield Block(frozenset(), f"{main.place}; {own.place}", Severity.WARNING, SEVERAL_PLACES)
            other = bool(main.number and own.number and own.number != main.number)
            older = bool(main.day and own.day and own.day < main.day)
            older = older or older_rows(self.cells, head, main.day, self.language)
            if not other and not older:
                continue
            start = next((row for row in between if stated_in(self.cells, [row], self.language) != Stated()), head.row)
            out = older and not own.place and (other or not own.number)
            block = self._of(self._extent(start)) if out else frozenset()
            yield Block(block, self._title(start), Severity.WARNING, LEFT_OUT if block else UNSURE)
