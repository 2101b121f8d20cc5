"""What an address states beside street and town, by its own words: regions, quarters, and what ends a sentence."""

from __future__ import annotations

import re
from functools import cache

from extraction.gazetteer import fold
from extraction.lexicon import lexicon
from extraction.parties_parts import PlaceParts, parse_place

_EDGE = " ,;:.|-–()"
_TAIL = re.compile(r"^(?P<town>.*?[^\s,(–-])(?:\s*,\s*|\s+[–-]\s+|\s*\()(?P<region>[^,()]+?)\)?$")
_COUNTY = re.compile(r"^(?P<town>.*\S)[\s,]+(?P<region>(?:Co\.?|County)\s+[A-Z][a-z]+)$")
_CODE_MARK = re.compile(r"[(]?\b(?:C\.?\s?P\.?|CAP|PIN(?:\s?CODE)?|ZIP)(?!\w)\s*[.:-]*", re.IGNORECASE)
_BRACKETED = re.compile(r"^\((\d{4,5})\)\s*")
MOST_TOWN = 6  # words


def is_region(text: str) -> bool:
    """ "Valle del Cauca", "Gto.", "Co. Cork", "Región del Maule": a state, province, department or county alone."""
    folded = fold(text)
    return folded in _folded("regions") or any(
        folded.startswith(f"{lead} ") and len(folded.split()) <= MOST_TOWN for lead in _folded("region_opens")
    )


def is_quarter(text: str) -> bool:
    """ "Col. Centro", "Parque Industrial Norte", "Severn Trading Estate", "Tal. Igatpuri": no town of its own."""
    folded = fold(text)
    opens = any(folded.startswith(f"{lead} ") for lead in _folded("quarter_opens"))
    return opens or any(folded.endswith(f" {end}") for end in _folded("quarter_ends"))


def is_unit(text: str) -> bool:
    """ "Unit 6", "Bodega 12": a part of a building."""
    return any(fold(text).startswith(f"{lead} ") for lead in _folded("unit_opens"))


def without_region(town: str) -> str:
    """ "Mallow, Co. Cork" → "Mallow", "Quillay - Lima" → "Quillay"; two letters in brackets are part (Italy)."""
    for shape in (_TAIL, _COUNTY):
        found = shape.match(town.strip())
        if found and is_region(found["region"]) and any(ch.isalpha() for ch in found["town"]):
            return without_region(found["town"])
    return town


def place_text(text: str) -> str:
    """A place without the sentence that goes on behind it, its code without brackets ("(2322) Sunchales")."""
    text = _BRACKETED.sub(r"\1 ", text)
    words = text.split()
    for at, word in enumerate(words[1:], start=1):
        small = word[0].islower() and "'" not in word and "’" not in word and fold(word) not in particles()
        if small and any(before[0].isupper() or before[0].isdigit() for before in words[:at]):
            kept = words[:at]
            while len(kept) > 1 and kept[-1][0].islower() and fold(kept[-1]) in particles():
                kept.pop()
            return " ".join(kept).rstrip(" ,;")
    return text


def parsed(text: str) -> PlaceParts:
    """A place's code and town, the town without its region."""
    found = parse_place(place_text(text))
    city = _CODE_MARK.sub("", found.city).strip(" ,;-–")
    return PlaceParts(found.postcode, without_region(city), found.prefix, found.country)


def town_beside(text: str) -> str:
    """The town in a code's item; a region before the code is none ("Cundinamarca 250051", "Gto. C.P. 37340")."""
    found = parsed(text)
    behind = not found.postcode or text.strip(_EDGE).startswith(found.postcode)
    return found.city if behind or not is_region(found.city) else ""


def bare(text: str) -> str:
    """What may be a town: without the mark of the code that follows ("Silao, C.P.")."""
    return re.sub(r",?\s*\bC\.?\s?P\.?\s*$", "", text).strip(_EDGE)


@cache
def _folded(name: str) -> frozenset[str]:
    return frozenset(fold(text) for text in lexicon("localities")[name])


@cache
def particles() -> frozenset[str]:
    """The small words that stand within the names of places ("Villefranche sur Mer"), folded."""
    return frozenset(lexicon("any")["places"]["particles"])
