"""Pages as OCR gives them: words shifted, misread, torn apart or run together. For training only, never for reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from models.page import Box, Page, Rule, Word

CONFUSED: dict[str, str] = {
    "0": "OoD",
    "1": "lI|7",
    "5": "S",
    "8": "B3",
    "B": "8",
    "S": "5",
    "O": "0",
    "l": "1I",
    "I": "l1",
    "m": "rn",
    "e": "c",
    "c": "e",
    "ü": "u",
    "ö": "o",
    "ä": "a",
    "é": "e",
    "è": "e",
    "à": "a",
    ",": ".",
    ".": ",",
    "6": "G",
    "2": "Z",
    "Z": "2",
    "g": "9",
    "t": "f",
    "f": "t",
    "°": "'",
    "/": "1",
    "-": "~",
    "€": "E",
    "µ": "u",
    "Ø": "O",
    "n": "h",
    "a": "o",
    "u": "v",
}
LEAST_WORDS_RATIO = 0.9


def noisy(pages: Sequence[Page], rng: Random) -> tuple[Page, ...]:
    """The pages with one scanner's habits: all pages of a document suffer alike."""
    wrong = rng.choice((0.0, 0.002, 0.004, 0.01, 0.02))
    shake = rng.choice((0.0, 0.3, 0.6, 1.0))
    slope = rng.choice((0.0, 0.0, 0.001, -0.001, 0.002))
    torn, merged = rng.choice((0.0, 0.005, 0.015)), rng.choice((0.0, 0.01, 0.04))
    ruled = rng.random() < 0.6
    return tuple(
        replace(
            page,
            words=_words(page.words, rng, wrong, shake, slope, torn, merged),
            rules=_rules(page.rules, rng) if ruled else (),
            source="ocr",
        )
        for page in pages
    )


def _words(
    words: Sequence[Word], rng: Random, wrong: float, shake: float, slope: float, torn: float, merged: float
) -> tuple[Word, ...]:
    made: list[Word] = []
    for word in sorted(words, key=lambda w: (round(w.box.top), w.box.x0)):
        text = "".join(_letter(c, rng, wrong) for c in word.text) or word.text
        box = _shaken(word.box, rng, shake, slope)
        sure = min(1.0, max(0.3, rng.gauss(0.93 if text == word.text else 0.75, 0.06)))
        read = Word(text, box, sure, 0.0, False, word.cell)
        last = made[-1] if made else None
        if last is not None and rng.random() < merged and _touching(last, read):
            made[-1] = Word(last.text + read.text, last.box.union(read.box), min(last.confidence, sure))
        elif len(text) > 4 and rng.random() < torn:
            made.extend(_torn(read, rng.randint(1, len(text) - 1)))
        else:
            made.append(read)
    return tuple(made)


def _letter(letter: str, rng: Random, wrong: float) -> str:
    if rng.random() >= wrong:
        return letter
    return rng.choice(CONFUSED[letter]) if letter in CONFUSED else rng.choice((letter, letter, ""))


def _shaken(box: Box, rng: Random, shake: float, slope: float) -> Box:
    """The box hugs the ink, a little beside it, on a line that slopes."""
    down = slope * box.x0 + rng.uniform(-shake, shake) * 0.5
    ink = 0.12 * box.height
    return Box(
        box.x0 + rng.uniform(-shake, shake),
        box.top + down + ink,
        max(box.x1 + rng.uniform(-shake, shake), box.x0 + 1.5),
        box.bottom + down - ink * rng.uniform(0.3, 1.6),
    )


def _touching(left: Word, right: Word) -> bool:
    gap = right.box.x0 - left.box.x1
    return abs(left.box.y_mid - right.box.y_mid) < 0.3 * left.box.height and 0 <= gap < 0.35 * left.box.height


def _torn(word: Word, at: int) -> tuple[Word, Word]:
    x = word.box.x0 + word.box.width * at / len(word.text)
    left = replace(word, text=word.text[:at], box=replace(word.box, x1=x - 0.5))
    return left, replace(word, text=word.text[at:], box=replace(word.box, x0=x + 1.0))


def _rules(rules: Sequence[Rule], rng: Random) -> tuple[Rule, ...]:
    return tuple(r for r in rules if rng.random() < LEAST_WORDS_RATIO)
