"""Invented addresses, phone numbers and tax numbers of twenty countries; check digits are right where cheap."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

from learning.synth.draw import chance, pattern
from learning.synth.toponyms import has_grammar, invented_street, invented_town
from learning.synth.vocab import vocab

INVENTED = 0.5  # share of towns, and of streets, that are no listed ones

COUNTRY_WEIGHTS: dict[str, float] = {
    "FR": 20, "US": 14, "DE": 12, "GB": 10, "ES": 7, "IT": 7, "NL": 5, "BE": 5, "IN": 6, "CH": 4, "MX": 4, "IE": 3,
    "AT": 2, "CA": 3, "CO": 3, "AR": 2.5, "PE": 2.5, "CL": 2, "LU": 1,
    "PT": 1, "PL": 1, "SE": 1, "DK": 1, "CZ": 1, "AU": 1,
}  # fmt: skip
EURO = ("AT", "BE", "DE", "ES", "FR", "IE", "IT", "LU", "NL", "PT")


@dataclass(frozen=True, slots=True)
class Place:
    """A postal place; `region` is the state where the country writes one, else ""."""

    street: str
    postcode: str
    city: str
    country: str
    region: str = ""


def country_facts(country: str) -> dict[str, Any]:
    """Cities, streets, legal forms, languages, currency and names of a country."""
    facts: dict[str, Any] = vocab("places")[country]
    return facts


def draw_place(rng: Random, country: str) -> Place:
    """A street and a city; US, Indian, Canadian and Australian places carry their region."""
    facts = country_facts(country)
    parts = (rng.choice(facts["cities"]) + "||").split("|")
    postcode, city, region = parts[0], parts[1], parts[2]
    if rng.random() < 0.5:
        postcode = _neighbour(rng, postcode)
    if has_grammar(country) and chance(rng, INVENTED):
        city = invented_town(rng, country)
    return Place(draw_street(rng, country), postcode, city, country, region)


def _neighbour(rng: Random, postcode: str) -> str:
    """Another postcode of the same town: the last digits vary, so that postcodes do not name customers."""
    keep = max(2, len(postcode) - 3)
    return postcode[:keep] + "".join(
        rng.choice("0123456789") if ch.isdigit() else rng.choice("ABDEFGHJLNPRSTUWXYZ") if ch.isalpha() else ch
        for ch in postcode[keep:]
    )


def draw_street(rng: Random, country: str) -> str:
    if has_grammar(country) and chance(rng, INVENTED):
        return invented_street(rng, country)
    facts = country_facts(country)
    number = rng.choice((rng.randint(1, 99), rng.randint(1, 220)))
    return str(rng.choice(facts["streets"])).format(
        s=rng.choice(facts["street_names"]), n=number, m=rng.choice((rng.randint(1, 20), rng.randint(2, 99)))
    )


def draw_phone(rng: Random, country: str) -> str:
    return pattern(rng, rng.choice(country_facts(country)["phone"]))


def country_name(country: str, language: str) -> str:
    """The country's name as an address in `language` prints it."""
    names = country_facts(country)["names"]
    return str(names.get(language, names["en"]))


def draw_tax_id(rng: Random, country: str) -> str:
    """A VAT number (GSTIN, RFC, NIT, CUIT; "" for the US) of the country's form."""
    maker = _TAX_IDS.get(country)
    if maker:
        return maker(rng)
    return pattern(rng, rng.choice(_TAX_FORMS.get(country, "").split("|")))


def _fr(rng: Random) -> str:
    siren = _luhn(pattern(rng, "########"))
    return f"FR{(12 + 3 * (int(siren) % 97)) % 97:02d}{siren}"


def _be(rng: Random) -> str:
    body = rng.randint(4000000, 7999999)
    return f"BE0{body}{97 - body % 97:02d}"


def _de(rng: Random) -> str:
    digits = [rng.randint(1, 9)] + [rng.randint(0, 9) for _ in range(7)]
    product = 10
    for digit in digits:
        total = (digit + product) % 10 or 10
        product = 2 * total % 11
    return "DE" + "".join(map(str, digits)) + str((11 - product) % 10)


def _it(rng: Random) -> str:
    return "IT" + _luhn(pattern(rng, "0#########"))


def _in(rng: Random) -> str:
    body = f"{rng.randint(1, 36):02d}" + pattern(rng, "@@@@@####@") + "1Z"
    alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    total = 0
    for index, ch in enumerate(body):
        value = alphabet.index(ch) * (1 + index % 2)
        total += value // 36 + value % 36
    return body + alphabet[(36 - total % 36) % 36]


def _luhn(body: str) -> str:
    total = 0
    for index, ch in enumerate(reversed(body)):
        digit = int(ch) * (2 if index % 2 == 0 else 1)
        total += digit // 10 + digit % 10
    return body + str((10 - total % 10) % 10)


_TAX_IDS = {"FR": _fr, "BE": _be, "DE": _de, "IT": _it, "IN": _in}
_TAX_FORMS = {
    "GB": "GB#########", "ES": "ESB########", "NL": "NL#########B0#", "IE": "IE#######@", "CH": "CHE#########",
    "AT": "ATU########", "LU": "LU########", "MX": "@@@######%%#", "CO": "9########-#|9##.###.###-#",
    "AR": "30-########-#",
    "PE": "20#########", "CL": "##.###.###-#",
    "PT": "PT5########", "PL": "PL##########", "SE": "SE##########01", "DK": "DK########", "CZ": "CZ########",
    "CA": "#########RT0001", "AU": "## ### ### ###",
}  # fmt: skip
