"""How customers write an item: other language, abbreviations, typos, brand and maker's number added. Pure draws."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from random import Random

from learning.synth.draw import chance, weighted
from learning.synth.vocab import vocab
from models.master import Item

HABITS: dict[str, float] = {"master": 5, "own": 6, "free": 5, "shouting": 1.5, "messy": 2}


def draw_habit(rng: Random) -> str:
    """How carefully a customer copies our texts; one habit a document."""
    return weighted(rng, HABITS)


def customer_text(
    rng: Random, item: Item, texts: Mapping[str, str], language: str, habit: str, typos: bool = True
) -> str:
    """The item in the customer's words."""
    own = dict(item.descriptions)
    if habit == "master":
        text = own.get(language) or own["en"]
        return text if chance(rng, 0.8) else _decorated(rng, text, item, language)
    tongue = language if chance(rng, 0.75) else rng.choice(list(texts))
    text = texts.get(tongue) or own["en"]
    if habit in ("free", "messy"):
        for change, p in ((_abbreviated, 0.3), (_respaced, 0.4), (_reordered, 0.2), (_separated, 0.15)):
            if chance(rng, p if habit == "free" else 1.6 * p):
                text = change(rng, text, tongue)
        text = _decorated(rng, text, item, language) if chance(rng, 0.35) else text
        if typos and chance(rng, 0.08 if habit == "free" else 0.3):
            text = _mistyped(rng, text)
    if habit == "shouting" or chance(rng, 0.06):
        text = text.upper()
    return " ".join(text.split())


def specified(rng: Random, text: str, item: Item, language: str) -> str:
    """A text with its specification behind it: several clauses, with figures and dates that are nobody's fields."""
    clauses = rng.sample(vocab("wording")["specs"][language], rng.randint(1, 6))
    sign = rng.choice((", ", "; ", " - ", ", "))
    filled = [c.format(n=rng.randint(1000, 99999), m=item.manufacturer_part_number) for c in clauses]
    return sign.join([text, *filled])


def _decorated(rng: Random, text: str, item: Item, language: str) -> str:
    words = vocab("wording")
    kinds = ["brand_note", "mpn_note", "brand", "pack_note"]
    kind = rng.choice(kinds)
    if kind == "brand":
        return (
            text if item.brand.lower() in text.lower() else rng.choice((f"{item.brand} {text}", f"{text} {item.brand}"))
        )
    form = rng.choice(words[kind][language])
    size = int(item.packs[0][1]) if item.packs else rng.choice((5, 10, 20))
    note = form.format(b=item.brand, m=item.manufacturer_part_number, n=size)
    return f"{text}{rng.choice((' ', ' ', ', ', ' - '))}{note}"


def _abbreviated(rng: Random, text: str, language: str) -> str:
    for long, short in vocab("wording")["abbreviations"][language].items():
        if long in text and chance(rng, 0.7):
            text = text.replace(long, short)
    return text


def _respaced(rng: Random, text: str, language: str) -> str:
    """12x40 becomes 12 x 40, 12*40, 12X40; a decimal point becomes a comma where the language writes one."""
    sign = rng.choice((" x ", "x", "*", "X", "×"))
    text = re.sub(r"(?<=\d)x(?=\d)", sign, text)
    if language != "en" and chance(rng, 0.5):
        text = re.sub(r"(?<=\d)\.(?=\d)", ",", text)
    if chance(rng, 0.3):
        text = re.sub(r"(?<=\d) (?=(?:mm|ml|kg|g|l|m|cm)\b)", "", text)
    return text


def _reordered(rng: Random, text: str, language: str) -> str:
    words = text.split(" ")
    if len(words) < 4:
        return text
    index = rng.randrange(1, len(words))
    moved = words.pop(index)
    words.insert(0 if chance(rng, 0.6) else len(words), moved)
    return " ".join(words)


def _separated(rng: Random, text: str, language: str) -> str:
    words = text.split(" ")
    cut = rng.randint(1, max(1, min(3, len(words) - 1)))
    sign = rng.choice((", ", " / ", " - ", "; "))
    return " ".join(words[:cut]) + sign + sign.join(words[cut:]) if len(words) > cut else text


def _mistyped(rng: Random, text: str) -> str:
    """One slip in a word of letters: numbers stay right, as buyers check them."""
    places = [m.start() + 1 for m in re.finditer(r"[A-Za-zÀ-ÿ]{5,}", text)]
    if not places:
        return text
    at = rng.choice(places) + rng.randint(0, 2)
    kind = rng.choice("dtsm")
    if kind == "d":
        return text[:at] + text[at] + text[at:]
    if kind == "t":
        return text[:at] + text[at + 1 : at + 2] + text[at] + text[at + 2 :]
    return text[:at] + ("" if kind == "m" else rng.choice("aeinrt")) + text[at + 1 :]


def unit_text(rng: Random, unit: str, language: str) -> str:
    """A unit code as a customer of the language writes it."""
    units = vocab("units")
    words = units.get(unit, units["PCE"])
    return str(rng.choice(words.get(language, words["en"])))


def whole(value: Decimal) -> bool:
    return value == value.to_integral_value()
