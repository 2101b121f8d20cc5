"""Booked orders in the forms that ERPs take: one file a form, and one line in EXPORTS. Pure: an order in, bytes out."""

from __future__ import annotations

from orderbook.exports import csv_lines, edifact_orders, json_order, ubl_order
from orderbook.exports.form import ExportForm, OrderContext

EXPORTS: tuple[ExportForm, ...] = (csv_lines.FORM, json_order.FORM, ubl_order.FORM, edifact_orders.FORM)

__all__ = ["EXPORTS", "ExportForm", "OrderContext", "export_form"]


def export_form(name: str) -> ExportForm | None:
    """The form of that name, None for a name that nobody has."""
    return next((form for form in EXPORTS if form.name == name), None)
