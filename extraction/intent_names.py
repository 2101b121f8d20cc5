"""What a paper calls itself: names of documents on its page, how they stand there, and which of them is its own.

"Order" stands on an invoice, too ("your order"), and "change" on a form that has a box for it: what tells is which
name is large, alone in its place, or has a number after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from extraction.gazetteer import fold
from extraction.layout import Segment, em, segments
from extraction.lexicon import lexicon
from models.page import Page

LARGE = 1.25  # a name this much larger than the body is a title
LONGEST = 6  # words of a name
_MOST_WORDS = 12  # of a place that may be a name and its number; more are a sentence
_SPACED = re.compile(r"(?<!\S)(?:[^\W\d_] ){3,}[^\W\d_](?!\S)")
_ZONES = ("inside", "starts", "numbered", "alone")
_PAGES = 3  # a cover sheet may come first
_NUMBERED = frozenset(("no", "n", "nr", "nro", "num", "numero", "nummer", "number"))
_SENTENCE = 6  # words of a line that may go on in the next
_NUMBER = 2  # folded words: "Q-4711" is two
_NEAR, _LINES_BELOW = 8, 3
_DISCLAIMS, _BETWEEN, _REFERS = "disclaims", "between", "refers"


def folded_words(text: str) -> list[str]:
    """The folded words, numbers all alike; letters set apart ("B E S T E L L U N G") are one word."""
    return re.sub(r"\d+", "0", fold(_SPACED.sub(lambda found: found[0].replace(" ", ""), text))).split()


@dataclass(frozen=True, slots=True, order=True)
class _Named:
    """A name as found; the greatest is the paper's own: a large one before one alone, an earlier before a later."""

    rank: int
    earlier: int
    kind: str
    zone: str
    large: bool


def document_names(pages: Sequence[Page]) -> tuple[str, ...]:
    """How names of documents stand on the page that names its document (the first, but for a cover), as "zone kind".

    And the name that is the paper's own.
    """
    for page in pages[:_PAGES]:
        found = list(_found(page))
        own = max((one for one in found if one.kind != _DISCLAIMS), default=None)
        if own and own.zone != "inside":
            told = [f"{one.zone} {one.kind}" for one in found]
            told += [f"large {one.kind}" for one in found if one.large]
            return tuple(dict.fromkeys([*told, f"own {own.kind}"]))
    return ("own none",)


def _found(page: Page) -> Iterator[_Named]:
    sizes = sorted(em(word) for word in page.words)
    body = sizes[len(sizes) // 2] if sizes else 10.0
    places = segments(page)
    told: set[int] = set()
    for number, place in enumerate(places):
        large = em(place.words[0]) > LARGE * body
        if not large and _goes_on(places, number):
            continue
        below = _below(places, number)
        for kind, zone in _over_lines(place, below) if number not in told else ():
            told |= {number, *(places.index(one) for one in below)}
            yield _named(kind, zone, large, number)
        for kind, zone in _names_in(place.text) if number not in told else ():
            if zone != "inside" or large or kind == _DISCLAIMS:
                yield _named(kind, zone, large, number)


def _goes_on(places: Sequence[Segment], number: int) -> bool:
    """Whether a place begins amid a sentence: in small letters, below a line of many words."""
    place = places[number]
    if not place.text[:1].islower():
        return False
    above = places[max(number - _NEAR, 0) : number]
    return any(
        len(one.words) >= _SENTENCE
        and one.box.x0 <= place.box.x0 + 2
        and 0 < place.box.top - one.box.top < 2 * one.box.height
        for one in above
    )


def _named(kind: str, zone: str, large: bool, number: int) -> _Named:
    """An order's name is a label too, and stands on what is none: another name as good as it goes before it.

    But not one that has a mere number, before an order's that stands alone above it.
    """
    return _Named(2 * _ZONES.index(zone) + 8 * large + 2 * (kind != "order"), -number, kind, zone, large)


def _below(places: Sequence[Segment], number: int) -> list[Segment]:
    """The next places of a stack: one under the other, of one size, closely set."""
    stack = [places[number]]
    for place in places[number + 1 : number + 1 + _NEAR]:
        last = stack[-1]
        beside = min(place.box.x1, last.box.x1) - max(place.box.x0, last.box.x0)
        near = 0 < place.box.top - last.box.top < 2 * last.box.height
        alike = abs(em(place.words[0]) - em(last.words[0])) < 0.15 * em(last.words[0])
        if len(stack) <= _LINES_BELOW and near and alike and beside > 0:
            stack.append(place)
    return stack[1:]


def _over_lines(place: Segment, below: Sequence[Segment]) -> list[tuple[str, str]]:
    """Names that begin in this place and end in one below it: a title in a narrow column."""
    first = folded_words(place.text)
    words = [*first, *(word for one in below for word in folded_words(one.text))]
    for start in range(len(first)):
        name = _name_at(words, start)
        if name and start + name[0] > len(first):
            return [(name[1], _zone(words, start, start + name[0], name[1]))]
    return []


def _names_in(text: str) -> Iterator[tuple[str, str]]:
    """The longest names in a place, each with how it stands there."""
    words = folded_words(text)
    start = 0
    while start < len(words):
        name = _name_at(words, start)
        if name:
            yield name[1], _zone(words, start, start + name[0], name[1])
        start += name[0] if name else 1


def _name_at(words: Sequence[str], start: int) -> tuple[int, str] | None:
    """How many words from here on are a name, and of what."""
    for length in range(min(LONGEST, len(words) - start), 0, -1):
        kind = _names().get(" ".join(words[start : start + length]))
        if kind:
            return length, kind
    return None


def _zone(words: Sequence[str], first: int, end: int, kind: str) -> str:
    if len(words) > _MOST_WORDS:
        return "inside"
    if kind not in ("order", _DISCLAIMS) and _refers() & {*words[max(first - 1, 0) : first], *words[end : end + 1]}:
        return "inside"
    rest = [word for word in (*words[:first], *words[end:]) if word not in _between() and not word.isdigit()]
    after = [word for word in words[end:] if word not in _between()][:_NUMBER]
    if any(char.isdigit() for word in after for char in word) or (first == 0 and _has_number(words[end:])):
        return "numbered"
    return "alone" if not rest else "starts" if first == 0 else "inside"


def _has_number(words: Sequence[str]) -> bool:
    """Whether "no." and a number follow somewhere: "Order with deliveries no. 4711"."""
    return any(
        word in _NUMBERED and any(char.isdigit() for next_ in words[at + 1 : at + 1 + _NUMBER] for char in next_)
        for at, word in enumerate(words)
    )


@cache
def _names() -> dict[str, str]:
    return {
        name: kind for kind, names in lexicon("documents").items() if kind not in (_BETWEEN, _REFERS) for name in names
    }


@cache
def _refers() -> frozenset[str]:
    return frozenset(lexicon("documents")[_REFERS])


@cache
def _between() -> frozenset[str]:
    return frozenset(lexicon("documents")[_BETWEEN])
