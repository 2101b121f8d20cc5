"""The line items of EDIFACT orders: LIN and the segments that follow it. The header is read elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from extraction.readers.edifact_dates import dtm_date
from extraction.readers.edifact_syntax import Segment, joined
from extraction.readers.message import LineRecord, OrderRecord, as_number

_OWN = {"SA": "supplier_item_code", "VN": "supplier_item_code", "VP": "supplier_item_code"}
_BUYER = {"IN": "buyer_item_code", "BP": "buyer_item_code", "BO": "buyer_item_code"}
_GTIN = dict.fromkeys(("EN", "SRV", "UP", "EU", "UPC", "SRS", "GTIN", "EAN"), "gtin")
_CODES = {**_OWN, **_BUYER, **_GTIN}
# Quantities: ordered; and of one delivery among several.
_ORDERED = {"21", "1", "96"}
_DELIVERED = {"113", "83", "11", "21"}
_DELIVERY_DATES = ("2", "200", "63", "64", "358", "10", "69", "76", "17")
_NET_PRICES, _GROSS_PRICES = ("AAA", "CAL", "CT", "AAE", "NTP"), ("AAB", "AAF", "GRP", "INF")
_LINE_AMOUNTS = ("203", "66", "38", "128")
_IMD_WIDTH = 35
_DELETED = "2"  # what is to be done with the line (1229)
# Characteristics (7081) that are a name or a description, not a colour or a size.
_NAMING = {"ANM", "DSC", "8", "79", "ITM", ""}
_PERCENTAGES = {"1", "2", "3", "12"}


@dataclass(slots=True)
class DetailState:
    """The line being read, and what needs all of it before it can be said."""

    line: LineRecord
    path: str
    decimal: str
    prices: dict[str, tuple[str, str]] = field(default_factory=dict)
    amounts: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, list[str]] = field(default_factory=dict)
    dates: dict[str, date] = field(default_factory=dict)
    scheduled: bool = False
    share: Decimal | None = None
    allowance: bool = False


def start_line(record: OrderRecord, segment: Segment, path: str, decimal: str) -> DetailState:
    """A new line from its LIN segment."""
    line = LineRecord()
    record.lines.append(line)
    state = DetailState(line, f"{path}/LIN[{len(record.lines)}]", decimal)
    line.text("line_no", segment.component(0), state.path)
    if segment.component(1) == _DELETED:
        line.struck(f"{state.path}/LIN+{_DELETED}")
    _code(state, segment.component(2), segment.component(2, 1), "LIN", segment.component(2, 3))
    return state


def _code(state: DetailState, value: str, kind: str, tag: str, agency: str = "") -> None:
    name = _CODES.get(kind.upper())
    if name is not None:
        state.line.text(name, value, f"{state.path}/{tag}+{kind}")


def _pia(state: DetailState, segment: Segment) -> None:
    # 1 additional, 5 the product itself; 3 and 4 name substitutes that were not ordered.
    if segment.component(0) in {"3", "4"}:
        return
    for element in range(1, len(segment.elements)):
        _code(state, segment.component(element), segment.component(element, 1), "PIA")


def _imd(state: DetailState, segment: Segment) -> None:
    components = segment.components(2)
    text = joined(components[3:5], _IMD_WIDTH)
    if text:
        kind = segment.component(1).upper()
        state.descriptions.setdefault("" if kind in _NAMING else kind, []).append(text)
        _describe(state)


def _describe(state: DetailState) -> None:
    pieces = state.descriptions.get("") or [t for texts in state.descriptions.values() for t in texts]
    state.line.fields.pop("description", None)
    state.line.text("description", " ".join(dict.fromkeys(pieces)), f"{state.path}/IMD")


def _qty(state: DetailState, segment: Segment) -> None:
    kind, raw, unit = (segment.component(0, i) for i in range(3))
    if state.scheduled and kind in _DELIVERED:
        state.share = as_number(raw, state.decimal)
    elif kind in _ORDERED:
        state.line.number("quantity", raw, f"{state.path}/QTY+{kind}", state.decimal)
        state.line.text("unit", unit, f"{state.path}/QTY+{kind}")


def _dtm(state: DetailState, segment: Segment) -> None:
    kind, raw, form = (segment.component(0, i) for i in range(3))
    day = dtm_date(raw, form)
    if day is None or kind not in _DELIVERY_DATES:
        return
    if state.scheduled:
        state.line.schedule(day, state.share)
        state.share = None
        return
    state.dates.setdefault(kind, day)
    best = next(k for k in _DELIVERY_DATES if k in state.dates)
    state.line.fields.pop("requested_date", None)
    state.line.date("requested_date", state.dates[best], raw, f"{state.path}/DTM+{best}")


def _scc(state: DetailState, segment: Segment) -> None:
    state.scheduled = True


def _pri(state: DetailState, segment: Segment) -> None:
    kind, raw, basis = segment.component(0), segment.component(0, 1), segment.component(0, 4)
    state.prices.setdefault(kind, (raw, basis))
    _price(state)


def _price(state: DetailState) -> None:
    """The price that goes with what else is said: the gross one where a discount is stated, else the net one."""
    discounted = state.line.value("discount_percent") is not None
    order = (*_GROSS_PRICES, *_NET_PRICES) if discounted else (*_NET_PRICES, *_GROSS_PRICES)
    kind = next((k for k in order if k in state.prices), next(iter(state.prices)))
    raw, basis = state.prices[kind]
    for name, value in (("unit_price", raw), ("price_basis", basis)):
        state.line.fields.pop(name, None)
        state.line.number(name, value, f"{state.path}/PRI+{kind}", state.decimal)


def _moa(state: DetailState, segment: Segment) -> None:
    state.amounts.setdefault(segment.component(0), segment.component(0, 1))
    kind = next((k for k in _LINE_AMOUNTS if k in state.amounts), None)
    if kind is not None and not state.allowance:
        state.line.fields.pop("amount", None)
        state.line.number("amount", state.amounts[kind], f"{state.path}/MOA+{kind}", state.decimal)


def _alc(state: DetailState, segment: Segment) -> None:
    state.allowance = segment.component(0) == "A"


def _pcd(state: DetailState, segment: Segment) -> None:
    if state.allowance and segment.component(0) in _PERCENTAGES:
        state.line.number("discount_percent", segment.component(0, 1), f"{state.path}/PCD", state.decimal)
        if state.prices:
            _price(state)


DETAIL: dict[str, Callable[[DetailState, Segment], None]] = {
    "PIA": _pia, "IMD": _imd, "QTY": _qty, "DTM": _dtm, "SCC": _scc, "PRI": _pri, "MOA": _moa, "ALC": _alc, "PCD": _pcd,
}  # fmt: skip
