"""One column writes its quantities one way: "5.000" beside "85" and "240" has no decimals, it is five thousand.

Codes that look like numbers ("80800.48") can make a document seem to write decimals with a full stop. Where a sum
bears out the quantity as read, nothing is changed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extraction.arithmetic import agrees
from models.reading import ExtractedLine, OnPage

CONFIDENCE = 0.9
LEAST_WHOLE = 2  # quantities without a separator that show how the column writes
_GROUPED = re.compile(r"\d{1,3}[.,]000")
_DECIMAL = re.compile(r"\d+[.,](?!\d{3}$)\d+")


def with_even_quantities(lines: Sequence[ExtractedLine]) -> list[ExtractedLine]:
    """The lines, quantities of thousands that were read as decimals made whole."""
    lines = [_grouped(line) for line in lines]
    texts = [_text(line) for line in lines]
    whole = sum(text.isdigit() for text in texts)
    if whole < LEAST_WHOLE or any(_DECIMAL.fullmatch(text) for text in texts):
        return list(lines)
    return [_in_thousands(line) if _GROUPED.fullmatch(text) else line for line, text in zip(lines, texts, strict=True)]


def _grouped(line: ExtractedLine) -> ExtractedLine:
    """Two thousand printed "2 000", whose second group was read as the last word of the name before it."""
    named, place = line.description, line.quantity.evidence if line.quantity else None
    if named is None or line.quantity is None or not isinstance(place, OnPage) or _borne_out(line):
        return line
    within = isinstance(named.evidence, OnPage) and named.evidence.box.x1 > place.box.x1 > named.evidence.box.x0
    if not within or not named.value.endswith(" 000") or not re.fullmatch(r"\d{1,3}", place.text.strip()):
        return line
    quantity = replace(line.quantity, value=line.quantity.value * 1000, confidence=CONFIDENCE)
    return replace(line, quantity=quantity, description=replace(named, value=named.value.removesuffix(" 000")))


def _text(line: ExtractedLine) -> str:
    place = line.quantity.evidence if line.quantity else None
    return place.text.strip() if isinstance(place, OnPage) else ""


def _in_thousands(line: ExtractedLine) -> ExtractedLine:
    if line.quantity is None or line.quantity.value >= 1000 or _borne_out(line):
        return line
    quantity = replace(line.quantity, value=(line.quantity.value * 1000).quantize(Decimal(1)), confidence=CONFIDENCE)
    return replace(line, quantity=quantity)


def _borne_out(line: ExtractedLine) -> bool:
    if not (line.quantity and line.unit_price and line.amount):
        return False
    basis = line.price_basis.value if line.price_basis else None
    discount = line.discount_percent.value if line.discount_percent else None
    return agrees(line.quantity.value, line.unit_price.value, basis, discount, line.amount.value)
