"""A discount and a price's basis in a sheet: a bare number is neither where no heading and no sum says so."""

from __future__ import annotations

import re
from decimal import Decimal

from extraction.arithmetic import agrees
from extraction.columns import ROLES, heading_roles
from extraction.lines_types import normal
from extraction.sheet_cells import Table, place_of, without
from extraction.sheet_heads import Heads
from models.reading import ExtractedLine

DOUBTFUL = ("discount_percent", "price_basis")
NAMED = 0.3  # how much a heading must name them
_BARE = re.compile(r"\d+(?:[.,]\d+)?")


def without_strays(line: ExtractedLine, table: Table, row: int, heads: Heads | None, language: str) -> ExtractedLine:
    """The line without a discount or basis that may be a stock, a size, a quantity of before."""
    for name in DOUBTFUL if heads else ():
        place = place_of(getattr(line, name))
        if place is None or heads is None or place[1] != row or place == place_of(line.unit_price):
            continue
        heading = normal(table.cells.text(place[0], heads.row))
        if not heading or heading_roles(heading, language)[ROLES.index(name)] >= NAMED:
            continue
        if _BARE.fullmatch(table.cells.text(*place)) and not _needs(line, name):
            line = without(line, name)
    return line


def _needs(line: ExtractedLine, name: str) -> bool:
    """Whether the amount comes out with this number, and not without it."""
    return _comes_out(line) and not _comes_out(without(line, name))


def _comes_out(line: ExtractedLine) -> bool:
    if not (line.quantity and line.unit_price and line.amount):
        return False
    basis: Decimal | None = line.price_basis.value if line.price_basis else None
    discount = line.discount_percent.value if line.discount_percent else None
    return agrees(line.quantity.value, line.unit_price.value, basis, discount, line.amount.value)
