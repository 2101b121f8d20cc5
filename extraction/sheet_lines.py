"""Lines of a sheet set right by its columns: a value stands where the other lines have theirs, and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import pairwise

from extraction.arithmetic import agrees
from extraction.candidates_view import DocumentView
from extraction.gazetteer import fold
from extraction.lexicon import lexicon, merged
from extraction.scoring_text import label_phrases
from extraction.sheet_cells import Table, place_of, table_of, with_field, without
from extraction.sheet_dates import with_dated_columns
from extraction.sheet_groups import with_dates_of_groups
from extraction.sheet_heads import Heads, heads_above
from extraction.sheet_names import named_by_cells
from extraction.sheet_numbers import without_strays
from extraction.sheet_ordered import as_ordered
from extraction.values import read_date, read_number, read_unit
from models.reading import ExtractedLine

CERTAIN = 0.95
NUMBERS = ("unit_price", "price_basis", "discount_percent", "amount")
FILLED = ("line_no", "buyer_item_code", "supplier_item_code", "gtin", "unit", "unit_price", "amount", "requested_date")
FIRST_DAY = date(1899, 12, 30)
WEEK_DIGITS = 2
SERIAL_DIGITS = 5
AROUND = timedelta(days=730)
LONE = 0.34  # a number that so few lines have, inside another field's column, belongs to that field


def by_columns(lines: Sequence[ExtractedLine], document: DocumentView) -> list[ExtractedLine]:
    """The lines, those of a sheet with what their columns tell. Others stay as they are."""
    made = list(lines)
    for view in document.pages:
        table = table_of(made, view.page) if view.page.source == "grid" else None
        if table is None:
            continue
        heads = heads_above(table.cells, table.top, document.language)
        made = with_dated_columns(named_by_cells(made, table), table, document)
        table = _with_homes(table_of(made, view.page) or table, heads, made, document)
        for index in table.rows:
            own = _in_its_column(_placed(made[index], table, made), table, table.rows[index], document)
            placed = _as_the_others(own, table, table.rows[index], document)
            sound = without_strays(placed, table, table.rows[index], heads, document.language)
            made[index] = _completed(sound, table, index, heads, document)
        made = with_dates_of_groups(_numbered(made, table), table, heads, document)
        made = as_ordered(made, table, heads, document)
    return made


def _with_homes(table: Table, heads: Heads | None, lines: Sequence[ExtractedLine], document: DocumentView) -> Table:
    """The table with the columns that no line was read in: those of plain headings, and the one of dates."""
    homes = dict(table.homes)
    for name in FILLED if heads else ():
        columns = heads.columns(name) if heads else []
        free = name not in homes and len(columns) == 1 and columns[0] not in homes.values()
        if free and not (name == "requested_date" and _is_the_orders_day(table, columns[0], heads, document)):
            homes[name] = columns[0]
    if "requested_date" not in homes and not any(line.schedules for line in lines):
        dated = [c for c in table.cells.columns if c not in homes.values() and _is_dated(table, c, heads, document)]
        if len(dated) == 1:
            homes["requested_date"] = dated[0]
    return replace(table, homes=homes)


def _is_the_orders_day(table: Table, column: str, heads: Heads | None, document: DocumentView) -> bool:
    """Whether a column headed by a mere "Date" says the same day for every line, or none to come: the order's day."""
    if heads is None or "order_date" not in label_phrases().get(fold(table.cells.text(column, heads.row)), ()):
        return False
    days = [_day(text, document) for row in table.rows.values() if (text := table.cells.text(column, row))]
    past = document.anchor is not None and all(day is None or day <= document.anchor for day in days)
    return past or (len(days) > 1 and len(set(days)) == 1)


def _is_dated(table: Table, column: str, heads: Heads | None, document: DocumentView) -> bool:
    """Whether the lines' cells in a column are dates to come, and its heading does not say that they are others."""
    texts = [text for row in table.rows.values() if (text := table.cells.text(column, row))]
    days = [_day(text, document) for text in texts]
    if 2 * len(texts) < len(table.rows) or not all(days):
        return False
    if document.anchor is not None and all(day and day < document.anchor for day in days):
        return False
    heading = fold(table.cells.text(column, heads.row)) if heads else ""
    return "order_date" not in label_phrases().get(heading, ()) and not set(heading.split()) & _other_dates()


@cache
def _other_dates() -> frozenset[str]:
    return frozenset(lexicon("said")["other_dates"])


def _placed(line: ExtractedLine, table: Table, lines: Sequence[ExtractedLine]) -> ExtractedLine:
    """Without numbers that were read inside another field's column, where hardly another line has one there."""
    taken = {column: name for name, column in table.homes.items()}
    for name in NUMBERS:
        place = place_of(getattr(line, name))
        if place is None or taken.get(place[0], name) == name:
            continue
        if sum(getattr(other, name) is not None for other in lines) <= max(1, LONE * len(lines)):
            line = without(line, name)
    return line


def _in_its_column(line: ExtractedLine, table: Table, row: int, document: DocumentView) -> ExtractedLine:
    """With the price of the prices' column, where the sum was taken for it: one piece at a price for a hundred."""
    home, sums, place = table.homes.get("unit_price"), table.homes.get("amount"), place_of(line.unit_price)
    if not home or not sums or place != (sums, row) or line.amount is not None:
        return line
    price = read_number(table.cells.text(home, row), document.style) if table.cells.text(home, row) else None
    return with_field(line, "unit_price", table.cells.field(home, row, price, CERTAIN)) if price else line


def _as_the_others(line: ExtractedLine, table: Table, row: int, document: DocumentView) -> ExtractedLine:
    """With price and discount of the other lines' columns, where the amount comes out by them."""
    homes = [(name, table.homes[name]) for name in ("unit_price", "discount_percent") if name in table.homes]
    away = [name for name, home in homes if (place := place_of(getattr(line, name))) is None or place[0] != home]
    if len(homes) < 2 or not away or line.quantity is None or line.amount is None:
        return line
    values = {name: read_number(text, document.style) for name, home in homes if (text := table.cells.text(home, row))}
    price, discount = values.get("unit_price"), values.get("discount_percent")
    basis = line.price_basis.value if line.price_basis else None
    if not price or not discount or not agrees(line.quantity.value, price, basis, discount, line.amount.value):
        return line
    for name, home in homes:
        line = with_field(line, name, table.cells.field(home, row, values[name], CERTAIN))
    return line


def _completed(
    line: ExtractedLine, table: Table, index: int, heads: Heads | None, document: DocumentView
) -> ExtractedLine:
    """With the values that stand in the columns of the other lines', where this line has none."""
    row = table.rows[index]
    used = {place for name in (*FILLED, "quantity", "description") if (place := place_of(getattr(line, name)))}
    for name in FILLED:
        home = table.homes.get(name)
        if getattr(line, name) is not None or not home or (home, row) in used:
            continue
        text = table.cells.text(home, row)
        if name == "requested_date" and heads is not None and text.isdigit() and len(text) <= WEEK_DIGITS:
            text = f"{_week_word(table.cells.text(home, heads.row))} {text}"
        value = _value(name, text, document) if text else None
        if value is not None:
            line = with_field(line, name, table.cells.field(home, row, value, CERTAIN))
    return line


def _week_word(heading: str) -> str:
    """The word for a week that a heading has ("Liefer-KW"), so that the bare numbers below it are read as weeks."""
    weeks = {fold(word) for word in merged("relative")["week"]} | {"liefer kw", "lieferwoche", "leverweek"}
    return "week" if set(fold(heading).split()) & weeks else ""


def _value(name: str, text: str, document: DocumentView) -> str | Decimal | date | None:
    if name == "requested_date":
        return _day(text, document) or _counted_day(text, document.anchor)
    if name in NUMBERS:
        return read_number(text, document.style)
    if name == "unit":
        return text if read_unit(text) or (text.isalpha() and len(text) <= 4) else None
    return text if name != "line_no" or text.rstrip(".").isdigit() else None


def _day(text: str, document: DocumentView) -> date | None:
    found = read_date(text, document.language, document.order, document.anchor)
    return found[0] if found else None


def _counted_day(text: str, anchor: date | None) -> date | None:
    """The day that a sheet counts from the end of 1899, where the cell was left to show the number itself."""
    if anchor is None or not text.isdigit() or len(text) != SERIAL_DIGITS:
        return None
    day = FIRST_DAY + timedelta(days=int(text))
    return day if anchor - AROUND <= day <= anchor + AROUND else None


def _numbered(lines: Sequence[ExtractedLine], table: Table) -> list[ExtractedLine]:
    """With the column that counts the lines, where no line was read to have a number: its heading says that it does."""
    made = list(lines)
    if any(made[index].line_no for index in table.rows):
        return made
    for column in table.cells.columns:
        if column in table.homes.values():
            continue
        texts = [table.cells.text(column, row) for row in table.rows.values()]
        if _counts(texts) and _heads_numbers(table, column):
            for index, row in table.rows.items():
                number = table.cells.field(column, row, table.cells.text(column, row), CERTAIN)
                made[index] = replace(made[index], line_no=number)
            break
    return made


def _counts(texts: Sequence[str]) -> bool:
    """Whether the texts count on by one step, the rows between being other orders' or sections'."""
    if not all(text.isdigit() for text in texts):
        return False
    values = [int(text) for text in texts]
    steps = {later - earlier for earlier, later in pairwise(values)}
    return len(steps) == 1 and steps <= {1, 5, 10, 100} and values[0] in (1, 5, 10, 100)


def _heads_numbers(table: Table, column: str) -> bool:
    """Whether the nearest text above names a line's number, or the column is the first and has none."""
    above = [text for row in range(table.top - 1, 0, -1) if (text := table.cells.text(column, row))]
    if not above:
        return column == table.cells.columns[0]
    words = fold(above[0])
    known = {fold(word) for word in merged("columns")["line_no"]} | set(lexicon("said")["number"])
    return words in known or bool(set(words.split()) & (known & set(lexicon("said")["number"])))
