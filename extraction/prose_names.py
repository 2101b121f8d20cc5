"""A name out of a sentence, without the words of the sentence behind it: our catalogue's words say where it ends."""

from __future__ import annotations

from functools import cache

from extraction.gazetteer import Gazetteer, fold
from extraction.prose_words import words

LEAST_WORDS = 2
ENOUGH = 0.7  # of the words of one of our descriptions that the name holds


def bare_name(name: str, sku: str, gazetteer: Gazetteer) -> str:
    """The name up to the last word that items have, where a word of the sentence follows that."""
    parts = name.split()
    last = _last_of_catalogue(parts, sku, gazetteer)
    for at in range(max(LEAST_WORDS, last), len(parts)):
        word = parts[at]
        if word != word.lower() or fold(word) not in _joints():
            continue
        if at == last or not any(_is_items(other, gazetteer) for other in parts[at + 1 :]):
            return " ".join(parts[:at]).rstrip(" ,;:–-")
    return name


def _last_of_catalogue(parts: list[str], sku: str, gazetteer: Gazetteer) -> int:
    """Behind which word of the name our item's own description has been said; 0 where it is not known."""
    folded = [fold(part) for part in parts]
    best, end = 0.0, 0
    for text in gazetteer.descriptions(sku) if sku else ():
        wanted = set(fold(text).split())
        held = [at for at, part in enumerate(folded) if part and set(part.split()) <= wanted]
        share = len({w for at in held for w in folded[at].split()}) / max(1, len(wanted))
        if share >= ENOUGH and share > best:
            best, end = share, held[-1] + 1
    return end


def _is_items(word: str, gazetteer: Gazetteer) -> bool:
    return gazetteer.is_item_word(word) and fold(word) not in _joints()


@cache
def _joints() -> frozenset[str]:
    """Words that lead on from a name: to a price, a date, a place, the next item."""
    first = (phrase.split()[0] for kind in ("price", "amount", "date", "loose", "lead", "is") for phrase in words(kind))
    return frozenset(fold(word) for word in first if fold(word))
