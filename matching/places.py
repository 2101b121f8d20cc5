"""How alike two postal addresses are, part by part, with named levels."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.fuzz import token_set_ratio, token_sort_ratio

from matching.similarity import BRANCH_WORDS, code_key, fold, legal_form, name_words, ocr_key, one_slip, text_ratio

# Street words and what they are shortened to; one writing stands for all.
_STREET = {
    "str": "strasse", "st": "street", "rd": "road", "ave": "avenue", "av": "avenue", "bd": "boulevard",
    "blvd": "boulevard",
    "bld": "boulevard", "ln": "lane", "dr": "drive", "r": "rue", "imp": "impasse", "pl": "place", "ch": "chemin",
    "che": "chemin",
    "rte": "route", "all": "allee", "c": "calle", "avda": "avenida", "avd": "avenida", "pol": "poligono",
    "ind": "industrial",
    "p.zza": "piazza", "v": "via", "vle": "viale", "zi": "zone industrielle", "za": "zone artisanale", "n": "north",
    "s": "south",
    "e": "east", "w": "west", "hwy": "highway", "pkwy": "parkway", "ctra": "carretera", "pza": "plaza",
    "pg": "poligono",
    "fbg": "faubourg", "fg": "faubourg", "sq": "square", "ste": "suite", "ind.": "industrial",
}  # fmt: skip
_STATE = re.compile(r"^[a-z]{2}\s+(?=\d{5})")


@dataclass(frozen=True, slots=True)
class PlaceLikeness:
    """Each part 1 equal … 0 unlike; -1 where one side does not state it. `number` is the house number."""

    name: float
    street: float
    number: float
    postcode: float
    city: float
    country: float
    form: float = -1.0


@lru_cache(maxsize=100_000)
def street_words(street: str) -> tuple[str, frozenset[str]]:
    """The street's name unified, and its house numbers."""
    text = re.sub(r"(?<=[a-z])str(?:\.|asse|aat)?(?=[\s,\d]|$)", " strasse", fold(street))
    text = text.replace("street", "street ").replace("laan ", " laan ")
    text = re.sub(r"(?<=\d)[il]", "1", re.sub(r"(?<=\d)o", "0", text))  # as OCR confuses them
    found = re.findall(r"[a-z]+|\d+", text)
    numbers = frozenset(w for w in found if w.isdigit())
    skip = {
        "bis",
        "ter",
        "quater",
        "b",
        "a",
        "no",
        "nr",
        "num",
        "de",
        "la",
        "le",
        "du",
        "des",
        "les",
        "l",
        "d",
        "der",
        "del",
        "della",
    }
    return " ".join(_STREET.get(w, w) for w in found if not w.isdigit() and w not in skip), numbers


@lru_cache(maxsize=100_000)
def branch_name(name: str) -> tuple[str, str]:
    """A place's name split into the company's words and the words that tell the branch."""
    found = name_words(name)
    company = [w for w in found if w not in BRANCH_WORDS]
    return " ".join(company), " ".join(w for w in found if w in BRANCH_WORDS)


def same_postcode(a: str, b: str) -> float:
    """1 equal, 0.5 one slip or an OCR confusion, 0 another, -1 unknown; US ones with or without their state."""
    if not a or not b:
        return -1.0
    one, other = (code_key(_STATE.sub("", fold(x))) for x in (a, b))
    if one == other:
        return 1.0
    if len(one) > 3 and (one.endswith(other) or other.endswith(one)):
        return 1.0 if min(len(one), len(other)) >= 4 else 0.0
    return 0.5 if ocr_key(one) == ocr_key(other) or one_slip(one.rjust(6, "_"), other.rjust(6, "_")) else 0.0


def same_city(a: str, b: str) -> float:
    """Likeness of towns; provinces and CEDEX behind them do not count."""
    if not a or not b:
        return -1.0
    return float(token_set_ratio(_town(a), _town(b))) / 100.0


@lru_cache(maxsize=50_000)
def _town(text: str) -> str:
    return re.sub(
        r"\b(cedex.*|sankt|saint)\b",
        lambda m: "st" if m.group(1).startswith("sa") else "",
        fold(text).replace("-", " "),
    ).strip()


def compare_places(
    name: str, street: str, postcode: str, city: str, country: str, other: tuple[str, str, str, str, str]
) -> PlaceLikeness:
    """A printed address against a known one."""
    o_name, o_street, o_postcode, o_city, o_country = other
    street_a, numbers_a = street_words(street)
    street_b, numbers_b = street_words(o_street)
    return PlaceLikeness(
        name=token_sort_ratio(" ".join(name_words(name)), " ".join(name_words(o_name))) / 100
        if name and o_name
        else -1.0,
        street=max(text_ratio(street_a, street_b), token_sort_ratio(street_a, street_b) / 100)
        if street and o_street
        else -1.0,
        number=_same_numbers(numbers_a, numbers_b) if street and o_street else -1.0,
        postcode=same_postcode(postcode, o_postcode),
        city=same_city(city, o_city),
        country=(1.0 if fold(country) == fold(o_country) else 0.0) if country and o_country else -1.0,
        form=_same_form(legal_form(name), legal_form(o_name)),
    )


def _same_numbers(a: frozenset[str], b: frozenset[str]) -> float:
    if not a and not b:
        return 0.5
    if not a or not b:
        return 0.3
    return 1.0 if a == b else 0.7 if a & b else 0.0


def _same_form(a: str, b: str) -> float:
    return -1.0 if not a or not b else 1.0 if a == b else 0.0
