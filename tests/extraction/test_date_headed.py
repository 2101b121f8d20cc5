"""Weeks and dates below a column's heading are the dates of their lines, and no part of names."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from extraction.date_headed import with_headed_dates
from extraction.deliveries import with_deliveries
from models.reading import Schedule
from tests.extraction.item_tables import Table


def test_weeks_below_wanted_are_the_dates_of_their_lines() -> None:
    table = Table(
        ("No", "Ref", "Article", "Quantity", "Wanted"),
        ("10", "A-1", "Envelope C4", "24", "2026-W49"),
        ("20", "A-2", "Carriage bolt", "50", "30/11/2026"),
        ("30", "A-3", "LED bulb", "50", "tbc"),
    )
    lines = with_headed_dates([table.line(description=(r, 2), quantity=(r, 3)) for r in (1, 2, 3)], table.document)
    days = [line.requested_date.value if line.requested_date else None for line in lines]
    assert days == [date(2026, 11, 30), date(2026, 11, 30), None]


def test_a_date_below_another_heading_is_not_the_lines() -> None:
    table = Table(("No", "Ref", "Article", "Quantity", "Price valid from"), ("10", "A-1", "Bolt", "24", "30/11/2026"))
    (line,) = with_headed_dates([table.line(quantity=(1, 3))], table.document)
    assert line.requested_date is None


def test_the_end_of_a_deliverys_week_is_no_part_of_the_name_above_it() -> None:
    table = Table(("10", "A-1", "Cap screw M10", "12"), ("", "", "", "6", "CW 53/2026"))
    line = table.line(description=(0, 2), quantity=(0, 3))
    below = table.line(description=(1, 4)).description
    assert line.description
    assert below
    taken = replace(line.description, value="Cap screw M10 53/2026", evidence=below.evidence)
    shares = (Schedule(date(2026, 12, 28), Decimal(6)), Schedule(date(2027, 1, 11), Decimal(6)))
    (made,) = with_deliveries([replace(line, description=taken, schedules=shares)], table.document)
    assert made.description
    assert made.description.value == "Cap screw M10"
