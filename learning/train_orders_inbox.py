"""An inbox as a supplier has it, drawn from the generator and read once: what the confidence in orders learns from.

Reading (OCR above all) takes most of the time and depends on no trained file, so the readings can be kept in a file and
judged again after every training of extraction or matching.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

from extraction.limits import Limits
from extraction.readers import read
from extraction.unpack import unpack
from learning.synth.degrade import KINDS as WAYS
from learning.synth.degrade import degrade
from learning.synth.draw import weighted
from learning.synth.formats.docx_orders import docx_document, text_document
from learning.synth.formats.mails import mail_document
from learning.synth.formats.messages import message_document
from learning.synth.formats.sheets import sheet_document
from learning.synth.ocr_noise import noisy_page
from learning.synth.pdf.families import FAMILIES
from learning.synth.pdf.generate import document, other_document, several_orders, shared_world
from learning.synth.world import World
from models.codec import from_json, to_json
from models.errors import UnreadableDocument
from models.reading import Kind, Part, PartReading, Reading

SEED = 77_000  # of the documents: extraction is trained on other seeds
NOISY = "noisy"
WORLDS = 40
PER_WORLD = 25
# PDFs lead as in life; messages and mails, quickly read, are as many as a bound needs. Real scans take minutes of OCR:
# most are "noisy" instead, clean words misread as OCR does: the confidence learns from them, they bear nothing out.
MIX = {"pdf": 48.0, "scan": 3.0, NOISY: 8.0, "sheet": 6.0, "mail": 30.0, "message": 25.0, "docx": 2.0}
GRADES = ("mild", "mild", "usual", "rough")
_OTHERS, _SEVERAL = 0.04, 0.03  # of the PDFs: no order in it, more than one


@dataclass(frozen=True, slots=True)
class Read:
    """A file of the inbox as read: the world it belongs to, its family of layouts, its truth.

    Mails have no layouts: what a model has not seen of them is a language.
    """

    world: int
    family: str
    kind: str
    truth: dict[str, Any]
    reading: Reading


def inbox(count: int, seed: int = SEED) -> Iterator[Read]:
    """`count` files, read as the service reads them; file i depends on (seed, i) alone. Unreadable ones are left out.

    A photo too poor goes to an agent, whatever anybody's confidence.
    """
    for number in range(count):
        rng = Random(f"inbox/{seed}/{number}")
        at = seed * 1000 + number // PER_WORLD % WORLDS
        kind = weighted(rng, MIX)
        name, data, truth, family = _drawn(rng, shared_world(at), kind, f"inbox_{number:05d}")
        try:
            reading = read_file(name, data)
        except UnreadableDocument:
            continue
        if kind == NOISY:
            reading = misread(rng, reading)
        yield Read(at, family, kind, truth, reading)


def _drawn(rng: Random, home: World, kind: str, name: str) -> tuple[str, bytes, dict[str, Any], str]:
    """A file's name, bytes, truth and family."""
    if kind in ("pdf", "scan", NOISY):
        family = rng.choices(FAMILIES, [f.weight for f in FAMILIES])[0]
        roll = rng.random()
        make = other_document if roll < _OTHERS else several_orders if roll < _OTHERS + _SEVERAL else document
        paper = make(rng, home, family, f"{name}.pdf")
        if kind != "scan":
            return paper.name, paper.data, paper.truth, family.id
        suffix, data = degrade(paper.data, rng.choice(WAYS), rng)
        return name + suffix, data, paper.truth, family.id
    if kind == "docx":
        drawn = rng.choice((docx_document, text_document))(rng, home, name)
    else:
        maker = {"sheet": sheet_document, "mail": mail_document, "message": message_document}[kind]
        drawn = maker(rng, home, name)
    unseen = f"{drawn.family}/{drawn.truth['language']}" if kind == "mail" else drawn.family
    return drawn.name, drawn.data, drawn.truth, unseen


def read_file(name: str, data: bytes) -> Reading:
    """A file in parts, as read; of a mail a part that cannot be read is left out. Raises `UnreadableDocument`."""
    limits = Limits()
    opened = unpack(data, name, limits)
    if opened.envelope is None and len(opened.parts) == 1:
        return Reading((read(opened.parts[0], limits),))
    return Reading(tuple(_part(part, limits) for part in opened.parts), opened.envelope)


def misread(rng: Random, reading: Reading) -> Reading:
    """A clean PDF's reading as if it had been scanned."""
    grade = rng.choice(GRADES)
    parts = (
        replace(part, kind=Kind.SCAN, pages=tuple(noisy_page(page, rng, grade) for page in part.pages))
        for part in reading.parts
    )
    return replace(reading, parts=tuple(parts))


def _part(part: Part, limits: Limits) -> PartReading:
    try:
        return read(part, limits)
    except UnreadableDocument as refused:
        return PartReading(part.name, Kind.EMAIL, part.role, refusal=refused.reason)


def _trade(number: int) -> str:
    """What tells a world from the one that another generator would draw under its number."""
    master = shared_world(number).master
    return f"{master.company.name}/{master.customers[-1].code}/{master.items[-1].sku}/{len(master.price_agreements)}"


def keep(path: Path, files: Iterator[Read]) -> None:
    """Write the readings, one JSON a line, beside and renamed."""
    beside = path.with_name(path.name + ".part")
    with gzip.open(beside, "wt", encoding="utf-8", compresslevel=3) as held:
        for file in files:
            row = {"world": file.world, "family": file.family, "kind": file.kind, "truth": file.truth}
            row |= {"trade": _trade(file.world), "reading": to_json(file.reading).decode()}
            held.write(json.dumps(row) + "\n")
    beside.replace(path)


def kept(path: Path) -> Iterator[Read]:
    """The readings of a file that `keep` wrote; raises ValueError when the generator draws other worlds by now."""
    with gzip.open(path, "rt", encoding="utf-8") as held:
        for line in held:
            row = json.loads(line)
            if row["trade"] != _trade(row["world"]):
                raise ValueError(f"{path}: the generator has changed since these were read")
            reading = from_json(Reading, row["reading"])
            yield Read(row["world"], row["family"], row["kind"], row["truth"], reading)


def main() -> None:
    """`python -m learning.train_orders_inbox FILE [COUNT]`: read an inbox and keep it."""
    import sys

    keep(Path(sys.argv[1]), inbox(int(sys.argv[2]) if len(sys.argv) > 2 else 1500))


if __name__ == "__main__":
    main()
