"""One column of figures holds prices or amounts, not now these and now those.

Where a line shows one figure of money beside its quantity, the tagger may take "6.29" for a price and the "5826.79"
below it for an amount. What the column is, a total shows that its figures add up to, else its heading, else whether the
figures grow with the quantities, as amounts do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations
from typing import Literal, NamedTuple

from extraction.candidates_view import DocumentView
from extraction.columns import ROLES, heading_roles
from extraction.layout import text_lines
from extraction.lines_types import normal
from extraction.values import read_number
from models.reading import ExtractedLine, Field, OnPage

CONFIDENCE = 0.9
SAME_EDGE_PT = 1.5
HEADING_ROWS = 5
NAMED = 0.7
HARDLY = 0.3
SLACK = Decimal("0.02")
LEAST_PAIRS = 3  # pairs of lines whose order of quantities shows what the figures are
LEAST_RISING = 0.75
PRICE, AMOUNT = ROLES.index("unit_price"), ROLES.index("amount")
Money = Literal["unit_price", "amount"]


class _Figure(NamedTuple):
    field: Field[Decimal]
    place: OnPage
    quantity: Decimal


def with_one_role_a_column(lines: Sequence[ExtractedLine], document: DocumentView) -> list[ExtractedLine]:
    """The lines; where prices and amounts stand in one column, all are what most speaks for."""
    figures = [_figure(line) for line in lines]
    found = [figure for figure in figures if figure is not None]
    if not found or any(line.unit_price and line.amount for line in lines):
        return list(lines)
    if not (any(line.unit_price for line in lines) and any(line.amount for line in lines)):
        return list(lines)
    rights = [figure.place.box.x1 for figure in found]
    if max(rights) - min(rights) > SAME_EDGE_PT:
        return list(lines)
    role = _role(found, document)
    if role is None:
        return list(lines)
    return [line if f is None else _as(line, role, f.field) for line, f in zip(lines, figures, strict=True)]


def _figure(line: ExtractedLine) -> _Figure | None:
    field = line.unit_price or line.amount
    place = field.evidence if field else None
    if field is None or line.quantity is None or not isinstance(place, OnPage) or place.cell:
        return None
    return _Figure(field, place, line.quantity.value)


def _as(line: ExtractedLine, role: Money, field: Field[Decimal]) -> ExtractedLine:
    sure = field if getattr(line, role) is field else replace(field, confidence=CONFIDENCE)
    if role == "amount":
        return replace(line, unit_price=None, amount=sure)
    return replace(line, unit_price=sure, amount=None)


def _role(found: Sequence[_Figure], document: DocumentView) -> Money | None:
    return _by_sum(found, document) or _by_heading(found, document) or _by_growth(found)


def _by_sum(found: Sequence[_Figure], document: DocumentView) -> Money | None:
    """What a number elsewhere on the pages is the sum of."""
    if len(found) < 2:
        return None
    own = {(figure.place.page, figure.place.box) for figure in found}
    printed = [
        value
        for view in document.pages
        for word in view.page.words
        if (view.page.number, word.box) not in own and (value := read_number(word.text, document.style)) is not None
    ]
    amounts = sum((f.field.value for f in found), Decimal(0))
    prices = sum((f.field.value * f.quantity for f in found), Decimal(0))
    are: list[Money] = []
    if any(abs(value - amounts) <= SLACK for value in printed):
        are.append("amount")
    if any(abs(value - prices) <= SLACK for value in printed):
        are.append("unit_price")
    return are[0] if len(are) == 1 else None


def _by_heading(found: Sequence[_Figure], document: DocumentView) -> Money | None:
    """What the heading over the first figure names, where it names one of both alone."""
    first = found[0].place
    for view in document.pages:
        if (view.page.number, view.page.sheet) != (first.page, first.sheet):
            continue
        above = [row for row in text_lines(view.page) if row.box.bottom <= first.box.top + 1]
        for row in reversed(above[-HEADING_ROWS:]):
            for one in row.segments:
                if one.box.x0 >= first.box.x1 or one.box.x1 <= first.box.x0:
                    continue
                roles = heading_roles(normal(one.text), document.language)
                if roles[AMOUNT] >= NAMED and roles[PRICE] < HARDLY:
                    return "amount"
                if roles[PRICE] >= NAMED and roles[AMOUNT] < HARDLY:
                    return "unit_price"
    return None


def _by_growth(found: Sequence[_Figure]) -> Money | None:
    """Amounts grow with the quantities; prices of different items do not."""
    pairs = [(a, b) for a, b in combinations(found, 2) if a.quantity != b.quantity]
    if len(pairs) < LEAST_PAIRS:
        return None
    rising = sum((a.quantity < b.quantity) == (a.field.value < b.field.value) for a, b in pairs)
    return "amount" if rising >= LEAST_RISING * len(pairs) else "unit_price"
