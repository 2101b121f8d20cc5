"""Words and numbers that OCR finds, by kind of degradation and engine, with processor seconds a page.

    python benchmarks/ocr_accuracy.py [--pages N] [--folder PDFs] [--engines ours,rapid,tesseract] [kind ...]

The truth is the text layer of the PDFs that are degraded. "ours" is the reader as it runs: first engine, and the
second where the first is unsure; the others are one engine alone after the same preparation.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from extraction.limits import Limits
from extraction.ocr.engine import OcrEngine
from extraction.ocr.null import NullEngine
from extraction.ocr.reading import ENGINES, read_picture
from extraction.readers import image, pdf
from learning.synth.degrade import KINDS, degrade
from models.page import Page
from models.reading import Part


class Alone:
    """An engine without a second opinion."""

    def __init__(self, engine: OcrEngine, languages: Sequence[str] = ()) -> None:
        self.engine, self.languages, self.name = engine, languages, engine.name

    def read(self, picture, languages):  # type: ignore[no-untyped-def]
        return self.engine.read(picture, self.languages or languages)


def found(page: Page, truth: Sequence[str]) -> tuple[float, float]:
    """(share of the truth's words, share of its tokens with digits) that the page has."""
    wanted, seen = Counter(truth), Counter(word.text for word in page.words)
    numbers = Counter({text: count for text, count in wanted.items() if any(c.isdigit() for c in text)})
    return (wanted & seen).total() / max(1, wanted.total()), (numbers & seen).total() / max(1, numbers.total())


def documents(folder: Path | None, count: int) -> Iterator[tuple[str, bytes]]:
    if folder is not None:
        for path in sorted(folder.glob("*.pdf"))[:count]:
            yield path.stem, path.read_bytes()
        return
    from learning.synth import generate

    for document in generate(seed=71, count=count, kinds=("pdf",)):
        yield document.name, document.data


def spent() -> float:
    """Processor seconds of this process and of the engines it started."""
    mine, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return mine.ru_utime + mine.ru_stime + others.ru_utime + others.ru_stime


def read(engine: str, data: bytes, suffix: str) -> Page:
    if engine == "ours":
        reader = pdf.read_pdf if suffix == ".pdf" else image.read_image
        return reader(Part("x" + suffix, data), Limits()).pages[0]
    pixels = pdf_picture(data) if suffix == ".pdf" else image_picture(data)
    return read_picture(pixels, first=Alone(ENGINES[engine]), second=NullEngine()).page


def pdf_picture(data: bytes):  # type: ignore[no-untyped-def]
    document = pdf.open_pdf(data)
    return document[0].render(scale=200 / 72, grayscale=True).to_numpy()[:, :, 0]


def image_picture(data: bytes):  # type: ignore[no-untyped-def]
    opened = image._opened(data, Limits())
    return next(iter(image._frames(opened, Limits())))[0]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--pages", type=int, default=6)
    arguments.add_argument("--folder", type=Path)
    arguments.add_argument("--engines", default="ours,rapid,tesseract")
    arguments.add_argument("kinds", nargs="*", default=[kind for kind in KINDS if kind != "multipage_tiff"])
    chosen = arguments.parse_args()
    print(f"{'kind':12} {'engine':10} {'words':>6} {'numbers':>7} {'s/page':>7} {'wall':>6} {'pages':>6}")
    for kind in chosen.kinds:
        for engine in chosen.engines.split(","):
            rows = []
            for number, (_, data) in enumerate(documents(chosen.folder, chosen.pages)):
                truth = [word.text for word in pdf.read_pdf(Part("t.pdf", data), Limits()).pages[0].words]
                suffix, picture = degrade(data, kind, random.Random(number))
                began, wall = spent(), time.monotonic()
                page = read(engine, picture, suffix)
                rows.append((*found(page, truth), spent() - began, time.monotonic() - wall))
            words, numbers, seconds, wall = (sum(column) / len(rows) for column in zip(*rows, strict=True))
            print(
                f"{kind:12} {engine:10} {words:6.3f} {numbers:7.3f} {seconds:7.2f} {wall:6.2f} {len(rows):6}",
                flush=True,
            )


if __name__ == "__main__":
    main()
