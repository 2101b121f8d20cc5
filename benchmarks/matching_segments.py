"""Accuracy of matching by segment on worlds that no model has seen, and the commonest confusions.

    python -m benchmarks.matching_segments [--worlds 2] [--orders 80] [--trained DIR]

Items by what the line prints and what is known of the customer; customers, ship-to addresses, and strangers left open.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from rapidfuzz.fuzz import token_sort_ratio

from learning import artifacts
from learning.synth.world import MEDIUM
from learning.train_matching import Plan, Stage, stages
from learning.train_matching_cases import Case
from learning.train_matching_figures import matched
from matching import MasterIndex, MatchingModels
from matching.shiptos import place_stated
from matching.similarity import words
from models.match import MatchedLine, MatchResult

NEAR = 92.0  # per cent of likeness from which another item's text is a near-duplicate
MOST = 10
Tally = dict[str, list[tuple[bool, bool]]]  # segment → (right, among the first five)


def segments(line: MatchedLine, sku: str | None, case: Case, index: MasterIndex) -> Iterator[str]:
    """The segments that a line with the true item `sku` belongs to."""
    if sku is None:
        yield "item unknown, left open"
        return
    yield "item, all"
    if line.line.supplier_item_code or line.line.gtin:
        yield "item, our code printed"
        return
    yield "item, the customer's code" if line.line.buyer_item_code else "item, description only"
    bought = sku in index.habits.get(case.customer or "", {})
    yield "item, history known" if bought else "item, never bought"
    if not index.habits.get(case.customer or ""):
        yield "item, new customer"
    if near_duplicate(sku, line, index):
        yield "item, near-duplicates"


def near_duplicate(sku: str, line: MatchedLine, index: MasterIndex) -> bool:
    """Whether a candidate's text is all but that of the true item."""
    own = text_of(sku, index)
    others = [c.target for c in line.item.candidates if c.target != sku]
    return any(token_sort_ratio(own, text_of(other, index)) >= NEAR for other in others)


def text_of(sku: str, index: MasterIndex) -> str:
    item = index.items.get(sku)
    return item.descriptions[0][1].lower() if item else ""


def tally(stage: Stage, models: MatchingModels, seen: Tally, confused: Counter[str]) -> None:
    """Add one world."""
    for case in stage.cases:
        found = matched(case, stage.index, models)
        _add(seen, "customer" if case.customer else "customer unknown, left open", found.customer, case.customer)
        if case.customer and found.customer.best == case.customer and place_stated(case.order):
            _add(seen, "ship-to" if case.ship_to else "ship-to unknown, left open", found.ship_to, case.ship_to)
        for line, sku in zip(found.lines, case.skus, strict=True):
            for name in segments(line, sku, case, stage.index):
                _add(seen, name, line.item, sku)
            if line.item.best != sku:
                confused[difference(sku, line.item.best, stage.index)] += 1


def _add(seen: Tally, name: str, result: MatchResult, truth: str | None) -> None:
    right = result.best == truth
    seen[name].append((right, right or truth in [c.target for c in result.candidates[:5]]))


def difference(true: str | None, said: str | None, index: MasterIndex) -> str:
    """What tells the true item from the one taken for it, in words."""
    if true is None or said is None:
        return "taken for an item though it is none" if true is None else "an item, but left open"
    a, b = Counter(words(text_of(true, index))), Counter(words(text_of(said, index)))
    missing, more = sorted((a - b).elements()), sorted((b - a).elements())
    kind = "number" if all(any(c.isdigit() for c in w) for w in (*missing, *more)) else "word"
    return f"{next(iter(a), '?')}: a {kind} ({' '.join(missing) or '-'} / {' '.join(more) or '-'})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--worlds", type=int, default=2)
    parser.add_argument("--orders", type=int, default=80)
    parser.add_argument("--trained", type=Path, default=artifacts.TRAINED)
    chosen = parser.parse_args()
    models = MatchingModels.from_payload(artifacts.load("matching", chosen.trained))
    seen: Tally = defaultdict(list)
    confused: Counter[str] = Counter()
    for stage in stages(Plan((MEDIUM,), (0, 0, 0, chosen.worlds), chosen.orders), 3):
        tally(stage, models, seen, confused)
    print(f"{'segment':32}{'n':>7}{'first':>8}{'first five':>12}")
    for name in sorted(seen):
        rows = seen[name]
        first, five = (sum(row[i] for row in rows) / len(rows) for i in (0, 1))
        print(f"{name:32}{len(rows):7}{first:8.3f}{five:12.3f}")
    print("commonest confusions")
    for what, count in confused.most_common(MOST):
        print(f"  {count:4}  {what}")


if __name__ == "__main__":
    main()
