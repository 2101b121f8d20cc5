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
    starts: Mapping[str, int]  # first words of phrases of several words → words of the longest


@cache
def _concepts() -> Concepts:
    table = tomllib.loads((Path(__file__).with_name("concepts.toml")).read_text("utf-8"))
    phrases: dict[tuple[str, ...], str] = {}
    for kind, entries in table.items():
        for name, listed in entries.items():
            for text in listed.split(","):
                for written in _writings(text.strip()):
                    phrases.setdefault(words(written), f"{kind}:{name}")
    single = tuple(sorted(p[0] for p in phrases if len(p) == 1))
    starts: dict[str, int] = {}
    for phrase in phrases:
        if len(phrase) > 1:
            starts[phrase[0]] = max(starts.get(phrase[0], 0), len(phrase))
    return Concepts(phrases, single, starts)


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
    covered: list[int] = []
    i = 0
    while i < len(tokens):
        longest = known.starts.get(tokens[i])
        length, concept = _phrase_at(known, tokens, i, longest) if longest else (0, "")
        if not length:
            length, concept = 1, word_meaning(tokens[i])
        if concept:
            found.append(concept)
            covered.extend(range(i, i + length))
        i += length
    return tuple(dict.fromkeys(found)), frozenset(covered)


def _phrase_at(known: Concepts, tokens: Sequence[str], i: int, longest: int) -> tuple[int, str]:
    for length in range(min(longest, len(tokens) - i), 1, -1):
        concept = known.phrases.get(tuple(tokens[i : i + length]))
        if concept:
            return length, concept
    return 0, ""


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
