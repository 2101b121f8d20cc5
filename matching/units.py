"""Units of measure in words and codes of six languages, and the factors between them that are known for certain."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from matching.similarity import fold

# Units that differ by a fixed factor wherever they are used: (ordered, stock) → stock units in one ordered.
_FIXED: dict[tuple[str, str], Decimal] = {
    ("DZN", "PCE"): Decimal(12), ("CEN", "PCE"): Decimal(100), ("MIL", "PCE"): Decimal(1000), ("KM",
    "M"): Decimal(1000),
    ("CM", "M"): Decimal("0.01"), ("G", "KG"): Decimal("0.001"), ("KG", "G"): Decimal(1000), ("ML",
    "L"): Decimal("0.001"),
    ("L", "ML"): Decimal(1000), ("CEN", "M"): Decimal(100),
}  # fmt: skip
# What counts single things: a stock unit of one of these may be called "piece".
COUNTABLE = frozenset([
    "PCE", "PAC", "ROL", "REA", "BOX", "SET", "PAA", "BAG", "BTL", "CAN", "TUB", "SHT", "BAR", "BDL", "COIL", "DRUM",
])  # fmt: skip


@lru_cache(maxsize=1)
def _meanings() -> Mapping[str, tuple[str, ...]]:
    table: dict[str, list[str]] = {}
    listing = tomllib.loads(Path(__file__).with_name("units.toml").read_text("utf-8"))
    for code in listing["first"]:
        table.setdefault(code.lower(), []).append(code)
    for section in ("first", "also"):
        for code, listed in listing[section].items():
            for word in listed.split():
                if code not in table.setdefault(word, []):
                    table[word].append(code)
    return {word: tuple(codes) for word, codes in table.items()}


@lru_cache(maxsize=20_000)
def unit_meanings(text: str) -> tuple[str, ...]:
    """The canonical units that a printed unit may mean, likeliest first; empty when unknown."""
    plain = fold(text).strip(" .:").replace("(s)", "").replace("(e)", "").replace("(es)", "").replace(".", "")
    table = _meanings()
    for form in (plain, plain.split(" ")[0] if plain else "", plain.rstrip("s"), plain.strip("0123456789 ")):
        if form in table:
            return table[form]
    return ()


def canonical(code: str) -> str:
    """The canonical code of a master-data unit ("PCE", "pcs" → PCE); an unknown one stays as it is."""
    found = unit_meanings(code)
    upper = code.strip().upper()
    return upper if upper in found or not found else found[0]


def fixed_factor(ordered: str, stock: str) -> Decimal | None:
    """The factor that holds for any item, None where there is none."""
    return _FIXED.get((ordered, stock))
