"""Processor milliseconds a page from file to checked order, step by step, beside pdfplumber's listing of the words.

    python -m benchmarks.pipeline_speed [--documents N] [--items N] [--customers N] [--profile FILE]

Documents of the repo's own generator, one or a few pages each, with a text layer; the master data are of the size
asked for. Processor time, the best of three rounds, after a first one that warms up; with OMP_NUM_THREADS=1, as
`make bench` and the command `carnet` set it: more threads only wait for each other.
"""

from __future__ import annotations

import argparse
import cProfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pypdfium2

from app import long_lived
from benchmarks.read_speed import plumber
from extraction.limits import Limits
from learning.brain import load_brain
from learning.synth.pdf.families import FAMILIES
from learning.synth.pdf.generate import document
from learning.synth.world import Sizes, World, world
from models.match import MatchedOrder
from models.reading import ExtractedOrder, Reading
from pipeline.desk import Desk
from pipeline.machine import Circumstances
from pipeline.reading import read_file
from pipeline.steps import judge

ROUNDS = 3
SEED = 11


def printed(home: World, count: int) -> list[bytes]:
    """Documents of as many families."""
    rng = Random(SEED)
    return [document(rng, home, FAMILIES[i % len(FAMILIES)], f"{i}.pdf").data for i in range(count)]


def cost(work: Callable[[], object], pages: int) -> float:
    """Processor milliseconds a page, the best of the rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        started = time.process_time()
        work()
        best = min(best, time.process_time() - started)
    return 1000 * best / pages


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--documents", type=int, default=60)
    arguments.add_argument("--items", type=int, default=6000)
    arguments.add_argument("--customers", type=int, default=600)
    arguments.add_argument("--profile", type=Path, help="where to write the profile of the extraction")
    chosen = arguments.parse_args()
    home = world(SEED, Sizes(items=chosen.items, customers=chosen.customers))
    desk = Desk.build(home.master, load_brain())
    long_lived.settle()
    files = printed(home, chosen.documents)
    pages = sum(len(pypdfium2.PdfDocument(data)) for data in files)
    today = Circumstances(datetime.now(UTC).date())

    def read() -> list[Reading]:
        return [read_file(data, "order.pdf", Limits()) for data in files]

    def extract(readings: list[Reading]) -> list[ExtractedOrder]:
        return [order for reading in readings for order in desk.extract(reading).orders]

    def match(orders: list[ExtractedOrder]) -> list[MatchedOrder]:
        return [desk.match(order) for order in orders]

    readings = read()
    orders = extract(readings)
    matched = match(orders)
    whole = readings[0]
    base = sum(cost(lambda data=data: plumber(data), 1) for data in files) / pages  # type: ignore[misc]
    steps: dict[str, Callable[[], object]] = {
        "read": read,
        "extract": lambda: extract(read()),
        "match": lambda: match(orders),
        "check": lambda: [judge(desk, order, whole, today) for order in matched],
    }
    spent = {name: cost(work, pages) for name, work in steps.items()}
    spent["extract"] -= spent["read"]  # a fresh reading each time: what is remembered of a page must not count
    print(f"{len(files)} documents, {pages} pages, {chosen.items} items, {chosen.customers} customers")
    for name, value in {"pdfplumber, words": base, **spent, "read to check": sum(spent.values())}.items():
        print(f"{name:20} {value:8.2f} ms a page {value / base:7.2f}")
    if chosen.profile:
        profile = cProfile.Profile()
        profile.runcall(lambda: extract(read()))
        profile.dump_stats(chosen.profile)


if __name__ == "__main__":
    main()
