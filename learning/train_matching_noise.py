"""Reading errors for cases: values misread, lines lost, with confidences as extraction would state them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any

from learning.train_matching_cases import Case
from models.reading import ExtractedLine, ExtractedOrder, Field, Kind

_KINDS = {
    Kind.PDF: (52, 1.0), Kind.SCAN: (16, 4.0), Kind.PHOTO: (6, 8.0), Kind.SPREADSHEET: (10, 0.7), Kind.EMAIL: (8, 2.0),
    Kind.EDIFACT: (4, 0.05), Kind.UBL: (4, 0.05),
}  # fmt: skip
_BASE_ERROR = 0.006  # of one value of a clean page; times the kind's factor and the document's luck
_HEADER = ("po_number", "order_date", "requested_date", "currency", "total_net")
_LINE = ("quantity", "unit_price", "discount_percent", "amount")


@dataclass(frozen=True, slots=True)
class ReadCase:
    """A case as read; `right` tells whether every value that makes an order right was read as printed."""

    case: Case
    right: bool
    lines_right: tuple[bool, ...]


def read_badly(rng: Random, case: Case) -> ReadCase:
    """The case after a reading that makes mistakes; its truth stays."""
    kind = rng.choices(list(_KINDS), [weight for weight, _ in _KINDS.values()])[0]
    error = min(_BASE_ERROR * _KINDS[kind][1] * rng.choice((0.2, 0.5, 1, 1, 3, 10)), 0.3)
    order, wrong = _header(rng, replace(case.order, kind=kind), error)
    lines: list[tuple[ExtractedLine, bool]] = [_line(rng, line, error) for line in order.lines]
    kept = [i for i in range(len(lines)) if rng.random() > error / 3]
    read = replace(order, lines=tuple(lines[i][0] for i in kept))
    rest = Case(
        read, case.customer, case.ship_to, tuple(case.skus[i] for i in kept), tuple(case.stock[i] for i in kept),
        case.knowledge, case.senders,
    )  # fmt: skip
    lines_right = tuple(lines[i][1] for i in kept)
    right = not wrong and len(kept) == len(lines) and all(lines_right)
    return ReadCase(rest, right, lines_right)


def _header(rng: Random, order: ExtractedOrder, error: float) -> tuple[ExtractedOrder, bool]:
    total = sum((x.amount.value for x in order.lines if x.amount), Decimal(0))
    if total and rng.random() < 0.85:
        order = replace(order, total_net=Field(total, 0.97, "text_layer"))
    fields: dict[str, Any] = {}
    wrong = False
    for name in _HEADER:
        held = getattr(order, name)
        if held is None:
            continue
        fields[name], bad = _read(rng, held, error)
        wrong |= bad and name in ("po_number", "requested_date")
    fields["document_type"] = replace(order.document_type, confidence=_sure(rng, True))
    return replace(order, **fields), wrong


def _line(rng: Random, line: ExtractedLine, error: float) -> tuple[ExtractedLine, bool]:
    fields: dict[str, Any] = {}
    right = True
    for name in _LINE:
        held = getattr(line, name)
        if held is not None:
            fields[name], bad = _read(rng, held, error)
            right &= not (bad and name in ("quantity", "unit_price"))
    return replace(line, **fields), right


def _read(rng: Random, field: Field[Any], error: float) -> tuple[Field[Any], bool]:
    if rng.random() >= error:
        return replace(field, confidence=_sure(rng, True)), False
    return replace(field, value=_spoilt(rng, field.value), confidence=_sure(rng, False)), True


def _sure(rng: Random, right: bool) -> float:
    """Mostly sure when right, mostly not when wrong; but some errors are made with full confidence."""
    if right or rng.random() < 0.25:
        return 1 - 0.5 * rng.betavariate(0.6, 14)
    return rng.betavariate(4, 2)


def _spoilt(rng: Random, value: Any) -> Any:
    if isinstance(value, Decimal):
        return value * rng.choice((10, Decimal("0.1"), 100)) if rng.random() < 0.5 else value + rng.choice((1, 2, 10))
    if isinstance(value, str):
        at = rng.randrange(max(len(value), 1))
        return value[:at] + rng.choice("0123456789") + value[at + 1 :]
    return value + timedelta(days=rng.choice((1, 30, -30, 365)))
