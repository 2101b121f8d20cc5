"""Numbers said in running text: thousands set apart by a blank, the unit behind a number, a price taken for an amount.

Only in text without cells, where nothing but the words beside a number tells what it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extraction.arithmetic import agrees
from extraction.layout import TextLine, em, text_lines
from extraction.values import read_unit
from models.page import Page, Word
from models.reading import ExtractedLine, Field, OnPage

CERTAIN = 0.93
TIGHT_EM = 0.9  # the blank inside a number is narrower
WIDE_EM = 1.1  # and what stands before it is farther, or says so
_BEFORE = re.compile(r"^(?:[x×*:=@(–—•-]|.*:)$")


def with_whole_numbers(line: ExtractedLine, pages: Sequence[Page]) -> ExtractedLine:
    """The line with "6 000" read as one number where but a part of it was read, and with the unit behind its number."""
    quantity = line.quantity
    found = _found(quantity, pages)
    if found is None or quantity is None:
        return line
    row, at = found
    first, last = _whole(row, at)
    joined = "".join(word.text for word in row[first : last + 1])
    if first < last and not _comes_out(line) and quantity.value != Decimal(joined):
        line = replace(line, quantity=replace(quantity, value=Decimal(joined), confidence=CERTAIN))
    behind = row[last + 1] if last + 1 < len(row) else None
    if line.unit is None and behind is not None and _near(row[last], behind) and read_unit(behind.text):
        unit = behind.text.rstrip(",;:)")
        place = OnPage(_page(quantity), behind.box, behind.text)
        line = replace(line, unit=Field(unit, CERTAIN, quantity.source, place))
    return line


def with_price_of_its_kind(lines: Sequence[ExtractedLine]) -> list[ExtractedLine]:
    """A lone figure is a price where every other line's lone figure is one."""
    prices = [line for line in lines if line.unit_price and not line.amount]
    amounts = [line for line in lines if line.amount and not line.unit_price]
    if not prices or len(prices) + len(amounts) < len(lines) or len(prices) <= len(amounts):
        return list(lines)
    return [
        replace(line, unit_price=line.amount, amount=None) if line.amount and not line.unit_price else line
        for line in lines
    ]


def _comes_out(line: ExtractedLine) -> bool:
    if not (line.quantity and line.unit_price and line.amount):
        return False
    discount = line.discount_percent.value if line.discount_percent else None
    basis = line.price_basis.value if line.price_basis else Decimal(1)
    return agrees(line.quantity.value, line.unit_price.value, basis, discount, line.amount.value)


def _page(field: Field[Decimal]) -> int:
    return field.evidence.page if isinstance(field.evidence, OnPage) else 1


def _found(field: Field[Decimal] | None, pages: Sequence[Page]) -> tuple[Sequence[Word], int] | None:
    """The row that a number stands in, and its place there."""
    if field is None or not isinstance(field.evidence, OnPage):
        return None
    box = field.evidence.box
    for page in pages:
        if page.number != field.evidence.page:
            continue
        for row in _rows(page):
            for at, word in enumerate(row.words):
                if box.x0 - 1 <= word.box.x_mid <= box.x1 + 1 and box.top <= word.box.y_mid <= box.bottom:
                    return row.words, at
    return None


def _rows(page: Page) -> Sequence[TextLine]:
    return text_lines(page)


def _whole(row: Sequence[Word], at: int) -> tuple[int, int]:
    """The first and the last word of the number that a word belongs to."""
    first = at
    while first > 0 and re.fullmatch(r"\d{3}", row[first].text) and _leads(row, first - 1):
        first -= 1
    last = at
    while last + 1 < len(row) and re.fullmatch(r"\d{3}", row[last + 1].text) and _leads(row, last):
        last += 1
    apart = first == 0 or _BEFORE.match(row[first - 1].text) or _gap(row[first - 1], row[first]) > WIDE_EM
    return (first, last) if apart and not row[first].text.startswith("0") else (at, at)


def _leads(row: Sequence[Word], at: int) -> bool:
    return bool(re.fullmatch(r"\d{1,3}", row[at].text)) and _near(row[at], row[at + 1])


def _near(left: Word, right: Word) -> bool:
    return _gap(left, right) < TIGHT_EM


def _gap(left: Word, right: Word) -> float:
    return (right.box.x0 - left.box.x1) / max(em(left), 1.0)
