"""Terms of payment from a grammar: days, what they count from, shares, discounts and means of payment."""

from __future__ import annotations

import re
from random import Random

from learning.synth.draw import chance
from learning.synth.vocab import vocab

OPTIONAL = 0.5  # how often a bracketed part is said
_SLOT = re.compile(r"\{(\w+)\}")
_OPTION = re.compile(r"\[([^\]]*)\]")
_DAYS = (7, 8, 10, 14, 15, 20, 21, 25, 28, 30, 30, 30, 40, 45, 45, 60, 60, 75, 90, 120)
_SHARES = (10, 20, 25, 30, 40, 50, 60, 70, 80, 90, 95)


def payment_terms(rng: Random, language: str) -> str:
    """Terms as a buyer of the language may write them."""
    grammar = vocab("terms")[language]
    text = _OPTION.sub(lambda part: part[1] if chance(rng, OPTIONAL) else "", rng.choice(grammar["terms"]))
    share = rng.choice(_SHARES)
    numbers = {
        "s": str(share),
        "r": str(100 - share),
        "k": rng.choice(("1", "2", "3")),
        "m": rng.choice(("8", "10", "14", "15")),
    }

    def word(slot: re.Match[str]) -> str:
        if slot[1] == "n":
            return str(rng.choice(_DAYS))
        return numbers.get(slot[1]) or str(rng.choice(grammar["slots"][slot[1]]))

    while _SLOT.search(text):
        text = _SLOT.sub(word, text)
    return text[:1].upper() + text[1:] if chance(rng, 0.9) else text
