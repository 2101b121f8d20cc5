"""The probability that a whole matched order is right: what decides whether it may skip review. It changes no value."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from math import log

import numpy as np

from matching.index import MasterIndex
from matching.order_evidence import EVIDENCE, doubt, evidence
from matching.ranking import MatchingModels, Matrix
from models.match import MatchedLine, MatchedOrder
from models.reading import MESSAGE_KINDS, ExtractedLine, ExtractedOrder, Kind

ORDER_FEATURES = (
    "log_product", "min_all", "po", "requested", "customer", "ship_to", "ship_to_stated", "item_min", "item_log",
    "stock_min",
    "quantity_min", "price_min", "document_type", "lines", "amounts_right", "amounts_wrong", "amounts_unknown",
    "total_right", "total_wrong",
    "message", "scan", "photo", "sheet", "mail", "remarks", "no_quantity", "no_price", "open_items", "open_stock",
    "coded", "has_total", *EVIDENCE,
)  # fmt: skip
BORNE_OUT = "borne_out"
SEGMENTS = ("digital", "image", "mail", "message")  # of documents that are read in the same way
_TOLERANCE = Decimal("0.02")  # of a currency unit per amount: rounding of prices and discounts
_MISSING = 0.3  # a value that should be there and is not


def line_amount(line: ExtractedLine) -> Decimal | None:
    """Quantity × price / basis less discount, None where one of them is not stated."""
    if line.quantity is None or line.unit_price is None:
        return None
    basis = line.price_basis.value if line.price_basis and line.price_basis.value else Decimal(1)
    discount = line.discount_percent.value if line.discount_percent else Decimal(0)
    return line.quantity.value * line.unit_price.value / basis * (100 - discount) / 100


def amount_fits(line: ExtractedLine) -> bool | None:
    """Whether the printed amount follows from quantity and price; None where it cannot be told."""
    due = line_amount(line)
    if due is None or line.amount is None:
        return None
    return abs(due - line.amount.value) <= max(_TOLERANCE, abs(due) * Decimal("0.0006"))


def total_fits(order: ExtractedOrder) -> bool | None:
    """Whether the lines add up to the printed net total (freight may come on top); None where it cannot be told."""
    amounts = [x.amount.value if x.amount else line_amount(x) for x in order.lines]
    total = order.total_net or order.total_gross
    if total is None or not amounts or any(a is None for a in amounts):
        return None
    summed = sum((a for a in amounts if a is not None), Decimal(0))
    if order.total_net is not None:
        return abs(summed - total.value) <= _TOLERANCE * len(amounts)
    return summed <= total.value + _TOLERANCE * len(amounts) and summed >= total.value / 2


def order_confidence(matched: MatchedOrder, index: MasterIndex, models: MatchingModels) -> float:
    """Probability that every value that matters is right."""
    row = order_features(matched, index)
    if models.version == "hand":
        return float(np.exp(row[0]))
    return models.calibrated("order", float(models.order.predict(row[None, :])[0, 1]))


def segment_of(kind: Kind) -> str:
    """Which of SEGMENTS a kind of document belongs to."""
    if kind in MESSAGE_KINDS:
        return "message"
    if kind in (Kind.SCAN, Kind.PHOTO):
        return "image"
    return "mail" if kind is Kind.EMAIL else "digital"


def order_sureness(matched: MatchedOrder, models: MatchingModels) -> float:
    """The share of right orders among those as sure as this or surer, as borne out on documents of the kind.

    Unlike the order's confidence (its own probability) it bounds the error of all that is let through at a limit.
    """
    return models.calibrated(f"{BORNE_OUT}/{segment_of(matched.order.kind)}", matched.confidence)


def order_features(matched: MatchedOrder, index: MasterIndex) -> Matrix:
    """The evidence, in the order of ORDER_FEATURES."""
    order, lines = matched.order, matched.lines
    po = order.po_number.confidence if order.po_number else _MISSING
    requested = order.requested_date.confidence if order.requested_date else 1.0 - doubt(order, "requested_date")
    items = [line.item.confidence for line in lines] or [_MISSING]
    stock = [_stock(line) for line in lines] or [_MISSING]
    quantities = [_confidence(line.line.quantity) for line in lines] or [_MISSING]
    prices = [line.line.unit_price.confidence if line.line.unit_price else 1.0 for line in lines] or [_MISSING]
    stated = any((order.ship_to_name, order.ship_to_street, order.ship_to_postcode, order.ship_to_city))
    ship_to = matched.ship_to.confidence
    parts = [
        po,
        requested,
        matched.customer.confidence,
        ship_to,
        order.document_type.confidence,
        *items,
        *stock,
        *quantities,
        *prices,
    ]
    fits = [amount_fits(line.line) for line in lines]
    total = total_fits(order)
    share = 1.0 / max(len(lines), 1)
    values = [
        sum(log(max(p, 1e-4)) for p in parts), min(parts), po, requested, matched.customer.confidence, ship_to, stated,
        min(items), _logs(items), min(stock), min(quantities), min(prices), order.document_type.confidence,
        log(1 + len(lines)),
        fits.count(True) * share, fits.count(False), fits.count(None) * share, total is True, total is False,
        order.kind in MESSAGE_KINDS, order.kind is Kind.SCAN, order.kind is Kind.PHOTO, order.kind is Kind.SPREADSHEET,
        order.kind is Kind.EMAIL,
        len(order.remarks), sum(line.line.quantity is None for line in lines),
        sum(line.line.unit_price is None for line in lines) * share,
        sum(line.item.best is None for line in lines), sum(line.stock_quantity is None for line in lines),
        sum(line.line.supplier_item_code is not None or line.line.gtin is not None for line in lines) * share,
        order.total_net is not None or order.total_gross is not None,
        *evidence(matched, index),
    ]  # fmt: skip
    return np.array(values, dtype=np.float32)


def _confidence(field: object) -> float:
    value = getattr(field, "confidence", None)
    return value if isinstance(value, float) else _MISSING


def _stock(line: MatchedLine) -> float:
    if line.item.best is None:
        return 1.0
    return line.stock_quantity.confidence if line.stock_quantity else _MISSING


def _logs(values: Sequence[float]) -> float:
    return sum(log(max(v, 1e-4)) for v in values)
