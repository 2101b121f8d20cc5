"""Which sheets of a workbook are the order: earlier orders, price lists and lists to choose from beside it are not.

A sheet is left out for what it says: its name, its title, an older date, rows that the order's own total does without.
Where that is no proof, or a sheet that may be anything is kept, an issue asks the agent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from extraction.gazetteer import fold
from extraction.lexicon import lexicon
from extraction.sheet_blocks import SEVERAL_PLACES, UNSURE, without_earlier
from extraction.sheet_cells import Cells, cells_of
from extraction.sheet_facts import Stated, is_aside, items_below, older_rows, stated_in, titles
from extraction.sheet_heads import ITEM, Heads, all_heads, of_items
from extraction.sheet_sums import column_below, multiplies, runs_to_its_sum, says
from models.issue import Issue, Severity
from models.page import Page

LEFT_OUT = "sheet_left_out"
RECENT = timedelta(days=30)
LONG_AGO = timedelta(days=90)  # an order with a number of its own is lost if it is left out: it must be old
LEAST_ROWS = 4  # of a list with the same quantity in every row: the least that is sold
SAME_ITEMS = 0.5
SEVERAL = 2
ZERO = Decimal(0)
CODES = ITEM - {"description"}


@dataclass(frozen=True, slots=True)
class Chosen:
    """The pages that order something, or head what is ordered, and what was left out or is to be asked."""

    pages: tuple[Page, ...]
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sheet:
    page: Page
    cells: Cells
    heads: tuple[Heads, ...]
    stated: Stated
    language: str

    @property
    def orders(self) -> bool:
        """Whether something is ordered below a heading: a column of quantities, or of sums that come out."""
        return any(head.names("quantity") or multiplies(self.cells, head) for head in self.heads)

    @property
    def priced(self) -> bool:
        named = any(head.names("unit_price") or head.names("amount") for head in self.heads)
        return named or any(multiplies(self.cells, head) for head in self.heads)

    @property
    def summed(self) -> bool:
        """Whether the sheet's order is whole: it comes to its own total."""
        return any(runs_to_its_sum(self.cells, head) for head in self.heads)

    def is_named(self, words: str) -> bool:
        return bool(set(fold(self.page.sheet).split()) & set(lexicon("said")[words]))

    @property
    def is_unnamed(self) -> bool:
        """Whether the sheet has the name that the program gave it: "Hoja2"."""
        return fold(self.page.sheet).replace(" ", "").rstrip("0123456789") in lexicon("said")["sheets_default"]


def order_sheets(pages: Sequence[Page], language: str) -> Chosen:
    """The pages without earlier orders, and without sheets that order nothing beside one that orders."""
    if any(page.source != "grid" for page in pages):
        return Chosen(tuple(pages))
    cleared = [without_earlier(page, language) for page in pages]
    told = [issue for _, issues in cleared for issue in issues]
    sheets = [_sheet(page, language) for page, _ in cleared]
    aside = [sheet for sheet in sheets if _is_aside(sheet, sheets)]
    main = _main([sheet for sheet in sheets if sheet not in aside])
    if main is None or len(sheets) == 1 or not all(sheet.page.sheet for sheet in sheets):
        return Chosen(tuple(sheet.page for sheet in sheets), tuple(told))
    kept = []
    for at, sheet in enumerate(sheets):
        out, severity = _named_aside(sheet, main) if sheet in aside else _judged(sheet, main, at < sheets.index(main))
        kept += [] if out else [sheet.page]
        if severity is not None:
            told.append(Issue(LEFT_OUT if out else UNSURE, severity, "", (("sheet", sheet.page.sheet),)))
    return Chosen(tuple(kept), (*told, *_places([sheet for sheet in sheets if sheet.page in kept], main)))


def _places(sheets: Sequence[_Sheet], main: _Sheet) -> tuple[Issue, ...]:
    """An issue where sheets of the main one's order, which have no other number, go to other places."""
    own = [one.stated for one in sheets if one.orders and one.stated.number in ("", main.stated.number)]
    places = list(dict.fromkeys(stated.place for stated in own if stated.place))
    if len(places) < SEVERAL:
        return ()
    return (Issue(SEVERAL_PLACES, Severity.WARNING, "", (("places", "; ".join(places)),)),)


def _sheet(page: Page, language: str) -> _Sheet:
    cells = cells_of(page)
    heads = tuple(head for head in all_heads(cells, language) if of_items(head))
    rows = sorted({row for _, row in cells.words})
    return _Sheet(page, cells, heads, stated_in(cells, rows, language, [head.row for head in heads]), language)


def _is_aside(sheet: _Sheet, sheets: Sequence[_Sheet]) -> bool:
    """Whether its name says so. A form, or a "stock order", is the order where it alone has an order's number."""
    if sheet.is_named("sheets_aside") and not _is_order_of(sheet):
        return bool(sheet.heads)
    others = [one for one in sheets if one is not sheet and one.orders and not one.is_named("sheets_aside")]
    filled = bool(sheet.stated.number) and not any(one.stated.number for one in others)
    named = sheet.is_named("sheets_form") or sheet.is_named("sheets_aside")
    return bool(sheet.heads) and named and not filled


def _is_order_of(sheet: _Sheet) -> bool:
    """Whether the name is of an order for something, whose words say nothing of the past."""
    said = lexicon("said")
    words = set(fold(sheet.page.sheet).split())
    return bool(words & set(said["earlier_of"])) and words & set(said["sheets_aside"]) <= set(said["sheets_either"])


def _main(sheets: Sequence[_Sheet]) -> _Sheet | None:
    """The sheet that is the order: the first that orders, of those with a number if any has one, none of long ago."""
    orders = [sheet for sheet in sheets if sheet.orders]
    numbered = [sheet for sheet in orders if sheet.stated.number]
    days = [sheet.stated.day for sheet in numbered if sheet.stated.day]
    new = [one for one in numbered if not (one.stated.day and one.stated.day < max(days) - LONG_AGO)]
    return next(iter(new or numbered or orders), None)


_Verdict = tuple[bool, Severity | None]  # whether the sheet is left out, and how the agent is told of what was done
_KEPT: _Verdict = (False, None)
_ASKED: _Verdict = (False, Severity.WARNING)
_DOUBTED: _Verdict = (True, Severity.WARNING)


def _named_aside(sheet: _Sheet, main: _Sheet) -> _Verdict:
    doubtful = bool(sheet.stated.number) and (sheet.is_named("sheets_form") or not main.stated.number)
    return True, Severity.WARNING if doubtful and sheet.orders else None


def _judged(sheet: _Sheet, main: _Sheet, before: bool) -> _Verdict:
    if sheet is main or not sheet.heads:
        return _KEPT
    if not sheet.orders and before:
        return _DOUBTED if main.stated.number and not sheet.stated.number else _KEPT
    if not sheet.orders:
        return True, Severity.WARNING if sheet.stated.number else None
    if sheet.stated.number:
        return _numbered(sheet, main)
    if any(is_aside(text, sheet.language) for head in sheet.heads[:1] for text in titles(sheet.cells, head)):
        return True, Severity.INFO
    if sheet.stated.day and main.stated.day and sheet.stated.day < main.stated.day:
        return _DOUBTED if sheet.stated.day < main.stated.day - RECENT else _ASKED
    if any(older_rows(sheet.cells, head, main.stated.day, sheet.language) for head in sheet.heads):
        return _DOUBTED
    if main.priced and not sheet.priced and (main.summed or _same_items(sheet, main)):
        return _DOUBTED
    if _lists_the_least(sheet, main):
        return _DOUBTED
    return _ASKED if sheet.is_unnamed and not _summed_together(sheet, main) else _KEPT


def _numbered(sheet: _Sheet, main: _Sheet) -> _Verdict:
    """A sheet with an order's number: another order, or one of long ago."""
    if sheet.stated.number == main.stated.number or not (sheet.stated.day and main.stated.day):
        return _KEPT
    age = main.stated.day - sheet.stated.day
    return _DOUBTED if age > LONG_AGO else _ASKED if age > RECENT else _KEPT


def _same_items(sheet: _Sheet, main: _Sheet) -> bool:
    known = {item for head in main.heads for item in items_below(main.cells, head, CODES)}
    own = [item for head in sheet.heads for item in items_below(sheet.cells, head, CODES)]
    return bool(own) and sum(item in known for item in own) >= SAME_ITEMS * len(own)


def _lists_the_least(sheet: _Sheet, main: _Sheet) -> bool:
    """Whether a sheet without sums says one quantity in all its rows, beside an order with sums: it is a price list."""
    if any(head.names("amount") for head in sheet.heads) or not any(head.names("amount") for head in main.heads):
        return False
    counted = [found for head in sheet.heads for found in column_below(sheet.cells, head, "quantity")]
    return len(counted) >= LEAST_ROWS and len(set(counted)) == 1


def _summed_together(sheet: _Sheet, main: _Sheet) -> bool:
    """Whether a number on either sheet is the sum of both: the order goes on from one to the other."""
    both = (main, sheet)
    sums = [sum(column_below(one.cells, head, "amount"), ZERO) for one in both for head in one.heads]
    return all(sums) and any(says(one.cells, sum(sums, ZERO)) for one in both)
