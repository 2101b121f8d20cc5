"""What the blind sets have in common: a folder of layouts, mails and words, written out as files with their truths."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from benchmarks.strangers.blind.mails import letters
from benchmarks.strangers.blind.pages import Printout, printouts
from benchmarks.strangers.blind.scans import scanned
from benchmarks.strangers.blind.sheets import Sheet, workbooks
from intake.master_csv import load_master
from learning.synth.degrade import Kind
from models.master import MasterData

Drawn = Callable[[MasterData, int, int], Iterator[Printout]]


def nothing_drawn(master: MasterData, copies: int, seed: int) -> Iterator[Printout]:
    """The drawings of a set that prints all its pages."""
    return iter(())


@dataclass(frozen=True, slots=True)
class BlindSet:
    """Where a set's templates and mails lie, its own words (None: the first set's), sheets, scans and drawings."""

    seed: int
    folder: Path
    forms: tuple[tuple[Sheet, dict[str, Any]], ...]
    scans: dict[str, Kind]
    world: dict[str, Any] | None = None
    drawn: Drawn = field(default=nothing_drawn)

    def files(self, master: MasterData, copies: int) -> dict[str, Iterator[Printout]]:
        """The files by the folder they go to; every layout, form and body `copies` times."""
        pages = printouts(master, copies, self.seed, "", self.folder / "templates", self.world)
        mails = self.folder / "mails"
        pdfs = list(chain(pages, self.drawn(master, copies, self.seed)))
        return {
            "pdf": iter(pdfs),
            "sheet": workbooks(master, self.seed, copies, self.forms),
            "mail": letters(master, self.seed, copies, mails, self.world) if mails.is_dir() else iter(()),
            "scan": scanned(pdfs, self.seed, self.scans),
        }


def write(chosen: BlindSet, arguments: list[str], usage: str | None) -> int:
    """Write all kinds (COPIES of each layout, form and body, 2 unless said); their numbers go to standard output."""
    if len(arguments) < 2:
        print(usage)
        return 2
    if not Path(arguments[0], "customers.csv").is_file():
        print("no master data there: nothing printed")
        return 0
    copies = int(arguments[2]) if len(arguments) > 2 else 2
    for kind, files in chosen.files(load_master(Path(arguments[0])), copies).items():
        found = list(files)
        for file in found:
            file.write(Path(arguments[1]) / kind)
        print(kind, len(found))
    return 0
