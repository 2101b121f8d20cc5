"""Where in a run of words terms of payment or delivery begin and end, by the words that such terms are made of.

Terms stand in cells, in sentences and in footers, and go on over the ends of lines; what they are made of is much the
same everywhere. This says where they could be; whether they are the order's is scored elsewhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from extraction.lexicon import lexicon

KINDS: tuple[str, ...] = ("payment", "delivery")
LONGEST_TERMS = 24  # words
SHORT = 3  # letters of an abbreviation that keeps its full stop
_EDGE = " ,;:.()[]\"'“”„«»’"
_NUMBER = re.compile(r"\d{1,3}(?:[/+-]\d{1,3}){0,2}(?:st|nd|rd|th|er|e)?")
_SHARE = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?\s?%(?:/\d{1,3})?|%")
_GLUED_DAYS = re.compile(r"\d{1,3}(?:j|jrs|t|tg|gg|d|dgn|days?|dias?)", re.IGNORECASE)
_CODE = re.compile(r"(?:n|net|nt)[-/]?\d{1,3}|\d(?:[.,]\d)?%?[/-]\d{1,2}(?:[/-]?n(?:et)?[/-]?\d{1,3})?", re.IGNORECASE)
_ELIDED = re.compile(r"^\w{1,4}['’](?=\w)")  # "l'acceptation", "dall'ordine"
_STOPS = re.compile(r"[.!?]$")


@dataclass(frozen=True, slots=True)
class Run:
    """Words `first`..`last` (exclusive) that read as terms; `starts` are the words that they may begin with."""

    first: int
    last: int
    starts: tuple[int, ...]
    sure: bool  # says how, or from when, is paid: not only a number of days


@lru_cache(maxsize=20_000)
def key_of(word: str) -> str:
    """ "D.F.F.M." → "dffm", "días," → "dias", "Règlement" → "reglement"."""
    plain = unicodedata.normalize("NFKD", word.strip(_EDGE).casefold().replace("ß", "ss"))
    plain = "".join(ch for ch in plain if not unicodedata.combining(ch))
    plain = _ELIDED.sub("", plain)
    return plain.replace(".", "") if not any(ch.isdigit() for ch in plain) else plain


@cache
def _words(kind: str) -> Mapping[str, frozenset[str]]:
    """Word → what it may be in terms of a kind."""
    found: dict[str, set[str]] = {}
    for role, words in lexicon("terms")[kind].items():
        if role != "pairs":
            for word in words:
                found.setdefault(word, set()).add(role)
    return {word: frozenset(roles) for word, roles in found.items()}


@cache
def _pairs(kind: str) -> frozenset[tuple[str, str]]:
    return frozenset((first, second) for first, second in (text.split() for text in lexicon("terms")[kind]["pairs"]))


@lru_cache(maxsize=20_000)
def roles(kind: str, word: str) -> frozenset[str]:
    """What a printed word may be in terms of a kind; empty: it is none of theirs."""
    text = word.strip(_EDGE)
    if (kind == "payment" and any(ch.isdigit() for ch in text)) or text == "%":
        if _SHARE.fullmatch(text):
            return frozenset({"share"})
        if _CODE.fullmatch(text):
            return frozenset({"code", "number"} if _NUMBER.fullmatch(text) else {"code"})
        if _GLUED_DAYS.fullmatch(text):
            return frozenset({"code"})
        return frozenset({"number"}) if _NUMBER.fullmatch(text) else frozenset()
    return _words(kind).get(text if text in "+/&-–" else key_of(word), frozenset())


def covered(kind: str, words: Sequence[str]) -> float:
    """The share of the words that terms of a kind are made of."""
    return sum(bool(roles(kind, word)) for word in words) / max(len(words), 1)


def runs(kind: str, words: Sequence[str], ends: Sequence[int] = ()) -> list[Run]:
    """The runs of words that read as terms of a kind, in order; `ends` are the words' numbers after each line."""
    cuts = frozenset(end for end in ends if 0 < end < len(words) and not _goes_on(kind, words[end - 1], words[end]))
    return [run for first, last in _stretches(kind, words, cuts) for run in _trimmed(kind, words, first, last)]


def _goes_on(kind: str, before: str, after: str) -> bool:
    """Whether a line goes on in the next: it ends amid something, or that does not begin as labels do."""
    amid = before.endswith((",", "-", "/", "&", "+")) or roles(kind, before) == {"link"}
    return amid or after[:1].islower()


def _stretches(kind: str, words: Sequence[str], cuts: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Words of terms that follow each other within a sentence and after a label's colon."""
    first = 0
    for at, word in enumerate(words):
        if not roles(kind, word):
            if at > first:
                yield first, at
            first = at + 1
        elif word.endswith((":", "|")) or at + 1 in cuts or _ends_sentence(words, at):
            yield first, at + 1
            first = at + 1
    if len(words) > first:
        yield first, len(words)


def _ends_sentence(words: Sequence[str], at: int) -> bool:
    """A full stop ends terms, but not one of an abbreviation or of a day ("20. des Folgemonats")."""
    word = words[at]
    if not _STOPS.search(word):
        return False
    following = words[at + 1] if at + 1 < len(words) else ""
    bare = word.strip(_EDGE)
    if word[:-1].isdigit() or len(bare) <= SHORT or "." in bare:
        return following[:1].isupper() and len(bare) > SHORT and "." not in bare
    return following[:1].isupper() or not following


def _trimmed(kind: str, words: Sequence[str], first: int, last: int) -> Iterator[Run]:
    """A stretch without what only leads to it or hangs after it; nothing where no terms are in it."""
    of = [roles(kind, word) for word in words[first:last]]
    if any(word.endswith(":") for word in words[last - 1 : last]):  # a label is no term
        return
    while of and not _may_end(of, words[first : first + len(of)]):
        of.pop()
    start = 0
    while start < len(of) and not of[start] - {"link", "about"} and not _paired(kind, words[first + start :][:2]):
        start += 1
    of, begin = of[start:], first + start
    if not of or len(of) > LONGEST_TERMS:
        return
    shown = words[begin : begin + len(of)]
    strong = _strength(kind, of, shown)
    if strong:
        yield Run(begin, begin + len(of), _starts(of, begin), strong > 1)


def _may_end(of: Sequence[frozenset[str]], words: Sequence[str]) -> bool:
    last = of[-1]
    if last <= {"link", "opening"}:
        return False
    if last == {"number"}:  # "net 30", "le 10": a number ends terms after a word of theirs, not after a preposition
        before = of[-2] if len(of) > 1 else frozenset()
        return bool(before & {"paying", "about", "share"}) or key_of(words[-2] if len(words) > 1 else "") in {"le", "+"}
    return True


def _paired(kind: str, words: Sequence[str]) -> bool:
    return len(words) > 1 and (key_of(words[0]), key_of(words[1])) in _pairs(kind)


def _strength(kind: str, of: Sequence[frozenset[str]], words: Sequence[str]) -> int:
    """0: no terms; 1: a number of days, which may be anything's; 2: terms."""
    all_roles = frozenset().union(*of)
    if any(_paired(kind, words[at : at + 2]) for at in range(len(words) - 1)):
        return 2
    if kind == "delivery":
        return 2 if "alone" in all_roles else 0
    counted = any("number" in a and "unit" in b for a, b in pairwise(of))
    named = "paying" in all_roles or "about" in all_roles
    if "code" in all_roles and (len(of) == 1 or "paying" in all_roles) and any(ch.isalpha() for ch in "".join(words)):
        return 2
    if counted:
        return 2 if named else 1
    if all_roles & {"paying", "about"} and "share" in all_roles:
        return 2
    if "paying" in all_roles and "number" in all_roles:
        return 2
    telling = sum(bool(one & {"paying", "about", "alone", "share"}) for one in of)
    return 2 if "alone" in all_roles or ("paying" in all_roles and telling > 1) else 0


def _starts(of: Sequence[frozenset[str]], begin: int) -> tuple[int, ...]:
    """The first word, and what follows a noun of paying or a preposition: "payment | within | 30 days"."""
    found = [begin]
    for at, one in enumerate(of[:4]):
        leads = bool(one & {"paying", "link", "opening"}) and not one & {"number", "share", "code"}
        if not leads or at + 1 >= len(of):
            break
        found.append(begin + at + 1)
    return tuple(found)
