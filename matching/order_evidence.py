"""What an order tells of itself and the master data of it: the evidence that it was read and matched right.

Every value has its own confidence already; this is what no single value knows: that the lines are numbered without a
gap, that prices are those we agreed, that no line stands twice, that dates of lines and header go together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from math import log
from typing import Any

from matching.factors import reference_price
from matching.index import MasterIndex
from matching.similarity import code_key, fold, name_words
from models.match import MatchedLine, MatchedOrder, MatchResult
from models.reading import ExtractedOrder, Field

EVIDENCE = (
    "no_requested", "line_dates", "requested_elsewhere", "no_dates", "order_date", "currency", "header_mean",
    "po_rivals", "date_rivals", "po_digits", "numbered", "number_gaps", "repeated", "price_known", "price_off",
    "below_minimum", "off_multiple", "customer_second", "ship_to_second", "item_second", "basis_min", "discount_min",
    "unit_min", "pages", "described", "bare_lines", "thousandths", "left_po", "left_requested", "left_ship_to",
    "left_total", "left_inside", "left_money", "sums_close", "sums_open", "left_days", "left_days_unasked", "siblings",
    "cut", "left_a_line",
    "twin_places", "place_named",
)  # fmt: skip
_PRICE_STEP = Decimal("0.006")  # rounding of a printed price
_PRICE_SHARE = 0.012  # a price this near to the agreed one is it
_SURE = 1.0


def evidence(matched: MatchedOrder, index: MasterIndex) -> list[float]:
    """In the order of EVIDENCE; shares and probabilities in 0-1, counts as logarithms."""
    order, lines = matched.order, matched.lines
    share = 1.0 / max(len(lines), 1)
    dated = [x.line.requested_date.value for x in lines if x.line.requested_date]
    asked = order.requested_date.value if order.requested_date else None
    known, off = _prices(matched, index)
    minimum, multiple = _quantities(lines, index)
    gaps, numbered = _numbering(lines)
    return [
        float(asked is None), len(dated) * share,
        float(asked is not None and bool(dated) and asked not in dated), float(asked is None and not dated),
        _sure(order.order_date), _sure(order.currency), _header_mean(order),
        float(len(order.po_number.alternatives)) if order.po_number else 0.0,
        float(len(order.requested_date.alternatives)) if order.requested_date else 0.0,
        _digits(order), numbered, gaps, log(1 + _repeated(lines)), known * share, log(1 + off),
        log(1 + minimum), log(1 + multiple), _second(matched.customer), _second(matched.ship_to),
        max((_second(x.item) for x in lines), default=0.0),
        min((_sure(x.line.price_basis) for x in lines), default=_SURE),
        min((_sure(x.line.discount_percent) for x in lines), default=_SURE),
        min((_sure(x.line.unit) for x in lines), default=_SURE),
        log(1 + len(order.pages)), sum(x.line.description is not None for x in lines) * share,
        log(1 + sum(x.line.unit is None and x.line.unit_price is None for x in lines)), log(1 + _thousandths(lines)),
        *_left(order), *_twins(matched, index),
    ]  # fmt: skip


def doubt(order: ExtractedOrder, name: str) -> float:
    """What reading left over under this name, 0 where nothing; see `extraction.doubts`."""
    return next((float(text) for kind, text in order.clues if kind == f"doubt:{name}"), 0.0)


def _left(order: ExtractedOrder) -> list[float]:
    sums, days, inside = (doubt(order, name) for name in ("sums", "days", "inside"))
    return [
        doubt(order, "po_number"), doubt(order, "requested_date"),
        max(doubt(order, "ship_to_street"), doubt(order, "ship_to_name")), doubt(order, "total_net"),
        log(1 + inside), log(1 + doubt(order, "money")), float(sums > 0), float(sums < 0),
        log(1 + days), log(1 + days) * (order.requested_date is None), log(1 + doubt(order, "siblings")),
        doubt(order, "cut"), inside / max(len(order.lines), 1),
    ]  # fmt: skip


def _thousandths(lines: Sequence[MatchedLine]) -> int:
    """Quantities with three decimals: "2.500" may be two and a half, or a thousand times as much."""
    return sum(x.line.quantity is not None and x.line.quantity.value.as_tuple().exponent == -3 for x in lines)


def _sure(field: Field[Any] | None) -> float:
    return field.confidence if field is not None else _SURE


def _header_mean(order: ExtractedOrder) -> float:
    """How sure the page's header was read as a whole: a layout that is hard in one field is hard in the next."""
    told = [
        f.confidence
        for f in (order.po_number, order.order_date, order.requested_date, order.currency, order.buyer_name,
                  order.ship_to_street, order.total_net, order.total_gross)
        if f is not None
    ]  # fmt: skip
    return sum(told) / len(told) if told else 0.0


def _digits(order: ExtractedOrder) -> float:
    """The share of digits in the order number: words that were taken for one have few."""
    value = order.po_number.value if order.po_number else ""
    return sum(c.isdigit() for c in value) / len(value) if value else 0.0


def _numbering(lines: Sequence[MatchedLine]) -> tuple[float, float]:
    """(whether the printed line numbers leave something out or go back, share of lines that print one)."""
    told = []
    for line in lines:
        try:
            told.append(Decimal(line.line.line_no.value) if line.line.line_no else None)
        except InvalidOperation:
            told.append(None)
    numbers = [n for n in told if n is not None]
    if len(numbers) < 2:
        return 0.0, len(numbers) / max(len(told), 1)
    steps = [b - a for a, b in pairwise(numbers)]
    usual = Counter(steps).most_common(1)[0][0]
    return float(any(step != usual for step in steps) or numbers[0] != usual), len(numbers) / len(told)


def _repeated(lines: Sequence[MatchedLine]) -> int:
    """Lines that ask for the same item as often as another: one may have been read twice."""
    keys = Counter(
        (x.item.best, x.line.quantity.value, x.line.requested_date.value if x.line.requested_date else None)
        for x in lines
        if x.item.best and x.line.quantity
    )
    return sum(count - 1 for count in keys.values())


def _prices(matched: MatchedOrder, index: MasterIndex) -> tuple[int, int]:
    """How many lines print the price that was agreed or stands in the list, and how many print another."""
    on = matched.order.order_date.value if matched.order.order_date else None
    same = other = 0
    for line in matched.lines:
        item = index.items.get(line.item.best) if line.item.best else None
        printed = _stock_prices(line)
        if item is None or not printed:
            continue
        agreed, listed = reference_price(item, matched.customer.best, index, on)
        customer = index.partners.customers.get(matched.customer.best or "")
        ours = index.master.company.currency
        told = [agreed] if agreed > 0 and _same_money(matched, (customer and customer.currency) or ours) else []
        told += [listed] if listed > 0 and _same_money(matched, item.currency or ours) else []
        if not told:
            continue
        if any(abs(p - t) <= max(t * _PRICE_SHARE, step) for p, step in printed for t in told):
            same += 1
        else:
            other += 1
    return same, other


def _same_money(matched: MatchedOrder, currency: str) -> bool:
    """Whether the order's prices may be held against those in a currency; what is not stated is taken to be it."""
    printed = matched.order.currency
    return printed is None or printed.value == currency


def _stock_prices(line: MatchedLine) -> list[tuple[float, float]]:
    """The printed price of one stock unit before and after discount, each with what rounding may have changed."""
    quantity, stock, price = line.line.quantity, line.stock_quantity, line.line.unit_price
    if quantity is None or stock is None or price is None or not quantity.value or not stock.value:
        return []
    basis = line.line.price_basis.value if line.line.price_basis and line.line.price_basis.value else Decimal(1)
    per = quantity.value / stock.value / basis
    each, step = float(price.value * per), float(_PRICE_STEP * abs(per))
    discount = float(line.line.discount_percent.value) if line.line.discount_percent else 0.0
    return [(each, step), (each * (1 - discount / 100), step)] if discount else [(each, step)]


def _quantities(lines: Sequence[MatchedLine], index: MasterIndex) -> tuple[int, int]:
    """Lines below their item's minimum, and lines that are no multiple of what it is sold in."""
    minimum = multiple = 0
    for line in lines:
        item = index.items.get(line.item.best) if line.item.best else None
        if item is None or line.stock_quantity is None:
            continue
        minimum += line.stock_quantity.value < item.min_quantity
        multiple += bool(item.multiple > 0 and line.stock_quantity.value % item.multiple)
    return minimum, multiple


def _twins(matched: MatchedOrder, index: MasterIndex) -> list[float]:
    """[whether the customer has another ship-to at the same street, whether the printed name is the chosen one's]."""
    own = [a for a in index.partners.addresses.get(matched.customer.best or "", ()) if a.kind == "ship_to"]
    chosen = next((a for a in own if a.code == matched.ship_to.best), None)
    if chosen is None:
        return [0.0, 0.0]
    place = (fold(chosen.street), code_key(chosen.postcode))
    twins = [a for a in own if a.code != chosen.code and (fold(a.street), code_key(a.postcode)) == place]
    name = matched.order.ship_to_name.value if matched.order.ship_to_name else ""
    return [float(bool(twins)), float(bool(name) and name_words(name) == name_words(chosen.name))]


def _second(result: MatchResult) -> float:
    """How near the second candidate comes to the first; 0 where there is none."""
    scores = [c.score for c in result.candidates[:2]]
    return scores[1] / scores[0] if len(scores) == 2 and scores[0] > 0 else 0.0
