"""What one taught document of a layout is worth for the next of that layout, before and after.

    python -m benchmarks.taught_once MASTER FOLDER [FOLDER …] [--errors FILE]

Files come in copies of a layout (`NAME_0.pdf`, `NAME_1.pdf`, each with its truth beside): the first copy is taught as
by `carnet teach`, the others are judged. Every layout is taught alone; then all in one place, where what one of them
taught must not harm another.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from rich.console import Console

from app.process import Bench, open_bench
from app.teach import lessons_of
from learning.accuracy import Accuracy, add_file, figures
from models.knowledge import Form, Knowledge, SenderClue
from pipeline.reading import read_file

Json = dict[str, Any]
_COPY = re.compile(r"(.+)_(\d+)")


@dataclass(frozen=True, slots=True)
class Copy:
    """A file of a layout, and its truth."""

    path: Path
    truth: Json


@dataclass(slots=True)
class Memory:
    """What was taught, as a home would hold it."""

    known: dict[str, Knowledge] = field(default_factory=dict)
    clues: tuple[SenderClue, ...] = ()
    forms: tuple[Form, ...] = ()

    def of(self, customer_code: str) -> Knowledge:
        return self.known.get(customer_code, Knowledge(customer_code))


def layouts(folders: Iterable[Path]) -> dict[str, list[Copy]]:
    """The copies of each layout that has more than one, in sequence."""
    found: dict[str, list[Copy]] = defaultdict(list)
    for folder in folders:
        for told in sorted(folder.glob("*.truth.json")):
            truth = json.loads(told.read_text("utf-8"))
            name = _COPY.fullmatch(told.name.removesuffix(".truth.json"))
            if name is not None:
                found[f"{folder}/{name[1]}"].append(Copy(folder / truth["file"], truth))
    return {name: copies for name, copies in found.items() if len(copies) > 1}


def on(bench: Bench, memory: Memory) -> Bench:
    """The bench with what was taught."""
    return replace(bench, desk=replace(bench.desk, knowledge_of=memory.of, clues=memory.clues, forms=memory.forms))


def taught(bench: Bench, copy: Copy, *memories: Memory) -> None:
    """The memories after a file, read with nothing known, was confirmed as its truth has it."""
    reading = read_file(copy.path.read_bytes(), copy.path.name, bench.limits)
    for lesson in lessons_of(bench.desk, reading, copy.truth):
        for memory in memories:
            if lesson.form is not None:
                memory.forms = (*memory.forms, lesson.form)
            customer = lesson.confirmed.customer.best
            if customer is not None:
                learnt = bench.desk.learn(lesson, memory.of(customer), memory.clues)
                memory.known[customer], memory.clues = learnt.knowledge, learnt.clues


def groups_of(copies: Sequence[Copy]) -> str:
    """Whether the copies come from one known customer, several, or somebody unknown."""
    codes = {order.get("customer_code") for copy in copies for order in copy.truth["orders"]}
    if None in codes:
        return "unknown customers"
    return "one customer" if len(codes) == 1 else "several customers"


def judged(bench: Bench, copies: Mapping[str, Sequence[Copy]]) -> dict[tuple[str, str], Accuracy]:
    """The tally by group of layouts and by what was taught before."""
    told: dict[tuple[str, str], Accuracy] = defaultdict(Accuracy)
    together, alone = Memory(), {name: Memory() for name in copies}
    for name, listed in copies.items():
        taught(bench, listed[0], alone[name], together)
    for name, listed in copies.items():
        benches = {"nothing": bench, "its layout": on(bench, alone[name]), "all layouts": on(bench, together)}
        for copy in listed[1:]:
            for state, own in benches.items():
                said = own.work(copy.path)
                for group in ("all", groups_of(listed)):
                    add_file(told[group, state], copy.truth, said)
    return told


def _row(tally: Accuracy) -> str:
    told = figures(tally)
    rates = told["rates"]

    def of(value: float | None) -> str:
        return "   -" if value is None else f"{100 * value:6.1f}"

    touchless = told["touchless"]
    return (
        f"{tally.orders:5} {of(told['header_micro']['lenient_f1'])} {of(told['line_exact']['f1'])}"
        f" {of(rates['perfect_order']['rate'])} {of(rates['perfect_order_matched']['rate'])}"
        f" {of(touchless['rate'])} {touchless['errors']:4}"
        f" {of(told['risk_coverage']['at_most_1_percent']['touchless_rate'])}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("master", type=Path, nargs="?")
    parser.add_argument("folders", type=Path, nargs="*")
    parser.add_argument("--errors", type=Path)
    chosen = parser.parse_args()
    if chosen.master is None:
        print("no master data and no folder of documents was given: nothing measured")
        return
    bench = open_bench(chosen.master, None, Console())
    told = judged(bench, layouts(chosen.folders))
    print(f"{'layouts of':20}{'taught':14}orders header  lines perfect matched touchless wrong at 1 %")
    for (group, state), tally in sorted(told.items(), key=lambda kv: (kv[0][0], len(kv[0][1]))):
        print(f"{group:20}{state:14}{_row(tally)}")
    if chosen.errors is not None:
        with chosen.errors.open("w", encoding="utf-8", newline="") as file:
            rows = (
                (state, *wrong) for (group, state), tally in told.items() if group == "all" for wrong in tally.wrong
            )
            csv.writer(file).writerows(rows)


if __name__ == "__main__":
    main()
