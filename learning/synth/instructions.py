"""Sentences beside the figures of an order, from a grammar: what to do for this order, and what stands on every order.

A list of sentences is learnt by heart; a grammar makes so many that only their kind can be learnt.
"""

from __future__ import annotations

import re
from random import Random

from learning.synth.draw import chance, pattern
from learning.synth.vocab import vocab

OPTIONAL = 0.35  # how often a bracketed part is said
UNSTOPPED = 0.15  # how often a sentence ends without its full stop
_SLOT = re.compile(r"\{(\w+)\}")
_OPTION = re.compile(r"\[([^\]]*)\]")
_CODES = ("@-####", "####", "@@##-##", "##-###", "######")
_HOURS = {
    "en": ("{h} am", "{h}:{m}", "{h}.{m}"),
    "fr": ("{h} h", "{h}h{m}"),
    "de": ("{h} Uhr", "{h}:{m} Uhr", "{h}:{m}"),
}
_NUMBERS = (2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 24, 25, 30, 45, 48, 60)


def instruction(rng: Random, language: str) -> str:
    """What the supplier is asked to do with this order."""
    return _sentence(rng, language, "note")


def form_sentence(rng: Random, language: str) -> str:
    """What a buyer prints on every order: conditions, invoices, confirmations, greetings."""
    return _sentence(rng, language, "form")


def _sentence(rng: Random, language: str, kind: str) -> str:
    grammar = vocab("instructions")[language]
    text = _OPTION.sub(lambda part: part[1] if chance(rng, OPTIONAL) else "", rng.choice(grammar[kind]))
    while _SLOT.search(text):
        text = _SLOT.sub(lambda slot: _word(rng, language, slot[1]), text)
    text = text[:1].upper() + text[1:]
    return text.rstrip(".") if kind == "note" and chance(rng, UNSTOPPED) else text


def _word(rng: Random, language: str, slot: str) -> str:
    if slot == "n":
        return str(rng.choice(_NUMBERS))
    if slot == "j":
        return pattern(rng, rng.choice(_CODES))
    if slot == "p":
        return str(rng.choice(vocab("people")["last"][language]))
    if slot == "k":
        form = rng.choice(_HOURS.get(language, ("{h}:{m}", "{h}.{m}", "{h}")))
        return form.format(h=rng.randint(6, 17), m=rng.choice(("00", "15", "30", "45")))
    return str(rng.choice(vocab("instructions")[language]["slots"][slot]))
