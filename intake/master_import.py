"""A folder of master-data CSV files into the database: all of it or nothing, or without the bad rows, as asked.

Everything is read and checked first, into a file beside; the database is locked only while it is written.
"""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any

from intake.master_csv import BadRow, read_company, read_rows
from models.errors import BadMasterData
from models.master import Address, CrossReference, Customer, Item, PastLine, PriceAgreement
from store import master_data
from store.bulk import Chunk
from store.db import Database

# In the order in which they refer to each other.
FILES: Mapping[str, type[Any]] = MappingProxyType(
    {
        "customers.csv": Customer,
        "addresses.csv": Address,
        "items.csv": Item,
        "cross_references.csv": CrossReference,
        "price_agreements.csv": PriceAgreement,
        "history.csv": PastLine,
    }
)
# History may name customers and items that have gone since.
MAY_REFER_TO_THE_PAST = {"history.csv"}
Progress = Callable[[str, str, int, int], None]


@dataclass(slots=True)
class Imported:
    """What an import did: rows taken by file, the rows that were not, and the version of the master data after it."""

    rows: dict[str, int] = field(default_factory=dict)
    bad: list[BadRow] = field(default_factory=list)
    version: int = 0


def import_folder(
    folder: Path, database: Database, *, skip_bad: bool = False, progress: Progress | None = None
) -> Imported:
    """Import what is in `folder`; customers, addresses and items are added or changed, the other files replace theirs.

    With bad rows and without `skip_bad` nothing is imported, and `BadMasterData` is raised with all of them in its
    message. `progress(step, file, done, total)` is called every few thousand rows; step is "read" or "write".
    """
    tell = progress or (lambda step, file, done, total: None)
    imported = Imported()
    company = read_company(folder)
    with database.read() as session:
        customers, skus = master_data.known_codes(session)
    with tempfile.TemporaryFile() as spool:
        for name in FILES:
            _spool(folder, name, company.language, spool, imported, customers, skus, tell)
        if imported.bad and not skip_bad:
            raise _refused(imported.bad)
        spool.seek(0)
        with database.write() as session:
            master_data.replace_company(session, company)
            for name, kind in FILES.items():
                if not (folder / name).is_file():
                    continue
                master_data.begin(session, kind)
                done = 0
                for prepared in _spooled(spool):
                    master_data.put(session, prepared)
                    done += len(prepared[0].rows)
                    tell("write", name, done, imported.rows[name])
            imported.version = master_data.finish(session, items_changed="items.csv" in imported.rows)
    return imported


def _spool(
    folder: Path,
    name: str,
    language: str,
    spool: IO[bytes],
    imported: Imported,
    customers: set[str],
    skus: set[str],
    tell: Progress,
) -> None:
    path = folder / name
    total = _lines(path) if path.is_file() else 0
    rows = _known(read_rows(folder, name, language, imported.bad.append), name, customers, skus, imported.bad)
    if not path.is_file():
        next(rows, None)  # says that a required file is missing
        return
    done = 0
    for some in master_data.chunks(rows):
        pickle.dump(master_data.prepare(FILES[name], some), spool, pickle.HIGHEST_PROTOCOL)
        done += len(some)
        tell("read", name, done, max(total, done))
    pickle.dump(None, spool)
    imported.rows[name] = done


def _known(
    rows: Iterator[tuple[int, Any]], name: str, customers: set[str], skus: set[str], bad: list[BadRow]
) -> Iterator[Any]:
    """The rows whose customer and item exist, in the files before this one or in the database."""
    for line, row in rows:
        if isinstance(row, Customer):
            customers.add(row.code)
        elif isinstance(row, Item):
            skus.add(row.sku)
        elif name not in MAY_REFER_TO_THE_PAST:
            if row.customer_code not in customers:
                bad.append(BadRow(name, line, f"unknown customer {row.customer_code}"))
                continue
            if not isinstance(row, Address) and row.sku not in skus:
                bad.append(BadRow(name, line, f"unknown item {row.sku}"))
                continue
        yield row


def _spooled(spool: IO[bytes]) -> Iterator[tuple[Chunk, ...]]:
    # Our own temporary file without a name: nobody else can have written into it.
    while (prepared := pickle.load(spool)) is not None:
        yield prepared


def _lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))


def _refused(bad: list[BadRow]) -> BadMasterData:
    first = bad[0]
    shown = "\n".join(str(row) for row in bad[:50]) + (f"\n… and {len(bad) - 50} more" if len(bad) > 50 else "")
    return BadMasterData(shown, file=first.file, line=str(first.line), reason=first.reason, count=str(len(bad)))
