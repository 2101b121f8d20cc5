"""The running text of a document as one string whose places know their words; tables are cut out of it.

A blank joins words, a vertical tab joins the rows of a paragraph, a line feed ends it (and every cell of a table).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extraction.layout import TextLine, em, text_lines
from models.page import Box, Page, Word
from models.reading import OnPage, Source

BLANK, WRAPPED, ENDED = " ", "\v", "\n"
WIDEST_BLANK_EM = 2.0  # between the words of justified lines
PARAGRAPH_GAP = 0.95  # blank above a row, in row heights, that begins a new paragraph
SPARE_EM = 1.0  # a row that has so much room left after the next one's first word was ended on purpose


@dataclass(frozen=True, slots=True)
class Flow:
    """The text, and its words with where each begins in it."""

    text: str
    starts: tuple[int, ...]
    words: tuple[Word, ...]
    pages: tuple[Page, ...]  # of each word

    def place(self, start: int, end: int) -> OnPage:
        """Where the characters from `start` to `end` stand."""
        first, last = self._at(start), self._at(max(start, end - 1))
        page = self.pages[first]
        box = self.words[first].box
        for index in range(first + 1, last + 1):
            if self.pages[index] is page:
                box = box.union(self.words[index].box)
        return OnPage(page.number, box, self.text[start:end], page.sheet)

    def source(self, start: int) -> Source:
        return "ocr" if self.pages[self._at(start)].source == "ocr" else "text_layer"

    def holds(self, page: int, box: Box) -> int:
        """Where in the text the word stands that a place on a page begins with; -1 where it is no running text."""
        for index, word in enumerate(self.words):
            inside = box.x0 - 1 <= word.box.x_mid <= box.x1 + 1 and box.top - 1 <= word.box.y_mid <= box.bottom + 1
            if inside and self.pages[index].number == page:
                return self.starts[index]
        return -1

    def _at(self, place: int) -> int:
        return max(0, bisect_right(self.starts, place) - 1)


def flow_of(pages: Sequence[Page]) -> Flow:
    """The running text of the pages, top to bottom."""
    text: list[str] = []
    starts: list[int] = []
    words: list[Word] = []
    owners: list[Page] = []
    at = 0
    for page in pages:
        for row_words, end in _rows(page):
            for number, word in enumerate(row_words):
                starts.append(at)
                words.append(word)
                owners.append(page)
                behind = BLANK if number + 1 < len(row_words) else end
                text.append(word.text + behind)
                at += len(word.text) + 1
    return Flow("".join(text), tuple(starts), tuple(words), tuple(owners))


def _rows(page: Page) -> Iterator[tuple[tuple[Word, ...], str]]:
    """The runs of words of the page's rows, each with what joins it to the next."""
    rows = text_lines(page)
    widest = max((row.box.x1 for row in rows if _is_running(row)), default=0.0)
    for index, row in enumerate(rows):
        if not _is_running(row):
            yield from ((segment.words, ENDED) for segment in row.segments)
            continue
        behind = rows[index + 1] if index + 1 < len(rows) else None
        yield row.words, WRAPPED if behind is not None and _goes_on(row, behind, widest) else ENDED


def _is_running(row: TextLine) -> bool:
    """Whether a row is words side by side: no cells, no columns."""
    if any(word.cell for word in row.words):
        return False
    gaps = (right.box.x0 - left.box.x1 for left, right in zip(row.words, row.words[1:], strict=False))
    return max(gaps, default=0.0) <= WIDEST_BLANK_EM * max(em(word) for word in row.words)


def _goes_on(row: TextLine, behind: TextLine, widest: float) -> bool:
    """Whether a row was broken for want of room."""
    if not _is_running(behind):
        return False
    gap = behind.box.top - row.box.bottom
    if gap > PARAGRAPH_GAP * max(row.box.height, behind.box.height):
        return False
    first = behind.words[0]
    return row.box.x1 + first.box.width + SPARE_EM * em(first) >= widest
