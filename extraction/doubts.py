"""What a reading left over: a field found but not surely enough, numbers that nothing claims, sums that do not close.

No value states this, and yet it tells whether the order was read whole; the confidence in the order weighs it. It goes
along as clues named `doubt:…`, whose text is a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from extraction.candidates import box_of, dates
from extraction.candidates_view import DocumentView
from extraction.header import HeaderReading
from extraction.lines import SUM_SLACK, LinesReading
from models.page import Box, Page
from models.reading import ExtractedOrder, Field, OnPage, stated

DOUBT = "doubt:"
WATCHED = ("po_number", "requested_date", "ship_to_street", "ship_to_name", "total_net")
_MONEY = re.compile(r"\D{0,3}\d[\d.,'’ ]*[.,]\d{2}\D{0,3}")

Clues = tuple[tuple[str, str], ...]


def doubts(
    document: DocumentView, header: HeaderReading, fields: Mapping[str, Field[Any]], lines: LinesReading
) -> Clues:
    """The doubts of one order read from a document; `fields` are the header's as settled."""
    claimed: dict[int, list[Box]] = {}
    for place in _places(fields, lines):
        claimed.setdefault(place.page, []).append(place.box)
    inside, money = _unclaimed([view.page for view in document.pages], claimed, lines)
    days = _days_left(document, claimed)
    counts = {"inside": inside, "money": money, "days": days, "sums": _sums(lines)}
    found = [*_unstated(header, fields), *counts.items()]
    return tuple((DOUBT + name, f"{value:.4g}") for name, value in found)


def with_siblings(orders: Sequence[ExtractedOrder]) -> tuple[ExtractedOrder, ...]:
    """Orders that share a file told so, and whether one has another's number or none: it may have been cut in two."""
    if len(orders) < 2:
        return tuple(orders)
    numbers = [order.po_number.value if order.po_number else "" for order in orders]
    doubtful = "" in numbers or len(set(numbers)) < len(numbers)
    told = ((DOUBT + "siblings", f"{len(orders) - 1}"), (DOUBT + "cut", f"{int(doubtful)}"))
    return tuple(replace(order, clues=(*order.clues, *told)) for order in orders)


def _days_left(document: DocumentView, claimed: Mapping[int, Sequence[Box]]) -> int:
    """Dates on the pages that nothing claims."""
    left = 0
    for one in dates(document):
        box, page = box_of(document, one), document.pages[one.page].page.number
        left += not any(_holds(held, box) for held in claimed.get(page, ()))
    return left


def _unstated(header: HeaderReading, fields: Mapping[str, Field[Any]]) -> Iterator[tuple[str, float]]:
    """How likely a field that is not stated was there after all."""
    for choice in header.choices:
        if choice.field in WATCHED and choice.field not in fields:
            yield choice.field, float(choice.certainty)


def _sums(lines: LinesReading) -> float:
    """1 where the amounts of all lines add up to a total that was seen, -1 where to none of them, 0 where untold."""
    if lines.amount_sum is None or not lines.totals:
        return 0.0
    slack = max(SUM_SLACK, Decimal("0.01") * len(lines.lines) / 2)
    return 1.0 if any(abs(t.value - lines.amount_sum) <= slack for t in lines.totals) else -1.0


def _unclaimed(pages: Sequence[Page], claimed: Mapping[int, Sequence[Box]], lines: LinesReading) -> tuple[int, int]:
    """(numbers between the lines that no line claims, amounts of money anywhere that nothing claims)."""
    regions = {region.page: region.box for region in lines.regions}
    inside = money = 0
    for page in pages:
        boxes, region = claimed.get(page.number, ()), regions.get(page.number)
        for word in page.words:
            if not any(c.isdigit() for c in word.text) or any(_holds(box, word.box) for box in boxes):
                continue
            inside += region is not None and _holds(region, word.box)
            money += _MONEY.fullmatch(word.text) is not None
    return inside, money


def _places(fields: Mapping[str, Field[Any]], lines: LinesReading) -> Iterable[OnPage]:
    read = [field for line in lines.lines for _, field in stated(line)]
    for field in (*fields.values(), *read):
        if isinstance(field.evidence, OnPage):
            yield field.evidence
    for total in lines.totals:
        yield total.evidence


def _holds(box: Box, word: Box) -> bool:
    return box.x0 - 1 <= word.x_mid <= box.x1 + 1 and box.top - 1 <= word.y_mid <= box.bottom + 1
