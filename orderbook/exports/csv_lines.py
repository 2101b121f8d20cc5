"""Generic CSV: one row an order line, the header's values repeated; what nearly every ERP's import can map."""

from __future__ import annotations

import csv
from io import StringIO

from models.order import OrderLine
from orderbook.exports.form import ExportForm, OrderContext

# Spreadsheets run a cell that begins so as a formula; a document must not be able to plant one.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
COLUMNS = (
    "order_number", "document_type", "customer_code", "ship_to_code", "po_number", "revision", "order_date",
    "currency", "payment_terms", "delivery_terms", "position", "sku", "buyer_item_code", "description", "quantity",
    "unit", "stock_quantity", "stock_unit", "unit_price", "price_basis", "discount_percent", "amount",
    "requested_date", "promised_date",
)  # fmt: skip
_OF_LINE = COLUMNS[COLUMNS.index("position") :]


def render(orders: tuple[OrderContext, ...]) -> bytes:
    """UTF-8 with a byte order mark, so that Excel shows accents."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for context in orders:
        order = context.order
        head = [
            order.number, order.document_type, order.customer_code, order.ship_to_code or "", order.po_number,
            order.revision, order.order_date.isoformat(), order.currency, order.payment_terms, order.delivery_terms,
        ]  # fmt: skip
        # An order without lines (a cancellation) still has its row.
        for line in order.lines or (None,):
            writer.writerow([_safe(value) for value in (*head, *_line(line))])
    return out.getvalue().encode("utf-8-sig")


def _line(line: OrderLine | None) -> list[str]:
    if line is None:
        return [""] * len(_OF_LINE)
    values = [getattr(line, name) for name in _OF_LINE]
    return ["" if value is None else str(value) for value in values]


def _safe(value: str) -> str:
    return f"'{value}" if value.startswith(FORMULA_STARTS) else value


FORM = ExportForm("csv", "text/csv; charset=utf-8", "csv", True, render)
