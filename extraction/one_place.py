"""One printed place states one value: an order number that looks like a day or a tax id is neither as well."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from extraction.values_codes import compact
from models.page import Box
from models.reading import Field, OnPage

_DATES = ("requested_date", "order_date")
_MOSTLY = 0.6  # of the smaller box


def one_place_each(fields: Mapping[str, Field[Any]]) -> dict[str, Field[Any]]:
    """The fields without dates and tax ids that are the order's number, unless the number is the less sure."""
    number = fields.get("po_number")
    if number is None:
        return dict(fields)
    return {
        name: field
        for name, field in fields.items()
        if not _is_number(name, field, number) or field.confidence > number.confidence
    }


def _is_number(name: str, field: Field[Any], number: Field[Any]) -> bool:
    """Whether a date stands where the number does, or a tax id says what it says, here or elsewhere."""
    if name == "buyer_vat_id":
        return compact(str(field.value)) == compact(str(number.value))
    return name in _DATES and _same_place(field, number)


def _same_place(one: Field[Any], other: Field[Any]) -> bool:
    a, b = one.evidence, other.evidence
    if not isinstance(a, OnPage) or not isinstance(b, OnPage) or (a.page, a.sheet) != (b.page, b.sheet):
        return False
    return _shared(a.box, b.box) > _MOSTLY


def _shared(a: Box, b: Box) -> float:
    wide = max(0.0, min(a.x1, b.x1) - max(a.x0, b.x0))
    high = max(0.0, min(a.bottom, b.bottom) - max(a.top, b.top))
    smaller = min(a.width * a.height, b.width * b.height)
    return wide * high / smaller if smaller > 0 else 0.0
