"""What a sheet says of itself: the number and date of its order, the titles above its table, the codes of its items."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from extraction.gazetteer import fold
from extraction.lexicon import lexicon
from extraction.scoring_text import label_phrases
from extraction.sheet_cells import Cells
from extraction.sheet_heads import Heads
from extraction.sheet_place import is_place_label
from extraction.values import find_dates, read_date
from extraction.values_codes import compact

MOST_BESIDE = 6
FEW_CELLS = 2
LEAST_DATES = 2
_LABELLED = re.compile(r"([^:#]{2,40})[:#]\s*(\S.*)")


@dataclass(frozen=True, slots=True)
class Stated:
    """An order's number, date and place that labels in some rows of a sheet state; "" and None where none does."""

    number: str = ""
    day: date | None = None
    place: str = ""


def stated_in(cells: Cells, rows: Sequence[int], language: str, skipped: Sequence[int] = ()) -> Stated:
    """What labels in these rows state, each beside its value, above it, or in one cell with it."""
    pairs = [pair for row in rows if row not in skipped for pair in _pairs(cells, row)]
    numbers = [compact(text) for name, text in pairs if "po_number" in _classes(name) and _is_number(text, language)]
    days = [days[0] for name, text in pairs if _is_dated(name) and (days := read_date(text, language))]
    days += [day for row in rows if row not in skipped for day in _titled(cells, row, language)]
    places = [text for name, text in pairs if is_place_label(name)]
    return Stated(next(iter(numbers), ""), next(iter(days), None), next(iter(places), ""))


def _titled(cells: Cells, row: int, language: str) -> list[date]:
    """The date of a row that is a title of an order or a delivery of it: "Bestellung vom 12.03.2026"."""
    texts = [cells.text(column, row) for column in cells.columns if (column, row) in cells.words]
    words = fold(texts[0]).split() if len(texts) == 1 else []
    days = find_dates(texts[0], language) if words and words[0] in _words("earlier_of") else ()
    return [found.dates[0] for found in days] if len(words) <= MOST_BESIDE else []


def older_rows(cells: Cells, head: Heads, than: date | None, language: str) -> bool:
    """Whether a column headed by a mere date says of all rows that they were ordered before this day."""
    for column in cells.columns if than else ():
        if not _is_dated(cells.text(column, head.row)):
            continue
        texts = [cells.text(column, row) for at, row in sorted(cells.words) if at == column and row > head.row]
        days = [days[0] for text in texts if (days := read_date(text, language))]
        if len(days) >= LEAST_DATES and than and all(day < than for day in days):
            return True
    return False


def _pairs(cells: Cells, row: int) -> Iterator[tuple[str, str]]:
    """Labels in a row with the text that each may head."""
    filled = [column for column in cells.columns if (column, row) in cells.words]
    for at, column in enumerate(filled):
        text = cells.text(column, row)
        if found := _LABELLED.fullmatch(text):
            yield found[1], found[2]
            continue
        label = text.rstrip(" :#.")
        if at + 1 < len(filled):
            yield label, cells.text(filled[at + 1], row)
        if below := cells.text(column, row + 1):
            yield label, below


def _classes(label: str) -> tuple[str, ...]:
    return label_phrases().get(fold(label), ())


def _is_dated(label: str) -> bool:
    return "order_date" in _classes(label)


def _is_number(text: str, language: str) -> bool:
    return any(ch.isdigit() for ch in text) and len(text.split()) <= FEW_CELLS and not read_date(text, language)


def is_label(text: str) -> bool:
    """Whether a text is the label of an order's number or date."""
    return bool({"po_number", "order_date"} & set(_classes(text.rstrip(" :#."))))


# ---------------------------------------------------------------- titles
def is_earlier(text: str, language: str) -> bool:
    """Whether a title says that what follows was ordered or delivered before: "Letzte Bestellung vom 12.03.2026"."""
    for found in reversed(find_dates(text, language)):
        text = text[: found.start] + " " + text[found.end :]
    words = fold(text).split()
    while words and words[0] in _words("earlier_beside"):
        words = words[1:]
    rest = _behind_earlier(words)
    return rest is not None and len(rest) <= MOST_BESIDE and all(_is_beside(word) for word in rest)


def _behind_earlier(words: list[str]) -> list[str] | None:
    """The words behind "last order", "pedido anterior", "history"; None where they do not begin so."""
    for size in range(min(4, len(words)), 0, -1):
        if " ".join(words[:size]) in _words("earlier_alone"):
            return words[size:]
    if len(words) > FEW_CELLS and words[1].isdigit():  # "last 3 orders"
        words = [words[0], *words[2:]]
    pair = set(words[:2])
    if len(words) >= FEW_CELLS and pair & _words("earlier") and pair & _words("earlier_of"):
        return words[2:]
    return None


def _is_beside(word: str) -> bool:
    return any(ch.isdigit() for ch in word) or word in _words("earlier_beside") or word in _words("earlier_of")


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(lexicon("said")[name])


def titles(cells: Cells, head: Heads) -> list[str]:
    """The texts that stand alone, or nearly so, in the rows above a heading."""
    found = []
    for row in sorted({row for _, row in cells.words if row < head.row}):
        texts = [cells.text(column, row) for column in cells.columns if (column, row) in cells.words]
        found += texts[:1] if len(texts) <= FEW_CELLS else []
    return found


def is_aside(text: str, language: str) -> bool:
    """Whether a title says that a list of what was, or of what there is, follows: it begins with such a word."""
    words = fold(text).split()
    return is_earlier(text, language) or bool(
        words and len(words) <= MOST_BESIDE and words[0] in _words("sheets_aside")
    )


# ---------------------------------------------------------------- items
def items_below(cells: Cells, head: Heads, names: frozenset[str]) -> list[str]:
    """The codes, or texts, of the first column below a heading that names items so."""
    column = next((column for column, named in head.roles.items() if named & names), "")
    rows = sorted(row for at, row in cells.words if at == column and row > head.row)
    return [fold(cells.text(column, row)) for row in rows]
