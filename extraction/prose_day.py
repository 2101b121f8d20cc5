"""The day by which an order's sentences want it delivered, also where a row ends within the date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from extraction.candidates_view import DocumentView
from extraction.lines import LinesReading
from extraction.prose_flow import flow_of
from extraction.prose_words import deadline_pattern
from extraction.values import find_dates
from models.page import Page
from models.reading import Field

CERTAIN = 0.9
LOOK_BACK = 60


def with_said_day(
    fields: Mapping[str, Field[Any]], lines: LinesReading, pages: Sequence[Page], document: DocumentView
) -> dict[str, Field[Any]]:
    """The fields of an order said in sentences, with the one day behind words of a deadline where none was read."""
    if not lines.spoken or "requested_date" in fields or any(line.requested_date for line in lines.lines):
        return dict(fields)
    flow = flow_of(pages)
    ordered = fields["order_date"].value if "order_date" in fields else document.anchor
    text = flow.text.replace("\v", " ")
    found = [
        one
        for one in find_dates(text, document.language, document.order, document.anchor or ordered)
        if deadline_pattern().search(text, max(0, one.start - LOOK_BACK), one.start)
        and (ordered is None or one.dates[0] >= ordered)
    ]
    if len({one.dates[0] for one in found}) != 1:
        return dict(fields)
    first = found[0]
    place = flow.place(first.start, first.end)
    return {**fields, "requested_date": Field(first.dates[0], CERTAIN, flow.source(first.start), place)}
