"""Which sheets of a workbook are the order: earlier orders, price lists and lists to choose from beside it are not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extraction.gazetteer import fold
from extraction.lexicon import lexicon
from extraction.sheet_cells import cells_of
from extraction.sheet_heads import Heads, all_heads, of_items
from models.page import Page
from models.reading import ExtractedLine, ExtractedOrder


def order_sheets(pages: Sequence[Page], language: str) -> tuple[Page, ...]:
    """The pages without sheets of items that nothing is ordered of, where another sheet orders some."""
    if len(pages) < 2 or any(page.source != "grid" or not page.sheet for page in pages):
        return tuple(pages)
    heads = [[one for one in all_heads(cells_of(page), language) if of_items(one)] for page in pages]
    aside = [_is_named_aside(page) for page in pages]
    orders = [bool(found) and any(map(_orders, found)) for found in heads]
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


def _orders(head: Heads) -> bool:
    return head.names("quantity")


def _is_named_aside(page: Page) -> bool:
    """Whether the sheet's name says that it holds what was, or what there is."""
    return bool(set(fold(page.sheet).split()) & set(lexicon("said")["sheets_aside"]))
