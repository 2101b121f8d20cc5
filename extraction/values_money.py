"""Currencies and units of measure from text: ISO 4217 codes and canonical unit codes. No conversion between them."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from extraction.lexicon import lexicon, merged

ISO_CURRENCIES = frozenset(lexicon("any")["currencies"]["iso"])
# A bare "$" is the US dollar unless something printed says otherwise; "kr" alone names no country.
_SYMBOLS = {
    "€": "EUR", "£": "GBP", "$": "USD", "us$": "USD", "$us": "USD", "ca$": "CAD", "c$": "CAD", "can$": "CAD",
    "$ca": "CAD", "a$": "AUD", "au$": "AUD", "nz$": "NZD", "mx$": "MXN", "r$": "BRL", "hk$": "HKD", "s$": "SGD",
    "₹": "INR", "rs": "INR", "rs.": "INR", "zł": "PLN", "zl": "PLN", "kč": "CZK", "¥": "JPY",
    "₺": "TRY", "s/": "PEN", "s/.": "PEN", "₪": "ILS", "sfr": "CHF",
    "sfr.": "CHF", "fr.": "CHF", "re.": "INR",
}  # fmt: skip
_INSIDE = re.compile(r"[$€£₹¥₺₪]")


def _fold(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


@cache
def _currency_words() -> dict[str, str]:
    return {_fold(word): code for code, words in merged("currencies").items() for word in words}


@cache
def _unit_words() -> dict[str, str]:
    return {_bare(word): code for code, words in merged("units").items() for word in words}


def _bare(text: str) -> str:
    return _fold(text).rstrip(".").replace(".", "").strip(" ()[]:;,*")


# ISO codes that are words of our languages too ("all", "ils", "pen", "top"): only their capitals mean a currency.
_EVERYDAY = frozenset(
    {"all", "bam", "bob", "cup", "fok", "gel", "ils", "lak", "mad", "mop", "pen", "ron", "rub", "sos", "top", "try"}
)


@lru_cache(maxsize=20_000)
def read_currency(text: str) -> str | None:
    """The ISO code that a code ("EUR"), a word ("euros") or a symbol ("€", "Rs.") means, alone or around an amount."""
    plain = _fold(text).strip(" ()[]:;,*")
    if plain.upper() in ISO_CURRENCIES:
        written_as_word = plain in _EVERYDAY and not any(letter.isupper() for letter in text.strip()[1:])
        return None if written_as_word else plain.upper()
    if plain in _SYMBOLS:
        return _SYMBOLS[plain]
    if plain in _currency_words():
        return _currency_words()[plain]
    letters = re.sub(r"[\d.,'\s/=-]+", " ", plain).strip()
    if letters != plain and letters:
        return read_currency(letters)
    signs = _INSIDE.findall(plain)
    return _SYMBOLS[signs[0]] if signs and len(set(signs)) == 1 and len(plain) <= 4 else None


def read_unit(text: str) -> str | None:
    """The canonical code of a unit word ("Stk." → PCE, "mètres" → MTR), or None."""
    words = _unit_words()
    bare = _bare(text)
    if bare in words:
        return words[bare]
    # "pcs (each)", "Stück/St", "unit(s)", "pc/s": the first part decides
    head = re.split(r"[/(]", bare)[0].strip()
    return words.get(head) if head != bare else None
