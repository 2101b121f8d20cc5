"""Whether what was read as line numbers counts lines at all; codes under "No." or "Item" do not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, NamedTuple

from extraction.lines_types import Known
from extraction.rows import Item
from models.reading import ExtractedLine

EVEN_STEPS = frozenset([1, 2, 5, 10, 20, 50, 100, 1000])
RISING_SHARE = 0.8  # line numbers rise from line to line; one may be misread
LARGEST_FIRST = 1000  # the first line's number is hardly larger, unless all numbers are evenly spaced


class Assembly(NamedTuple):
    """A line and whether its amount agrees with its quantity and price (None where that cannot be asked)."""

    line: ExtractedLine
    agrees: bool | None
    item: Item


def numbered(made: Sequence[Assembly], known: Known) -> tuple[Assembly, ...]:
    """The lines; where their numbers do not rise, the numbers are codes of the items."""
    values = [_value(a.line) for a in made if a.line.line_no is not None]
    if not values or _counts(values):
        return tuple(made)
    return tuple(replace_code(a, known) for a in made)


def _value(line: ExtractedLine) -> tuple[int, ...]:
    assert line.line_no is not None
    return tuple(int(n) for n in re.findall(r"\d{1,18}", line.line_no.value))


def _counts(values: Sequence[tuple[int, ...]]) -> bool:
    apart = {b[0] - a[0] for a, b in pairwise(values) if a and b}
    if values[0] and values[0][0] > LARGEST_FIRST and not (len(apart) == 1 and apart <= EVEN_STEPS):
        return False
    steps = [a < b for a, b in pairwise(values)]
    return sum(steps) >= RISING_SHARE * len(steps)


def replace_code(assembly: Assembly, known: Known) -> Assembly:
    """The line with its number taken for a code, where it has none of that owner yet."""
    line = assembly.line
    if line.line_no is None:
        return assembly
    owner = "supplier_item_code" if known.is_sku(line.line_no.value) else "buyer_item_code"
    moved: dict[str, Any] = {owner: line.line_no} if getattr(line, owner) is None else {}
    return assembly._replace(line=replace(line, line_no=None, **moved))
