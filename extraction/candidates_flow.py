"""Runs of text that begin or end amid a line: terms by their grammar, whole sentences, over the ends of lines.

Pieces and lines are cut where labels and commas stand; in a paragraph a value is cut nowhere. Scored elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extraction.candidates import Candidate
from extraction.candidates_view import PageView
from extraction.terms_grammar import KINDS, runs
from models.page import Word

MOST_FLOWING = 4  # lines that a value goes on over
MOST_SENTENCES = 3
LONGEST_SENTENCES = 60  # words
LEAST_SENTENCE = 3
_EDGE = " ,;|–—-:"
_SENTENCE_END = re.compile(r"[.!?][)\"”»]?$")
_ABBREVIATION = re.compile(r"[\W\d]*(?:[^\W\d_]{1,3}\.)+$")


@dataclass(frozen=True, slots=True)
class Flow:
    """The words of a segment and of the lines below it in its block; `ends` are the words' numbers after each line."""

    words: tuple[Word, ...]
    segments: tuple[int, ...]
    ends: tuple[int, ...]


def flow_of(view: PageView, segment: int) -> Flow:
    segments = (segment, *view.stack_below[segment][:MOST_FLOWING])
    words: list[Word] = []
    ends: list[int] = []
    for index in segments:
        words.extend(view.segments[index].words)
        ends.append(len(words))
    return Flow(tuple(words), segments, tuple(ends))


def flowing(page: int, view: PageView, segment: int) -> Iterator[Candidate]:
    """The runs that begin in a segment: terms from each of their beginnings, one sentence and those after it."""
    flow = flow_of(view, segment)
    own = flow.ends[0]
    texts = [word.text for word in flow.words]
    found: dict[tuple[int, int], None] = {}
    for kind in KINDS:
        for run in runs(kind, texts, flow.ends):
            found.update(dict.fromkeys((start, run.last) for start in run.starts if start < own))
    found.update(dict.fromkeys(_sentences(flow)))
    for first, last in found:
        yield run_in(page, flow, first, last)


def run_in(page: int, flow: Flow, first: int, last: int) -> Candidate:
    """Words of a flow as a candidate: part of the last of its lines, where it ends amid one."""
    text = " ".join(word.text for word in flow.words[first:last]).strip(_EDGE)
    own = flow.ends[0]
    if last <= own:
        return Candidate(text, page, flow.segments[0], first, last, text)
    line = next(at for at, end in enumerate(flow.ends) if last <= end)
    rest = 0 if last == flow.ends[line] else last - flow.ends[line - 1]
    return Candidate(text, page, flow.segments[0], first, own, text, more=flow.segments[1 : line + 1], rest=rest)


def _sentences(flow: Flow) -> Iterator[tuple[int, int]]:
    """From each beginning of a sentence in the first line to the ends of it and of those after it."""
    own = flow.ends[0]
    closes = [at + 1 for at in range(len(flow.words)) if ends_sentence(flow.words, at)]
    if not closes or len(flow.words) < LEAST_SENTENCE:
        return
    for first in (0, *(close for close in closes if close < own)):
        for last in [close for close in closes if close > first][:MOST_SENTENCES]:
            amid = first > 0 or last not in flow.ends  # from a line's start to a line's end: found as lines
            if amid and LEAST_SENTENCE <= last - first <= LONGEST_SENTENCES:
                yield first, last


def ends_sentence(words: tuple[Word, ...], at: int) -> bool:
    """Whether a word ends a sentence: a full stop that is not an abbreviation's, before a capital or at the end."""
    text = words[at].text
    if not _SENTENCE_END.search(text):
        return False
    following = words[at + 1].text if at + 1 < len(words) else ""
    if not following or text.endswith(("!", "?")):
        return True
    number = text[:-1].isdigit()
    return following[:1].isupper() and (number or not _ABBREVIATION.fullmatch(text))
