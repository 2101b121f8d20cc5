"""Values that a narrow column breaks: "MAT-" with "1164" below it is one code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from extraction.candidates_view import DocumentView
from extraction.code_column import CODES
from extraction.layout import Segment, TextLine, text_lines
from models.page import Box, Page, Word
from models.reading import ExtractedLine, Field, OnPage

CONFIDENCE = 0.93
MOST_WORDS = 6
SAME_EDGE_PT = 2.0
BELOW_LINES = 1.9  # how far below its first half the second may stand, in line heights
_OPEN_CODE = re.compile(r"\S{2,}[-/_]$")
_REST_OF_CODE = re.compile(r"[A-Z0-9][A-Z0-9./_-]*$", re.IGNORECASE)


def with_whole_cells(lines: Sequence[ExtractedLine], document: DocumentView) -> list[ExtractedLine]:
    """The lines, their codes and names with what stands below their first half."""
    pages = [view.page for view in document.pages]
    whole = [_named(_coded(line, pages), pages) for line in lines]
    for at in range(len(whole) - 1):
        whole[at], whole[at + 1] = _parted(whole[at], whole[at + 1], pages)
    return whole


def _parted(line: ExtractedLine, after: ExtractedLine, pages: Sequence[Page]) -> tuple[ExtractedLine, ExtractedLine]:
    """Two lines; the row with the second half of the one's code, taken for the other's beginning, is the one's.

    Its half was taken for the other's number then, and the words beside it for the beginning of the other's name.
    """
    number = after.line_no.evidence if after.line_no else None
    code = next((c.evidence for c in (line.buyer_item_code, line.supplier_item_code) if c and _is_broken(c)), None)
    if not isinstance(number, OnPage) or not isinstance(code, OnPage) or number.page != code.page:
        return line, after
    if not (code.box.x0 <= number.box.x_mid <= code.box.x1 and code.box.top <= number.box.y_mid <= code.box.bottom):
        return line, after
    after = replace(after, line_no=None)
    named, name = after.description, line.description
    place = named.evidence if named else None
    if named is None or name is None or not isinstance(place, OnPage) or not isinstance(name.evidence, OnPage):
        return line, after
    row = [
        word
        for page in pages
        if page.number == number.page
        for word in page.words
        if word.box.top <= number.box.y_mid <= word.box.bottom and place.box.x0 <= word.box.x_mid <= place.box.x1
    ]
    text = " ".join(word.text for word in sorted(row, key=lambda word: word.box.x0))
    if not text or not named.value.startswith(f"{text} "):
        return line, after
    whole = name
    if not name.value.endswith(f" {text}"):
        evidence = replace(name.evidence, text=f"{name.evidence.text} {text}")
        whole = replace(name, value=f"{name.value} {text}", evidence=evidence)
    return (
        replace(line, description=whole),
        replace(after, description=replace(named, value=named.value.removeprefix(f"{text} "))),
    )


def _is_broken(code: Field[str]) -> bool:
    """Whether the code was put together of two halves."""
    place = code.evidence
    return isinstance(place, OnPage) and " " in place.text and place.text.replace(" ", "") == code.value


def _coded(line: ExtractedLine, pages: Sequence[Page]) -> ExtractedLine:
    for name in CODES:
        code: Field[str] | None = getattr(line, name)
        if code is None or not _OPEN_CODE.match(code.value) or not isinstance(code.evidence, OnPage):
            continue
        place = code.evidence
        for page in pages:
            if (page.number, page.sheet) != (place.page, place.sheet):
                continue
            for word in below(place.box, page):
                if not _REST_OF_CODE.match(word.text) or not any(c.isdigit() for c in code.value + word.text):
                    continue
                box = place.box.union(word.box)
                evidence = replace(place, box=box, text=f"{place.text} {word.text}")
                whole = replace(code, value=code.value + word.text, evidence=evidence)
                changed: dict[str, Any] = {name: whole, "description": without(line.description, word.text)}
                number = line.line_no.evidence if line.line_no else None
                if isinstance(number, OnPage) and number.box == word.box:
                    changed["line_no"] = None
                return replace(line, **changed)
    return line


def _named(line: ExtractedLine, pages: Sequence[Page]) -> ExtractedLine:
    """A name that breaks off with a comma goes on in the words right below it, at the same edge and with no number."""
    place = line.description.evidence if line.description else None
    if line.description is None or not isinstance(place, OnPage) or not place.text.rstrip().endswith(","):
        return line
    for page in pages:
        if (page.number, page.sheet) != (place.page, place.sheet) or page.source == "grid":
            continue
        for row in text_lines(page):
            for segment in row.segments:
                down = segment.box.top - place.box.bottom
                edge = abs(segment.box.x0 - place.box.x0)
                if edge <= SAME_EDGE_PT and -1 <= down <= 0.6 * segment.box.height and _goes_on(segment, row):
                    return replace(line, description=_joined(line.description, place, segment))
    return line


def _goes_on(segment: Segment, row: TextLine) -> bool:
    """Whether a row holds nothing but a few words."""
    return len(row.segments) == 1 and len(segment.words) <= MOST_WORDS and not re.search(r"[\d:]", segment.text)


def _joined(description: Field[str], place: OnPage, segment: Segment) -> Field[str]:
    evidence = replace(place, box=place.box.union(segment.box), text=f"{place.text} {segment.text}")
    return replace(description, value=f"{description.value.rstrip(',')}, {segment.text}", evidence=evidence)


def below(box: Box, page: Page) -> Iterator[Word]:
    """The word right below, in the same column: alone on its line there, or the first of its cell."""
    for word in page.words:
        down = word.box.y_mid - box.y_mid
        aligned = min(abs(word.box.x0 - box.x0), abs(word.box.x1 - box.x1), abs(word.box.x_mid - box.x_mid))
        if 0.6 * box.height < down <= BELOW_LINES * box.height and aligned <= SAME_EDGE_PT:
            yield word


def without(description: Field[str] | None, word: str) -> Field[str] | None:
    """The description without a word that was the second half of another cell."""
    words = description.value.split() if description else []
    if description is None or len(words) < 2 or word not in words:
        return description
    words.remove(word)
    return replace(description, value=" ".join(words))
