"""Sheets with a column for every delivery date: the shares of a row are its schedules, their sum is its quantity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from extraction.candidates_view import DocumentView
from extraction.sheet_cells import Table, place_of, without
from extraction.values import read_date, read_number
from models.reading import ExtractedLine, Schedule

CERTAIN = 0.96
LEAST_DATES = 2


def with_dated_columns(lines: Sequence[ExtractedLine], table: Table, document: DocumentView) -> list[ExtractedLine]:
    """The lines, their quantity and schedules from the columns that are headed by dates, where there are such."""
    made = list(lines)
    days = _days(table, document)
    rows = [table.rows[index] for index in sorted(table.rows)]
    if len(days) < LEAST_DATES or len(set(days.values())) < len(days) or not rows:
        return made
    for index, row in table.rows.items():
        shares = _shares(table, row, days, document)
        if shares:
            made[index] = _divided(made[index], table, row, shares, days)
    return made


def _days(table: Table, document: DocumentView) -> dict[str, date]:
    """The columns whose heading, in the row right above the lines that has most of them, is a date."""
    best: dict[str, date] = {}
    for row in range(table.top - 1, max(0, table.top - 4), -1):
        found = {}
        for column in table.cells.columns:
            read = read_date(table.cells.text(column, row), document.language, document.order, document.anchor)
            if read:
                found[column] = read[0]
        if len(found) > len(best):
            best = found
    return best


def _shares(table: Table, row: int, days: dict[str, date], document: DocumentView) -> dict[str, Decimal]:
    """The row's quantity for every date's column that has one; none at all where a column holds something else."""
    shares = {}
    for column in days:
        text = table.cells.text(column, row)
        number = read_number(text, document.style) if text else None
        if text and number is None:
            return {}
        if number:
            shares[column] = number
    return shares


def _divided(
    line: ExtractedLine, table: Table, row: int, shares: dict[str, Decimal], days: dict[str, date]
) -> ExtractedLine:
    total = sum(shares.values(), Decimal(0))
    stated = next(
        (c for c in table.cells.columns if c not in days and _is(table.cells.text(c, row), total)), next(iter(shares))
    )
    quantity = table.cells.field(stated, row, total, CERTAIN)
    schedules = tuple(Schedule(days[column], number) for column, number in shares.items())
    for name in ("discount_percent", "amount", "price_basis", "unit_price"):
        place = place_of(getattr(line, name))
        if place is not None and place[0] in {*days, stated}:
            line = without(line, name)
    return replace(line, quantity=quantity, schedules=schedules, requested_date=None)


def _is(text: str, number: Decimal) -> bool:
    plain = text.replace(",", ".")
    return bool(plain) and plain.replace(".", "", 1).isdigit() and Decimal(plain) == number
