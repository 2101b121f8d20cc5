"""What confirmed orders of a customer are worth: items and places on its next orders, by the number confirmed before.

    python -m benchmarks.learning [--customers 16] [--seed 7] [--trained DIR]

Every customer has a way of its own: numbers of its own, words of its own for our items, or both, and never ours. The
same next orders are matched after 0, 1, 5 and 20 confirmed ones, from a catalogue without any history.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from benchmarks.stream import confirmed
from learning import artifacts
from learning.calibration import coverage, coverage_at_error
from learning.memory import remember
from learning.synth.content import LineContent
from learning.synth.draw import pattern
from learning.synth.orders import draw_order
from learning.synth.world import MEDIUM, World, world
from learning.train_matching_cases import Case, draw_case
from matching import MasterIndex, MatchingModels, identify
from matching.none_of_ours import match_as_learnt
from models.knowledge import Knowledge, SenderClue
from models.master import Customer
from models.reading import ExtractedLine, Field

TAUGHT = (0, 1, 5, 20)
NEXT = 8  # orders that are judged
ASSORTMENT = 45  # items that a customer buys
WAYS = ("own_numbers", "own_words", "both", "our_words")
SURE = 0.95
START = datetime(2026, 1, 1, tzinfo=UTC)
_NICKNAMES = ("Halle {n}", "Regal {n} links", "wie immer {n}", "line {n} part", "Typ {n}", "kit {n}", "repuesto {n}")


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: how sure (0 where it was left open), whether right, whether the truth was among the first five."""

    sure: float
    right: bool
    listed: bool


def private_words(text: str, rng: Random) -> str:
    """A description as a customer's own system has it: cut, turned about, at times a name that says nothing."""
    if rng.random() < 0.25:
        return rng.choice(_NICKNAMES).format(n=rng.randint(1, 400))
    words = [w[: rng.randint(3, 5)] if w.isalpha() and len(w) > 5 else w for w in text.split()]
    kept = [w for w in words if rng.random() < 0.75] or words
    if rng.random() < 0.4:
        rng.shuffle(kept)
    return " ".join(kept)


@dataclass(frozen=True, slots=True)
class Named:
    """What a customer buys, and how it calls it."""

    line: LineContent
    code: str
    text: str


def assortment(rng: Random, made: World, customer: Customer, way: str) -> list[Named]:
    """The items of a customer in its own words and under its own numbers; no two share a name."""
    shape = rng.choice(("######", "@@-####", "##.###.##", "@###"))
    found: dict[str, Named] = {}
    while len(found) < ASSORTMENT:
        for line in draw_order(rng, made, customer).printed_lines:
            if line.sku is None or line.sku in found:
                continue
            text = private_words(line.description, rng) if way in ("own_words", "both") else line.description
            code = pattern(rng, shape) if way in ("own_numbers", "both") else ""
            if all(n.text != text and (not code or n.code != code) for n in found.values()):
                found[line.sku] = Named(line, code, text)
    return list(found.values())[:ASSORTMENT]


def orders_of(rng: Random, made: World, customer: Customer, way: str, count: int) -> Iterator[Case]:
    """Orders in sequence; what is bought often comes back often. No line prints a code of ours."""
    own = assortment(rng, made, customer, way)
    weights = [1 / (1 + i) ** 0.6 for i in range(len(own))]
    orders = [draw_order(rng, made, customer) for _ in range(2)]
    places = [replace(draw_case(rng, made, o), ship_to=o.ship_to_code) for o in orders]
    for _ in range(count):
        base = rng.choices(places, (4, 1))[0]  # most goes to one place, which is written in one way
        bought = list({id(n): n for n in rng.choices(own, weights, k=rng.randint(2, 9))}.values())
        drawn = tuple(_line(n, base.order.lines[0] if base.order.lines else ExtractedLine()) for n in bought)
        yield Case(
            replace(base.order, lines=drawn),
            base.customer,
            base.ship_to,
            tuple(n.line.sku for n in bought),
            tuple(n.line.sku_quantity for n in bought),
        )


def _line(named: Named, like: ExtractedLine) -> ExtractedLine:
    """The line as read; prices only where the customer prints them."""
    line = named.line
    return ExtractedLine(
        description=Field(named.text, 0.97, "text_layer"),
        buyer_item_code=Field(named.code, 0.97, "text_layer") if named.code else None,
        quantity=Field(line.quantity, 0.97, "text_layer"),
        unit=Field(line.unit, 0.97, "text_layer"),
        unit_price=Field(line.unit_price, 0.97, "text_layer") if like.unit_price and line.unit_price else None,
    )


def answers(
    orders: Sequence[Case], taught: int, index: MasterIndex, models: MatchingModels
) -> tuple[list[Answer], list[Answer]]:
    """Lines and ship-to addresses of the last orders after `taught` confirmed ones just before them."""
    known, clues = Knowledge(), tuple[SenderClue, ...]()
    judged = orders[-NEXT:]
    for number, case in enumerate(orders[: len(orders) - NEXT][len(orders) - NEXT - taught :]):
        found = match_as_learnt(case.order, identify(case.order, index, models, clues), index, known, models)
        at = START + timedelta(days=number)
        learnt = remember(found, confirmed(case, found), None, at, known, clues, index)
        known, clues = learnt.knowledge, learnt.clues
    lines, places = [], []
    for case in judged:
        customer = identify(case.order, index, models, clues)
        held = known if customer.best == case.customer else Knowledge()
        found = match_as_learnt(case.order, customer, index, held, models)
        places.append(
            Answer(found.ship_to.confidence if found.ship_to.best else 0.0, found.ship_to.best == case.ship_to, True)
        )
        for line, sku in zip(found.lines, case.skus, strict=True):
            listed = sku in [c.target for c in line.item.candidates]
            lines.append(Answer(line.item.confidence if line.item.best else 0.0, line.item.best == sku, listed))
    return lines, places


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--customers", type=int, default=16)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--trained", type=Path, default=artifacts.TRAINED)
    chosen = parser.parse_args()
    models = MatchingModels.from_payload(artifacts.load("matching", chosen.trained))
    made = world(chosen.seed, MEDIUM)
    index = MasterIndex.build(replace(made.master, history=(), cross_references=()))
    told: dict[tuple[str, int], list[Answer]] = defaultdict(list)
    for number, customer in enumerate(made.master.customers[: chosen.customers]):
        way = WAYS[number % len(WAYS)]
        orders = list(orders_of(Random(f"learning/{chosen.seed}/{number}"), made, customer, way, max(TAUGHT) + NEXT))
        for taught in TAUGHT:
            lines, places = answers(orders, taught, index, models)
            told[way, taught] += lines
            told["all lines", taught] += lines
            told["ship-to", taught] += places
    _print(told)


def _print(told: Mapping[tuple[str, int], Sequence[Answer]]) -> None:
    print(f"{'':14}{'taught':>7}{'n':>6}{'right':>8}{'listed':>8}{'at 1 %':>8}{f'sure {SURE}':>11}{'wrong':>8}")
    for (name, taught), rows in sorted(told.items()):
        sure, right = [a.sure for a in rows], [a.right for a in rows]
        share, wrong = coverage(sure, right, SURE)
        print(
            f"{name:14}{taught:7}{len(rows):6}{sum(right) / len(rows):8.3f}"
            f"{sum(a.listed for a in rows) / len(rows):8.3f}{coverage_at_error(sure, right, 0.01):8.3f}"
            f"{share:11.3f}{wrong:8.4f}"
        )


if __name__ == "__main__":
    main()
