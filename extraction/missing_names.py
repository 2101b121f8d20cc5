"""What one item of a printed order lacks and its page says: its name at the other names' edge, or in a row of its own.

"Article 2 : Syringe filter" above an item's labelled parts is its number and name, "Montant : 46,56 EUR" below them
its amount where quantity and price come to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from extraction.arithmetic import agrees
from extraction.candidates_view import DocumentView
from extraction.columns import ROLES, exact_roles
from extraction.gazetteer import fold
from extraction.layout import Segment, TextLine, box_of, joined, text_lines
from extraction.lexicon import lexicon
from extraction.lines_types import normal
from extraction.values import read_number
from models.page import Box, Page, Word
from models.reading import ExtractedLine, Field, OnPage, Source

CONFIDENCE = 0.9
ABOVE_LINES = 2.6  # how far above an item its title may stand, in line heights
SAME_EDGE_PT = 1.5
LEAST_OTHERS = 2
LEAST_LETTERS = 3
AMOUNT = ROLES.index("amount")


class _Reach(NamedTuple):
    """The rows of a page from an item's first to the next item's."""

    page: Page
    rows: Sequence[TextLine]
    top: float
    end: float
    before: float  # where the item above it ends


def with_missing_parts(lines: Sequence[ExtractedLine], document: DocumentView) -> list[ExtractedLine]:
    """The lines, names and amounts that were overlooked put in."""
    if all(line.description and line.amount for line in lines):
        return list(lines)
    edge = _edge(lines)
    made = []
    for at, line in enumerate(lines):
        reach = _reach(lines, at, document)
        if reach is not None:
            line = _titled(line, reach)
            line = _at_the_edge(line, reach, edge)
            line = _priced(line, reach, document)
        made.append(line)
    return made


def _place(line: ExtractedLine) -> OnPage | None:
    place = line.quantity.evidence if line.quantity else None
    return place if isinstance(place, OnPage) else None


def _reach(lines: Sequence[ExtractedLine], at: int, document: DocumentView) -> _Reach | None:
    place = _place(lines[at])
    if place is None:
        return None
    page = next((v.page for v in document.pages if v.page.number == place.page and v.page.source != "grid"), None)
    if page is None:
        return None
    after = _place(lines[at + 1]) if at + 1 < len(lines) else None
    before = _place(lines[at - 1]) if at else None
    end = after.box.top if after is not None and after.page == place.page else page.height
    above = before.box.bottom if before is not None and before.page == place.page else 0.0
    return _Reach(page, text_lines(page), min(place.box.top, *_tops(lines[at], page)), end, above)


def _tops(line: ExtractedLine, page: Page) -> list[float]:
    """Where the item's codes and price stand: the first of them may be above its quantity."""
    told = (line.supplier_item_code, line.buyer_item_code, line.unit_price)
    places = [field.evidence for field in told if field is not None]
    return [page.height, *(p.box.top for p in places if isinstance(p, OnPage) and p.page == page.number)]


# ---------------------------------------------------------------- "Article 2 : name"
def _titled(line: ExtractedLine, reach: _Reach) -> ExtractedLine:
    if line.description is not None or line.quantity is None:
        return line
    for row in reach.rows:
        height = max(row.box.height, 4.0)
        if not reach.before < row.box.y_mid < reach.top or reach.top - row.box.y_mid > ABOVE_LINES * height:
            continue
        found = _title(row)
        if found is not None:
            number, name = found
            source = line.quantity.source
            line_no = line.line_no or _field(number, [_number_word(row)], reach.page, source)
            return replace(line, line_no=line_no, description=_field(joined(name), name, reach.page, source))
    return line


def _title(row: TextLine) -> tuple[str, list[Word]] | None:
    """The number and the name that a row like "Article 2 : name" states."""
    words = list(row.words)
    for at in (1, 2):
        label = fold(" ".join(word.text for word in words[:at]))
        number = words[at].text.strip(":.-)") if len(words) > at else ""
        if label not in _numbering() or not number.isdigit():
            continue
        name = [word for word in words[at + 1 :] if word.text.strip(":–-|")]
        if sum(ch.isalpha() for ch in joined(name)) >= LEAST_LETTERS:
            return number, name
    return None


def _number_word(row: TextLine) -> Word:
    """The first word of a row that is a number."""
    return next(word for word in row.words if word.text.strip(":.-)").isdigit())


@cache
def _numbering() -> frozenset[str]:
    return frozenset(lexicon("said")["number"])


# ---------------------------------------------------------------- at the other names' edge
def _edge(lines: Sequence[ExtractedLine]) -> float | None:
    """The left edge that the names share which were read below the row of their quantity, most of all names."""
    lefts = []
    for line in lines:
        name, place = line.description.evidence if line.description else None, _place(line)
        if not isinstance(name, OnPage) or place is None or name.page != place.page:
            continue
        if name.box.top >= place.box.bottom - 1:
            lefts.append(name.box.x0)
    shared = len(lefts) >= LEAST_OTHERS and max(lefts) - min(lefts) <= SAME_EDGE_PT
    return lefts[0] if shared and 2 * len(lefts) >= sum(line.description is not None for line in lines) else None


def _at_the_edge(line: ExtractedLine, reach: _Reach, edge: float | None) -> ExtractedLine:
    place = _place(line)
    if line.description is not None or edge is None or line.quantity is None or place is None:
        return line
    for segment in _segments(reach):
        starts = abs(segment.box.x0 - edge) <= SAME_EDGE_PT and segment.box.top >= place.box.bottom - 1
        if starts and ":" not in segment.text and sum(ch.isalpha() for ch in segment.text) >= LEAST_LETTERS:
            name = _field(segment.text, segment.words, reach.page, line.quantity.source)
            return replace(line, description=name)
    return line


def _segments(reach: _Reach) -> Iterator[Segment]:
    for row in reach.rows:
        if reach.top < row.box.y_mid < reach.end:
            yield from row.segments


# ---------------------------------------------------------------- "Montant : 46,56"
def _priced(line: ExtractedLine, reach: _Reach, document: DocumentView) -> ExtractedLine:
    if line.amount is not None or line.quantity is None or line.unit_price is None:
        return line
    basis = line.price_basis.value if line.price_basis else None
    discount = line.discount_percent.value if line.discount_percent else None
    for segment in _segments(reach):
        for label, word in pairwise(segment.words):
            value = read_number(word.text, document.style)
            if value is None or not _names_amount(label, segment):
                continue
            same = isinstance(line.unit_price.evidence, OnPage) and line.unit_price.evidence.box == word.box
            if not same and agrees(line.quantity.value, line.unit_price.value, basis, discount, value):
                place = OnPage(reach.page.number, word.box, word.text, reach.page.sheet, word.cell)
                return replace(line, amount=Field(value, CONFIDENCE, line.quantity.source, place))
    return line


def _names_amount(before: Word, segment: Segment) -> bool:
    """Whether the words down to one name an amount: "Montant :", "Line total"."""
    words = normal(" ".join(word.text for word in segment.words if word.box.x1 <= before.box.x1)).split()
    return any(exact_roles(" ".join(words[-count:]), "")[AMOUNT] > 0 for count in (1, 2, 3) if len(words) >= count)


def _field(value: str, words: Sequence[Word], page: Page, source: Source) -> Field[str]:
    box: Box = box_of(words)
    return Field(value, CONFIDENCE, source, OnPage(page.number, box, joined(words), page.sheet))
