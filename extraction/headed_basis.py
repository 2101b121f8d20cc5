"""The basis of a price that stands in the heading of its column: "€ je 100", "Price per 1000", "Prix / 100".

The line says no basis then, and the sum comes out only with it. Read without it, a quantity or a price is wrong by a
factor of a hundred, so quantity, price and amount are taken as printed wherever the heading's basis makes them agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from extraction.arithmetic import agrees
from extraction.implied_basis import comes_out
from extraction.layout import Segment, text_lines
from extraction.sheet_cells import reference
from extraction.values import possible_numbers
from models.page import Page, Word
from models.reading import ExtractedLine, Field, OnPage, Source

CONFIDENCE = 0.96
HEADING_ROWS = 5  # how far above the first line its heading may stand
SLACK_PT = 3.0
_BASIS = re.compile(
    r"(?:\b(?:je|pro|per|par|por|pr|p|ogni|cada|voor|für|les|los|al|aux)\b\.?|/)\s*(10|100|1[.,' ]?000)(?![\d.,])",
    re.IGNORECASE,
)


def with_headed_basis(lines: Sequence[ExtractedLine], pages: Sequence[Page]) -> list[ExtractedLine]:
    """The lines, with the basis that the heading over their price names."""
    made = list(lines)
    for page in pages:
        mine = [at for at, line in enumerate(lines) if _stands_on(line, page)]
        headings = _headings(lines, mine, page)
        if _BASIS.search(" ".join(heading.text for heading in headings)):
            for at in mine:
                made[at] = _based(lines[at], page, headings)
    return made


def _stands_on(line: ExtractedLine, page: Page) -> bool:
    place = line.quantity.evidence if line.quantity else None
    return isinstance(place, OnPage) and place.page == page.number and place.sheet == page.sheet


def _headings(lines: Sequence[ExtractedLine], mine: Sequence[int], page: Page) -> list[Segment]:
    """The runs of words on the rows above the first line."""
    tops = [f.evidence.box.top for at in mine if (f := lines[at].quantity) and isinstance(f.evidence, OnPage)]
    above = [row for row in text_lines(page) if tops and row.box.y_mid < min(tops)]
    return [segment for row in above[-HEADING_ROWS:] for segment in row.segments]


def _over(headings: Sequence[Segment], number: Word) -> str:
    """What stands over a number, top to bottom."""
    place = reference(number.cell)
    return " ".join(segment.text for segment in headings if _covers(segment, number, place))


def _covers(segment: Segment, number: Word, place: tuple[str, int] | None) -> bool:
    if place is not None:
        heading = reference(segment.words[0].cell)
        return heading is not None and heading[0] == place[0]
    return segment.box.x0 <= number.box.x1 + SLACK_PT and segment.box.x1 >= number.box.x0 - SLACK_PT


def _based(line: ExtractedLine, page: Page, headings: Sequence[Segment]) -> ExtractedLine:
    if line.price_basis is not None or line.quantity is None or not isinstance(line.quantity.evidence, OnPage):
        return line
    if comes_out(line):
        return line
    place = line.quantity.evidence
    row = [word for word in page.words if word.box.top <= place.box.y_mid <= word.box.bottom]
    discount = line.discount_percent.value if line.discount_percent else None
    source = line.quantity.source
    for price, value, basis in _prices([word for word in row if word.box.x0 != place.box.x0], headings):
        for quantity in possible_numbers(place.text) or (line.quantity.value,):
            for word in row:
                for amount in possible_numbers(word.text) if word is not price else ():
                    if quantity != amount and value != 1 and agrees(quantity, value, basis, discount, amount):
                        return replace(
                            line,
                            quantity=replace(line.quantity, value=quantity),
                            unit_price=_field(value, source, page, price),
                            price_basis=_field(basis, source, page, price),
                            amount=_field(amount, source, page, word),
                        )
        if line.amount is None and line.unit_price is not None and value == line.unit_price.value:
            return replace(line, price_basis=_field(basis, source, page, price))
    return line


def _prices(row: Sequence[Word], headings: Sequence[Segment]) -> Iterator[tuple[Word, Decimal, Decimal]]:
    """The numbers of a row over which a basis stands, with it."""
    for word in row:
        found = _BASIS.search(_over(headings, word))
        if found is not None:
            for value in possible_numbers(word.text):
                if value > 0:
                    yield word, value, Decimal(re.sub(r"\D", "", found[1]))


def _field(value: Decimal, source: Source, page: Page, word: Word) -> Field[Decimal]:
    return Field(value, CONFIDENCE, source, OnPage(page.number, word.box, word.text, page.sheet, word.cell))
