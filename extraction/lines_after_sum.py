"""What stands below the sum of an order's lines and has no amount is none of them: a list of what is still open."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from extraction.candidates_view import DocumentView
from extraction.columns import ROW_KINDS, row_kinds
from extraction.layout import TextLine, text_lines
from extraction.lines_types import normal
from extraction.values import read_number
from models.reading import ExtractedLine, printed_at

TOTAL = ROW_KINDS.index("total")
LEAST_LINES = 2


def without_lines_below_the_sum(lines: Sequence[ExtractedLine], document: DocumentView) -> list[ExtractedLine]:
    """The lines down to a printed total that they add up to, where no line below it has an amount."""
    priced = [line.amount is not None for line in lines]
    count = priced.index(False) if False in priced else len(lines)
    if count < LEAST_LINES or count == len(lines) or any(priced[count:]):
        return list(lines)
    total = sum((line.amount.value for line in lines[:count] if line.amount), Decimal(0))
    first, last = printed_at(lines[count - 1].quantity), printed_at(lines[count].quantity)
    if first is None or last is None or (first.page, first.sheet) != (last.page, last.sheet):
        return list(lines)
    for view in document.pages:
        if (view.page.number, view.page.sheet) == (first.page, first.sheet):
            between = [row for row in text_lines(view.page) if first.box.bottom < row.box.y_mid < last.box.top]
            if any(_sums(row, total, document) for row in between):
                return list(lines[:count])
    return list(lines)


def _sums(row: TextLine, total: Decimal, document: DocumentView) -> bool:
    named = row_kinds(normal(row.text).split()[:10], document.language)[1][TOTAL]
    return bool(named) and any(read_number(word.text, document.style) == total for word in row.words)
