"""OCR errors on the words of a text layer, cheaply: for training on what scans look like. Draws no pictures."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from models.page import Box, Page, Word

# How a page comes out. Shares are of letters, words or pairs of neighbours. They are estimates: mild stands for a clean
# scan, rough for a poor fax (of which the engines miss more words yet: see benchmarks/ocr_accuracy.py).
GRADES: dict[str, tuple[float, float, float, float]] = {
    # letters changed, words lost, neighbours merged, punctuation lost
    "mild": (0.001, 0.001, 0.004, 0.004),
    "usual": (0.004, 0.003, 0.012, 0.012),
    "rough": (0.015, 0.012, 0.03, 0.04),
}
CONFUSIONS: dict[str, str] = {
    "0": "OQ8", "1": "lI7", "2": "Z7", "3": "8", "4": "A", "5": "S6", "6": "G8", "7": "1T", "8": "B3", "9": "g4",
    "O": "0Q", "I": "l1", "l": "1I", "S": "5", "B": "8", "Z": "2", "G": "6", "D": "0", "T": "7", "c": "e", "e": "c",
    "i": "í1", "m": "n", "n": "h", "u": "ü", "é": "e", "è": "e", "à": "a", "ö": "o", "ü": "u", "ä": "a", "ß": "B",
    "ç": "c", "ñ": "n", "ê": "e", ".": ",", ",": ".", ":": ";", "-": "~", "µ": "u", "Ø": "0", "²": "2", "/": "I",
}  # fmt: skip
MERGE_WITHIN_EM = 0.45  # only neighbours this close are ever read as one word
SPLIT_SHARE = 0.3  # of the merging rate: blanks seen where there are none, at punctuation
JITTER_PT = 0.6
_SURE, _DOUBTFUL = (0.93, 1.0), (0.35, 0.9)


def ocr_noise(words: Sequence[Word], rng: random.Random, grade: str = "usual") -> tuple[Word, ...]:
    """The words as an OCR engine would have them: some misread, merged, split or lost, boxes shaken, confidences."""
    changed, lost, merged, faded = GRADES[grade]
    result: list[Word] = []
    for word in _merged(words, merged, rng):
        if rng.random() < lost * (3 if len(word.text) == 1 else 1):
            continue
        text = _misread(word.text, changed, faded, rng)
        if not text:
            continue
        wrong = text != word.text
        # Engines are often sure of what is wrong, and sometimes unsure of what is right.
        low, high = _DOUBTFUL if rng.random() < (0.75 if wrong else 0.02) else _SURE
        seen = replace(
            word, text=text, box=_shaken(word.box, rng), confidence=round(rng.uniform(low, high), 3), bold=False
        )
        result.extend(_split(seen, merged * SPLIT_SHARE, rng))
    return tuple(result)


def noisy_page(page: Page, rng: random.Random, grade: str = "usual") -> Page:
    """A page as if it had been scanned: noisy words, most ruling lines, all of it a little askew."""
    rules = tuple(rule for rule in page.rules if rng.random() > 0.05)
    return replace(page, words=ocr_noise(page.words, rng, grade), rules=rules, source="ocr")


def _merged(words: Sequence[Word], share: float, rng: random.Random) -> list[Word]:
    order = sorted(words, key=lambda word: (round(word.box.bottom / 3), word.box.x0))
    result: list[Word] = []
    for word in order:
        before = result[-1] if result else None
        if before is not None and _neighbours(before, word) and rng.random() < share:
            result[-1] = replace(before, text=before.text + word.text, box=before.box.union(word.box))
        else:
            result.append(word)
    return result


def _neighbours(left: Word, right: Word) -> bool:
    em = max(left.box.height, right.box.height)
    gap = right.box.x0 - left.box.x1
    return abs(left.box.bottom - right.box.bottom) < 0.3 * em and 0 <= gap < MERGE_WITHIN_EM * em


def _misread(text: str, changed: float, faded: float, rng: random.Random) -> str:
    letters: list[str] = []
    for place, letter in enumerate(text):
        chance = rng.random()
        at_edge = place in (0, len(text) - 1)
        if letter in ".,:;-'" and at_edge and chance < faded:
            continue
        if letter in CONFUSIONS and chance < changed * 1.5:
            letters.append(rng.choice(CONFUSIONS[letter]))
        elif chance < changed * 0.2:
            continue
        else:
            letters.append(letter)
    return "".join(letters)


def _shaken(box: Box, rng: random.Random) -> Box:
    x0, top, x1, bottom = (value + rng.gauss(0, JITTER_PT / 2) for value in (box.x0, box.top, box.x1, box.bottom))
    return Box(min(x0, x1 - 0.5), min(top, bottom - 0.5), x1, bottom)


def _split(word: Word, share: float, rng: random.Random) -> list[Word]:
    places = [
        place for place in range(1, len(word.text)) if word.text[place - 1] in "-.,/)" or word.text[place] in "-("
    ]
    if not places or rng.random() >= share:
        return [word]
    place = rng.choice(places)
    middle = word.box.x0 + word.box.width * place / len(word.text)
    left, right = Box(word.box.x0, word.box.top, middle, word.box.bottom), replace(word.box, x0=middle + 0.5)
    return [replace(word, text=word.text[:place], box=left), replace(word, text=word.text[place:], box=right)]
