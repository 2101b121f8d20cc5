"""Exports whose columns are headed by a business system's names of its fields ("EBELN", "PurchQty"): put in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from extraction.gazetteer import fold
from extraction.layout import box_of
from extraction.lexicon import lexicon
from extraction.sheet_cells import Cells, cells_of
from models.page import Page, Word

LEAST_NAMES = 4
SHARE = 0.6  # of a heading's cells that are such names
DEFAULT = "en"


def in_words(page: Page, language: str) -> Page:
    """The page, headings that are names of fields written as the document's language calls these columns."""
    cells = cells_of(page)
    said = {place: word for row in sorted({row for _, row in cells.words}) for place, word in _said(cells, row).items()}
    if not said:
        return page
    plain: Mapping[str, str] = lexicon("fields")["plain"][language or DEFAULT]
    firsts = {id(cells.words[place][0]): _named(cells.words[place], plain[name]) for place, name in said.items()}
    replaced = {id(word) for place in said for word in cells.words[place]}
    words = (firsts.get(id(word)) or ((word,) if id(word) not in replaced else ()) for word in page.words)
    return replace(page, words=tuple(word for many in words for word in many))


def _said(cells: Cells, row: int) -> dict[tuple[str, int], str]:
    """The fields that the cells of a heading name; none where the row is no such heading."""
    texts = {column: text for column in cells.columns if (text := cells.text(column, row))}
    names = {column: name for column, text in texts.items() if (name := _fields().get(_key(text)))}
    technical = any(_is_technical(texts[column]) for column in names)
    if not technical or len(names) < max(LEAST_NAMES, SHARE * len(texts)) or len(set(names.values())) < LEAST_NAMES:
        return {}
    return {(column, row): name for column, name in names.items()}


@cache
def _fields() -> Mapping[str, str]:
    return {name: field for field, names in lexicon("fields")["names"].items() for name in names}


def _key(text: str) -> str:
    return fold(text).replace(" ", "")


def _is_technical(text: str) -> bool:
    """Whether no reader would write it so: "EBELN", "need_by_date", "PurchQty"."""
    one = len(text.split()) == 1
    return one and (text.isupper() or "_" in text or any(ch.isupper() for ch in text[1:]))


def _named(words: tuple[Word, ...], name: str) -> tuple[Word, ...]:
    """The name in the place of the words, side by side."""
    box, parts = box_of(words), name.split()
    wide = box.width / len(parts)
    return tuple(
        replace(words[0], text=part, box=replace(box, x0=box.x0 + at * wide, x1=box.x0 + (at + 0.9) * wide))
        for at, part in enumerate(parts)
    )
