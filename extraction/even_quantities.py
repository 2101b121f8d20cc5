"""One column writes its quantities one way: "5.000" beside "85" and "240" has no decimals, it is five thousand.

In a mail or a sheet "12 000" is two words, of which one alone was read: twelve thousand.

Codes that look like numbers ("80800.48") can make a document seem to write decimals with a full stop. Where a sum
bears out the quantity as read, nothing is changed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extraction.arithmetic import agrees
from extraction.layout import em, text_lines
from models.page import Page, Word
from models.reading import ExtractedLine, OnPage

CONFIDENCE = 0.9
LEAST_WHOLE = 2  # quantities without a separator that show how the column writes
LEAST_TYPED = 1  # of text that somebody typed: no one types decimals of which there are none
BLANK_EM = 0.7  # as wide as a blank is, within a number
_GROUPED = re.compile(r"\d{1,3}[.,]000")
_TYPED = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_SPACED = re.compile(r"[1-9]\d{0,2}(?: \d{3})+")
_ROUND = re.compile(r"[1-9]\d{0,2}(?: 000)+")
_DECIMAL = re.compile(r"\d+[.,](?!\d{3}$)\d+")


def with_even_quantities(lines: Sequence[ExtractedLine], pages: Sequence[Page] = ()) -> list[ExtractedLine]:
    """The lines, quantities of thousands that were read as decimals, or by half, made whole."""
    typed = bool(pages) and all(page.source == "grid" for page in pages)
    lines = [_joined(_grouped(line), pages) if typed else _grouped(line) for line in lines]
    texts = [_text(line) for line in lines]
    whole = sum(text.isdigit() for text in texts)
    if whole < (LEAST_TYPED if typed else LEAST_WHOLE) or any(_DECIMAL.fullmatch(text) for text in texts):
        return list(lines)
    form = _TYPED if typed else _GROUPED
    return [_in_thousands(line) if form.fullmatch(text) else line for line, text in zip(lines, texts, strict=True)]


def _joined(line: ExtractedLine, pages: Sequence[Page]) -> ExtractedLine:
    """The line with the whole number of whose groups one was read; in running text only thousands are sure."""
    place = line.quantity.evidence if line.quantity else None
    if line.quantity is None or not isinstance(place, OnPage) or _borne_out(line):
        return line
    for page in pages:
        if (page.number, page.sheet) == (place.page, place.sheet):
            group = _group(place, page)
            text = " ".join(word.text.strip("()[]") for word in group)
            in_cell = bool(place.cell) and [word for word in page.words if word.cell == place.cell] == group
            if len(group) > 1 and (_SPACED if in_cell else _ROUND).fullmatch(text):
                box = group[0].box.union(group[-1].box)
                value = Decimal(text.replace(" ", ""))
                where = replace(place, box=box, text=text)
                return replace(
                    line, quantity=replace(line.quantity, value=value, evidence=where, confidence=CONFIDENCE)
                )
    return line


def _group(place: OnPage, page: Page) -> list[Word]:
    """The digits that stand a blank apart on either side of a number, and it."""
    row = next((row.words for row in text_lines(page) if row.box.top <= place.box.y_mid <= row.box.bottom), ())
    at = [k for k, word in enumerate(row) if place.box.x0 - 1 <= word.box.x_mid <= place.box.x1 + 1]
    if not at:
        return []
    first, last = at[0], at[-1]
    while first > 0 and _near(row[first - 1], row[first]) and row[first].text.strip("()[]").isdigit():
        if not re.fullmatch(r"[(\[]?\d{1,3}", row[first - 1].text):
            break
        first -= 1
    while last + 1 < len(row) and _near(row[last], row[last + 1]) and re.fullmatch(r"\d{3}[)\]]?", row[last + 1].text):
        last += 1
    return list(row[first : last + 1])


def _near(one: Word, other: Word) -> bool:
    return one.cell == other.cell and other.box.x0 - one.box.x1 <= BLANK_EM * em(other)


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
