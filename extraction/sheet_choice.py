"""Which sheets of a workbook are the order: earlier orders, price lists and lists to choose from beside it are not."""

from __future__ import annotations

from collections.abc import Sequence

from extraction.gazetteer import fold
from extraction.lexicon import lexicon
from extraction.sheet_cells import cells_of
from extraction.sheet_heads import Heads, all_heads, of_items
from models.page import Page


def order_sheets(pages: Sequence[Page], language: str) -> tuple[Page, ...]:
    """The pages without sheets of items that nothing is ordered of, where another sheet orders some."""
    if len(pages) < 2 or any(page.source != "grid" or not page.sheet for page in pages):
        return tuple(pages)
    heads = [[one for one in all_heads(cells_of(page), language) if of_items(one)] for page in pages]
    aside = [_is_named_aside(page) for page in pages]
    orders = [bool(found) and any(map(_orders, found)) for found in heads]
    if not any(one and not other for one, other in zip(orders, aside, strict=True)):
        return tuple(pages)
    return tuple(
        page
        for page, found, named, ordering in zip(pages, heads, aside, orders, strict=True)
        if not found or (ordering and not named)
    )


def _orders(head: Heads) -> bool:
    return head.names("quantity")


def _is_named_aside(page: Page) -> bool:
    """Whether the sheet's name says that it holds what was, or what there is."""
    return bool(set(fold(page.sheet).split()) & set(lexicon("said")["sheets_aside"]))
