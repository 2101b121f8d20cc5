"""A document cut into the pieces that labels and values are made of, with the neighbours of each. No meaning yet."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise

from extraction.gazetteer import LEGAL_FORMS, Gazetteer, fold, name_key
from extraction.layout import Block, Segment, blocks, em, text_lines
from extraction.lexicon import merged
from extraction.scoring_text import label_phrases
from extraction.values import DateOrder, FoundDate, NumberStyle, date_order, find_dates, number_style
from extraction.values_codes import has_digit
from extraction.values_dates import date_order_that_fits
from models.page import Box, Page, Word

LONGEST_LABEL_WORDS = 6
LONGEST_STATE = 2
LONGEST_LEGAL_FORM = 5
_LEGAL_PARTICLES = frozenset({"de", "s", "rl"})
SEPARATORS = frozenset(["—", "–", "|", "•", "·", "-", "/", "_", ">"]) | {"->", "=>", "::", "*"}
# "… BS2 0QQ. Mark every carton": a British postcode ends a sentence too.
_SENTENCE_END = re.compile(r"[a-zà-ÿß)\]]{3,}[.!?]$|\d(?:[A-Z]{2})?[.;]$")
_CLOCK = re.compile(r"\d:$|^https?:")


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a segment between two boundaries: words `first`..`last` (exclusive) of it."""

    text: str
    box: Box
    words: tuple[Word, ...]
    segment: int  # index into PageView.segments
    first: int
    last: int
    is_phrase: bool  # the whole piece is a phrase of the lexicon


@dataclass(frozen=True, slots=True)
class PageView:
    """One page: segments and pieces in reading order; each segment's line, block and neighbours (-1: none)."""

    page: Page
    segments: tuple[Segment, ...]
    line_of: tuple[int, ...]
    block_of: tuple[int, ...]
    blocks: tuple[Block, ...]
    left: tuple[int, ...]
    above: tuple[int, ...]
    below: tuple[int, ...]
    stack_below: tuple[tuple[int, ...], ...]  # segment → those below it in its block
    pieces: tuple[Piece, ...]
    pieces_of: tuple[tuple[int, ...], ...]  # segment → its pieces
    dates: tuple[tuple[FoundDate, ...], ...]  # segment → full dates in its text
    body_pt: float


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document with what holds for all of it: language, number style, order of day and month, known strings."""

    pages: tuple[PageView, ...]
    language: str
    style: NumberStyle
    order: DateOrder | None
    anchor: date | None
    gazetteer: Gazetteer


def view(
    pages: Sequence[Page],
    language: str,
    gazetteer: Gazetteer,
    anchor: date | None = None,
    us: bool = False,
    unknown: Callable[[str], bool] | None = None,
) -> DocumentView:
    """Cut the pages; `anchor` completes dates without a year, `us` says that doubtful dates put the month first.

    `unknown` names lexicon phrases that training pretends not to know.
    """
    order = date_order(pages, language)
    if order is None:
        texts = (line.text for page in pages for line in text_lines(page))
        order = date_order_that_fits(texts, anchor) or ("mdy" if us else None)
    style = number_style(pages, language)
    return DocumentView(
        tuple(page_view(page, language, order, unknown) for page in pages), language, style, order, anchor, gazetteer
    )


def page_view(
    page: Page, language: str, order: DateOrder | None, unknown: Callable[[str], bool] | None = None
) -> PageView:
    lines = text_lines(page)
    segments = tuple(segment for line in lines for segment in line.segments)
    line_of = tuple(index for index, line in enumerate(lines) for _ in line.segments)
    index_of = {id(segment): index for index, segment in enumerate(segments)}
    stacks = blocks(page)
    block_of = [-1] * len(segments)
    stack_below: list[tuple[int, ...]] = [()] * len(segments)
    for number, block in enumerate(stacks):
        members = tuple(index_of[id(segment)] for segment in block.segments)
        for place, index in enumerate(members):
            block_of[index] = number
            stack_below[index] = members[place + 1 :]
    dates = tuple(_dates(segment, language, order) for segment in segments)
    pieces: list[Piece] = []
    pieces_of: list[tuple[int, ...]] = []
    for index, segment in enumerate(segments):
        cut = _cut(index, segment, dates[index], unknown)
        pieces_of.append(tuple(range(len(pieces), len(pieces) + len(cut))))
        pieces.extend(cut)
    left = tuple(index - 1 if index and line_of[index - 1] == line_of[index] else -1 for index in range(len(segments)))
    above, below = _vertical_neighbours(segments)
    sizes = sorted(em(word) for word in page.words)
    body = sizes[len(sizes) // 2] if sizes else 10.0
    return PageView(
        page,
        segments,
        line_of,
        tuple(block_of),
        stacks,
        left,
        above,
        below,
        tuple(stack_below),
        tuple(pieces),
        tuple(pieces_of),
        dates,
        body,
    )


def _dates(segment: Segment, language: str, order: DateOrder | None) -> tuple[FoundDate, ...]:
    return find_dates(segment.text, language, order) if has_digit(segment.text) else ()


def word_starts(words: Sequence[Word]) -> list[int]:
    """The offset of each word in the words joined by one blank."""
    starts, offset = [], 0
    for word in words:
        starts.append(offset)
        offset += len(word.text) + 1
    return starts


def words_at(words: Sequence[Word], start: int, end: int) -> tuple[int, int]:
    """The range of words that the characters start..end of the joined text touch."""
    starts = word_starts(words)
    first = max(0, bisect_left(starts, start + 1) - 1)
    return first, max(first + 1, bisect_left(starts, end))


def _cut(
    index: int, segment: Segment, dates: Sequence[FoundDate], unknown: Callable[[str], bool] | None
) -> list[Piece]:
    words = segment.words
    dated = [words_at(words, found.start, found.end) for found in dates]
    bounds = {0, len(words)} | {bound for span in dated for bound in span}
    phrases = _phrases(words, unknown)
    for first, last in phrases:
        bounds |= {first, last}
    named = [*(end for _, end in phrases), *(at + 1 for at in range(1, len(words)) if _said_of(words[at].text))]
    bounds |= {start for end in named if (start := _after_copula(words, end)) != end}
    bounds -= {number for first, last in dated for number in range(first + 1, last)}  # "30. Juni 2026" is one piece
    inside = {number for first, last in (*phrases, *dated) for number in range(first + 1, last)}
    for number, word in enumerate(words):
        text = word.text
        if number + 1 in inside:
            continue
        if text == ":":
            bounds.discard(number)
            bounds.add(number + 1)
            continue
        if text in SEPARATORS:
            if text != "/" or number in bounds or number + 1 in bounds:
                bounds |= {number, number + 1}
        elif (
            (text.endswith(":") and not _CLOCK.search(text))
            or (text.endswith((",", ";")) and not _legal_form_follows(words, number))
            or (_SENTENCE_END.search(text) and number + 1 < len(words) and words[number + 1].text[:1].isupper())
        ):
            bounds.add(number + 1)
    ordered = sorted(bounds)
    known = set(phrases)
    return [
        _piece(index, segment, first, last, (first, last) in known)
        for first, last in pairwise(ordered)
        if not (last == first + 1 and words[first].text in SEPARATORS)
    ]


def _said_of(word: str) -> bool:
    """Whether a word in a sentence is a label of terms elsewhere ("your terms are")."""
    names = label_phrases().get(fold(word), ())
    return "payment_terms" in names or "delivery_terms" in names


def _after_copula(words: Sequence[Word], end: int) -> int:
    """Where a value begins that a sentence states of a label: "your terms are | 30 days net"."""
    start = end
    while start + 1 < len(words) and words[start].text in (_copulas() if start == end else _linking()):
        start += 1
    return start


@cache
def _copulas() -> frozenset[str]:
    return frozenset(merged("words")["copula"])


@cache
def _linking() -> frozenset[str]:
    """What may follow a verb before the value: "will be made at"."""
    return _copulas() | frozenset(merged("words")["function"])


def _legal_form_follows(words: Sequence[Word], number: int) -> bool:
    """ "Brightwell Mills, Inc." is one name; two letters without a stop may be a state ("Denver, CO")."""
    if number + 1 >= len(words):
        return False
    text = words[number + 1].text
    form = name_key(text)
    if form in LEGAL_FORMS and (len(form) > LONGEST_STATE or "." in text):
        return True
    # "..., S. de R.L. de C.V."
    spelt = name_key(" ".join(word.text for word in words[number + 1 : number + 1 + LONGEST_LEGAL_FORM])).split()
    return "de" in spelt[1:] and "." in text and all(one in LEGAL_FORMS or one in _LEGAL_PARTICLES for one in spelt)


def _piece(index: int, segment: Segment, first: int, last: int, is_phrase: bool) -> Piece:
    words = segment.words[first:last]
    box = Box(words[0].box.x0, min(w.box.top for w in words), words[-1].box.x1, max(w.box.bottom for w in words))
    return Piece(" ".join(word.text for word in words), box, words, index, first, last, is_phrase)


def _phrases(words: Sequence[Word], unknown: Callable[[str], bool] | None) -> list[tuple[int, int]]:
    """Lexicon labels inside a segment, greedy from the left, longest first; a single word only where it may be one."""
    phrases = label_phrases()
    folded = [fold(word.text) for word in words]
    found: list[tuple[int, int]] = []
    start = 0
    while start < len(words):
        for end in range(min(len(words), start + LONGEST_LABEL_WORDS), start, -1):
            if not folded[start] or not folded[end - 1]:
                continue
            key = " ".join(part for part in folded[start:end] if part)
            if key in phrases and _may_be_label(words, start, end, key) and not (unknown and unknown(key)):
                # French sets a blank before the colon: the colon belongs to its label.
                colon = end < len(words) and words[end].text == ":"
                found.append((start, end + colon))
                start = end - 1
                break
        start += 1
    return found


def _may_be_label(words: Sequence[Word], start: int, end: int, key: str) -> bool:
    """Short everyday words ("no", "du", "an") are labels only at a segment's start or before a colon or digit."""
    colon = words[end - 1].text.endswith(":") or (end < len(words) and words[end].text == ":")
    if start == 0 or colon or " " in key:
        return True
    after = words[end].text if end < len(words) else ""
    return (len(key) >= 4 and words[start].text[:1].isupper()) or has_digit(after)


def _vertical_neighbours(segments: Sequence[Segment]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """For each segment the nearest one above and below that shares some of its width."""
    above, below = [-1] * len(segments), [-1] * len(segments)
    boxes = [segment.box for segment in segments]
    order = sorted(range(len(segments)), key=lambda i: boxes[i].y_mid)
    for rank, i in enumerate(order):
        box = boxes[i]
        for j in reversed(order[max(0, rank - 60) : rank]):
            other = boxes[j]
            if other.y_mid < box.y_mid - 0.4 * box.height and other.x0 < box.x1 and other.x1 > box.x0:
                above[i] = j
                if below[j] == -1:
                    below[j] = i
                break
    return tuple(above), tuple(below)
