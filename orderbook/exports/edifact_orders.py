"""UN/EDIFACT ORDERS D.96A: for ERPs and EDI converters that take nothing younger."""

from __future__ import annotations

from datetime import date

from models.order import Order, OrderLine
from orderbook.exports.form import ExportForm, OrderContext
from orderbook.exports.units import unit_code

# UNOC (Latin-1) is what D.96A partners can read; what lies beyond it becomes "?", escaped like any other.
CHARSET = "latin-1"
BGM_CODES = {"order": "220", "order_change": "230", "cancellation": "220"}
BGM_FUNCTIONS = {"order": "9", "order_change": "4", "cancellation": "1"}
MAX_TEXT = 35


def render(orders: tuple[OrderContext, ...]) -> bytes:
    """One interchange with one message; the references are the order's number, so a resent file is the same file."""
    (context,) = orders
    order = context.order
    body = [*_header(context), *(segment for i, line in enumerate(order.lines, 1) for segment in _line(i, line))]
    body += ["UNS+S", f"MOA+79:{order.total_net}:{_esc(order.currency)}", f"CNT+2:{len(order.lines)}"]
    reference = _esc(order.number[:14])
    prepared = order.order_date.strftime("%y%m%d") + ":0000"
    sender, receiver = _party_id(context.customer.gln, context.customer.code), _party_id(context.company.gln, "CARNET")
    segments = [
        f"UNB+UNOC:3+{sender}+{receiver}+{prepared}+{reference}",
        f"UNH+{reference}+ORDERS:D:96A:UN",
        *body,
        f"UNT+{len(body) + 2}+{reference}",
        f"UNZ+1+{reference}",
    ]
    text = "UNA:+.? '" + "".join(f"\r\n{segment}'" for segment in segments) + "\r\n"
    return text.encode(CHARSET)


def _header(context: OrderContext) -> list[str]:
    order = context.order
    kind, function = BGM_CODES[order.document_type], BGM_FUNCTIONS[order.document_type]
    segments = [
        f"BGM+{kind}+{_esc(order.po_number[:35])}+{function}",
        _dtm("137", order.order_date),
        _dtm("2", order.requested_date),
        f"FTX+AAI+++{_esc(order.notes[:70])}" if order.notes else "",
        f"RFF+VN:{_esc(order.number[:35])}",
        f"NAD+BY+{_party(order.customer_code, '92')}++{_esc(context.customer.name[:MAX_TEXT])}",
        f"NAD+SU+{_party(context.company.gln, '9')}++{_esc(context.company.name[:MAX_TEXT])}",
        _ship_to(order),
        f"CUX+2:{_esc(order.currency)}:9",
    ]
    return [segment for segment in segments if segment]


def _ship_to(order: Order) -> str:
    if not order.ship_to_address:
        return ""
    lines = ":".join(_esc(line[:MAX_TEXT]) for line in order.ship_to_address[:5])
    return f"NAD+DP+{_party(order.ship_to_code or '', '92')}+{lines}"


def _line(number: int, line: OrderLine) -> list[str]:
    unit = _esc(unit_code(line.stock_unit)[:3])
    segments = [
        f"LIN+{number}",
        f"PIA+5+{_esc(line.sku[:35])}:SA",
        f"PIA+1+{_esc(line.buyer_item_code[:35])}:IN" if line.buyer_item_code else "",
        f"IMD+F++:::{_esc(line.description[:MAX_TEXT])}:{_esc(line.description[MAX_TEXT : 2 * MAX_TEXT])}",
        f"QTY+21:{line.stock_quantity}:{unit}",
        _dtm("2", line.requested_date),
        _dtm("69", line.promised_date),
        f"MOA+203:{line.amount}",
    ]
    return [segment.rstrip(":") for segment in segments if segment]


def _dtm(qualifier: str, day: date | None) -> str:
    return "" if day is None else f"DTM+{qualifier}:{day:%Y%m%d}:102"


def _party(code: str, agency: str) -> str:
    return f"{_esc(code[:35])}::{agency}" if code else ""


def _party_id(gln: str, code: str) -> str:
    return f"{_esc(gln)}:14" if gln else _esc(code)


def _esc(text: str) -> str:
    """Release the separators, and keep to one line of Latin-1."""
    plain = " ".join(text.split()).encode(CHARSET, "replace").decode(CHARSET)
    return "".join(f"?{c}" if c in "?+:'" else c for c in plain)


FORM = ExportForm("edifact", "application/edifact", "edi", False, render)
