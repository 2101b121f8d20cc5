"""Draws the examples the header is trained on: PDFs, sheets and mails of seeded worlds, read by the real readers."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from extraction.gazetteer import Gazetteer
from extraction.limits import Limits
from extraction.readers import read
from learning.synth.formats.mails import mail_document
from learning.synth.formats.sheets import sheet_document
from learning.synth.pdf.generate import SynthDocument, generate, shared_world
from learning.train_header_data import Example, of_format, roles_by_overlap, sent_on
from learning.train_header_work import mapped
from models.master import MasterData
from models.reading import Part

SEED = 4242
WORLDS = 3
LOT = 50
FOREIGN_SHARE = 0.2  # of the PDFs: read with another supplier's master data, so that nothing on the page is known
FOREIGN_WORLD = 2  # the first world of a seed that a lot's documents do not live in

_BY_ID: dict[int, tuple[MasterData, Gazetteer]] = {}


def gazetteer_of(master: MasterData) -> Gazetteer:
    """One gazetteer a world; the world is kept with it, so that its identity stays its own."""
    key = id(master)
    if key not in _BY_ID:
        _BY_ID[key] = master, Gazetteer.build(master)
    return _BY_ID[key][1]


def pdf_examples(count: int, seed: int = SEED) -> list[Example]:
    """Drawn PDFs; a file of several orders gives one example an order."""
    foreign, rng = shared_world(seed * 1000 + FOREIGN_WORLD).master, Random(f"header/foreign/{seed}")
    return [
        example
        for document in generate(seed, count)
        for example in of_pdf(document, foreign if rng.random() < FOREIGN_SHARE else document.master)
    ]


def of_pdf(document: SynthDocument, master: MasterData) -> Iterator[Example]:
    """The examples of a drawn PDF, as our reader reads it for the supplier of some master data."""
    reading = read(Part(document.name, document.data), Limits())
    marks = [(mark.page, mark.box, mark.role) for mark in document.marks]
    for order in document.truth["orders"]:
        numbers = set(order.get("pages") or [page.number for page in reading.pages])
        pages = tuple(page for page in reading.pages if page.number in numbers)
        if pages:
            yield Example(
                document.name, document.family, "pdf", pages, roles_by_overlap(pages, marks), order,
                gazetteer_of(master), None, document.language,
            )  # fmt: skip


def sheet_examples(count: int, seed: int = SEED) -> list[Example]:
    result: list[Example] = []
    for index in range(count):
        world = shared_world(seed * 1000 + index % WORLDS)
        document = sheet_document(Random(f"header/sheet/{seed}/{index}"), world, f"sheet_{seed}_{index:05d}")
        result.extend(of_format(document, gazetteer_of(world.master), None))
    return result


def mail_examples(count: int, seed: int = SEED) -> list[Example]:
    result: list[Example] = []
    for index in range(count):
        world = shared_world(seed * 1000 + index % WORLDS)
        kind = ("order", "order", "order", "order", "change", "cancellation")[index % 6]
        document = mail_document(Random(f"header/mail/{seed}/{index}"), world, f"mail_{seed}_{index:05d}", kind)
        result.extend(of_format(document, gazetteer_of(world.master), sent_on(document.data)))
    return result


def all_examples(pdf: int, sheet: int, mail: int, jobs: int, seed: int = SEED) -> list[Example]:
    """All kinds, drawn in lots of LOT documents; each lot has worlds of its own."""
    makers = (("pdf", pdf, pdf_examples), ("sheet", sheet, sheet_examples), ("mail", mail, mail_examples))
    lots = [
        (make, min(LOT, count - start), seed * 100 + start // LOT)
        for _, count, make in makers
        for start in range(0, count, LOT)
    ]
    drawn = mapped(lambda lot: lot[0](lot[1], lot[2]), lots, jobs)
    return [example for lot in drawn for example in lot]
