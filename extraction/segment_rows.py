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
    for number in sorted(rows):
        column = _number_column(rows, number)
        if column:
            groups = _groups(rows, number, column)
            return [_only(page, rows, number, group) for group in groups] if len(groups) > 1 else [page]
    return [page]


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


def _number_column(rows: _Rows, number: int) -> str:
    """The column whose heading, in the heading row of an item table, means the order's number.

    Where the heading could mean an item's number as well, the order's is the one that several rows share.
    """
    row = {column: fold(" ".join(word.text for word in words)) for column, words in rows[number].items()}
    if len(row) < LEAST_COLUMNS or len(_line_words() & set(row.values())) < LEAST_LINE_COLUMNS:
        return ""
    for column, heading in row.items():
        names = label_phrases().get(heading, ())
        if "po_number" not in names:
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
