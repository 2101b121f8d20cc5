"""Words and numbers that OCR finds, by degradation, language and engine, with processor seconds a page.

    python -m benchmarks.ocr_accuracy [--pages N] [--kinds a,b] [--languages fr,de] [--ways ours,rapid] [--save FILE]

Generated orders in six languages are printed, degraded as scanners, fax machines and phones do, and read. The truth is
the text layer of the PDFs before they were degraded. Ways: an engine on the picture as it came (`raw-`), the same after
our preparation, the preparation alone, and ours as it runs. Processor time, not wall time: a busy machine does not
matter.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import cv2
import numpy as np

from extraction.limits import Limits
from extraction.ocr.picture import Grey, to_grey
from extraction.ocr.prepare import prepare
from extraction.ocr.reading import ENGINES, read_picture
from extraction.ocr.tesseract import TesseractEngine
from extraction.readers import image, pdf
from extraction.readers.pdf_ocr import native_dpi, rendered
from extraction.readers.pdf_page import read_layer
from learning.synth.degrade import degrade
from models.reading import Part

LANGUAGES = ("fr", "en", "de", "es", "it", "nl")
KINDS = ("clean300", "scan200", "skewed", "lowres", "fax", "faint", "stamped", "photo")
LOW_DPI = 110  # "lowres": a 200 dpi scan that a mail program made small
DEGRADATION_OF = {"lowres": "scan200"}
SEED = 7107


@dataclass(frozen=True, slots=True)
class Row:
    """One page read one way; shares 0-1, processor seconds."""

    kind: str
    language: str
    way: str
    words: float
    numbers: float
    seconds: float


def documents(language: str, count: int) -> Iterator[bytes]:
    """Generated orders in one language, as PDFs with a text layer of at least thirty words on the first page."""
    from learning.synth.pdf.generate import generate

    found = 0
    for document in generate(SEED, 400, others=0.0, several=0.0):
        if document.language == language and len(truth_of(document.data)) >= 30:
            yield document.data
            found += 1
            if found == count:
                return


def truth_of(data: bytes) -> list[str]:
    return [word.text for word in pdf.read_pdf(Part("t.pdf", data), Limits()).pages[0].words]


def degraded(data: bytes, kind: str, seed: int) -> Grey:
    """The first page as pixels, as our readers get them out of the degraded file."""
    suffix, file = degrade(data, DEGRADATION_OF.get(kind, kind), random.Random(seed))  # type: ignore[arg-type]
    if suffix == ".pdf":
        document = pdf.open_pdf(file)
        layer = read_layer(document, 0)
        pixels = rendered(document, 0, native_dpi(document, 0, layer), layer.turn, Limits())
    else:
        pixels = next(iter(image.frames(image.opened(file, Limits()), Limits())))[0]
    if kind == "lowres":
        factor = LOW_DPI * 11.69 / max(pixels.shape)
        pixels = cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    return to_grey(np.asarray(pixels))


PATIENT = {**ENGINES, "tesseract": TesseractEngine(timeout_s=3600)}  # a busy machine shall not end the measuring


def alone(engine: str, picture: Grey, language: str) -> list[str]:
    return [word.text for word in PATIENT[engine].read(picture, (language,) if engine == "tesseract" else ())]


WAYS: dict[str, Callable[[Grey, str], list[str]]] = {
    "raw-tesseract": lambda picture, language: alone("tesseract", picture, language),
    "raw-rapid": lambda picture, language: alone("rapid", picture, language),
    "prepare": lambda picture, language: [str(prepare(picture).unwarped)],
    "tesseract": lambda picture, language: alone("tesseract", prepare(picture).text, language),
    "rapid": lambda picture, language: alone("rapid", prepare(picture).text, language),
    "ours": lambda picture, language: [word.text for word in read_picture(picture).page.words],
}


def recall(seen: Sequence[str], truth: Sequence[str]) -> tuple[float, float]:
    """(share of the truth's words, share of its words with digits) that were seen."""
    wanted, have = Counter(truth), Counter(seen)
    numbers = Counter({text: count for text, count in wanted.items() if any(c.isdigit() for c in text)})
    return (wanted & have).total() / max(1, wanted.total()), (numbers & have).total() / max(1, numbers.total())


def spent() -> float:
    """Processor seconds of this process and of the engines it started."""
    mine, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return mine.ru_utime + mine.ru_stime + others.ru_utime + others.ru_stime


def measure(kinds: Sequence[str], languages: Sequence[str], ways: Sequence[str], pages: int) -> Iterator[Row]:
    for language in languages:
        for number, data in enumerate(documents(language, pages)):
            truth = truth_of(data)
            for kind in kinds:
                picture = degraded(data, kind, number)
                for way in ways:
                    began = spent()
                    seen = WAYS[way](picture, language)
                    yield Row(kind, language, way, *recall(seen, truth), spent() - began)


def table(rows: Sequence[Row], of: Callable[[Row], str], ways: Sequence[str]) -> None:
    print(f"\n{'':10} {'way':14} {'words':>6} {'numbers':>7} {'CPU s':>6} {'pages':>5}")
    for group in dict.fromkeys(map(of, rows)):
        for way in ways:
            mine = [row for row in rows if of(row) == group and row.way == way]
            words, numbers, seconds = (
                sum(getattr(row, name) for row in mine) / len(mine) for name in ("words", "numbers", "seconds")
            )
            print(f"{group:10} {way:14} {words:6.3f} {numbers:7.3f} {seconds:6.2f} {len(mine):5}")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--pages", type=int, default=1, help="per language")
    arguments.add_argument("--kinds", default=",".join(KINDS))
    arguments.add_argument("--languages", default=",".join(LANGUAGES))
    arguments.add_argument("--ways", default=",".join(WAYS))
    arguments.add_argument("--save", type=Path, help="all rows as JSON")
    chosen = arguments.parse_args()
    kinds, languages, ways = (value.split(",") for value in (chosen.kinds, chosen.languages, chosen.ways))
    began = time.monotonic()
    for way in ways:  # what loading the networks costs is no page's
        WAYS[way](np.full((400, 300), 255, np.uint8), languages[0])
    rows = list(measure(kinds, languages, ways, chosen.pages))
    if chosen.save:
        chosen.save.write_text(json.dumps([asdict(row) for row in rows]))
    table(rows, lambda row: row.kind, ways)
    table(rows, lambda row: row.language, ways)
    table(rows, lambda row: "all", ways)
    print(f"\n{time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
