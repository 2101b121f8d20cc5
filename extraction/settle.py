"""Header and lines made to agree: what was read of the one is not read again, from the same place, of the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from extraction.lines import LinesReading
from models.reading import ExtractedLine, Field, OnPage

CENT = Decimal("0.02")
AGREES = 0.5  # share of the doubt about a total that is left when the lines add up to it


def settle(fields: Mapping[str, Field[Any]], lines: LinesReading) -> dict[str, Field[Any]]:
    """The fields, a net total that the lines confirm with more certainty."""
    result = dict(fields)
    wanted = result.get("requested_date")
    if wanted is not None and _of_a_line(wanted, lines):
        del result["requested_date"]
    net = result.get("total_net")
    if net is not None and lines.amount_sum is not None and abs(lines.amount_sum - Decimal(str(net.value))) <= CENT:
        result["total_net"] = replace(net, confidence=round(1 - (1 - net.confidence) * AGREES, 4))
    return result


def without_the_orders_date(
    lines: Sequence[ExtractedLine], fields: Mapping[str, Field[Any]]
) -> tuple[ExtractedLine, ...]:
    """The lines, none delivered on the order's own date: a form that stands beside the table shares its rows."""
    ordered = fields.get("order_date")
    place = ordered.evidence if ordered is not None else None
    if not isinstance(place, OnPage):
        return tuple(lines)
    return tuple(
        replace(line, requested_date=None) if line.requested_date and _same(line.requested_date, place) else line
        for line in lines
    )


def _same(field: Field[Any], place: OnPage) -> bool:
    other = field.evidence
    return isinstance(other, OnPage) and (other.page, other.sheet, other.box) == (place.page, place.sheet, place.box)


def _of_a_line(wanted: Field[Any], lines: LinesReading) -> bool:
    """Whether a date stands among the lines and is what a line of them asks for: it is that line's then."""
    place = wanted.evidence
    if not isinstance(place, OnPage):
        return False
    x, y = place.box.x_mid, place.box.y_mid
    inside = any(
        region.page == place.page and region.box.x0 <= x <= region.box.x1 and region.box.top <= y <= region.box.bottom
        for region in lines.regions
    )
    return inside and any(line.requested_date and line.requested_date.value == wanted.value for line in lines.lines)
