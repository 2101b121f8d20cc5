"""Speed, memory and accuracy of matching at 10 thousand, 100 thousand and a million items.

    python -m benchmarks.matching [--items 10000 100000 1000000] [--trained DIR]

Items are invented: near-duplicates in chains of sizes, finishes and brands, in two languages. One core; the query is an
item's text in capitals, reordered, abbreviated and with a slip, as customers write.
"""

from __future__ import annotations

import argparse
import itertools
import resource
import time
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from random import Random

from learning import artifacts
from matching import MasterIndex, MatchingModels, hand_set_models, match
from models.knowledge import Knowledge
from models.master import Company, Item, MasterData
from models.match import MatchResult
from models.reading import ExtractedLine, ExtractedOrder, Field, Kind

NOUNS = (
    ("Hex bolt DIN 933", "Vis à tête hexagonale DIN 933"), ("Socket head cap screw DIN 912", "Vis CHC DIN 912"),
    ("Threaded rod DIN 975", "Tige filetée DIN 975"), ("Ball valve full bore", "Vanne à boisseau passage intégral"),
    ("Corrugated carton", "Caisse carton"), ("Grip seal bag", "Sachet zip"), ("Flexible cable H07V-K",
    "Câble souple H07V-K"),
    ("Cable tie", "Collier de serrage"), ("Twist drill HSS-G", "Foret HSS-G"), ("Copper elbow 90°", "Coude cuivre 90°"),
    ("Syringe filter", "Filtre seringue"), ("Packaging tape PP", "Ruban adhésif PP"), ("Work glove", "Gant de travail"),
)  # fmt: skip
TRAITS = (
    ("zinc plated", "zingué"), ("stainless A2", "inox A2"), ("stainless A4", "inox A4"), ("hot-dip galvanised",
    "galvanisé à chaud"),
    ("plain", "brut"), ("brass", "laiton"), ("black", "noir"), ("white", "blanc"), ("red", "rouge"), ("blue", "bleu"),
)  # fmt: skip


def catalogue(count: int) -> Iterator[Item]:
    """`count` different items."""
    rng = Random(7)
    heads, tails = ("Fix", "Met", "Amp", "Pro", "Uni", "Sol"), ("ora", "tek", "lux", "ma", "vex")
    brands = [f"{rng.choice(heads)}{rng.choice(tails)}{i}" for i in range(60)]
    sizes = itertools.product(range(3, 400), (6, 8, 10, 12, 16, 20, 25, 30, 40, 50, 60, 80, 100, 120, 150, 200, 250))
    row = 0
    for length, width in sizes:
        for (en, fr), (trait_en, trait_fr) in itertools.product(NOUNS, TRAITS):
            if row == count:
                return
            size = f"{width}x{length}"
            brand = brands[row % 60]
            yield Item(
                f"{10 + row % 90}.{row // 90:06d}",
                (("en", f"{en} {size} {trait_en}"), ("fr", f"{fr} {size} {trait_fr}")),
                gtin=f"{4000000000000 + row * 7}", brand=brand,
                manufacturer_part_number=f"{brand[:2]}{row % 997}-{size}",
                list_price=Decimal(row % 5000 + 10) / 100, packs=(("BOX", Decimal(100)),),
            )  # fmt: skip
            row += 1


def as_written(rng: Random, item: Item) -> str:
    """The item in a customer's words."""
    text = dict(item.descriptions)[rng.choice(("en", "fr"))]
    words = text.split()
    if rng.random() < 0.5:
        words.insert(rng.randrange(len(words)), words.pop())
    if rng.random() < 0.4:
        at = rng.randrange(len(words))
        words[at] = words[at][: max(4, len(words[at]) - 3)] if words[at].isalpha() else words[at]
    text = " ".join(words)
    if rng.random() < 0.3:
        at = rng.randrange(len(text) - 1)
        text = text[:at] + text[at + 1] + text[at] + text[at + 2 :] if text[at : at + 2].isalpha() else text
    return text.upper() if rng.random() < 0.4 else text


def orders(items: tuple[Item, ...], count: int, lines: int) -> Iterator[tuple[ExtractedOrder, list[str]]]:
    rng = Random(11)
    for _ in range(count):
        wanted = [rng.choice(items) for _ in range(lines)]
        drawn = tuple(
            ExtractedLine(
                description=Field(as_written(rng, i), 0.98, "text_layer"),
                quantity=Field(Decimal(10), 0.98, "text_layer"),
                unit=Field("box", 0.98, "text_layer"),
            )
            for i in wanted
        )
        yield ExtractedOrder(Field("order", 0.99, "text_layer"), Kind.PDF, lines=drawn), [i.sku for i in wanted]


def memory_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(count: int, models: MatchingModels) -> None:
    """One size: build time, memory of the index, time of a line, accuracy."""
    items = tuple(catalogue(count))
    before = memory_mb()
    started = time.process_time()
    index = MasterIndex.build(MasterData(Company("Us"), items=items))
    built = time.process_time() - started
    grown = memory_mb() - before
    arrays = sum(a.nbytes for a in (index.items.texts.rows, index.items.texts.starts, index.items.texts.norm,
                                    index.items.codes.whole.rows, index.items.codes.whole.hashes,
                                    index.items.codes.halves.rows, index.items.codes.halves.hashes)) / 1e6  # fmt: skip
    nobody = MatchResult(None, 1.0)
    for warm, _ in orders(items, 3, 10):
        match(warm, nobody, index, Knowledge(), models)
    single, right, first5, total = [], 0, 0, 0
    for order, skus in orders(items, 40, 10):
        whole = time.process_time()
        found = match(order, nobody, index, Knowledge(), models)
        single.append((time.process_time() - whole) / len(skus))
        right += sum(
            x.item.candidates[:1] != () and x.item.candidates[0].target == s
            for x, s in zip(found.lines, skus, strict=True)
        )
        first5 += sum(s in [c.target for c in x.item.candidates] for x, s in zip(found.lines, skus, strict=True))
        total += len(skus)
    one = []
    for order, _ in orders(items, 40, 1):
        started = time.process_time()
        match(order, nobody, index, Knowledge(), models)
        one.append(time.process_time() - started)
    single.sort()
    one.sort()
    print(
        f"{count:>8} items: built {built:.1f} s, peak +{grown:.0f} MB, arrays {arrays:.0f} MB; a line of ten "
        f"{single[len(single) // 2] * 1e3:.1f} ms (p95 {single[int(len(single) * 0.95)] * 1e3:.1f}), alone "
        f"{one[len(one) // 2] * 1e3:.1f} ms (p95 {one[int(len(one) * 0.95)] * 1e3:.1f}); "
        f"first {right / total:.3f}, first five {first5 / total:.3f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--items", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--trained", type=Path, default=artifacts.TRAINED)
    chosen = parser.parse_args()
    models = hand_set_models()
    if (chosen.trained / "matching.json").is_file():
        models = MatchingModels.from_payload(artifacts.load("matching", chosen.trained))
    for count in chosen.items:
        measure(count, replace(models))


if __name__ == "__main__":
    main()
