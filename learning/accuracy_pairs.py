"""Which order of an answer is which of the truth, and which line: the pairs of greatest likeness. Pure."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.optimize import linear_sum_assignment

from learning.accuracy_answer import Json, SaidLine, SaidOrder
from learning.accuracy_values import code, nearness, same, same_code, similar
from models.reading import HEADER_FIELDS

IDENTIFIERS = ("gtin", "supplier_item_code", "buyer_item_code", "description")
LINE_FLOOR = 1.0
LINE_WEIGHTS = (
    ("gtin", 3.0),
    ("supplier_item_code", 3.0),
    ("buyer_item_code", 3.0),
    ("quantity", 1.5),
    ("unit_price", 1.5),
    ("amount", 1.0),
    ("line_no", 1.0),
)


def pair(rows: int, columns: int, similarity: Callable[[int, int], float], floor: float) -> list[tuple[int, int]]:
    """The one-to-one pairs (row, column) of greatest total similarity; those below `floor` are left out."""
    if not rows or not columns:
        return []
    table = np.array([[similarity(i, j) for j in range(columns)] for i in range(rows)])
    picked = zip(*linear_sum_assignment(table, maximize=True), strict=True)
    return [(int(i), int(j)) for i, j in picked if table[i, j] >= floor]


def pair_orders(truths: list[Json], said: list[SaidOrder]) -> dict[int, int]:
    """Every order of the side that has fewer gets its partner; of equals the nearer in the file."""

    def likeness(i: int, j: int) -> float:
        return order_likeness(truths[i], said[j]) - 0.001 * abs(i - j)

    return dict(pair(len(truths), len(said), likeness, float("-inf")))


def pair_lines(truths: list[Json], said: tuple[SaidLine, ...]) -> dict[int, int]:
    """Lines that have something in common; of equals the nearer in the order."""

    def likeness(i: int, j: int) -> float:
        return line_likeness(truths[i], said[j]) - 0.0001 * abs(i - j)

    return dict(pair(len(truths), len(said), likeness, LINE_FLOOR))


def order_likeness(order: Json, said: SaidOrder) -> float:
    """How much an order of the truth and one of an answer look like the same one."""
    score = 0.0
    for name in HEADER_FIELDS:
        t, p = order.get(name), said.cells[name].value
        if t is not None and p is not None and similar(name, t, p):
            score += 5 if name == "po_number" else 0.3
    pages = set(order.get("pages") or [])
    if pages and said.pages:
        score += 2 * len(pages & said.pages) / len(pages | said.pages)
    lines = order.get("lines") or []
    codes = {code(x[k]) for x in lines for k in IDENTIFIERS if x.get(k)}
    seen = {code(v) for x in said.lines for k in IDENTIFIERS if (v := x.cells[k].value) is not None}
    if codes and seen:
        score += 3 * len(codes & seen) / len(codes | seen)
    return score - 0.05 * abs(len(lines) - len(said.lines))


def line_likeness(line: Json, said: SaidLine) -> float:
    """How much a line of the truth and a line of an answer look like the same one; `LINE_FLOOR` is the least."""
    score = 0.0
    for name, weight in LINE_WEIGHTS:
        t, p = line.get(name), said.cells[name].value
        if t is not None and p is not None and same(name, t, p):
            score += weight
    t, p = line.get("description"), said.cells["description"].value
    if t is not None and p is not None:
        score += 3 * nearness(t, p)
    sku, found = line.get("sku"), said.item.code
    return score + (1 if sku and found and same_code(sku, found) else 0)
