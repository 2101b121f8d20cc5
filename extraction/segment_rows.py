"""A table whose rows name their order: one sheet or delimited file with several orders, cut into a page an order."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from functools import cache

from extraction.gazetteer import fold
from extraction.lexicon import merged
from extraction.scoring_text import label_phrases
from extraction.values_codes import compact
from models.page import Page, Word

LEAST_LINE_COLUMNS = 2
LEAST_COLUMNS = 4  # filled cells in the heading row of such a table
_CELL = re.compile(r"([A-Z]+)(\d+)$")

_Rows = dict[int, dict[str, list[Word]]]


def orders_by_rows(page: Page) -> list[Page]:
    """The page itself, or one page an order where a column of its table holds several order numbers."""
    if page.source != "grid":
        return [page]
    rows = _rows(page)
    heading = next((number for number in sorted(rows) if _heads_lines(rows[number])), 0)
    column = _number_column(rows, heading) if heading else ""
    groups = _groups(rows, heading, column) if column else []
    return [_only(page, rows, heading, group) for group in groups] if len(groups) > 1 else [page]


def _rows(page: Page) -> _Rows:
    rows: _Rows = defaultdict(lambda: defaultdict(list))
    for word in page.words:
        found = _CELL.fullmatch(word.cell)
        if found:
            rows[int(found[2])][found[1]].append(word)
    return rows


@cache
def _line_words() -> frozenset[str]:
    keys = ("quantity", "description", "unit", "unit_price", "amount")
    return frozenset(fold(word) for key in keys for word in merged("columns").get(key, ()))


@cache
def _quantity_words() -> frozenset[str]:
    return frozenset(fold(word) for word in merged("columns").get("quantity", ()))


def _named(row: dict[str, list[Word]]) -> dict[str, str]:
    return {column: fold(" ".join(word.text for word in words)) for column, words in row.items()}


def _heads_lines(row: dict[str, list[Word]]) -> bool:
    """Whether the row is the heading of an item table."""
    return len(row) >= LEAST_COLUMNS and len(_line_words() & set(_named(row).values())) >= LEAST_LINE_COLUMNS


def _number_column(rows: _Rows, number: int) -> str:
    """The column whose heading, in the heading row of an item table, means the order's number.

    Where the heading could mean an item's number as well, the order's is the one that several rows share. "Pedido",
    where no other column is of quantities, is what is ordered of each item.
    """
    row = _named(rows[number])
    counted = [column for column, heading in row.items() if heading in _quantity_words()]
    for column, heading in row.items():
        names = label_phrases().get(heading, ())
        if "po_number" not in names or counted == [column]:
            continue
        values = [_text(rows[below], column) for below in rows if below > number and column in rows[below]]
        if "column" not in names or len(set(values)) < 0.7 * len(values):
            return column
    return ""


def _text(row: dict[str, list[Word]], column: str) -> str:
    return compact(" ".join(word.text for word in row.get(column, ())))


def _groups(rows: _Rows, heading: int, column: str) -> list[list[int]]:
    """Row numbers below the heading, together by the order number they name; a row without one goes with the last."""
    groups: dict[str, list[int]] = {}
    current = ""
    for number in sorted(rows):
        if number <= heading:
            continue
        text = _text(rows[number], column)
        if text and not any(ch.isdigit() for ch in text):
            continue  # a sum, a remark
        current = text or current
        if current:
            groups.setdefault(current, []).append(number)
    return list(groups.values())


def _only(page: Page, rows: _Rows, heading: int, group: list[int]) -> Page:
    kept = set(group)
    words = []
    for word in page.words:
        found = _CELL.fullmatch(word.cell)
        number = int(found[2]) if found else 0
        if number <= heading or number in kept:
            words.append(word)
    return replace(page, words=tuple(words))
