"""What the booked order confirms otherwise than the customer wrote: codes and values; the sentence is made later."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from models.match import MatchedOrder
from models.order import Order, OrderLine
from models.reading import ExtractedLine, Field, stated
from orderbook.pricing import amount_of

DifferenceCode = Literal["later", "other_item", "price_ours", "withdrawn", "other_quantity", "other_price"]
ONE, ZERO = Decimal(1), Decimal(0)
# Customers round amounts to their currency's decimals.
AMOUNT_TOLERANCE = Decimal("0.011")


@dataclass(frozen=True, slots=True)
class Difference:
    """On the line at `position`: the customer `asked` for this, we `confirmed` that ("" where nothing was asked)."""

    code: DifferenceCode
    position: int
    asked: str | date | Decimal = ""
    confirmed: str | date | Decimal = ""


def differences(order: Order, matched: MatchedOrder, read: MatchedOrder | None = None) -> tuple[Difference, ...]:
    """Line by line, in the order of the book. `order` was booked from `matched`, so the lines are parallel.

    `read` is the order as the machine read it: what an agent typed over it may be a correction of the reading or our
    answer to the customer, and only where the reading was certain is it told as an answer.
    """
    as_read = [line.line for line in read.lines] if read is not None else []
    pairs = zip(order.lines, matched.lines, strict=True)
    return tuple(
        difference for line, said in pairs for difference in _of_line(line, said.line, _as_read(said.line, as_read))
    )


def _of_line(line: OrderLine, printed: ExtractedLine, as_read: ExtractedLine | None) -> Iterator[Difference]:
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
    if as_read is not None:
        yield from _answered(line, printed, as_read)


def _answered(line: OrderLine, printed: ExtractedLine, as_read: ExtractedLine) -> Iterator[Difference]:
    """Quantity and price that an agent set otherwise than the customer had certainly written them."""
    asked, price = as_read.quantity, as_read.unit_price
    if asked is not None and _overruled(asked, printed.quantity, as_read):
        yield Difference("other_quantity", line.position, asked.value, line.quantity)
    if price is not None and _overruled(price, printed.unit_price, as_read):
        yield Difference("other_price", line.position, price.value, line.unit_price)


def _overruled(asked: Field[Decimal], now: Field[Decimal] | None, as_read: ExtractedLine) -> bool:
    if now is None or now.source != "agent" or now.evidence is not None or now.value == asked.value:
        return False  # as read, taken from the page, or never stated
    return asked.source == "message" or _adds_up(as_read)


def _adds_up(line: ExtractedLine) -> bool:
    """Whether quantity, price and amount as read confirm each other: a misread digit would show."""
    if line.quantity is None or line.unit_price is None or line.amount is None or line.quantity.value == ONE:
        return False
    basis = line.price_basis.value if line.price_basis is not None else ONE
    discount = line.discount_percent.value if line.discount_percent is not None else ZERO
    if basis <= 0:
        return False
    due = amount_of(line.quantity.value, line.unit_price.value, basis, discount)
    return abs(due - line.amount.value) <= AMOUNT_TOLERANCE


def _as_read(line: ExtractedLine, lines: Sequence[ExtractedLine]) -> ExtractedLine | None:
    """The line that this one was before the agent came: the one that shares most values with it, place and all."""
    kept = [(sum(field == getattr(other, name) for name, field in stated(line)), i) for i, other in enumerate(lines)]
    most, index = max(kept, key=lambda pair: (pair[0], -pair[1]), default=(0, 0))
    return lines[index] if most else None


def _plain(code: str) -> str:
    return "".join(c for c in code.upper() if c.isalnum())
