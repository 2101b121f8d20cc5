"""The order's number without the quantity said right behind it: "number 5280C: 3 boxes of …"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from models.page import Box
from models.reading import ExtractedLine, Field, OnPage


def with_number_apart(fields: Mapping[str, Field[Any]], lines: Sequence[ExtractedLine]) -> dict[str, Field[Any]]:
    """The fields, the number without a last word that is the quantity of an order line."""
    number = fields.get("po_number")
    if number is None or not isinstance(number.evidence, OnPage):
        return dict(fields)
    begin, _, last = str(number.value).rpartition(" ")
    for line in lines:
        place = line.quantity.evidence if line.quantity else None
        if not begin or not isinstance(place, OnPage) or place.text.strip() != last:
            continue
        if place.page == number.evidence.page and _holds(number.evidence.box, place.box):
            return {**fields, "po_number": replace(number, value=begin.rstrip(" :,;–-"))}
    return dict(fields)


def _holds(box: Box, inner: Box) -> bool:
    return box.x0 <= inner.x_mid <= box.x1 and box.top <= inner.y_mid <= box.bottom
