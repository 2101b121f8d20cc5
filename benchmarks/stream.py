"""A simulated year of orders with corrections: accuracy and what may go unseen, with learning and without.

    python -m benchmarks.stream [--orders 600] [--seed 5] [--trained DIR]

Every order is matched, then an agent confirms the truth; with learning, that is remembered before the next one comes.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from math import prod
from pathlib import Path
from random import Random

from learning import artifacts
from learning.calibration import coverage_at_error
from learning.memory import remember
from learning.synth.world import SMALL, World, world
from learning.train_matching_cases import Case, draw_case
from matching import MasterIndex, MatchingModels, identify
from matching.none_of_ours import match_as_learnt
from models.knowledge import Knowledge, SenderClue
from models.match import MatchedOrder, MatchResult

PARTS = 5  # the year is told in so many parts
START = datetime(2026, 1, 1, tzinfo=UTC)


def year(seed: int, count: int) -> tuple[World, list[Case]]:
    """Orders in sequence; what a customer calls things stays the same through the year, as with real ones."""
    made = world(seed, replace(SMALL, customers=12))
    rng = Random(f"stream/{seed}")
    basket: dict[str, list[Case]] = defaultdict(list)
    found = []
    for _ in range(count):
        case = replace(draw_case(rng, made), knowledge=Knowledge(), senders=())
        # Half of the orders repeat an earlier one of the same customer: its wording and codes come back.
        if case.customer and basket[case.customer] and rng.random() < 0.5:
            case = rng.choice(basket[case.customer])
        if case.customer:
            basket[case.customer].append(case)
        found.append(case)
    return made, found


def confirmed(case: Case, found: MatchedOrder) -> MatchedOrder:
    """The order as an agent approves it."""
    lines = []
    for line, sku, stock in zip(found.lines, case.skus, case.stock, strict=True):
        quantity = line.line.quantity
        right = replace(quantity, value=stock, source="agent") if quantity is not None and stock is not None else None
        lines.append(replace(line, item=MatchResult(sku, 1.0), stock_quantity=right))
    return replace(
        found, customer=MatchResult(case.customer, 1.0), ship_to=MatchResult(case.ship_to, 1.0), lines=tuple(lines)
    )


Told = tuple[float, bool]  # how sure, and whether right


@dataclass(frozen=True, slots=True)
class Matched:
    """An order of the year: how many of its customer were confirmed before, its lines, and the order as a whole."""

    confirmed_before: int
    lines: tuple[Told, ...]
    whole: Told


def run(cases: Sequence[Case], index: MasterIndex, models: MatchingModels, learns: bool) -> Iterator[Matched]:
    """The year, order by order."""
    known: dict[str, Knowledge] = {}
    clues: tuple[SenderClue, ...] = ()
    for number, case in enumerate(cases):
        customer = identify(case.order, index, models, clues)
        held = known.get(customer.best or "", Knowledge(customer.best or ""))
        found = match_as_learnt(case.order, customer, index, held, models)
        lines = tuple((x.item.confidence, x.item.best == sku) for x, sku in zip(found.lines, case.skus, strict=True))
        before = known[case.customer].confirmed_orders if case.customer in known else 0
        yield Matched(before, lines, as_a_whole(found, case, lines))
        if learns and case.customer:
            own = known.get(case.customer, Knowledge(case.customer))
            at = START + timedelta(hours=number * 14)
            learnt = remember(found, confirmed(case, found), None, at, own, clues, index)
            known[case.customer], clues = learnt.knowledge, learnt.clues


def as_a_whole(found: MatchedOrder, case: Case, lines: Sequence[Told]) -> Told:
    """The order is as sure as all its matches together, and right when all are (stock quantities too)."""
    parts = [found.customer.confidence, found.ship_to.confidence, *(sure for sure, _ in lines)]
    stock = [x.stock_quantity for x in found.lines]
    parts += [q.confidence for q in stock if q is not None]
    right = all(ok for _, ok in lines) and (found.customer.best, found.ship_to.best) == (case.customer, case.ship_to)
    counted = all(q is None or q.value == true for q, true in zip(stock, case.stock, strict=True) if true is not None)
    return prod(parts), right and counted


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--orders", type=int, default=600)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--trained", type=Path, default=artifacts.TRAINED)
    chosen = parser.parse_args()
    models = MatchingModels.from_payload(artifacts.load("matching", chosen.trained))
    made, cases = year(chosen.seed, chosen.orders)
    index = MasterIndex.build(replace(made.master, history=()))  # a new installation: nothing known but the catalogue
    for learns in (False, True):
        told = list(run(cases, index, models, learns))
        size = max(1, len(told) // PARTS)
        print("with learning" if learns else "without learning")
        for part in range(PARTS):
            print(f"  part {part + 1}: {_figures(told[part * size : (part + 1) * size])}")
        if learns:
            bands: dict[int, list[Matched]] = defaultdict(list)
            for one in told:
                bands[min(one.confirmed_before // 10, 2)].append(one)
            for band, some in sorted(bands.items()):
                print(f"  after {band * 10}+ confirmed orders ({len(some)}): {_figures(some)}")


def _figures(some: Sequence[Matched]) -> str:
    lines = [line for one in some for line in one.lines]
    whole = [one.whole for one in some]
    return (
        f"lines right {_share(lines):.3f}, unseen at 1 % error {_accepted(lines):.3f}; "
        f"orders right {_share(whole):.3f}, unseen at 1 % {_accepted(whole):.3f}"
    )


def _share(rows: Sequence[Told]) -> float:
    return sum(right for _, right in rows) / max(len(rows), 1)


def _accepted(rows: Sequence[Told]) -> float:
    return coverage_at_error([c for c, _ in rows], [r for _, r in rows], 0.01)


if __name__ == "__main__":
    main()
