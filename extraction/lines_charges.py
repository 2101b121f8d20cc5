"""Freight and packing among the lines of an order are in its sum, and are no lines: they are no item of anyone's."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from extraction.lexicon import merged
from extraction.lines_types import normal
from models.reading import ExtractedLine

CODES = ("supplier_item_code", "buyer_item_code", "gtin")


def without_charges(lines: Sequence[ExtractedLine]) -> list[ExtractedLine]:
    """The lines without those called by nothing but a charge's name, without a code among coded ones."""
    coded = [any(getattr(line, code) for code in CODES) for line in lines]
    if not any(coded):
        return list(lines)
    return [line for line, has in zip(lines, coded, strict=True) if has or not _is_charge(line)]


def _is_charge(line: ExtractedLine) -> bool:
    return line.description is not None and is_charge(line.description.value)


def is_charge(text: str) -> bool:
    """Whether a text is a charge's name and nothing else."""
    return normal(text) in _charges()


@cache
def _charges() -> frozenset[str]:
    return frozenset(normal(phrase) for phrase in merged("rows")["freight"])
