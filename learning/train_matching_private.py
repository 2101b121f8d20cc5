"""What a customer alone calls things, and what was confirmed of it before: the memory that matching learns to trust.

Memory is worth most where a line says nothing to anybody else, so many remembered lines are worded like that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from learning.synth.content import LineContent, OrderContent
from learning.synth.draw import pattern
from learning.synth.world import World
from matching.line_view import description_key
from matching.shiptos import place_alias
from matching.similarity import code_key
from models.knowledge import Alias, Knowledge, ShipToAlias
from models.reading import ExtractedOrder

_VOWELS, _CONSONANTS = "aeiou", "bcdfghklmnprstvwz"
_OUTDATED = 0.04  # of the remembered names once meant another item
_WRONG = 0.008
_ORDERS = 30


def in_own_words(rng: Random, text: str) -> str:
    """A description cut, turned about and shortened as in a customer's own system; at times a mere nickname."""
    if rng.random() < 0.3:
        return _nickname(rng)
    words = []
    for word in text.split():
        if rng.random() < 0.2:
            continue
        short = word[: rng.randint(2, 6)] + rng.choice(("", "."))
        words.append(short if word.isalpha() and len(word) > 4 and rng.random() < 0.6 else word)
    if rng.random() < 0.3:
        rng.shuffle(words)
    return " ".join(words) or _nickname(rng)


def _nickname(rng: Random) -> str:
    invented = ["".join(rng.choice(_CONSONANTS) + rng.choice(_VOWELS) for _ in range(rng.randint(1, 4)))]
    invented += [pattern(rng, rng.choice(("#", "##", "###", "@#", "@"))) for _ in range(rng.randint(0, 2))]
    return " ".join(invented)


def renamed(rng: Random, content: OrderContent) -> OrderContent:
    """The order in the customer's own words, under its own numbers or both."""
    words, numbers = rng.choice(((True, True), (True, False), (False, True)))
    return replace(content, lines=tuple(_renamed(rng, line, words, numbers) for line in content.lines))


def _renamed(rng: Random, line: LineContent, words: bool, numbers: bool) -> LineContent:
    text = in_own_words(rng, line.description) if words else line.description
    code = line.buyer_item_code or pattern(rng, rng.choice(("######", "@@-####", "##.###.##", "@###")))
    return replace(line, description=text, buyer_item_code=code if numbers else line.buyer_item_code)


def knowledge_of(rng: Random, world: World, content: OrderContent, share: float) -> Knowledge:
    """A customer that has ordered before: this share of the lines was confirmed then, in these words or with this code.

    Now and then a name has come to mean another item since, or was confirmed wrongly.
    """
    at = datetime(2026, 1, 1, tzinfo=UTC)
    aliases = []
    for line in content.printed_lines:
        if line.sku is None or rng.random() > share:
            continue
        when = at + timedelta(days=rng.randint(0, 60))
        count = min(rng.randint(1, 8), rng.randint(1, 8))
        for kind, text in _names(line):
            sku = rng.choice(world.master.items).sku if rng.random() < _WRONG else line.sku
            aliases.append(Alias(kind, text, sku, count, when, **_unit(line)))
            if rng.random() < _OUTDATED:
                earlier = when - timedelta(days=rng.randint(30, 400))
                aliases.append(Alias(kind, text, rng.choice(world.master.items).sku, rng.randint(2, 3), earlier))
    return Knowledge(content.customer_code or "", tuple(aliases), confirmed_orders=rng.randint(1, _ORDERS))


def _names(line: LineContent) -> Sequence[tuple[str, str]]:
    code = [("code", code_key(line.buyer_item_code))] if line.buyer_item_code else []
    text = description_key(line.description)
    return [*code, *([("description", text)] if text else [])]


def _unit(line: LineContent) -> dict[str, Any]:
    per_unit = line.sku_quantity / line.quantity if line.sku_quantity and line.quantity else None
    return {"unit": line.unit, "stock_per_unit": per_unit}


def with_places(rng: Random, world: World, known: Knowledge, order: ExtractedOrder, content: OrderContent) -> Knowledge:
    """The knowledge with what was confirmed of this order's place of delivery as it is printed, and of others."""
    own = [a for a in world.ship_tos.get(content.customer_code or "", ()) if a.code != content.ship_to_code]
    places = []
    if content.ship_to_code and place_alias(order) and rng.random() < 0.6:
        places.append(ShipToAlias(place_alias(order), content.ship_to_code, rng.randint(1, 6)))
    for address in own[:3]:
        text = place_alias(replace(order, **_printed(order, address)))
        if text and text != place_alias(order) and rng.random() < 0.4:
            places.append(ShipToAlias(text, address.code, rng.randint(1, 6)))
    return replace(known, ship_tos=tuple(places))


def _printed(order: ExtractedOrder, address: Any) -> dict[str, Any]:
    """The same parts of the place, with another address in them."""
    parts = ("name", "street", "postcode", "city")
    shown = {p: getattr(order, f"ship_to_{p}") for p in parts}
    return {f"ship_to_{p}": replace(field, value=getattr(address, p)) for p, field in shown.items() if field}
