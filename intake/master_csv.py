"""Master-data CSV files to values, row by row, saying which rows are bad and why. Knows no database."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from intake.master_rows import ROW_PARSERS, BadCell, Columns, Parser
from models.errors import BadMasterData
from models.master import Address, Company, MasterData

REQUIRED_FILES = ("company.json", "customers.csv", "items.csv")
_BAD_BYTES = range(0xDC80, 0xDD00)  # what errors="surrogateescape" makes of bytes that are not UTF-8


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that was not taken: `line` counts from 1, the heading included; `reason` is a short English phrase."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


OnBad = Callable[[BadRow], None]


def refuse(row: BadRow) -> None:
    """The strict way: the first bad row ends the load."""
    raise BadMasterData(str(row), file=row.file, line=str(row.line), reason=row.reason)


def read_company(folder: Path) -> Company:
    """Ourselves, from company.json; raises `BadMasterData` when it is missing or is no such thing."""
    path = folder / "company.json"
    try:
        data = json.loads(path.read_text("utf-8-sig"))
        if not isinstance(data, dict) or not str(data.get("name", "")).strip():
            raise ValueError("no company name")
        return _company(data)
    except FileNotFoundError as error:
        raise BadMasterData(f"{path.name} is missing", file=path.name, line="0", reason="missing") from error
    except (ValueError, TypeError, AttributeError) as error:
        line = str(getattr(error, "lineno", 1))
        raise BadMasterData(f"{path.name}:{line}: {error}", file=path.name, line=line, reason=str(error)) from error


def _company(data: dict[str, Any]) -> Company:
    def text(key: str, default: str = "", record: dict[str, Any] = data) -> str:
        value = record.get(key)
        return default if value is None else str(value).strip()

    addresses = tuple(
        Address(
            text("code", f"own-{number}", record),
            "",
            *(text(key, record=record) for key in ("kind", "name", "street", "postcode", "city", "country", "gln")),
        )
        for number, record in enumerate(data.get("addresses") or (), start=1)
    )
    return Company(
        name=text("name"),
        trading_name=text("trading_name"),
        vat_id=text("vat_id"),
        registration=text("registration"),
        currency=text("currency", "EUR") or "EUR",
        language=text("language", "en") or "en",
        website=text("website"),
        emails=tuple(str(mail).strip() for mail in data.get("emails") or ()),
        phone=text("phone"),
        fax=text("fax"),
        addresses=addresses,
        gln=text("gln"),
    )


def read_rows(folder: Path, name: str, language: str, on_bad: OnBad) -> Iterator[tuple[int, Any]]:
    """The rows of one file as (line, value of `models.master`), in order; a bad row goes to `on_bad` instead.

    `language` is the one that a plain `description` column is written in. A missing optional file has no rows.
    """
    path = folder / name
    if not path.is_file():
        if name in REQUIRED_FILES:
            on_bad(BadRow(name, 0, "the file is missing"))
        return
    parser = ROW_PARSERS[name]
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        delimiter = _delimiter(file.readline())
        file.seek(0)
        reader = csv.reader(file, delimiter=delimiter)
        heading = [cell.strip().lower() for cell in next(reader, [])]
        missing = [column for column in parser.required if column not in heading]
        if missing:
            on_bad(BadRow(name, 1, f"no column {', '.join(missing)}"))
            return
        columns = Columns(heading, language)
        yield from _parsed(reader, name, parser, columns, on_bad)


def _parsed(reader: Any, name: str, parser: Parser, columns: Columns, on_bad: OnBad) -> Iterator[tuple[int, Any]]:
    seen: set[object] = set()
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            on_bad(BadRow(name, reader.line_num, str(error)))
            continue
        if not any(row):
            continue
        try:
            if len(row) > columns.width:
                raise BadCell(f"{len(row)} cells where the heading has {columns.width}")
            if any(ord(character) in _BAD_BYTES for cell in row if not cell.isascii() for character in cell):
                raise BadCell("not UTF-8")
            if any("\0" in cell for cell in row):
                raise BadCell("a NUL character")
            value = parser.parse(columns, row)
            key = parser.key(value)
            if key is not None and key in seen:
                raise BadCell(f"{parser.key_name} {key} stands twice")
        except BadCell as error:
            on_bad(BadRow(name, reader.line_num, str(error)))
            continue
        if key is not None:
            seen.add(key)
        yield reader.line_num, value


def _delimiter(heading: str) -> str:
    # Spreadsheet programs of comma-decimal countries write ";" or tabs and still call it CSV.
    return max((",", ";", "\t"), key=heading.count)


def load_master(folder: Path, skip_bad: bool = False, on_bad: OnBad | None = None) -> MasterData:
    """All master data of a folder; raises `BadMasterData` at the first bad row, or (`skip_bad`) tells and goes on."""
    told = on_bad or (lambda row: None)
    bad = told if skip_bad else refuse
    company = read_company(folder)
    rows = {name: tuple(row for _, row in read_rows(folder, name, company.language, bad)) for name in ROW_PARSERS}
    return MasterData(
        company=company,
        customers=rows["customers.csv"],
        addresses=rows["addresses.csv"],
        items=rows["items.csv"],
        cross_references=rows["cross_references.csv"],
        price_agreements=rows["price_agreements.csv"],
        history=rows["history.csv"],
    )
