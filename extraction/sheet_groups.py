"""A date that stands once for several lines of a sheet: on a row of its own above them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from extraction.candidates_view import DocumentView
from extraction.sheet_cells import Table, place_of, with_field
from extraction.sheet_heads import Heads
from extraction.values import find_dates
from models.reading import ExtractedLine, Field

CONFIDENCE = 0.94
MOST_CELLS = 2
MOST_WORDS = 9


def with_dates_of_groups(
    lines: Sequence[ExtractedLine], table: Table, heads: Heads | None, document: DocumentView
) -> list[ExtractedLine]:
    """The lines, those below a row of a date ("Delivery of 6 July") with that date; the first line has such a row too.

    Rows of dates that begin only below the first line are each the line's above them.
    """
    made = list(lines)
    if heads is None or "requested_date" in table.homes:
        return made
    days = _days(table, heads, document)
    if not days or min(days) > table.top:
        return made
    for index, row in table.rows.items():
        day = max(at for at in days if at < row)
        place = place_of(made[index].requested_date)
        if not made[index].schedules and (place is None or place[1] != row):
            made[index] = with_field(made[index], "requested_date", days[day])
    return made


def _days(table: Table, heads: Heads, document: DocumentView) -> dict[int, Field[date]]:
    """Rows below the heading that say one date and little else."""
    found: dict[int, Field[date]] = {}
    taken = set(table.rows.values())
    for row in range(heads.row + 1, max(taken)):
        cells = [column for column in table.cells.columns if (column, row) in table.cells.words]
        texts = [table.cells.text(column, row) for column in cells]
        if row in taken or not 0 < len(cells) <= MOST_CELLS or len(" ".join(texts).split()) > MOST_WORDS:
            continue
        for column, text in zip(cells, texts, strict=True):
            days = find_dates(text, document.language, document.order, document.anchor)
            if len(days) == 1:
                found[row] = table.cells.field(column, row, days[0].dates[0], CONFIDENCE)
    return found
