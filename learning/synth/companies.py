"""Invented companies, public bodies and people; groups share a stem. Names only, no master data codes."""

from __future__ import annotations

import re
import unicodedata
from random import Random

from learning.synth.draw import chance, pattern
from learning.synth.places import Place, country_facts
from learning.synth.vocab import vocab

PUBLIC_BODIES, SOLE_TRADERS = 0.15, 0.03  # shares of all buyers


def people_language(country: str, language: str) -> str:
    return "hi" if country == "IN" else language


def draw_person(rng: Random, language: str) -> tuple[str, str]:
    """A first and a last name as people of the language bear them."""
    people = vocab("people")
    first = people["first"].get(language, people["first"]["en"])
    last = people["last"].get(language, people["last"]["en"])
    return rng.choice(first), rng.choice(last)


def invented_stem(rng: Random) -> str:
    """A made-up brand-like word: Velmora, Duskane, KTM-like initials now and then."""
    parts = vocab("people")["syllables"]
    if chance(rng, 0.1):
        return pattern(rng, rng.choice(("@@@", "@@@@", "@&@", "@.@.@.")))
    middle = rng.choice(parts["middle"]) if chance(rng, 0.6) else ""
    return str(rng.choice(parts["start"]) + middle + rng.choice(parts["end"]))


def draw_company(rng: Random, country: str, language: str, place: Place) -> tuple[str, str]:
    """A name (with its legal form) and the legal form; public bodies, sole traders and firms of all trades."""
    roll = rng.random()
    vocabulary = vocab("people")
    tongue = people_language(country, language)
    if roll < PUBLIC_BODIES:
        form = rng.choice(vocabulary["public"].get(language, vocabulary["public"]["en"]))
        city = re.sub(r"\s\(?[A-Z]{2}\)?$", "", place.city)
        return form.format(c=city, p=draw_person(rng, tongue)[1], r=place.region or city), "public"
    if roll < PUBLIC_BODIES + SOLE_TRADERS:
        return " ".join(draw_person(rng, tongue)), "sole trader"
    legal = rng.choice(country_facts(country)["legal"])
    return f"{_trade_name(rng, language, tongue, roll)} {legal}", legal


def _trade_name(rng: Random, language: str, tongue: str, roll: float) -> str:
    trades = vocab("people")["trade"]
    trade = str(rng.choice(trades.get(language, trades["en"])))
    stem = invented_stem(rng) if roll < 0.5 else draw_person(rng, tongue)[1]
    if trade.startswith(("&", "et ", "e ")):
        return f"{stem} {trade}"
    if chance(rng, 0.25):
        return stem
    if language == "de" and trade[0].isupper() and chance(rng, 0.3) and " " not in trade:
        return f"{stem}-{trade}" if chance(rng, 0.4) else f"{trade} {stem}"
    before = language in ("fr", "es", "it")
    return f"{trade} {stem}" if before != chance(rng, 0.25) else f"{stem} {trade}"


def ascii_fold(text: str) -> str:
    """Plain lower-case letters and digits joined by hyphens, as domains and log-ins are made."""
    text = text.replace("ß", "ss").replace("ø", "o").replace("Ø", "O").replace("æ", "ae").replace("ł", "l")
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def domain_of(rng: Random, name: str, legal: str, country: str) -> str:
    """A mail domain made of the name: full, shortened or joined."""
    bare = name.removesuffix(legal).strip() if legal not in ("public", "sole trader") else name
    stem = ascii_fold(bare)
    if chance(rng, 0.2):
        stem = stem.replace("-", "")
    elif chance(rng, 0.15) and "-" in stem:
        stem = "".join(part[0] for part in stem.split("-")) + rng.choice(("", "-group", "group", "-online"))
    tld = {"US": "com", "GB": "co.uk", "IN": rng.choice(("in", "co.in", "com")), "MX": "com.mx", "CO": "com.co",
           "AR": "com.ar", "AU": "com.au"}.get(country, country.lower())  # fmt: skip
    if legal == "public" and country == "US":
        tld = rng.choice(("gov", "edu", "org"))
    return f"{stem or 'firma'}.{tld if chance(rng, 0.75) else rng.choice(('com', 'eu', 'net'))}"


def mailbox(rng: Random, first: str, last: str, domain: str, language: str) -> str:
    """A sender's address: a person's or a department's."""
    given, family = ascii_fold(first).replace("-", ""), ascii_fold(last).replace("-", "")
    shared = {"en": ("purchasing", "orders", "procurement", "po", "buying"), "fr": ("achats", "commandes", "appro"),
              "de": ("einkauf", "bestellung", "info"), "es": ("compras", "pedidos"), "it": ("acquisti", "ordini"),
              "nl": ("inkoop", "bestellingen")}.get(language, ("info",))  # fmt: skip
    forms = (f"{given}.{family}", f"{given[0]}{family}", f"{given[0]}.{family}", f"{given}_{family}", given, family)
    return f"{rng.choice(forms) if chance(rng, 0.65) else rng.choice(shared)}@{domain}"


def site_name(rng: Random, company: str, language: str, city: str, tongue: str) -> str:
    """The name of a delivery place: the company alone, with a site, the site alone, or a person."""
    sites = vocab("people")["site"]
    site = rng.choice(sites.get(language, sites["en"])).format(
        p=draw_person(rng, tongue)[1], c=re.sub(r"\s\(?[A-Z]{2}\)?$", "", city), n=rng.randint(1, 12)
    )
    short = _short(rng, company)
    person = " ".join(draw_person(rng, tongue))
    forms = (f"{company} - {site}", f"{company}, {site}", f"{company} {site}", f"{short} {site}", f"{short} - {site}")
    return rng.choice((*forms, company, company, site, site, site, person if chance(rng, 0.5) else site))


def _short(rng: Random, company: str) -> str:
    """What people call a company among themselves: its first word, or its initials."""
    words = [word.strip(",.") for word in company.split()]
    capitals = "".join(word[0] for word in words if word[:1].isupper())
    return capitals if len(capitals) > 2 and chance(rng, 0.3) else words[0]
