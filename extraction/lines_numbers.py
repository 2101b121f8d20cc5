"""Which of an item's numbers are quantity, price, amount, basis and discount: by their tags and by their sums."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from decimal import Decimal
from itertools import product
from math import log
from typing import NamedTuple

from extraction.arithmetic import agrees, repaired
from extraction.lines_second import second_reading
from extraction.lines_words import Scored
from extraction.values import read_unit

NUMBERS: tuple[str, ...] = ("quantity", "unit_price", "amount", "price_basis", "discount_percent")
CONSIDERED = 3  # candidates a number may choose from
CANDIDATE_FROM = 0.04
LEAST = 1e-3
AGREEMENT_BONUS = 3.0  # in log-odds: a product that comes out is hardly chance ...
DISAGREEMENT_COST = 1.0  # ... one that does not may be a printed rounding or a missing discount
UNIT_BASES = {"HUN": Decimal(100), "MIL": Decimal(1000)}
COUNTED = re.compile(r"(\d{1,6})([^\W\d_]{1,6})[,;]?$")  # "24MAT" in a quantity's place: its unit is in no list


class Numbers(NamedTuple):
    """The chosen numbers by field; `agrees` is None where no amount can be checked."""

    chosen: dict[str, tuple[Scored, Decimal]]
    agrees: bool | None


def _value(name: str, one: Scored) -> Decimal | None:
    value = one.atom.typed.value
    counted = COUNTED.match(one.atom.text) if name == "quantity" and value is None else None
    if counted:
        return Decimal(counted[1])
    if name == "price_basis" and value is None:
        return UNIT_BASES.get(read_unit(one.atom.text) or "")
    if value is None or (one.atom.dates and one.p(name) < 0.5):
        return None
    if name == "price_basis" and value <= 0:
        return None
    dashed = name == "quantity" and one.atom.place == 0 and one.atom.segment == 0  # "-60 pcs": a list's dash
    return abs(value) if name == "discount_percent" or dashed else value


def numbers_of(scored: Sequence[Scored], anchors: Collection[int], typed: bool = False) -> Numbers:
    """The numbers that are likeliest together: by their tags, and because quantity × price gives the amount.

    `anchors` are the rows where the quantity is expected to stand; `typed` says that the
    words were typed, not printed and read (a scan's text layer loses separators).
    """
    options: dict[str, list[tuple[float, tuple[Scored, Decimal] | None]]] = {}
    for name in NUMBERS:
        found: list[tuple[float, tuple[Scored, Decimal] | None]] = []
        for one in scored:
            p = one.p(name)
            if p < CANDIDATE_FROM:
                continue
            value = _value(name, one)
            if value is None:
                continue
            if name == "quantity" and one.atom.line not in anchors:
                p *= 0.5
            found.append((p, (one, value)))
        found.sort(key=lambda f: -f[0])
        found = found[:CONSIDERED]
        strongest = found[0][0] if found else 0.0
        nothing = max(1.0 - strongest, LEAST)
        options[name] = [*found, (nothing * (0.02 if name == "quantity" and found else 1.0), None)]
    mended = _repaired([options[n][0][1] for n in NUMBERS], typed)
    if mended is not None:
        return mended
    best, best_score, best_agrees = None, -1e9, None
    for combination in product(*(options[n] for n in NUMBERS)):
        picked = [c[1][0].atom for c in combination if c[1] is not None]
        if len({id(a) for a in picked}) < len(picked):
            continue
        score = sum(log(max(c[0], LEAST)) for c in combination)
        agreed = _agreement([c[1][1] if c[1] is not None else None for c in combination])
        if agreed is not None:
            score += AGREEMENT_BONUS if agreed else -DISAGREEMENT_COST
        if score > best_score:
            best, best_score, best_agrees = combination, score, agreed
    chosen = {n: c[1] for n, c in zip(NUMBERS, best or (), strict=False) if c[1] is not None}
    if best_agrees is not True and (second := second_reading(scored)):
        return Numbers(second.chosen, True)
    return Numbers(chosen, best_agrees)


def _repaired(likeliest: Sequence[tuple[Scored, Decimal] | None], typed: bool) -> Numbers | None:
    """The likeliest numbers with one decimal separator moved, where that alone makes the sum come out.

    A number that was typed without a separator is whole.
    """
    quantity, price, amount, basis, discount = [one[1] if one is not None else None for one in likeliest]
    atoms = [id(one[0].atom) for one in likeliest if one is not None]
    if len(set(atoms)) < len(atoms):  # price and amount at once: once a price is the price, whatever separator moves
        return None
    if quantity is None or price is None or amount is None or agrees(quantity, price, basis, discount, amount):
        return None
    found = repaired(quantity, price, basis, discount, amount)
    if found is None:
        return None
    better = dict(zip(("quantity", "unit_price", "amount"), found, strict=True))
    chosen = {n: (c[0], better.get(n, c[1])) for n, c in zip(NUMBERS, likeliest, strict=True) if c is not None}
    if typed and any(
        c is not None and c[0].atom.text.isdigit() and chosen[n][1] != c[1]
        for n, c in zip(NUMBERS, likeliest, strict=True)
    ):
        return None
    return Numbers(chosen, True)


def _agreement(values: Sequence[Decimal | None]) -> bool | None:
    quantity, price, amount, basis, discount = values
    if quantity is None or price is None or amount is None:
        return None
    return agrees(quantity, price, basis, discount, amount)
