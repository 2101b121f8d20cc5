"""Towns and streets that no list holds, put together by the grammar of their country."""

from __future__ import annotations

import re
from random import Random
from typing import Any

from learning.synth.vocab import vocab

# Countries that write like another one.
_LIKE = {
    "AT": "DE", "CH": "DE", "LU": "FR", "BE": "NL", "CA": "US", "IE": "GB", "AU": "GB",
    "CO": "MX", "AR": "MX", "PE": "MX", "CL": "MX",
}  # fmt: skip
_SLOT = re.compile(r"\{(\w)\}")


def has_grammar(country: str) -> bool:
    return _LIKE.get(country, country) in vocab("toponyms")


def invented_town(rng: Random, country: str) -> str:
    """A town's name as the country's towns are called."""
    return _filled(rng, _grammar(country), "towns")


def invented_street(rng: Random, country: str) -> str:
    """A street with its number, or what stands for one: a lot, a kilometre, a landmark."""
    return _filled(rng, _grammar(country), "streets")


def _grammar(country: str) -> dict[str, Any]:
    found: dict[str, Any] = vocab("toponyms")[_LIKE.get(country, country)]
    return found


def _filled(rng: Random, grammar: dict[str, Any], kind: str) -> str:
    def word(match: re.Match[str]) -> str:
        slot = match[1]
        if slot == "n":
            return str(rng.choice((rng.randint(1, 99), rng.randint(1, 220))))
        if slot == "m":
            return str(rng.choice((rng.randint(1, 20), rng.randint(2, 99))))
        if slot == "t":
            return _filled(rng, grammar, "towns")
        return _SLOT.sub(word, str(rng.choice(grammar[slot])))

    return _SLOT.sub(word, str(rng.choice(grammar[kind])))
