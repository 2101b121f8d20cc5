"""Which item of an address is its town, told from where the postcode, the region and the street stand.

The town stands in the postcode's item or beside it on the line ("Xenia, | OH 45385", "C.P. 36270, | Silao",
"Coimbatore | - 641 659"), on the line above a code alone, or before a region ("Yumbo, | Valle del Cauca"). What seems
a town between it and the street is a quarter, an estate or a village, and part of the street.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extraction.gazetteer import fold
from extraction.localities import MOST_TOWN, bare, is_quarter, is_region, is_unit, parsed, place_text, town_beside
from extraction.parties_items import Item, has_postcode, wraps
from extraction.parties_parts import PART_CLASSES, read_country
from extraction.scoring_text import Ints

_NONE, _NAME, _STREET, _PLACE, _COUNTRY, _OTHER = (
    PART_CLASSES.index(name) for name in ("none", "name", "street", "place", "country", "other")
)
_CODE_MARKED = re.compile(r"\bC\.?\s?P\.?\s*:?\s*\d{5}\b|\bPIN\b", re.IGNORECASE)
MOST_CODED = 7  # words of an item that holds a postcode and perhaps a town


def with_towns(items: Sequence[Item], kinds: Ints) -> Ints:
    """The kinds, the town found and what stands between street and town made part of the street."""
    result = kinds.copy()
    first = next((at for at in range(len(items)) if result[at] == _STREET), -1)
    if first < 0:
        return result
    code = _code(items, result, first)
    if code >= 0:
        result[code] = _PLACE
        town = code if town_beside(items[code].text) else _beside(items, result, code, first)
    else:
        town = _before_region(items, result, first)
    if town < 0:
        return result
    result[town] = _PLACE
    for at in range(first + 1, len(items)):
        broken = items[at].text.endswith("-") or (
            wraps(items, at) and not is_quarter(items[at].text)
        )  # "La Chaux-de- | Fonds"
        other = (
            at not in (code, town)
            and not broken
            and result[at] in (_PLACE, _STREET)
            and not has_postcode(items[at].text)
        )
        if other and at > town and is_region(bare(items[at].text)):
            result[at] = _OTHER
        elif other and first < at < min(town, code if code >= 0 else town) and result[at] == _PLACE:
            result[at] = _STREET if read_country(bare(items[at].text)) is None else _COUNTRY
    return result


def _code(items: Sequence[Item], kinds: Ints, first: int) -> int:
    """The item with the postcode: one that seems a place, else one that by its words is nothing else; -1 for none."""
    coded = [at for at in range(len(items)) if _coded(items[at].text)]
    for at in coded:
        if kinds[at] == _PLACE and at != first:
            return at
    if any(kinds[at] == _PLACE and has_postcode(items[at].text) for at in range(len(items))):
        return -1
    for at in coded:
        text = items[at].text
        regional = _CODE_MARKED.search(text) is not None or not town_beside(text)
        follows = at > first and (kinds[at - 1] in (_STREET, _PLACE) or is_region(bare(items[at - 1].text)))
        if follows and kinds[at] in (_NONE, _OTHER, _STREET) and not items[at].label and (regional or _titled(text)):
            return at
    return -1


def _coded(text: str) -> bool:
    told = place_text(text)
    return has_postcode(told) and bool(parsed(text).postcode) and len(told.split()) <= MOST_CODED and ":" not in told


def _titled(text: str) -> bool:
    """Whether a town in capitals or with a capital stands beside the code ("86440 Migné-Auxances Cedex")."""
    city = parsed(text).city
    return city[:1].isupper() and not any(ch.isdigit() for ch in city) and not is_quarter(city)


def _beside(items: Sequence[Item], kinds: Ints, code: int, first: int) -> int:
    """The town of a code without one: before it or behind it on its line, or on the line above."""
    before, after = code - 1, code + 1
    while before - 1 > first and is_region(bare(items[before].text)) and _may_be_town(items, kinds, before - 1):
        before -= 1
    regional = bool(parsed(items[code].text).city)  # "New York 10001" may be a town
    behind = after < len(items) and items[after].segment == items[code].segment and _may_be_town(items, kinds, after)
    ahead = before > first and _may_be_town(items, kinds, before)
    same = ahead and items[before].segment == items[code].segment
    if behind and not same:
        return after
    if same and behind:
        return after if kinds[before] == _STREET and _CODE_MARKED.search(items[code].text) else before
    if regional and not same and kinds[before] != _PLACE:
        return -1
    return before if ahead else -1


def _before_region(items: Sequence[Item], kinds: Ints, first: int) -> int:
    """Of an address without a code, what stands before the region at its end."""
    for at in range(first + 2, len(items)):
        if is_region(bare(items[at].text)) and kinds[at] != _NAME and _may_be_town(items, kinds, at - 1):
            held = items[at].segment == items[at - 1].segment or items[at - 1].text.endswith(",")
            if held and not any(kinds[k] == _PLACE for k in range(first, at - 1)):
                return at - 1
    return -1


def _may_be_town(items: Sequence[Item], kinds: Ints, at: int) -> bool:
    """Whether an item is a capitalized word or a few without a number, and no quarter, label or region of another."""
    text = bare(place_text(items[at].text))
    words = text.split()
    if not words or len(words) > MOST_TOWN or (not words[0][:1].isupper() and words[0][:1] not in "'’"):
        return False
    sound = kinds[at] != _NAME and not items[at].label and not any(ch.isdigit() or ch in "@:" for ch in text)
    return sound and not is_quarter(text) and not is_unit(text) and read_country(text) is None and bool(fold(text))
