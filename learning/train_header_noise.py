"""Pages as OCR would give them: letters misread, blanks lost, words lost, boxes shaken, no font known. No pictures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from random import Random

from learning.train_header_data import Example
from models.page import Box, Page, Word

_MISREAD: Mapping[str, str] = {
    "0": "O8", "O": "0Q", "1": "lI7", "l": "1I", "I": "l1", "5": "S6", "S": "5", "8": "B3", "B": "8", "6": "b5",
    "2": "Z7",
    "Z": "2", "g": "9q", "e": "c", "c": "e", "o": "0", "u": "v", "v": "y", "h": "b", "f": "t", "t": "f", "rn": "m",
    "m": "rn",
    "é": "e", "è": "e", "ü": "u", "ö": "o", "ä": "a", "ß": "B", "ç": "c", ":": ".;", ".": ",", ",": ".", "-": "~",
    "a": "o",
    "i": "1j", "€": "e", "'": "`", "°": "o", "ñ": "n", "à": "a",
}  # fmt: skip
_DIGITS = frozenset("0123456789")


def noisy(example: Example, rng: Random) -> Example:
    """The example as read by OCR of a quality that is drawn once a document. Truth and roles stay."""
    level = rng.choice((0.0, 0.002, 0.004, 0.008, 0.015))
    roles: dict[tuple[int, Box], tuple[str, ...]] = {}
    pages = tuple(_page(page, example, level, rng, roles) for page in example.pages)
    return replace(example, name=example.name + "~", kind="scan", pages=pages, roles=roles)


def _page(
    page: Page, example: Example, level: float, rng: Random, roles: dict[tuple[int, Box], tuple[str, ...]]
) -> Page:
    words: list[Word] = []
    for word in page.words:
        if rng.random() < level * 0.6:
            continue
        box = _shaken(word.box, rng)
        text = _misread(word.text, level, rng)
        confidence = max(0.3, min(1.0, rng.gauss(0.97 if text == word.text else 0.8, 0.05)))
        made = Word(text, box, round(confidence, 3), 0.0, False)
        found = example.role(page.number, word)
        last = words[-1] if words else None
        if last and rng.random() < level * 1.5 and _touch(last.box, box):
            box = last.box.union(box)
            found = tuple(dict.fromkeys((*roles.pop((page.number, last.box), ()), *found)))
            made = Word(last.text + text, box, min(last.confidence, made.confidence))
            words.pop()
        words.append(made)
        if found:
            roles[page.number, box] = found
    return replace(page, words=tuple(words), source="ocr", rules=page.rules if rng.random() < 0.5 else ())


def _touch(left: Box, right: Box) -> bool:
    return abs(left.y_mid - right.y_mid) < 0.4 * left.height and 0 <= right.x0 - left.x1 < 0.7 * left.height


def _shaken(box: Box, rng: Random) -> Box:
    wide, high = rng.gauss(0, 0.35), rng.gauss(0, 0.35)
    grow = rng.gauss(0, 0.4)
    return Box(box.x0 + wide, box.top + high - grow, box.x1 + wide + rng.gauss(0, 0.3), box.bottom + high + grow)


def _misread(text: str, level: float, rng: Random) -> str:
    out = []
    for char in text:
        chance = level * (0.4 if char in _DIGITS else 1.0)
        if rng.random() < chance:
            out.append(
                rng.choice(_MISREAD.get(char, char)) if char in _MISREAD else ("" if rng.random() < 0.3 else char)
            )
        else:
            out.append(char)
    return "".join(out) or text
