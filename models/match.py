"""The match of an extracted order to master data, and why."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from models.reading import ExtractedLine, ExtractedOrder, Field


@dataclass(frozen=True, slots=True)
class Comparison:
    """A named comparison and its level, e.g. ("vat_id", "equal") or ("size", "differs"); text made at the screen."""

    name: str
    level: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A customer code, address code or SKU with its score (0-1, comparable within one result)."""

    target: str
    score: float
    reasons: tuple[Comparison, ...] = ()


@dataclass(frozen=True, slots=True)
class MatchResult:
    """`best` None means "none of ours"; `confidence` is the calibrated probability that `best` (or None) is right."""

    best: str | None
    confidence: float
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class MatchedLine:
    """A line with its item; `stock_quantity` is the quantity in the item's stock unit, None when unknown."""

    line: ExtractedLine
    item: MatchResult
    stock_quantity: Field[Decimal] | None = None


@dataclass(frozen=True, slots=True)
class MatchedOrder:
    """`order.lines` and `lines` are parallel. `confidence`: probability that the whole order is right."""

    order: ExtractedOrder
    customer: MatchResult
    ship_to: MatchResult
    lines: tuple[MatchedLine, ...]
    confidence: float
