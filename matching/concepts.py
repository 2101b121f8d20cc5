"""What the words of the trades mean, whatever the language: "zingué", "verzinkt" and "zinc plated" are one concept."""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from matching.similarity import words

_LONGEST_PHRASE = 5
_MIN_PART = 5  # letters of a known word inside a compound
_MIN_PREFIX = 4  # letters of an abbreviation
_MIN_FUZZY = 6  # letters of a word that may hold a slip
_FUZZY_CUTOFF = 0.86
_UMLAUTS = (("ae", "a"), ("oe", "o"), ("ue", "u"))


@dataclass(frozen=True, slots=True)
class Concepts:
    """`phrases` maps word tuples to "class:concept"; `single` are the one-word phrases, sorted, for abbreviations."""

    phrases: Mapping[tuple[str, ...], str]
    single: tuple[str, ...]
    starts: frozenset[str]


@cache
def _concepts() -> Concepts:
    table = tomllib.loads((Path(__file__).with_name("concepts.toml")).read_text("utf-8"))
    phrases: dict[tuple[str, ...], str] = {}
    for kind, entries in table.items():
        for name, listed in entries.items():
            for phrase in listed.split(","):
                for written in _writings(phrase.strip()):
                    phrases.setdefault(words(written), f"{kind}:{name}")
    single = tuple(sorted(p[0] for p in phrases if len(p) == 1))
    return Concepts(phrases, single, frozenset(p[0] for p in phrases))


def _writings(phrase: str) -> list[str]:
    """The phrase, and the one with plain vowels for a written-out umlaut."""
    plain = phrase
    for two, one in _UMLAUTS:
        plain = plain.replace(two, one)
    return [phrase] if plain == phrase else [phrase, plain]


def meaning(tokens: Sequence[str]) -> tuple[tuple[str, ...], frozenset[int]]:
    """The concepts in the words of a text, and which words they cover; longest phrases first."""
    known = _concepts()
    found: list[str] = []
    covered: set[int] = set()
    i = 0
    while i < len(tokens):
        length, concept = _phrase_at(known, tokens, i)
        if length:
            found.append(concept)
            covered.update(range(i, i + length))
        i += max(length, 1)
    return tuple(dict.fromkeys(found)), frozenset(covered)


def _phrase_at(known: Concepts, tokens: Sequence[str], i: int) -> tuple[int, str]:
    if tokens[i] in known.starts:
        for length in range(min(_LONGEST_PHRASE, len(tokens) - i), 0, -1):
            concept = known.phrases.get(tuple(tokens[i : i + length]))
            if concept:
                return length, concept
    concept = word_meaning(tokens[i])
    return (1, concept) if concept else (0, "")


@lru_cache(maxsize=100_000)
def word_meaning(word: str) -> str:
    """The concept of one word that may be a compound, an abbreviation or a typing error; "" for none or several."""
    known = _concepts()
    exact = known.phrases.get((word,))
    if exact:
        return exact
    if not word.isalpha() or len(word) < _MIN_PREFIX:
        return ""
    return _by_prefix(known, word) or _by_part(known, word) or _by_slip(known, word)


def _by_prefix(known: Concepts, word: str) -> str:
    at = bisect_left(known.single, word)
    meant = set()
    while at < len(known.single) and known.single[at].startswith(word):
        meant.add(known.phrases[(known.single[at],)])
        at += 1
    return meant.pop() if len(meant) == 1 else ""


def _by_part(known: Concepts, word: str) -> str:
    """The head of a compound stands at its end ("Edelstahlschraube" is a screw): the longest known ending wins."""
    for start in range(1, len(word) - _MIN_PART + 1):
        concept = known.phrases.get((word[start:],))
        if concept:
            return concept
    for end in range(len(word) - 1, _MIN_PART, -1):
        concept = known.phrases.get((word[:end],))
        if concept:
            return concept
    return ""


def _by_slip(known: Concepts, word: str) -> str:
    if len(word) < _MIN_FUZZY:
        return ""
    near = process.extractOne(word, known.single, scorer=OSA.normalized_similarity, score_cutoff=_FUZZY_CUTOFF)
    return known.phrases[(near[0],)] if near else ""
