"""An item's number where running text says it: "line 20 (A-100)", or a row "Item 1" above the form that tells of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from extraction.gazetteer import fold
from extraction.layout import TextLine, text_lines
from extraction.lexicon import lexicon
from models.page import Box, Page, Word
from models.reading import ExtractedLine, Field, OnPage

CERTAIN = 0.93
_NUMBER = re.compile(r"^\(?(\d{1,4})[):.,]?$")


def with_said_numbers(lines: Sequence[ExtractedLine], pages: Sequence[Page]) -> list[ExtractedLine]:
    """The lines, those without a number with the one that the text says in their row or in a heading above it."""
    taken = {line.line_no.value for line in lines if line.line_no}
    headed = any(line.line_no for line in lines) or len(lines) == 1
    made = []
    above = -1.0
    for line in lines:
        place = _place(line)
        if line.line_no is None and place is not None:
            found = next(_candidates(line, place, pages, above if headed else place.box.top), None)
            if found is not None and found.value not in taken:
                line = replace(line, line_no=found)
                taken.add(found.value)
        above = place.box.bottom if place is not None else above
        made.append(line)
    return made


def _candidates(line: ExtractedLine, place: OnPage, pages: Sequence[Page], above: float) -> Iterator[Field[str]]:
    for page in pages:
        if page.number != place.page:
            continue
        for row in text_lines(page):
            same = row.box.top <= place.box.y_mid <= row.box.bottom
            heads = above < row.box.y_mid < place.box.top and len(row.words) == 2
            for label, word in _labelled(row) if same or heads else ():
                number = _NUMBER.match(word.text)
                if number and fold(label) in _labels() and not _is_read(word, line):
                    yield Field(number[1], CERTAIN, "text_layer", OnPage(page.number, word.box, word.text))


def _labelled(row: TextLine) -> Iterator[tuple[str, Word]]:
    """Every word of a row behind the one or two words before it."""
    for at, word in enumerate(row.words[1:], start=1):
        yield row.words[at - 1].text, word
        if at > 1:
            yield f"{row.words[at - 2].text} {row.words[at - 1].text}", word


def _is_read(word: Word, line: ExtractedLine) -> bool:
    """Whether the word is the line's quantity, or a part of its name or code."""
    fields = (line.quantity, line.description, line.supplier_item_code, line.buyer_item_code)
    places = [field.evidence for field in fields if field is not None]
    return any(_covers(place.box, word.box) for place in places if isinstance(place, OnPage))


def _covers(box: Box, word: Box) -> bool:
    return box.x0 <= word.x_mid <= box.x1 and box.top <= word.y_mid <= box.bottom


def _place(line: ExtractedLine) -> OnPage | None:
    """Where the line begins."""
    fields = (line.supplier_item_code, line.buyer_item_code, line.description, line.quantity)
    places = [field.evidence for field in fields if field is not None and isinstance(field.evidence, OnPage)]
    return min(places, key=lambda place: (place.page, place.box.top)) if places else None


@cache
def _labels() -> frozenset[str]:
    return frozenset(lexicon("said")["number"])
