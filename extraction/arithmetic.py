"""The sums an order line obeys: quantity × price ÷ basis × (1 − discount) = amount. Pure numbers, no page."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

CENT = 0.0101  # an amount is rounded to the cent ...
RELATIVE = 6e-5  # ... or was computed from more decimals of the price than are printed
MOST_NUMBERS = 14
BASES = (10.0, 100.0, 1000.0)
TRIVIAL_WEIGHT = 0.35  # 1 × 12.50 = 12.50 says which is the quantity, not which is the price


class Part(NamedTuple):
    """How much a number takes part in a product of its line, in each place (0-1)."""

    quantity: float = 0.0
    price: float = 0.0
    amount: float = 0.0
    basis: float = 0.0
    discount: float = 0.0


NO_PART = Part()


def parts_of(numbers: Sequence[tuple[float, int]]) -> list[Part]:
    """The part of each (value, decimals) of one line, left to right, in products a × b = c found among them."""
    count = len(numbers)
    if count < 2 or count > MOST_NUMBERS:
        return [NO_PART] * count
    values = np.array([v for v, _ in numbers])
    decimals = np.array([d for _, d in numbers])
    found = np.zeros((count, 5))
    if count >= 3 and not _plain(values, decimals, found) and count >= 4:
        _with_basis(values, found)
        _with_discount(values, found)
    return [Part(*row) for row in np.minimum(found, 1.0).tolist()]


def _hits(products: Floats, values: Floats) -> npt.NDArray[np.bool_]:
    """products[i, j] against each value k."""
    return (
        (np.abs(products[:, :, None] - values[None, None, :]) <= CENT + RELATIVE * values[None, None, :])
        & (values[None, None, :] > 0)
        & (products[:, :, None] > 0)
    )


def _distinct(hit: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    at = np.arange(hit.shape[0])
    hit[at, at, :] = False
    hit[at, :, at] = False
    hit[:, at, at] = False
    return hit


def _plain(values: Floats, decimals: npt.NDArray[np.int_], found: Floats) -> bool:
    hit = _distinct(_hits(np.outer(values, values), values))
    for i, j, k in np.argwhere(hit):
        if decimals[k] < min(decimals[i], decimals[j]) and decimals[k] == 0 and values[k] < 50:
            continue
        weight = TRIVIAL_WEIGHT if values[i] == 1.0 or values[j] == 1.0 else 1.0
        # Either may be the quantity; fewer decimals and standing left speak for it.
        for_i = 0.7 if (decimals[i], i) < (decimals[j], j) else 0.3
        found[i, 0] = max(found[i, 0], weight * for_i)
        found[i, 1] = max(found[i, 1], weight * (1 - for_i))
        found[k, 2] = max(found[k, 2], weight)
    return bool(hit.any())


def _with_basis(values: Floats, found: Floats) -> None:
    for at in np.argwhere(np.isin(values, BASES)).ravel():
        basis = values[at]
        products = np.outer(values, values) / basis
        products[at, :] = 0
        products[:, at] = 0
        others = values.copy()
        others[at] = -1
        for i, j, k in np.argwhere(_distinct(_hits(products, others))):
            if values[i] == basis or values[j] == basis:
                continue
            found[i, 0] = max(found[i, 0], 0.5)
            found[i, 1] = max(found[i, 1], 0.5)
            found[k, 2] = 1.0
            found[at, 3] = 1.0


def _with_discount(values: Floats, found: Floats) -> None:
    for at in np.argwhere((values > 0) & (values < 100)).ravel():
        products = np.outer(values, values) * (1 - values[at] / 100)
        products[at, :] = 0
        products[:, at] = 0
        others = values.copy()
        others[at] = -1
        for i, j, k in np.argwhere(_distinct(_hits(products, others))):
            if values[k] < 1 or values[i] == 1.0 or values[j] == 1.0:
                continue
            found[i, 0] = max(found[i, 0], 0.5)
            found[i, 1] = max(found[i, 1], 0.5)
            found[k, 2] = max(found[k, 2], 0.9)
            found[at, 4] = max(found[at, 4], 0.9)


def line_amount(quantity: Decimal, price: Decimal, basis: Decimal | None, discount: Decimal | None) -> Decimal:
    """What the line comes to, unrounded."""
    amount = quantity * price / (basis or Decimal(1))
    return amount * (1 - (discount or Decimal(0)) / 100)


def agrees(quantity: Decimal, price: Decimal, basis: Decimal | None, discount: Decimal | None, amount: Decimal) -> bool:
    """Whether the printed amount is the product, within rounding (of the cent, and of the price's last decimal)."""
    due = line_amount(quantity, price, basis, discount)
    step = Decimal(1).scaleb(-_places(price))
    slack = Decimal("0.0101") + abs(due) * Decimal("0.00006")
    if _places(price) >= 2:
        slack = max(slack, min(abs(quantity) * step / 2 / (basis or Decimal(1)), abs(due) * Decimal("0.004")))
    return abs(due - amount) <= slack


def repaired(
    quantity: Decimal, price: Decimal, basis: Decimal | None, discount: Decimal | None, amount: Decimal
) -> tuple[Decimal, Decimal, Decimal] | None:
    """Quantity, price and amount with the one misplaced decimal separator put right that makes the sum come out.

    Only separators move, never digits: "4146" may be 41.46 where 2 × 20.73 stands beside it.
    """
    for change in (1, 2, 0):  # a quantity without decimals is the least likely to have lost them
        places = _places((quantity, price, amount)[change])
        # "1.000" read as one, or the separator of a number lost altogether
        for power in (3,) if places == 3 else (-2, -3, -1) if places == 0 else ():
            moved = [quantity, price, amount]
            moved[change] = moved[change].scaleb(power).quantize(Decimal(1).scaleb(min(power, 0)))
            if moved[0] > 0 and agrees(moved[0], moved[1], basis, discount, moved[2]):
                return moved[0], moved[1], moved[2]
    return None


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0
