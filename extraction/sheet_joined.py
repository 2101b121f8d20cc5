"""The orders of a workbook that have one number, made one: a sheet a site is one order of the customer's books.

He gave one number, expects one acknowledgement of it, and asks after it by that number. What an order cannot say, that
some lines go to another place, the agent is asked about; so is which of two lists holds where they overlap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extraction.sheet_blocks import SEVERAL_PLACES, UNSURE
from models.issue import Issue, Severity
from models.reading import ExtractedLine, ExtractedOrder

PLACE = ("ship_to_street", "ship_to_postcode", "ship_to_city")
NAMED = ("ship_to_name", *PLACE)


def one_order_each(orders: Sequence[ExtractedOrder]) -> list[ExtractedOrder]:
    """The orders, those with one number together. Lines said again are not added, unless they go to another place."""
    made: list[ExtractedOrder] = []
    for order in orders:
        number = order.po_number.value if order.po_number else None
        same = next((at for at, one in enumerate(made) if one.po_number and one.po_number.value == number), None)
        if same is None:
            made.append(order)
        else:
            made[same] = _joined(made[same], order)
    return made


def _joined(one: ExtractedOrder, other: ExtractedOrder) -> ExtractedOrder:
    issues = tuple(dict.fromkeys((*one.remarks, *other.remarks)))
    if _goes_elsewhere(one, other):
        places = "; ".join((_place(one), _place(other)))
        asked = Issue(SEVERAL_PLACES, Severity.WARNING, "", (("places", places),))
        return replace(one, lines=(*one.lines, *other.lines), remarks=(*issues, asked))
    known = {_said(line) for line in one.lines}
    added = tuple(line for line in other.lines if _said(line) not in known)
    if len(added) not in (0, len(other.lines)):
        issues = (*issues, Issue(UNSURE, Severity.WARNING, "", (("sheet", _sheet(other)),)))
    return replace(one, lines=(*one.lines, *added), remarks=issues)


def _goes_elsewhere(one: ExtractedOrder, other: ExtractedOrder) -> bool:
    """Whether both name a place, and not the same."""
    pairs = [(getattr(one, name), getattr(other, name)) for name in PLACE]
    return any(a is not None and b is not None and a.value.casefold() != b.value.casefold() for a, b in pairs)


def _place(order: ExtractedOrder) -> str:
    return ", ".join(field.value for name in NAMED if (field := getattr(order, name)) is not None)


def _sheet(order: ExtractedOrder) -> str:
    fields = (line.quantity for line in order.lines)
    return next((getattr(field.evidence, "sheet", "") for field in fields if field is not None), "")


def _said(line: ExtractedLine) -> tuple[object, ...]:
    fields = (line.supplier_item_code, line.buyer_item_code, line.description, line.quantity)
    return tuple(field.value if field else None for field in fields)
