"""A group's lines and pieces that may be parts of an address; what a line's end cuts is put together again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from extraction.values import read_postcode

_POSTCODE_PIECES = re.compile(
    r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b|\b[A-Z]\d[\dW]\s?[A-Z0-9]{4}\b|\b\d{4}\s?[A-Z]{2}\b|\b[A-Z]\d[A-Z]\s?\d[A-Z]\d\b|\b[A-Z]{2},?\s\d{5}(?:-\d{4})?\b"
    r"|\b(?:[A-Z]{1,3}\s?-\s?)?\d{5}(?:-\d{4})?\b|\b(?:[A-Z]{1,2}\s?-\s?)\d{4}\b|\b\d{3}\s\d{3}\b|\b\d{6}\b|\b\d{2}-\d{3}\b"
    r"|\b\d{4}-\d{3}\b|\b\d{3}\s\d{2}\b|\b\d{4}\b"
)
_HOUSE_NUMBER = re.compile(r"\d{1,4}(?:\s?(?:[a-zA-Z]|bis|ter))?(?:[/-]\d{1,4})?|s/n", re.IGNORECASE)


_ARGENTINE = re.compile(r"\([A-HJ-NP-Z]\d{4}\)|\b[A-HJ-NP-Z]\d{4}[A-Z]{3}\b")


@dataclass(frozen=True, slots=True)
class Item:
    """One line or piece of a group; `label` is the part label before it ("Tel.:", "Postcode"), "" for none."""

    text: str
    page: int
    segment: int
    first: int
    last: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Items that belong together. `headings`: own label, left of, above the first item, above that label's column."""

    page: int
    items: tuple[Item, ...]
    headings: tuple[str, str, str, str]
    block: int
    inline: bool  # the items stand on one line


@lru_cache(maxsize=20_000)
def has_postcode(text: str) -> bool:
    """Whether something in the text has the shape of a postcode of some country."""
    if _ARGENTINE.search(text):
        return True
    return any(read_postcode(re.sub(r"^[A-Z]{2},?\s(?=\d{5})", "", hit[0])) for hit in _POSTCODE_PIECES.finditer(text))


def wraps(items: Sequence[Item], index: int) -> bool:
    """Whether a part of an address in running text goes on in the next line ("…, Alte Unnaer | Straße 41, …")."""
    if index + 1 >= len(items):
        return False
    one, other = items[index], items[index + 1]
    running = one.first > 0 and other.first == 0 and not other.label
    return running and one.segment != other.segment and not one.text.endswith((",", ";", ":", ".", "|", "-"))


def is_house_number(text: str) -> bool:
    return _HOUSE_NUMBER.fullmatch(text.strip(" ,;")) is not None


def states_postcode(items: Sequence[Item], index: int) -> bool:
    """Whether an item holds a postcode; the number of a house that a line's end cuts off its street is none."""
    text = items[index].text
    cut_off = index > 0 and is_house_number(text) and wraps(items, index - 1)
    return not cut_off and has_postcode(text)


def whole_texts(items: Sequence[Item]) -> list[str]:
    """The items' texts, those that a line's end cuts put together again."""
    result = [item.text for item in items]
    for index in range(len(items)):
        if wraps(items, index):
            result[index] = result[index + 1] = f"{items[index].text} {items[index + 1].text}"
    return result
