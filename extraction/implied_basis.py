"""The basis of a price that the amount gives away: "178.00 /100 PC" makes 1 piece 1.78.

Stated only where it is printed beside the price too: a wrong amount alone proves nothing. The quantity is then as
printed, though moving its decimal separator would make the amount come out as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from extraction.arithmetic import agrees
from models.page import Page, Word
from models.reading import ExtractedLine, Field, OnPage

CONFIDENCE = 0.97
REACH_PT = 130.0  # from the price to its basis, in a column of its own at most
_BASIS = re.compile(
    r"^[/(]?(?:per|je|pro|par|por|p(?:er)?\.?)?/?\s*(10|100|1[.,' ]?000|C|M|%|‰)(?:[^\d].*)?$", re.IGNORECASE
)
_WORTH = {"10": 10, "100": 100, "1000": 1000, "c": 100, "%": 100, "m": 1000, "‰": 1000}


def with_implied_basis(line: ExtractedLine, pages: Sequence[Page]) -> ExtractedLine:
    """The line with `price_basis`, where only that makes its amount come out and it is printed beside the price."""
    if line.price_basis or not (line.quantity and line.unit_price and line.amount):
        return line
    printed, discount = _whole(line.quantity), line.discount_percent.value if line.discount_percent else None
    for page, word in _beside(line.unit_price, pages):
        basis = _worth(word)
        if basis and _only_by(basis, printed, line.unit_price.value, discount, line.amount.value):
            place = OnPage(page.number, word.box, word.text, page.sheet, word.cell)
            found = Field(basis, CONFIDENCE, line.unit_price.source, place)
            return replace(line, quantity=replace(line.quantity, value=printed), price_basis=found)
    return line


def _whole(quantity: Field[Decimal]) -> Decimal:
    """The quantity as its place prints it, where that is a plain whole number."""
    place = quantity.evidence
    return Decimal(place.text) if isinstance(place, OnPage) and place.text.isdecimal() else quantity.value


def _only_by(basis: Decimal, quantity: Decimal, price: Decimal, discount: Decimal | None, amount: Decimal) -> bool:
    """Whether the amount comes out by the basis, and not without it."""
    return agrees(quantity, price, basis, discount, amount) and not agrees(quantity, price, None, discount, amount)


def _beside(price: Field[Decimal], pages: Sequence[Page]) -> Iterator[tuple[Page, Word]]:
    """The words on the price's line within reach of it, nearest first."""
    place = price.evidence
    if not isinstance(place, OnPage):
        return
    for page in pages:
        if page.number != place.page or page.sheet != place.sheet:
            continue
        near = [
            (max(word.box.x0 - place.box.x1, place.box.x0 - word.box.x1), word)
            for word in page.words
            if word.box.top <= place.box.y_mid <= word.box.bottom and word.box != place.box
        ]
        for distance, word in sorted(near, key=lambda one: one[0]):
            if distance <= REACH_PT:
                yield page, word


def _worth(word: Word) -> Decimal | None:
    found = _BASIS.match(word.text.strip("()"))
    return Decimal(_WORTH[re.sub(r"[.,' ]", "", found[1].lower())]) if found else None
