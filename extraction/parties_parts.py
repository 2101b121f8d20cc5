"""Lines of an address to its parts: postcode, city, state, country out of one line; which line is which is learned."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from extraction.gazetteer import fold
from extraction.lexicon import lexicon, merged
from extraction.values_codes import POSTCODES

PART_CLASSES: tuple[str, ...] = ("none", "name", "street", "place", "country", "other")
_LEADING = re.compile(
    r"^(?:an|à|a|to|at|chez|bei|en|aan|te|presso|in|nach|für|pour|para|per|c/o|the|m/s\.?|firma|spett\.?\s?le)\s+(?=[A-ZÀ-Ý0-9])",
    re.I,
)
_US_STATES = frozenset(lexicon("any")["places"]["states"])
# Longest and most telling shapes first; bare four digits last.
_SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (country, re.compile(rf"(?<![\w-])(?:(?P<prefix>[A-Z]{{1,3}})\s?-\s?)?(?P<code>{POSTCODES[country]})(?![\w-])"))
    for country in ("GB", "CA", "IE", "NL", "PL", "PT", "US", "IN", "SE", "CH")
)
# "Toronto ON", "Laval (Québec)": the province of a Canadian town; "Truganina VIC 3029".
_PROVINCE = re.compile(r"[\s,(]*\b(?:ON|QC|BC|AB|MB|SK|NS|NB|NL|PE|YT|NT|NU|PQ|Qu[eé]bec|Qué\.|Ont\.)\b\)?$")
_AUSTRALIAN = re.compile(r"^(?P<city>\D+?),?\s*\b(?:NSW|VIC|QLD|SA|WA|TAS|ACT|NT)\s+(?P<code>\d{4})$")
# "(S2438) Rafaela", "C1005AAB Buenos Aires"
_ARGENTINE = re.compile(r"^\(?(?P<code>[A-HJ-NP-Z]\d{4}(?:[A-Z]{3})?)\)?\s+(?P<city>[^\W\d][^\d()]*)$")
_WITH_STATE = re.compile(r"\b(?P<state>[A-Z]{2})\.?,?\s+(?P<code>\d{5}(?:-\d{4})?)(?!\d)")
# Where the city stands before the postcode.
CITY_FIRST = frozenset({"GB", "CA", "IN", "IE"})
_PREFIX_COUNTRY = {"A": "AT", "B": "BE", "D": "DE", "E": "ES", "F": "FR", "I": "IT", "L": "LU"}


@dataclass(frozen=True, slots=True)
class PlaceParts:
    """What a line says of a place; "" for what it does not say. `prefix` is the country of a "D-33605"."""

    postcode: str = ""
    city: str = ""
    prefix: str = ""
    country: str = ""


@cache
def countries() -> Mapping[str, str]:
    """Folded country name or code, in six languages → ISO code."""
    names = {fold(word): code for code, words in merged("countries").items() for word in words}
    return names | {fold(word): code for code, words in lexicon("any")["countries"].items() for word in words}


@lru_cache(maxsize=20_000)
def read_country(text: str) -> str | None:
    """The ISO code of a country's name, in full or a usual short form, else None."""
    return countries().get(fold(text))


def strip_preposition(text: str) -> str:
    """ "an Gasthof Tannwirt", "frei Baustelle Gasthof Tannwirt" → "Gasthof Tannwirt": how a sentence leads in."""
    return _LEADING.sub("", _terms_before().sub("", _LEADING.sub("", text)))


@cache
def _terms_before() -> re.Pattern[str]:
    """Terms of delivery of several words before a name ("franco magazzino Rossi"); Franco alone is a person."""
    terms = sorted((term for term in merged("words")["trade_terms"] if " " in term), key=len, reverse=True)
    return re.compile(rf"^(?i:{'|'.join(map(re.escape, terms))})\s+(?=[A-ZÀ-Ý])")


@lru_cache(maxsize=20_000)
def parse_place(text: str) -> PlaceParts:
    """Postcode, city and country of one line in the writing of some country; empty parts where it has none."""
    text = text.strip(" ,;:.|-–").replace("\ufffe", "-")
    text, country = _cut_country(text)
    text = re.sub(r"\b(?:C\.?\s?P\.?|CAP|PLZ|PIN(?:\s?CODE)?|ZIP|Postcode)\b\.?\s*[:-]?\s*(?=\w)", "", text, flags=re.I)
    found = _WITH_STATE.search(text)
    if found and found["state"] in _US_STATES:
        city = (text[: found.start()] + text[found.end() :]).strip(" ,;.-")
        return PlaceParts(f"{found['state']} {found['code']}", city, "", country)
    southern = _AUSTRALIAN.match(text) or _ARGENTINE.match(text)
    if southern:
        return PlaceParts(southern["code"], southern["city"].strip(" ,;.-"), "", country)
    for country_first, shape in _SHAPES:
        hits = list(shape.finditer(text))
        if hits:
            hit = hits[0]
            prefix = _PREFIX_COUNTRY.get(hit["prefix"] or "", hit["prefix"] or "")
            before, after = text[: hit.start()], text[hit.end() :]
            city = _city(after, before) if hit["code"] and country_first in CITY_FIRST else _city(before, after)
            city = _PROVINCE.sub("", city) if country_first == "CA" else city
            return PlaceParts(hit["code"], city, prefix if len(prefix) == 2 else "", country)
    return PlaceParts("", _city("", text), "", country)


def _city(before: str, after: str) -> str:
    before, after = before.strip(" ,;.-–/"), after.strip(" ,;.-–/")
    return _without_region(after if after and not re.fullmatch(r"\W*", after) else before)


def _without_region(city: str) -> str:
    """ "Morbi Gujarat" → "Morbi", "Zac." → "": a state beside a town is no part of it, where postcodes do without."""
    folded = fold(city)
    if folded in _regions() or folded in _regions_short():
        return ""
    words = city.split()
    for count in (1, 2, 3):
        if len(words) > count and fold(" ".join(words[-count:])) in _regions():
            return " ".join(words[:-count]).rstrip(" ,;-–")
    return city


@cache
def _regions() -> frozenset[str]:
    return frozenset(fold(region) for region in lexicon("any")["places"]["regions"])


@cache
def _regions_short() -> frozenset[str]:
    return frozenset(fold(region) for region in lexicon("any")["places"]["regions_short"])


def _cut_country(text: str) -> tuple[str, str]:
    """A country's name at the end of a line ("75001 Paris, France", "Pune 411001 (India)")."""
    for words in (1, 2, 3):
        parts = text.rsplit(None, words)
        if len(parts) <= words:
            break
        tail = " ".join(parts[1:])
        code = read_country(tail.strip("(),. "))
        rest = parts[0].strip(" ,;.-–(")
        if (
            code
            and len(fold(tail)) > 2
            and re.search(r"[^\W\d]{3,}", rest)
            and not rest.endswith((" de", " di", " of"))
        ):
            return rest, code
    return text, ""
