"""How long `carnet import` takes, and looking items up afterwards: `python -m benchmarks.import_master 1000000`."""

from __future__ import annotations

import csv
import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from intake.master_import import import_folder
from store import catalogue, master_data
from store.db import Database

HEADING = (
    "sku",
    "gtin",
    "description",
    "description_fr",
    "brand",
    "stock_unit",
    "list_price",
    "currency",
    "pack_units",
)


def write_master(folder: Path, items: int, seed: int = 1) -> None:
    """A company, a customer, and so many items with descriptions in two languages."""
    rng = random.Random(seed)
    words = ["".join(rng.choices("abcdefghijklmnop", k=rng.randint(3, 9))) for _ in range(5_000)]
    (folder / "company.json").write_text(json.dumps({"name": "Benchmark NV"}))
    (folder / "customers.csv").write_text("code,name\nC1,Alpha\n")
    with (folder / "items.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(
            [
                "sku",
                "gtin",
                "description",
                "description_fr",
                "brand",
                "stock_unit",
                "list_price",
                "currency",
                "pack_units",
            ]
        )
        for number in range(items):
            size = f"M{number % 30}x{number % 200}"
            texts = (" ".join([*rng.choices(words, k=6), size]), " ".join([*rng.choices(words, k=6), size]))
            sku = f"{number // 1000:04d}.{number % 1000:03d}"
            writer.writerow(
                [sku, 4_000_000_000_000 + number, *texts, rng.choice(words), "PCE", "1.25", "EUR", "BOX=100"]
            )


def timed_searches(database: Database) -> Iterator[tuple[str, int, float]]:
    with database.read() as session:
        for words in ("0012.3", "4000000000777", "M8x40", "m8", "a", "nothing at all"):
            began = time.perf_counter()
            found = catalogue.search_items(session, words)
            yield words, len(found), 1000 * (time.perf_counter() - began)


def timed_import(folder: Path, database: Database) -> str:
    """Wall and CPU seconds of an import, and of its part that locks the database."""
    read_until = [(0.0, 0.0)]

    def watch(step: str, *_: object) -> None:
        if step == "read":
            read_until[0] = (time.perf_counter(), time.process_time())

    began = (time.perf_counter(), time.process_time())
    import_folder(folder, database, progress=watch)
    ended = (time.perf_counter(), time.process_time())
    (whole_s, whole_cpu_s), (locked_s, locked_cpu_s) = (
        tuple(end - start for end, start in zip(ended, since, strict=True)) for since in (began, read_until[0])
    )
    return f"{whole_s:.1f} s ({whole_cpu_s:.1f} s CPU), database locked {locked_s:.1f} s ({locked_cpu_s:.1f} s CPU)"


def main(items: int, url: str = "") -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_master(folder, items)
        database = Database(url or f"sqlite:///{folder / 'carnet.db'}")
        database.upgrade()
        print("first import:", timed_import(folder, database))
        print("import again:", timed_import(folder, database))
        for words, found, ms in timed_searches(database):
            print(f"search {words!r}: {found} items in {ms:.1f} ms")
        began = time.process_time()
        with database.read() as session:
            count = len(master_data.load(session).items)
        print(f"load {count} items: {time.process_time() - began:.1f} s CPU")
        print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
        database.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, *sys.argv[2:3])
