"""Names of a printed table begin at one edge: words from there on that one line's name lacks are its beginning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from itertools import pairwise

from extraction.layout import box_of, joined
from models.page import Box, Page, Word
from models.reading import ExtractedLine, Field, OnPage

LEAST_LINES = 3
SHARE = 0.6  # of the lines whose names begin at the edge
SAME_EDGE_PT = 1.5
WIDEST_GAP = 0.7  # between two words of one name, in line heights
MOST_WORDS = 6


def with_names_from_their_edge(lines: Sequence[ExtractedLine], pages: Sequence[Page]) -> list[ExtractedLine]:
    """The lines, the names that begin amid their column with the words before them."""
    made = list(lines)
    for page in pages:
        mine = [at for at, line in enumerate(made) if page.source != "grid" and _place(line, page)]
        edge = _edge([place.box.x0 for at in mine if (place := _place(made[at], page))])
        if edge is not None:
            for at in mine:
                made[at] = _from(made[at], edge, page)
    return made


def _place(line: ExtractedLine, page: Page) -> OnPage | None:
    place = line.description.evidence if line.description else None
    return place if isinstance(place, OnPage) and (place.page, place.sheet) == (page.number, page.sheet) else None


def _edge(lefts: Sequence[float]) -> float | None:
    for left in lefts:
        same = sum(abs(left - other) <= SAME_EDGE_PT for other in lefts)
        if same >= max(LEAST_LINES, SHARE * len(lefts)):
            return left
    return None


def _from(line: ExtractedLine, edge: float, page: Page) -> ExtractedLine:
    place, name = _place(line, page), line.description
    if place is None or name is None or place.box.x0 - edge <= SAME_EDGE_PT:
        return line
    first = place.text.split()[0] if place.text else ""
    starts = [w for w in page.words if w.text == first and abs(w.box.x0 - place.box.x0) <= SAME_EDGE_PT]
    start = next((w for w in starts if place.box.top - 1 <= w.box.y_mid <= place.box.bottom + 1), None)
    if start is None:
        return line
    before = [
        word
        for word in page.words
        if word.box.top <= start.box.y_mid <= word.box.bottom and edge - SAME_EDGE_PT <= word.box.x0 < start.box.x0
    ]
    before.sort(key=lambda word: word.box.x0)
    if not before or len(before) > MOST_WORDS or before[0].box.x0 - edge > SAME_EDGE_PT:
        return line
    if not _close([*before, start]) or any(_taken(line, word.box, page) for word in before):
        return line
    evidence = replace(place, box=place.box.union(box_of(before)), text=f"{joined(before)} {place.text}")
    return replace(line, description=Field(f"{joined(before)} {name.value}", name.confidence, name.source, evidence))


def _close(words: Sequence[Word]) -> bool:
    """Whether the words follow each other as those of one cell do."""
    return all(after.box.x0 - word.box.x1 <= WIDEST_GAP * word.box.height for word, after in pairwise(words))


def _taken(line: ExtractedLine, box: Box, page: Page) -> bool:
    """Whether another field of the line stands there."""
    for each in fields(line):
        field = getattr(line, each.name)
        place = field.evidence if isinstance(field, Field) and each.name != "description" else None
        if isinstance(place, OnPage) and place.page == page.number and place.box.x0 <= box.x_mid <= place.box.x1:
            return True
    return False
