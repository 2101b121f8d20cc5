"""What the numbers below a sheet's heading come to: products, sums and totals, by whatever names their columns go."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate, combinations

from extraction.sheet_cells import Cells
from extraction.sheet_heads import ITEM, Heads

ROWS = 12
LEAST_ROWS = 2
CENT = Decimal("0.011")


def multiplies(cells: Cells, head: Heads) -> bool:
    """Whether in the first rows below a heading two numbers come to the third, by whatever names their columns go."""
    rows = range(head.row + 1, head.row + 1 + ROWS)
    sums = [_comes_out([n for c in head.roles if (n := number(cells.text(c, row)))]) for row in rows]
    return sum(sums) >= min(LEAST_ROWS, max(1, sum((next(iter(head.roles)), row) in cells.words for row in rows)))


def runs_to_its_sum(cells: Cells, head: Heads) -> bool:
    """Whether a number of some column, on a row that no item stands on, is the sum of those above it."""
    return multiplies(cells, head) and any(_runs(cells, head, column) for column in head.roles)


def _runs(cells: Cells, head: Heads, column: str) -> bool:
    first = next(iter(head.roles))
    rows = sorted(row for at, row in cells.words if at == column and row > head.row)
    numbers = [(row, found) for row in rows if (found := number(cells.text(column, row)))]
    running = accumulate(found for _, found in numbers)
    below = zip(running, numbers[1:], strict=False)
    return any(abs(total - before) < CENT and not cells.text(first, row) for before, (row, total) in below)


def column_below(cells: Cells, head: Heads, role: str) -> list[Decimal]:
    """The numbers of the column that is headed by this role, on the rows of items."""
    column = next(iter(head.columns(role)), "")
    items = [c for c, named in head.roles.items() if named & ITEM]
    rows = sorted(row for at, row in cells.words if at == column and row > head.row)
    texts = [cells.text(column, row) for row in rows if any((c, row) in cells.words for c in items)]
    return [found for text in texts if (found := number(text)) is not None]


def says(cells: Cells, total: Decimal) -> bool:
    """Whether a cell of the sheet is this number."""
    return any(abs(found - total) < CENT for at in cells.words if (found := number(cells.text(*at))) is not None)


def number(text: str) -> Decimal | None:
    """A cell's number, money signs aside."""
    plain = text.strip("€$£ ").replace(" ", "")
    plain = plain.replace(",", ".") if "." not in plain and plain.count(",") == 1 else plain.replace(",", "")
    return Decimal(plain) if plain.replace(".", "", 1).isdigit() and plain.isascii() else None


def _comes_out(numbers: Sequence[Decimal]) -> bool:
    told = [one for one in numbers if one not in (0, 1)]
    return any(abs(a * b - total) < CENT and total not in (a, b) for a, b in combinations(told, 2) for total in told)
