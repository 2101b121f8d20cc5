"""Second opinions on an item's numbers: where its sum does not come out, the reading by which it does.

The tagger's likeliest numbers were weighed already (`lines_numbers`); here every number of the item may be quantity,
price and amount, as long as their product is right to the cent and the tagger half believes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import permutations
from math import log
from typing import NamedTuple

from extraction.arithmetic import agrees
from extraction.lines_words import Scored

MOST_NUMBERS = 9
LEAST = 0.003  # of the number that the tagger believes least ...
BELIEVED = 0.1  # ... and of the two others
SWAPPED = 0.4  # a small number beside a price is a basis or a discount; one is easily taken for the other
BASES = (Decimal(10), Decimal(100), Decimal(1000))
HUNDRED = Decimal(100)
TRIPLE = ("quantity", "unit_price", "amount")


class Second(NamedTuple):
    """The numbers by field, with the belief in each of them."""

    chosen: dict[str, tuple[Scored, Decimal]]
    score: float


def second_reading(scored: Sequence[Scored]) -> Second | None:
    """The likeliest numbers whose sum comes out, None where there are none or it proves nothing."""
    numbers = [(s, s.atom.typed.value) for s in scored if s.atom.typed.value is not None and not s.atom.dates]
    told = [(s, v) for s, v in numbers if v is not None and v > 0]
    if len(told) > MOST_NUMBERS:
        told = sorted(told, key=lambda n: -max(n[0].p(name) for name in TRIPLE))[:MOST_NUMBERS]
    found: list[Second] = []
    for triple in permutations(told, 3):
        beliefs = sorted(one.p(name) for name, (one, _) in zip(TRIPLE, triple, strict=True))
        if beliefs[0] < LEAST or beliefs[1] < BELIEVED or not _proves(triple):
            continue
        score = sum(log(b) for b in beliefs)
        chosen = dict(zip(TRIPLE, triple, strict=True))
        quantity, price, amount = (value for _, value in triple)
        if agrees(quantity, price, None, None, amount):
            found.append(Second(chosen, score))
            continue
        for name, one, value, belief in _corrections(told, triple):
            basis, discount = (value, None) if name == "price_basis" else (None, value)
            if agrees(quantity, price, basis, discount, amount):
                found.append(Second({**chosen, name: (one, value)}, score + log(belief)))
    return max(found, key=lambda f: f.score) if found else None


def _proves(triple: Sequence[tuple[Scored, Decimal]]) -> bool:
    """Once a price is the price, and 3 × 4 are 12 by chance: neither says what a number is."""
    (_, quantity), (_, price), (last, amount) = triple
    if quantity == 1 or price == 1 or price == amount:
        return False
    return last.atom.typed.decimals >= 2 or last.p("amount") >= BELIEVED


def _corrections(
    told: Sequence[tuple[Scored, Decimal]], triple: Sequence[tuple[Scored, Decimal]]
) -> Iterator[tuple[str, Scored, Decimal, float]]:
    """The numbers left that may be a basis or a discount, with the belief in it."""
    taken = {id(one) for one, _ in triple}
    for one, value in told:
        if id(one) in taken:
            continue
        basis, discount = one.p("price_basis"), one.p("discount_percent")
        if one.atom.typed.percent:
            discount = max(discount, BELIEVED)
        as_basis, as_discount = max(basis, SWAPPED * discount), max(discount, SWAPPED * basis)
        if value in BASES and as_basis >= BELIEVED:
            yield "price_basis", one, value, as_basis
        if value < HUNDRED and as_discount >= BELIEVED:
            yield "discount_percent", one, value, as_discount
