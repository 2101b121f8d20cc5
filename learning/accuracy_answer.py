"""An answer of `carnet process`, or of any other program in its form, as values; whatever is broken in it is absent."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models.reading import HEADER_FIELDS, LINE_FIELDS, DocumentType

Json = Mapping[str, Any]
NOTHING: Json = {}


@dataclass(frozen=True, slots=True)
class Cell:
    """A stated value and how sure the answer is of it; either may be missing."""

    value: Any = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """The master-data record picked, how surely, and what else came into question."""

    code: str | None
    confidence: float | None
    candidates: tuple[Any, ...]

    def first(self, count: int, letters: Any) -> list[str]:
        """The `count` best different codes, the picked one first, through the function `letters`."""
        named = (c for c in (self.code, *self.candidates) if c)
        return list(dict.fromkeys(letters(c) for c in named))[:count]


@dataclass(frozen=True, slots=True)
class SaidLine:
    cells: Mapping[str, Cell]
    item: Match
    stock: Any


@dataclass(frozen=True, slots=True)
class SaidOrder:
    """One document of an answer. `sureness` is its confidence that the whole order is right, as far as it tells."""

    type: str
    pages: frozenset[int]
    cells: Mapping[str, Cell]
    lines: tuple[SaidLine, ...]
    customer: Match
    ship_to: Match
    touchless: bool
    sureness: float | None


def _mapping(raw: object) -> Json:
    return raw if isinstance(raw, Mapping) else NOTHING


def _confidence(raw: object) -> float | None:
    if isinstance(raw, bool) or not isinstance(raw, int | float) or math.isnan(raw):
        return None
    return float(raw)


def cell(raw: object) -> Cell:
    """{"value": …, "confidence": …}, or a bare value."""
    value, confidence = raw, None
    if isinstance(raw, Mapping):
        value, confidence = raw.get("value", raw.get("code", raw.get("sku"))), _confidence(raw.get("confidence"))
    blank = value is None or (isinstance(value, str) and not value.strip())
    return Cell(None if blank else value, confidence)


def _match(raw: object, key: str) -> Match:
    record: Json = raw if isinstance(raw, Mapping) else {key: raw}
    others = record.get("candidates") or []
    codes = tuple(c.get(key) if isinstance(c, Mapping) else c for c in others if c)
    return Match(record.get(key) or None, cell(record).confidence, codes)


def said_line(raw: object) -> SaidLine:
    """One line of a document of an answer."""
    line = _mapping(raw)
    cells = {name: cell(line.get(name)) for name in LINE_FIELDS}
    return SaidLine(cells, _match(line.get("item"), "sku"), cell(line.get("stock_quantity")).value)


def said_order(raw: object) -> SaidOrder:
    """One document of an answer."""
    document = _mapping(raw)
    fields = _mapping(document.get("fields"))
    cells = {name: cell(fields.get(name)) for name in HEADER_FIELDS}
    lines = tuple(said_line(line) for line in document.get("lines") or [])
    customer, ship_to = _match(document.get("customer"), "code"), _match(document.get("ship_to"), "code")
    claimed = _confidence(document.get("confidence"))
    weakest = [cells["po_number"].confidence, customer.confidence, ship_to.confidence]
    weakest += [c for line in lines for c in (line.item.confidence, line.cells["quantity"].confidence)]
    return SaidOrder(
        type=document.get("document_type") or DocumentType.ORDER.value,
        pages=frozenset(p for p in document.get("pages") or [] if isinstance(p, int)),
        cells=cells,
        lines=lines,
        customer=customer,
        ship_to=ship_to,
        touchless=document.get("decision") == "touchless",
        sureness=claimed if claimed is not None else min((c for c in weakest if c is not None), default=None),
    )


def said_orders(answer: Json) -> list[SaidOrder]:
    """The orders, changes and cancellations of an answer; other documents are none."""
    documents = answer.get("documents")
    orders = [said_order(d) for d in documents] if isinstance(documents, list) else []
    return [o for o in orders if o.type in set(DocumentType)]
