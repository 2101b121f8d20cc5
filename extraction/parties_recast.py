"""Parts of an address that their own words and their neighbours settle: a street taken for a town, a town for a street.

"3184 Mill Rd" over "Mansfield, OH 44903" is a street though 3184 is a postcode elsewhere; "Talegaon, Nashik 422009"
names the town before the PIN; "Tepeaca, C.P. 75200" the town before the code.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extraction.gazetteer import fold
from extraction.localities import is_quarter, town_beside
from extraction.parties_heads import with_heads
from extraction.parties_items import Item, has_postcode, is_house_number
from extraction.parties_parts import PART_CLASSES, parse_place
from extraction.parties_towns import with_towns
from extraction.scoring_text import Floats, Ints

_NAME, _STREET, _PLACE = (PART_CLASSES.index(name) for name in ("name", "street", "place"))
_NUMBER_FIRST = re.compile(
    r"\d{1,5}[A-Za-z]?,? (?:\S+ ){1,4}(?:rd|st|ave?|blvd|dr|ln|hwy|pkwy|ct|pl|cir|ter|trl|way|road|street|avenue|"
    r"boulevard|drive|lane|highway|parkway|court|circle|terrace|trail|pike|turnpike)\.?(?: [NSEW]{1,2}\.?)?,?",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"(?:\d{1,4}(?: ?bis| ?ter)?,? )?(?:rue|avenue|av\.|av |avda\.?|boulevard|bd\.?|chemin|impasse|quai|calle|c/|jr\.|"
    r"jirón|carretera|ctra\.?|paseo|camino|ruta \d|via|viale|corso|piazza|strada|libramiento|calzada|blvd\.?)\s*\S",
    re.IGNORECASE,
)
_PIN = re.compile(r"[^\W\d][^\d]*[-–, ]\s?\d{3}\s?\d{3}\.?,?")  # "Nashik - 422009"
_CODE_ALONE = re.compile(r"(?:C\.?\s?P\.?:?\s*|PIN:?\s*)?(?:\d{5}|\d{3}\s?\d{3})\.?,?", re.IGNORECASE)

SETTLED = 0.6  # how sure a part is at least that its words and neighbours settle


def recast(items: Sequence[Item], parts: Floats) -> Floats:
    """The odds of each item's part, those exchanged whose likeliest cannot be."""
    before = parts.argmax(axis=1)
    after = _kinds(items, before)
    result = parts.copy()
    for row in range(len(items)):
        result[row, [before[row], after[row]]] = parts[row, [after[row], before[row]]]
        if before[row] != after[row]:
            result[row, after[row]] = max(float(result[row, after[row]]), SETTLED)
    return result


def _kinds(items: Sequence[Item], kinds: Ints) -> Ints:
    result = kinds.copy()
    for index, item in enumerate(items):
        towns = [k for k in range(index + 1, len(items)) if result[k] == _PLACE]
        if result[index] == _PLACE and _is_street(item.text) and any(has_postcode(items[k].text) for k in towns):
            result[index] = _STREET
            _name_before(items, result, index)
        elif (result[index] == _PLACE and _before_pin(items, result, index)) or (
            result[index] == _NAME and _opens_street(items, result, index)
        ):
            result[index] = _STREET
        elif result[index] == _STREET and _is_town(items, result, index):
            result[index] = _PLACE
    return with_heads(items, with_towns(items, result))


def _is_street(text: str) -> bool:
    return _NUMBER_FIRST.fullmatch(text.strip()) is not None or _OPENS.match(text.strip()) is not None


def _name_before(items: Sequence[Item], kinds: Ints, street: int) -> None:
    """What stood for the street above it, without a number, is the name."""
    if _NAME not in kinds[:street] and street and kinds[street - 1] == _STREET:
        above = items[street - 1].text
        if not any(ch.isdigit() for ch in above) and not _is_street(above):
            kinds[street - 1] = _NAME


def _before_pin(items: Sequence[Item], kinds: Ints, index: int) -> bool:
    """Whether what seems a town stands between a street and the town with its PIN."""
    if index + 1 >= len(items) or kinds[index + 1] != _PLACE:
        return False
    follows_street = index > 0 and kinds[index - 1] == _STREET
    bare = not any(ch.isdigit() for ch in items[index].text)
    if not town_beside(items[index + 1].text):  # "Soacha, | Cundinamarca 250051"
        return False
    return follows_street and bare and _PIN.fullmatch(items[index + 1].text.strip()) is not None


def _opens_street(items: Sequence[Item], kinds: Ints, index: int) -> bool:
    """Whether what seems part of a name begins the street of which the number follows ("Av. Los Incas | 1140")."""
    follows = 0 < index < len(items) - 1 and kinds[index + 1] == _STREET and is_house_number(items[index + 1].text)
    return follows and _OPENS.match(items[index].text) is not None


def _is_town(items: Sequence[Item], kinds: Ints, index: int) -> bool:
    """Whether a bare word between a street and a postcode alone is the town ("…208, Tepeaca, | C.P. 75200")."""
    if index == 0 or index + 1 >= len(items) or kinds[index - 1] != _STREET or kinds[index + 1] != _PLACE:
        return False
    text, code = re.sub(r",?\s*C\.?\s?P\.?\s*$", "", items[index].text).strip(" ,"), items[index + 1].text.strip()
    if is_quarter(text):
        return False
    alone = _CODE_ALONE.fullmatch(code) is not None and not parse_place(code).city
    numbered = any(ch.isdigit() for ch in items[index - 1].text)
    return alone and numbered and text[:1].isupper() and not any(ch.isdigit() for ch in text) and bool(fold(text))
