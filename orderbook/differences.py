"""What the booked order confirms otherwise than the customer wrote: codes and values; the sentence is made later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from models.match import MatchedOrder
from models.order import Order, OrderLine
from models.reading import ExtractedLine

DifferenceCode = Literal["later", "other_item", "price_ours", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Difference:
    """On the line at `position`: the customer `asked` for this, we `confirmed` that ("" where nothing was asked)."""

    code: DifferenceCode
    position: int
    asked: str | date | Decimal = ""
    confirmed: str | date | Decimal = ""


def differences(order: Order, matched: MatchedOrder) -> tuple[Difference, ...]:
    """Line by line, in the order of the book. `order` was booked from `matched`, so the lines are parallel."""
    pairs = zip(order.lines, matched.lines, strict=True)
    return tuple(difference for line, read in pairs for difference in _of_line(line, read.line))


def _of_line(line: OrderLine, printed: ExtractedLine) -> Iterator[Difference]:
    if line.quantity == 0:
        yield Difference("withdrawn", line.position)
        return
    # Only a code of ours that was printed says that the customer wanted another item; their own codes say nothing.
    code = printed.supplier_item_code
    if code is not None and _plain(code.value) != _plain(line.sku):
        yield Difference("other_item", line.position, code.value, line.sku)
    if line.requested_date is not None and line.promised_date > line.requested_date:
        yield Difference("later", line.position, line.requested_date, line.promised_date)
    if printed.unit_price is None and printed.amount is None:
        yield Difference("price_ours", line.position, "", line.unit_price)


def _plain(code: str) -> str:
    return "".join(c for c in code.upper() if c.isalnum())
