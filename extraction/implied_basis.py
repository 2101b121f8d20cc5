"""The basis of a price that the amount gives away: "178.00 /100 PC" makes 1 piece 1.78.

Stated only where it is printed beside the price too: a wrong amount alone proves nothing. The quantity is then as
printed, though moving its decimal separator would make the amount come out as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import product

from extraction.arithmetic import agrees
from extraction.values import possible_numbers
from models.page import Page, Word
from models.reading import ExtractedLine, Field, OnPage, Source

CONFIDENCE = 0.97
BETWEEN = 2  # words that may stand between a price and its basis
_BASIS = re.compile(
    r"^[/(]?(?:per|je|pro|par|por|p\.?)?/?\s*(?:(10|100|1[.,' ]?000)(?:[^\d].*)?|(C|M))$", re.IGNORECASE
)
_WORTH = {"10": 10, "100": 100, "1000": 1000, "c": 100, "m": 1000}


def with_implied_basis(line: ExtractedLine, pages: Sequence[Page]) -> ExtractedLine:
    """The line with `price_basis`, where only that makes an amount come out and it is printed behind the price.

    Price and amount are then the numbers before and behind the basis, also where others were taken for them.
    """
    if line.price_basis or line.quantity is None or comes_out(line):
        return line
    discount = line.discount_percent.value if line.discount_percent else None
    for page, row in _rows_of(line.unit_price or line.quantity, pages):
        for at, basis in _bases(row):
            for before, behind in product(row[max(0, at - BETWEEN - 1) : at], row[at + 1 :]):
                if _is_read(before, line) or _is_read(behind, line):
                    continue
                for numbers in product(
                    _whole(line.quantity), possible_numbers(before.text), possible_numbers(behind.text)
                ):
                    quantity, price, amount = numbers
                    if _only_by(basis, quantity, price, discount, amount):
                        source = line.quantity.source
                        return replace(
                            line,
                            quantity=replace(line.quantity, value=quantity),
                            unit_price=_field(price, source, page, before),
                            price_basis=_field(basis, source, page, row[at]),
                            amount=_field(amount, source, page, behind),
                        )
    return line


def _is_read(word: Word, line: ExtractedLine) -> bool:
    """Whether the word is the quantity itself: "10x10 cm, 100 pcs" and 8 pieces is no price of 10 for 100."""
    place = line.quantity.evidence if line.quantity else None
    box = place.box if isinstance(place, OnPage) else None
    return box is not None and box.x0 <= word.box.x_mid <= box.x1 and box.top <= word.box.y_mid <= box.bottom


def comes_out(line: ExtractedLine) -> bool:
    """Whether the amount is quantity times price as read, the quantity as printed and the amount behind the price."""
    if not (line.quantity and line.unit_price and line.amount) or line.quantity.value not in _whole(line.quantity):
        return False
    price, amount = line.unit_price.evidence, line.amount.evidence
    if isinstance(price, OnPage) and isinstance(amount, OnPage) and amount.box.x0 < price.box.x0:
        return False
    discount = line.discount_percent.value if line.discount_percent else None
    return agrees(line.quantity.value, line.unit_price.value, None, discount, line.amount.value)


def _field(value: Decimal, source: Source, page: Page, word: Word) -> Field[Decimal]:
    return Field(value, CONFIDENCE, source, OnPage(page.number, word.box, word.text, page.sheet, word.cell))


def _bases(row: Sequence[Word]) -> Iterator[tuple[int, Decimal]]:
    """Where on a row a basis stands, and what it is."""
    for at, word in enumerate(row):
        basis = _worth(word)
        if basis is not None:
            yield at, basis


def _whole(quantity: Field[Decimal]) -> tuple[Decimal, ...]:
    """The quantity as its place prints it, where that is one number; else as read."""
    place = quantity.evidence
    return (possible_numbers(place.text) if isinstance(place, OnPage) else ()) or (quantity.value,)


def _only_by(basis: Decimal, quantity: Decimal, price: Decimal, discount: Decimal | None, amount: Decimal) -> bool:
    """Whether the amount comes out by the basis, and not without it."""
    return agrees(quantity, price, basis, discount, amount) and not agrees(quantity, price, None, discount, amount)


def _rows_of(field: Field[Decimal], pages: Sequence[Page]) -> Iterator[tuple[Page, list[Word]]]:
    """The words on the line of a value, left to right."""
    place = field.evidence
    if not isinstance(place, OnPage):
        return
    for page in pages:
        if page.number == place.page and page.sheet == place.sheet:
            row = [word for word in page.words if word.box.top <= place.box.y_mid <= word.box.bottom]
            yield page, sorted(row, key=lambda word: word.box.x0)


def _worth(word: Word) -> Decimal | None:
    found = _BASIS.match(word.text.strip("()"))
    return Decimal(_WORTH[re.sub(r"[.,' ]", "", (found[1] or found[2]).lower())]) if found else None
