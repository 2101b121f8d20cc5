"""The head of an address: its first line is its name, whatever the words, where nothing else names it.

"Supplies and Issues Section" over "Palode Campus, Block D" and a town names the place; "Packing Sur" over "Fundo Las
Ánimas s/n" too, and "Boreal Timberworks – Site 4" is one name.
"""

from __future__ import annotations

from collections.abc import Sequence

from extraction.gazetteer import fold
from extraction.label_names import names_of
from extraction.localities import is_quarter
from extraction.parties_items import Item
from extraction.parties_parts import PART_CLASSES
from extraction.scoring_text import Ints

_NONE, _NAME, _STREET, _PLACE, _OTHER = (
    PART_CLASSES.index(name) for name in ("none", "name", "street", "place", "other")
)
MOST_NAME, LEAST_LETTERS = 7, 3
_PERSONS = ("attn", "att", "atn", "attention", "z hd", "zhd", "zu handen", "t a v", "tav", "c o", "tel", "contact")


def with_heads(items: Sequence[Item], kinds: Ints) -> Ints:
    """The kinds, the first line of an address made its name where the address has street and town but no name."""
    result = kinds.copy()
    if _STREET not in result:
        return result
    first = int((result == _STREET).argmax())
    for at in range(1, first):
        if result[at] == _NAME and is_quarter(items[at].text) and _numbered(items[at].text) and at + 1 == first:
            result[at] = _STREET  # "Fundo Las Ánimas s/n, | Ruta I-90"
            first = at
    if _one_line(items, result, first):
        for at in range(1, first + 1):
            if items[at].segment == items[0].segment:
                result[at] = _NAME
    named = [at for at in range(len(items)) if result[at] == _NAME]
    if named and named[0] > first:
        return result
    until = named[0] if named else first
    if until > 0 and _PLACE in result[first:] and _whole_name(items, result, until):
        result[:until] = _NAME
    return result


def _one_line(items: Sequence[Item], kinds: Ints, first: int) -> bool:
    """Whether a street's first item stands behind a name's dash, and the street itself on the next line."""
    if first == 0 or kinds[first - 1] != _NAME or items[first].segment != items[0].segment:
        return False
    dashed = items[first].first > items[first - 1].last and not items[first - 1].text.endswith(",")
    following = [at for at in range(first + 1, len(items)) if items[at].segment != items[0].segment]
    return dashed and bool(following) and kinds[following[0]] == _STREET


def _whole_name(items: Sequence[Item], kinds: Ints, until: int) -> bool:
    """Whether the items before the street, or before the name's second line, are one line that may be a name."""
    if any(kinds[at] not in (_NONE, _OTHER, _NAME) or items[at].label for at in range(until)):
        return False
    lines = {items[at].segment for at in range(until)}
    text = " ".join(items[at].text for at in range(until)).strip(" ,;")
    captioned = text.isupper() and not items[until].text.isupper()  # "JOB SITE" over a name
    return len(lines) == 1 and not captioned and may_be_name(text)


def may_be_name(text: str) -> bool:
    """A few words in title case, no number, label, person or greeting."""
    words, folded = text.split(), fold(text)
    if not words or len(words) > MOST_NAME or _numbered(text) or any(ch in "@:/" for ch in text):
        return False
    letters = sum(ch.isalpha() for ch in text) >= LEAST_LETTERS
    person = any(folded == who or folded.startswith(f"{who} ") for who in _PERSONS)
    return letters and words[0][:1].isupper() and not person and not names_of(text)


def _numbered(text: str) -> bool:
    return any(ch.isdigit() for ch in text) or "s/n" in text
