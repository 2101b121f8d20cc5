"""Whether a sentence instructs for one order ("Call the foreman before unloading") or stands on every form.

What asks for something and speaks of goods, vehicles, doors or people at them instructs; what speaks of invoices,
conditions, acknowledgements or the parties of a contract is the form's. One word of the form outweighs all others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from extraction.gazetteer import fold
from extraction.lexicon import LANGUAGES, lexicon

LEAST_WORDS, MOST_WORDS = 4, 45
MOST_LETTERS_OF_NUMBERS = 0.3  # digits among the letters and digits of a sentence
_WEB = re.compile(r"@|https?:|www\.", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wording:
    """How many words of a sentence ask, handle goods, and are a form's."""

    asks: int
    handling: int
    form: int

    @property
    def instructs(self) -> bool:
        """Whether the words alone make an instruction, wherever they stand."""
        return not self.form and self.handling > 0 and self.asks > 0 and self.asks + self.handling > 2

    @property
    def could_instruct(self) -> bool:
        """Whether it is one where a lone sentence for the order stands."""
        return not self.form and self.asks > 0


@lru_cache(maxsize=5_000)
def wording(text: str) -> Wording:
    """Counted in the language that knows most of the words."""
    folded = f" {fold(text)} "
    words = len(folded.split())
    digits, letters = sum(ch.isdigit() for ch in text), sum(ch.isalpha() for ch in text)
    if not LEAST_WORDS <= words <= MOST_WORDS or digits > MOST_LETTERS_OF_NUMBERS * (digits + letters):
        return Wording(0, 0, 0)
    counted = (_counted(language, folded, bool(_WEB.search(text))) for language in LANGUAGES)
    return max(counted, key=lambda one: one.asks + one.handling + one.form)


def _counted(language: str, folded: str, web: bool) -> Wording:
    asks, handling, form, number = (
        len(set(_pattern(language, list_name).findall(folded))) for list_name in ("asks", "handling", "form", "number")
    )
    numbered = number if not handling else 0  # "our number on every box" is asked of these goods
    return Wording(asks, handling, form + numbered + web)


@cache
def _pattern(language: str, name: str) -> re.Pattern[str]:
    words: Iterable[str] = lexicon("notes")[language][name]
    longest_first = sorted((word.strip() for word in words), key=len, reverse=True)
    stems = (re.escape(word.removesuffix("*")) + (r"\w*" if word.endswith("*") else "") for word in longest_first)
    return re.compile(rf"(?<= )(?:{'|'.join(stems)})(?= )")
