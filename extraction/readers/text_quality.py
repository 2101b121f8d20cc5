"""Whether a page's text layer can be trusted: characters with a meaning, words that could be words. No OCR here."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

MAX_MEANINGLESS = 0.12  # share of characters without a meaning
MIN_SPOKEN = 0.55  # share of longer words that have a vowel, as in all our languages nearly all have
ENOUGH_WORDS = 12  # fewer longer words prove nothing
MIN_USUAL = 0.4  # share of the eight letters that all our languages use most: 0.55 and more where they mean something
MAX_ODD = 0.35  # share of characters that are neither letters, digits nor the signs of business papers

_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_USUAL = frozenset("AEINORST")
_VOWEL = re.compile(r"[aeiouyAEIOUYæœøåÆŒØÅ]")
_USUAL_SIGNS = frozenset(".,;:/-+()%&'\"#*@€$£=_!?°²³½×–—•|<>[]’‘“”«»§~")


def trustworthy(texts: Sequence[str], unmapped_share: float) -> bool:
    """Whether these words can be what a person sees on the page."""
    if unmapped_share > MAX_MEANINGLESS:
        return False
    whole = "".join(texts)
    if not whole:
        return True
    letters = Counter(whole)
    meaningless = sum(count for letter, count in letters.items() if _meaningless(letter)) + 6 * whole.count("(cid:")
    if meaningless > MAX_MEANINGLESS * len(whole):
        return False
    odd = sum(count for letter, count in letters.items() if not letter.isalnum() and letter not in _USUAL_SIGNS)
    if odd > MAX_ODD * len(whole):
        return False
    longer = [word for text in texts for word in _LONG_WORD.findall(text)]
    if len(longer) < ENOUGH_WORDS:
        return True
    bases = [_base(word) for word in longer]
    spoken = sum(_VOWEL.search(word) is not None for word in bases)
    return spoken >= MIN_SPOKEN * len(longer) and _usual(bases)


def _usual(words: Sequence[str]) -> bool:
    """Whether the letters come as often as letters do: numbers of glyphs taken for letters have vowels by chance."""
    letters = Counter(letter for letter in "".join(words).upper() if letter.isascii() and letter.isalpha())
    # Of words in another alphabet this says nothing.
    if 2 * letters.total() < sum(map(len, words)):
        return True
    return sum(letters[letter] for letter in _USUAL) >= MIN_USUAL * letters.total()


def _meaningless(letter: str) -> bool:
    return letter == "\ufffd" or unicodedata.category(letter) in ("Co", "Cn", "Cc")


def _base(word: str) -> str:
    return word if word.isascii() else unicodedata.normalize("NFD", word)
