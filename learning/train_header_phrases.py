"""Wordings of terms and instructions beyond the generator's own, drawn from small grammars in six languages."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import product
from pathlib import Path
from random import Random

from learning.synth.instructions import form_sentence, instruction
from learning.synth.terms import payment_terms
from learning.synth.vocab import LANGUAGES

SENTENCES = 250  # of a kind and language

_DAYS = ("7", "8", "10", "14", "15", "20", "21", "28", "30", "45", "60", "75", "90", "120")
_CITIES = (
    "Lyon",
    "Hamburg",
    "Antwerpen",
    "Milano",
    "Madrid",
    "Rotterdam",
    "Chicago",
    "Mumbai",
    "Leeds",
    "Wien",
    "Your works",
)


@cache
def wordings(section: str) -> Mapping[str, Sequence[str]]:
    """One section of the file of phrases."""
    with Path(__file__).with_suffix(".toml").open("rb") as file:
        found: Mapping[str, Sequence[str]] = tomllib.load(file)[section]
    return found


def phrases(seed: int = 1, most: int = 2500) -> list[tuple[str, str]]:
    """Texts with the name of their class."""
    rng = Random(seed)
    found: list[tuple[str, str]] = []
    for forms in wordings("payment").values():
        for form, day in product(forms, _DAYS):
            found.append((form.format(d=day, e=rng.choice(_DAYS)), "c_payment"))
    for forms in wordings("delivery").values():
        found.extend((form.format(c=city), "c_delivery") for form, city in product(forms, _CITIES))
    for forms in wordings("notes").values():
        found.extend((form.format(d=day), "c_notes") for form, day in product(forms, _DAYS))
    unique = list(dict.fromkeys(found))
    rng.shuffle(unique)
    return unique[:most] + _sentences(rng)


def _sentences(rng: Random) -> list[tuple[str, str]]:
    """Instructions, and sentences that stand on every order: told apart by their kind, not by heart."""
    found: dict[str, str] = {}
    for language in LANGUAGES:
        for _ in range(SENTENCES):
            found[payment_terms(rng, language)] = "c_payment"
            found[instruction(rng, language)] = "c_notes"
            found[form_sentence(rng, language)] = "c_other"
    return list(found.items())
