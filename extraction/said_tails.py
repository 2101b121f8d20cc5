"""What is said behind a name and is none of it: the label of the code below, that the line comes in one delivery."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from extraction.gazetteer import fold
from extraction.layout import text_lines
from extraction.lexicon import lexicon, merged
from models.page import Page
from models.reading import ExtractedLine, Field, OnPage

LONGEST = 5  # words
LEAST_LABEL = 2  # words; "code" or "number" alone may be a name's
LEAST_NAME = 2
NEAREST = 3.0  # heights between a label and its code
_SIGNS = " –—-,;:(/|•·"


def without_said_tails(lines: Sequence[ExtractedLine], pages: Sequence[Page]) -> list[ExtractedLine]:
    """The lines, their names without what is said behind them."""
    return [_bare(line, pages) for line in lines]


def _bare(line: ExtractedLine, pages: Sequence[Page]) -> ExtractedLine:
    name = line.description
    if name is None:
        return line
    words = name.value.split()
    for count in range(min(LONGEST, len(words) - LEAST_NAME), 0, -1):
        tail = " ".join(words[-count:])
        if fold(tail) in _undivided() or (
            count >= LEAST_LABEL and fold(tail) in _labels() and _heads(line, tail, pages)
        ):
            kept = " ".join(words[:-count]).rstrip(_SIGNS)
            return replace(line, description=replace(name, value=kept)) if kept else line
    return line


def _heads(line: ExtractedLine, label: str, pages: Sequence[Page]) -> bool:
    """Whether the label stands right before a code of the line."""
    return any(
        _stands_before(label.split(), code.evidence, page)
        for code in (line.supplier_item_code, line.buyer_item_code)
        for page in pages
        if code is not None and isinstance(code.evidence, OnPage) and _is_on(code, page)
    )


def _is_on(code: Field[str], page: Page) -> bool:
    place = code.evidence
    return isinstance(place, OnPage) and (place.page, place.sheet) == (page.number, page.sheet)


def _stands_before(label: Sequence[str], place: OnPage, page: Page) -> bool:
    for row in text_lines(page):
        if row.box.top <= place.box.y_mid <= row.box.bottom:
            before = [word for word in row.words if word.box.x1 <= place.box.x0 + 1][-len(label) :]
            near = bool(before) and place.box.x0 - before[-1].box.x1 <= NEAREST * place.box.height
            if near and [word.text for word in before] == list(label):
                return True
    return False


@cache
def _undivided() -> frozenset[str]:
    return frozenset(lexicon("said")["undivided"])


@cache
def _labels() -> frozenset[str]:
    """Names of a code in a cell of its own or in a line of text, and those of a party's number."""
    columns, labels = merged("columns"), merged("labels")
    names = [*columns["supplier_item_code"], *columns["buyer_item_code"], *(w for key in labels for w in labels[key])]
    return frozenset(fold(name) for name in names)
