"""This order beside the one that it repeats or changes: what is the same, what differs, line by line. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from models.match import MatchedLine, MatchedOrder
from models.reading import DocumentType, Field
from review_ui.forms import Forms
from review_ui.texts import Texts

# "kept": a change does not mention this line of the earlier order, so it stays as it was.
State = Literal["same", "changed", "new", "gone", "kept"]
HEADER = ("po_number", "revision", "order_date", "requested_date", "currency", "total_net")
LINE = ("quantity", "unit", "unit_price", "requested_date")


@dataclass(frozen=True, slots=True)
class Pair:
    """One value there and here, as shown; `state` says which of the two there is and whether they agree."""

    label: str
    before: str
    now: str
    state: State


@dataclass(frozen=True, slots=True)
class LinePair:
    """One line there and here: what it is of, and its values by name."""

    title: str
    detail: str
    values: tuple[Pair, ...]
    state: State


@dataclass(frozen=True, slots=True)
class Comparison:
    """`reference` and `address` lead to the other order; `identical` when nothing that is ordered differs."""

    reference: str
    address: str
    header: tuple[Pair, ...]
    lines: tuple[LinePair, ...]
    same_lines: int

    @property
    def identical(self) -> bool:
        return not self.header and not self.lines


def comparison(
    now: MatchedOrder, before: MatchedOrder, reference: str, address: str, say: Texts, forms: Forms
) -> Comparison:
    """`now` against `before`; only what differs is kept, and how many lines do not."""
    partial = now.order.document_type.value == DocumentType.ORDER_CHANGE
    header = [_pair(name, getattr(before.order, name), getattr(now.order, name), say, forms) for name in HEADER]
    ship_to = Pair(
        say("field.ship_to"),
        before.ship_to.best or "",
        now.ship_to.best or "",
        _state(before.ship_to.best, now.ship_to.best),
    )
    lines = [_line(old, new, partial, say, forms) for old, new in _paired(before.lines, now.lines)]
    return Comparison(
        reference,
        address,
        tuple(pair for pair in (*header, ship_to) if _differs(pair, partial)),
        tuple(line for line in lines if line.state not in ("same", "kept")),
        sum(line.state in ("same", "kept") for line in lines),
    )


def _differs(pair: Pair, partial: bool) -> bool:
    # What a change does not state it does not change.
    return pair.state != "same" and not (partial and pair.state == "gone")


def _paired(
    before: Sequence[MatchedLine], now: Sequence[MatchedLine]
) -> list[tuple[MatchedLine | None, MatchedLine | None]]:
    """Lines of one item together, of several the one with the same number first; then those of one number."""
    free = list(range(len(before)))
    found: dict[int, int] = {}
    for alike in (_same_item_and_number, _same_item, _same_number):
        for n, line in enumerate(now):
            match = next((i for i in free if n not in found and alike(before[i], line)), None)
            if match is not None:
                found[n] = match
                free.remove(match)
    pairs: list[tuple[MatchedLine | None, MatchedLine | None]] = [
        (before[found[n]] if n in found else None, line) for n, line in enumerate(now)
    ]
    return [*pairs, *((before[i], None) for i in free)]


def _same_item(a: MatchedLine, b: MatchedLine) -> bool:
    return a.item.best is not None and a.item.best == b.item.best


def _same_number(a: MatchedLine, b: MatchedLine) -> bool:
    one, other = a.line.line_no, b.line.line_no
    return one is not None and other is not None and one.value.lstrip("0") == other.value.lstrip("0")


def _same_item_and_number(a: MatchedLine, b: MatchedLine) -> bool:
    return _same_item(a, b) and _same_number(a, b)


def _line(old: MatchedLine | None, new: MatchedLine | None, partial: bool, say: Texts, forms: Forms) -> LinePair:
    shown = new if new is not None else old
    assert shown is not None
    description = shown.line.description.value if shown.line.description is not None else ""
    title = shown.item.best or description or "—"
    values = tuple(
        _pair(name, getattr(old.line, name) if old else None, getattr(new.line, name) if new else None, say, forms)
        for name in LINE
    )
    if old is None or new is None:
        state: State = "new" if old is None else "kept" if partial else "gone"
    else:
        # A change names the item and what becomes of it; the rest it leaves out.
        changed = [v for v in values if v.state != "same" and not (partial and v.state == "gone")]
        same_item = old.item.best == new.item.best
        state = "changed" if changed or not same_item else "same"
        if not same_item:
            title = f"{old.item.best or '—'} → {new.item.best or '—'}"
    return LinePair(title, description if description != title else "", values, state)


def _pair(name: str, before: Field[Any] | None, now: Field[Any] | None, say: Texts, forms: Forms) -> Pair:
    a, b = before.value if before is not None else None, now.value if now is not None else None
    return Pair(say(f"field.{name}"), _shown(a, forms), _shown(b, forms), _state(_even(a), _even(b)))


def _state(before: Any, now: Any) -> State:
    if before == now:
        return "same"
    return "new" if before is None else "gone" if now is None else "changed"


def _even(value: Any) -> Any:
    return value.casefold().strip() if isinstance(value, str) else value


def _shown(value: Any, forms: Forms) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return forms.number(value.normalize())
    return value if isinstance(value, str) else forms.day(value)
