"""The order of the book as JSON, decimals as strings: for programs that call us, and for archives."""

from __future__ import annotations

import json

from models.codec import to_json
from orderbook.exports.form import ExportForm, OrderContext


def render(orders: tuple[OrderContext, ...]) -> bytes:
    """A list of orders, indented for people."""
    values = [json.loads(to_json(context.order)) for context in orders]
    return json.dumps(values, ensure_ascii=False, indent=2).encode() + b"\n"


FORM = ExportForm("json", "application/json", "json", True, render)
