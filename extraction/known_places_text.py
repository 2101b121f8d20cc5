"""A page's words as a text in which known names, streets and postcodes are looked up, wherever their lines break."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extraction.gazetteer import Gazetteer, fold
from extraction.layout import Segment, blocks, segments
from models.master import Address
from models.page import Box, Page, Word

REACH_X_PT = 60.0  # how far left edges may differ when texts stand on lines of their own
MOST_BETWEEN = 6  # words between two parts of one address in running text
MOST_APART = 2.0  # and how far their lines may be apart, in line heights
_EDGES = " ,;:|·-–—("


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring words that say a known text, with the page they stand on; a hyphened name broken there is whole."""

    page: Page
    words: tuple[Word, ...]
    first: int = -1  # its place among the tokens in reading order, -1 where it is not one run of these
    last: int = -1

    @property
    def text(self) -> str:
        text = ""
        for word in self.words:
            broken = text.endswith("-") and text[-2:-1].isalpha()
            text += word.text if broken or not text else f" {word.text}"
        return text.strip(_EDGES)

    @property
    def box(self) -> Box:
        box = self.words[0].box
        for word in self.words[1:]:
            box = box.union(word.box)
        return box


@dataclass(frozen=True, slots=True)
class _Token:
    """A folded part of a word; `at` is the word's place among the page's words in reading order."""

    text: str
    at: int
    segment: int


@dataclass(frozen=True, slots=True)
class PageText:
    """A page's words in reading order, and their folded parts for looking up; `within` has them block by block."""

    page: Page
    words: tuple[Word, ...]
    tokens: tuple[_Token, ...]
    starts: Mapping[str, Sequence[int]]
    within: PageText | None = None

    @staticmethod
    def of(page: Page) -> PageText:
        """In reading order a text goes on to the right, in a block on the line below."""
        stacked = [segment for block in blocks(page) for segment in block.segments]
        return PageText._in_order(page, segments(page), PageText._in_order(page, stacked, None))

    @staticmethod
    def _in_order(page: Page, order: Sequence[Segment], within: PageText | None) -> PageText:
        words: list[Word] = []
        tokens: list[_Token] = []
        starts: dict[str, list[int]] = {}
        for number, segment in enumerate(order):
            for word in segment.words:
                for part in fold(word.text).split():
                    starts.setdefault(part, []).append(len(tokens))
                    tokens.append(_Token(part, len(words), number))
                words.append(word)
        return PageText(page, tuple(words), tuple(tokens), starts, within)

    def run(self, start: int, length: int) -> Run:
        """The words of some tokens, with the marks between them ("&", "-")."""
        first, last = self.tokens[start], self.tokens[start + length - 1]
        words = self.words[first.at : last.at + 1]
        return Run(self.page, words) if self.within is None else Run(self.page, words, start, start + length)

    def postcodes(self, gazetteer: Gazetteer) -> Iterator[tuple[int, int, tuple[Address, ...]]]:
        for start, token in enumerate(self.tokens):
            for length in (1, 2):
                together = self.tokens[start : start + length]
                if len(together) < length or together[-1].segment != token.segment:
                    continue
                addresses = gazetteer.addresses_at("".join(t.text for t in together))
                if addresses:
                    yield start, length, addresses

    def near(self, text: str, to: Run, reach: float) -> Run | None:
        """The occurrence of a text nearest to a run, within `reach` line heights; it may wrap."""
        wanted = fold(text).split()
        if not wanted:
            return None
        best: tuple[float, Run] | None = None
        for start in self.starts.get(wanted[0], ()):
            if [t.text for t in self.tokens[start : start + len(wanted)]] != wanted:
                continue
            run = self.run(start, len(wanted))
            distance = 0.0 if _goes_on(run, to) else _distance(run.box, to.box)
            if distance <= reach and (best is None or distance < best[0]):
                best = distance, run
        if best is None and self.within is not None:
            return self.within.near(text, to, reach)
        return best[1] if best else None


def _goes_on(one: Run, other: Run) -> bool:
    """Whether one follows the other within a few words of running text, over a line's end too."""
    if one.first < 0 or other.first < 0 or abs(one.box.y_mid - other.box.y_mid) > MOST_APART * other.box.height:
        return False
    return max(one.first, other.first) - min(one.last, other.last) <= MOST_BETWEEN


def _distance(box: Box, to: Box) -> float:
    """Line heights between two boxes: 0 on one line; endless when they do not stand under each other."""
    height = max(1.0, min(to.height, box.height, 14.0))
    apart = abs(box.y_mid - to.y_mid) / height
    if apart < 0.6:
        return 0.0
    under = abs(box.x0 - to.x0) <= REACH_X_PT or (box.x0 <= to.x1 and to.x0 <= box.x1)
    return apart / 1.3 if under else float("inf")
