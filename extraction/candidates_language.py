"""The language of a text by its function words and labels, and whether it writes dates the American way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from extraction.gazetteer import fold
from extraction.layout import text_lines
from extraction.lexicon import LANGUAGES, section
from models.page import Page

LONGEST_PHRASE_WORDS = 3
MOST_LINES = 90  # the ends of a document hold its labels, its middle is items
FUNCTION_WEIGHT, LABEL_WEIGHT, PHRASE_WEIGHT = 1.0, 1.5, 2.5
_US_PLACE = re.compile(r"\b[A-Z]{2}\.?,?\s+\d{5}(?:-\d{4})?\b")
_OTHER_PLACE = re.compile(
    r"\bGSTIN\b|\bVAT\b|\b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b|\bLtd\b|\bGmbH\b|\bSARL\b|\bEORI\b|€|£|₹"
)


@cache
def _weights() -> dict[str, dict[str, float]]:
    """Folded word or label → language → weight; a word that several languages share counts less for each."""
    table: dict[str, dict[str, float]] = {}
    for language in LANGUAGES:
        for word in section("words")[language].get("function", ()):
            table.setdefault(fold(word), {})[language] = FUNCTION_WEIGHT
        for words in section("labels")[language].values():
            for word in words:
                weight = PHRASE_WEIGHT if " " in word else LABEL_WEIGHT
                table.setdefault(fold(word), {})[language] = weight
    return {
        word: {language: weight / len(by) ** 2 for language, weight in by.items()}
        for word, by in table.items()
        if len(word) > 1
    }


@cache
def _by_first_word() -> dict[str, tuple[tuple[tuple[str, ...], dict[str, float]], ...]]:
    """First word → the words and phrases of up to three words that it opens, with their weights."""
    table: dict[str, list[tuple[tuple[str, ...], dict[str, float]]]] = {}
    for phrase, by in _weights().items():
        words = tuple(phrase.split())
        if len(words) <= LONGEST_PHRASE_WORDS:
            table.setdefault(words[0], []).append((words, by))
    return {first: tuple(found) for first, found in table.items()}


def language_of_texts(texts: Iterable[str]) -> str:
    """The best language, "" where nothing speaks for one."""
    openers = _by_first_word()
    score = dict.fromkeys(LANGUAGES, 0.0)
    for text in texts:
        words = tuple(fold(text).split())
        for start, word in enumerate(words):
            for phrase, by in openers.get(word, ()):
                if len(phrase) == 1 or words[start : start + len(phrase)] == phrase:
                    for language, weight in by.items():
                        score[language] += weight
    best = max(score, key=lambda language: score[language])
    return best if score[best] > 0 else ""


def language_of(pages: Sequence[Page]) -> str:
    """The language that a document's labels and sentences are written in."""
    lines = [line.text for page in pages for line in text_lines(page)]
    return language_of_texts(
        lines if len(lines) <= MOST_LINES else lines[: MOST_LINES // 2] + lines[-MOST_LINES // 2 :]
    )


def american(pages: Sequence[Page]) -> bool:
    """Whether doubtful dates put the month first: American places, and nothing of elsewhere."""
    text = "\n".join(line.text for page in pages for line in text_lines(page))
    return len(_US_PLACE.findall(text)) > len(_OTHER_PLACE.findall(text))
