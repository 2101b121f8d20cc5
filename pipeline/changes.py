"""An agent's changes laid over a matched order: pure, path by path. Storing, matching anew and checking are `review`'s.

A changed value is a `Field` of the agent's with full confidence, and the machine's value stays among its alternatives.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from models.errors import BadValue
from models.match import Candidate, Comparison, MatchedLine, MatchedOrder, MatchResult
from models.reading import (
    HEADER_FIELDS,
    LINE_FIELDS,
    AtPath,
    DocumentType,
    ExtractedLine,
    ExtractedOrder,
    Field,
    Kind,
    OnPage,
    Reading,
)

CHOSEN = Comparison("agent", "chosen")
DATES = frozenset({"order_date", "requested_date"})
NUMBERS = frozenset(
    {"total_net", "total_tax", "total_gross", "quantity", "unit_price", "price_basis", "discount_percent", "amount"}
) | {"stock_quantity"}
# What customer, ship-to or item may depend on: after such a change the order is matched anew.
MATCHED_BY = frozenset({"customer", "buyer_name", "buyer_vat_id", "buyer_email", "currency", "order_date"}) | {
    name for name in HEADER_FIELDS if name.startswith("ship_to")
}


@dataclass(frozen=True, slots=True)
class Change:
    """One change: `value` is a normalised text ("" takes the value away); `evidence` where the agent pointed to it."""

    path: str
    value: str
    evidence: OnPage | AtPath | None = None


def typed_in(reading: Reading | None) -> MatchedOrder:
    """The empty order that an agent fills in where none was found."""
    kind = reading.parts[0].kind if reading is not None and reading.parts else Kind.EMAIL
    document_type = Field(str(DocumentType.ORDER), 0.0, "agent")
    nobody = MatchResult(None, 0.0)
    return MatchedOrder(ExtractedOrder(document_type, kind), nobody, nobody, (), 0.0)


def is_chosen(result: MatchResult) -> bool:
    """Whether an agent chose this match (or chose that there is none)."""
    if result.best is None:
        return result.confidence == 1.0
    return any(CHOSEN in candidate.reasons for candidate in result.candidates if candidate.target == result.best)


def chosen(code: str, before: MatchResult) -> MatchResult:
    """The match as an agent chose it; what else there was stays to be seen. "" chooses that there is none."""
    others = tuple(candidate for candidate in before.candidates if candidate.target != code)
    if not code:
        return MatchResult(None, 1.0, others)
    return MatchResult(code, 1.0, (Candidate(code, 1.0, (CHOSEN,)), *others))


def by_agent(field: Field[Any] | None) -> bool:
    """Whether an agent gave this value."""
    return field is not None and field.source == "agent"


def apply(matched: MatchedOrder, change: Change) -> MatchedOrder:
    """The order with the change; raises `BadValue(where=path)` for a path or value that there cannot be."""
    path = change.path
    if path == "customer":
        return replace(matched, customer=chosen(change.value, matched.customer))
    if path == "ship_to":
        return replace(matched, ship_to=chosen(change.value, matched.ship_to))
    if path == "document_type":
        if change.value not in set(DocumentType):
            raise BadValue(where=path, value=change.value)
        return _with_header(matched, path, change)
    if path in HEADER_FIELDS:
        return _with_header(matched, path, change)
    if path.startswith("lines."):
        return _with_line(matched, change)
    raise BadValue(where=path)


def current_value(matched: MatchedOrder, path: str) -> str | None:
    """The normalised text under a path, None where nothing is stated; raises `BadValue` for no such path."""
    if path == "customer":
        return matched.customer.best
    if path == "ship_to":
        return matched.ship_to.best
    if path.startswith("lines."):
        index, name = line_path(matched, path)
        line = matched.lines[index]
        if name == "item":
            return line.item.best
        field = line.stock_quantity if name == "stock_quantity" else getattr(line.line, name)
    elif path in HEADER_FIELDS or path == "document_type":
        field = getattr(matched.order, path)
    else:
        raise BadValue(where=path)
    return None if field is None else normalised(field.value)


def normalised(value: Any) -> str:
    """A value as corrections keep it: ISO dates, plain decimals."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else str(value)


def add_line(matched: MatchedOrder, after: int) -> MatchedOrder:
    """An empty line after line `after` (-1: before the first)."""
    if not -1 <= after < len(matched.lines):
        raise BadValue(where=f"lines.{after}")
    empty = MatchedLine(ExtractedLine(), MatchResult(None, 0.0))
    return _with_lines(matched, (*matched.lines[: after + 1], empty, *matched.lines[after + 1 :]))


def copy_line(matched: MatchedOrder, index: int) -> MatchedOrder:
    """Line `index` twice: for a delivery in two parts, or an item that was read as one of two."""
    if not 0 <= index < len(matched.lines):
        raise BadValue(where=f"lines.{index}")
    return _with_lines(matched, (*matched.lines[: index + 1], *matched.lines[index:]))


def remove_line(matched: MatchedOrder, index: int) -> MatchedOrder:
    """The order without line `index`."""
    if not 0 <= index < len(matched.lines):
        raise BadValue(where=f"lines.{index}")
    return _with_lines(matched, (*matched.lines[:index], *matched.lines[index + 1 :]))


def needs_matching(paths: tuple[str, ...]) -> bool:
    """Whether customer, ship-to, items or stock quantities may come out otherwise after changes of these."""
    return any(path in MATCHED_BY or path.startswith("lines.") for path in paths)


def line_path(matched: MatchedOrder, path: str) -> tuple[int, str]:
    """ "lines.2.quantity" → (2, "quantity"); raises `BadValue`."""
    _, number, name = (*path.split(".", 2), "", "")[:3]
    if not number.isdecimal() or int(number) >= len(matched.lines):
        raise BadValue(where=path)
    if name not in {*LINE_FIELDS, "item", "stock_quantity"}:
        raise BadValue(where=path)
    return int(number), name


def _with_header(matched: MatchedOrder, name: str, change: Change) -> MatchedOrder:
    field: dict[str, Any] = {name: _changed(getattr(matched.order, name), name, change)}
    return replace(matched, order=replace(matched.order, **field))


def _with_line(matched: MatchedOrder, change: Change) -> MatchedOrder:
    index, name = line_path(matched, change.path)
    line = matched.lines[index]
    if name == "item":
        # The stock quantity was for another item.
        line = replace(line, item=chosen(change.value, line.item), stock_quantity=None)
    elif name == "stock_quantity":
        line = replace(line, stock_quantity=_changed(line.stock_quantity, name, change))
    else:
        field: dict[str, Any] = {name: _changed(getattr(line.line, name), name, change)}
        line = replace(line, line=replace(line.line, **field))
    return _with_lines(matched, (*matched.lines[:index], line, *matched.lines[index + 1 :]))


def _with_lines(matched: MatchedOrder, lines: tuple[MatchedLine, ...]) -> MatchedOrder:
    return replace(matched, lines=lines, order=replace(matched.order, lines=tuple(line.line for line in lines)))


def _changed(before: Field[Any] | None, name: str, change: Change) -> Field[Any] | None:
    text = change.value.strip()
    if not text:
        return None
    value = _typed(name, text, change.path)
    others: tuple[Any, ...] = ()
    evidence = change.evidence
    if before is not None:
        others = tuple(dict.fromkeys(v for v in (before.value, *before.alternatives) if v != value))
        if evidence is None and before.value == value:
            evidence = before.evidence
    return Field(value, 1.0, "agent", evidence, others)


def _typed(name: str, text: str, path: str) -> Any:
    try:
        if name in DATES:
            return date.fromisoformat(text)
        if name in NUMBERS:
            number = Decimal(text)
            if not number.is_finite():
                raise BadValue(where=path, value=text)
            return number
    except (ValueError, InvalidOperation) as error:
        raise BadValue(where=path, value=text) from error
    return text


assert {*HEADER_FIELDS, *LINE_FIELDS, *(f.name for f in fields(MatchedLine))} >= NUMBERS | DATES
