"""Which sheets of a workbook are the order: earlier orders, price lists and lists to choose from beside it are not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from extraction.gazetteer import fold
from extraction.lexicon import lexicon
from extraction.sheet_cells import Cells, cells_of
from extraction.sheet_heads import Heads, all_heads, of_items
from models.page import Page
from models.reading import ExtractedLine, ExtractedOrder

ROWS = 12
LEAST_ROWS = 2
CENT = Decimal("0.011")


def order_sheets(pages: Sequence[Page], language: str) -> tuple[Page, ...]:
    """The pages without sheets of items that nothing is ordered of, where another sheet orders some."""
    if len(pages) < 2 or any(page.source != "grid" or not page.sheet for page in pages):
        return tuple(pages)
    heads = [[one for one in all_heads(cells_of(page), language) if of_items(one)] for page in pages]
    aside = [_is_named_aside(page) for page in pages]
    orders = [any(_orders(cells_of(page), one) for one in found) for page, found in zip(pages, heads, strict=True)]
    if not any(one and not other for one, other in zip(orders, aside, strict=True)):
        return tuple(pages)
    first = next(at for at, (one, other) in enumerate(zip(orders, aside, strict=True)) if one and not other)
    return tuple(
        page
        for at, (page, found) in enumerate(zip(pages, heads, strict=True))
        if not found or (not aside[at] and (orders[at] or at < first))
    )


def one_order_each(orders: Sequence[ExtractedOrder]) -> list[ExtractedOrder]:
    """The orders of a workbook, those with one number made one: a sheet a site. Lines said again are not added."""
    made: list[ExtractedOrder] = []
    for order in orders:
        number = order.po_number.value if order.po_number else None
        same = next((at for at, one in enumerate(made) if one.po_number and one.po_number.value == number), None)
        if same is None:
            made.append(order)
            continue
        known = {_said(line) for line in made[same].lines}
        added = tuple(line for line in order.lines if _said(line) not in known)
        if len(added) in (0, len(order.lines)):
            made[same] = replace(made[same], lines=(*made[same].lines, *added))
        else:
            made.append(order)
    return made


def _said(line: ExtractedLine) -> tuple[object, ...]:
    fields = (line.supplier_item_code, line.buyer_item_code, line.description, line.quantity)
    return tuple(field.value if field else None for field in fields)


def _orders(cells: Cells, head: Heads) -> bool:
    """Whether something is ordered below a heading: a column of quantities, or of sums that come out."""
    return head.names("quantity") or _multiplies(cells, head)


def _multiplies(cells: Cells, head: Heads) -> bool:
    """Whether in the first rows below a heading two numbers come to the third, by whatever names their columns go."""
    rows = range(head.row + 1, head.row + 1 + ROWS)
    sums = [_comes_out([n for c in head.roles if (n := _number(cells.text(c, row)))]) for row in rows]
    return sum(sums) >= min(LEAST_ROWS, max(1, sum((next(iter(head.roles)), row) in cells.words for row in rows)))


def _comes_out(numbers: Sequence[Decimal]) -> bool:
    told = [one for one in numbers if one not in (0, 1)]
    return any(abs(a * b - total) < CENT and total not in (a, b) for a, b in combinations(told, 2) for total in told)


def _number(text: str) -> Decimal | None:
    """A cell's number, money signs aside."""
    plain = text.strip("€$£ ").replace(" ", "")
    plain = plain.replace(",", ".") if "." not in plain and plain.count(",") == 1 else plain.replace(",", "")
    return Decimal(plain) if plain.replace(".", "", 1).isdigit() and plain.isascii() else None


def _is_named_aside(page: Page) -> bool:
    """Whether the sheet's name says that it holds what was, or what there is."""
    return bool(set(fold(page.sheet).split()) & set(lexicon("said")["sheets_aside"]))
