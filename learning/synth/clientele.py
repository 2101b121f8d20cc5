"""Invented customers with groups, look-alikes, bill-to and ship-to addresses. No items and no prices."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random

from learning.synth.companies import (
    domain_of,
    draw_company,
    invented_stem,
    people_language,
    site_name,
)
from learning.synth.draw import chance, pattern, weighted
from learning.synth.places import COUNTRY_WEIGHTS, Place, country_facts, draw_phone, draw_place, draw_tax_id
from learning.synth.vocab import vocab
from models.master import Address, Customer

CODE_SHAPES = ("C00###", "#####", "K-1####", "100#####", "CUST-0###", "D####", "4#####", "@###")
SUBSIDIARIES = {
    "en": ("Services", "UK", "International", "Logistics", "North"), "fr": ("France", "Services", "Industrie", "Sud"),
    "de": ("Deutschland", "Service", "Handel", "Süd"), "es": ("Ibérica", "Servicios", "Industrial"),
    "it": ("Italia", "Nord", "Servizi"), "nl": ("Nederland", "Services", "Techniek"),
}  # fmt: skip


@dataclass
class Clientele:
    """Customers and addresses; `tongue` is the language that a customer writes in."""

    customers: tuple[Customer, ...] = ()
    addresses: tuple[Address, ...] = ()
    tongue: dict[str, str] = field(default_factory=dict)


def customer_address(place: Place, code: str, customer: str, kind: str, name: str) -> Address:
    """US postcodes carry the state."""
    stated = place.country == "US" and place.region
    postcode = f"{place.region} {place.postcode}" if stated else place.postcode
    return Address(code, customer, kind, name, place.street, postcode, place.city, place.country)


def draw_clientele(rng: Random, count: int, home: str) -> Clientele:
    """`count` customers; about half live in our own country, a quarter belong to groups, some only look alike."""
    weights = {**COUNTRY_WEIGHTS, home: sum(COUNTRY_WEIGHTS.values()) * rng.uniform(0.2, 1.2)}
    shape, step = rng.choice(CODE_SHAPES), rng.choice((1, 3, 7, 10))
    start = rng.randint(10, 400)
    out = Clientele()
    customers: list[Customer] = []
    addresses: list[Address] = []
    while len(customers) < count:
        number = start + step * len(customers)
        if customers and chance(rng, 0.22):
            made = _related(rng, _code(rng, shape, number), rng.choice(customers))
        else:
            made = _customer(rng, _code(rng, shape, number), weighted(rng, weights))
        if any(made.code == c.code or made.name == c.name for c in customers[-60:]):
            continue
        customers.append(made)
        country = made.gln  # carried by _customer only until the addresses are drawn
        made = _with_gln(rng, made)
        customers[-1] = made
        addresses += _addresses(rng, made, country)
        out.tongue[made.code] = made.language
    out.customers, out.addresses = tuple(customers), tuple(addresses)
    return out


def _code(rng: Random, shape: str, number: int) -> str:
    head = pattern(Random(shape), shape.rstrip("#"))
    width = len(shape) - len(shape.rstrip("#"))
    return head + f"{number:0{width}d}"


def _with_gln(rng: Random, customer: Customer) -> Customer:
    return replace(customer, gln=pattern(rng, "40###########") if chance(rng, 0.1) else "")


def _customer(rng: Random, code: str, country: str) -> Customer:
    facts = country_facts(country)
    language = rng.choice(facts["languages"])
    name, legal = draw_company(rng, country, language, draw_place(rng, country))
    return _filled(rng, code, country, language, name, legal, domain_of(rng, name, legal, country), "")


def _filled(
    rng: Random, code: str, country: str, language: str, name: str, legal: str, domain: str, parent: str
) -> Customer:
    terms = vocab("phrases")["payment"]
    return Customer(
        code=code,
        name=name,
        legal_form=legal,
        vat_id="" if legal == "sole trader" and chance(rng, 0.5) else draw_tax_id(rng, country),
        email_domain=domain,
        phone=draw_phone(rng, country),
        language=language,
        currency=country_facts(country)["currency"],
        payment_terms=rng.choice(terms[language]),
        price_list=f"PL{rng.randint(1, 4)}",
        parent_code=parent,
        gln=country,
    )


def _related(rng: Random, code: str, other: Customer) -> Customer:
    """A subsidiary (same stem, often the same domain) or a stranger with nearly the same name."""
    home = other.gln if len(other.gln) == 2 else ""
    country = home or weighted(rng, COUNTRY_WEIGHTS)
    language = rng.choice(country_facts(country)["languages"])
    legal = rng.choice(country_facts(country)["legal"])
    stem = other.name.removesuffix(other.legal_form).strip(" ,") or invented_stem(rng)
    suffix = rng.choice(SUBSIDIARIES.get(language, SUBSIDIARIES["en"]))
    name = f"{stem} {suffix} {legal}" if chance(rng, 0.7) else f"{stem} {legal}"
    group = chance(rng, 0.7)
    domain = other.email_domain if group and chance(rng, 0.5) else domain_of(rng, name, legal, country)
    return _filled(rng, code, country, language, name, legal, domain, other.code if group else "")


def _addresses(rng: Random, customer: Customer, country: str) -> list[Address]:
    tongue = people_language(country, customer.language)
    place = draw_place(rng, country)
    found = [customer_address(place, f"{customer.code}-01", customer.code, "bill_to", customer.name)]
    for index in range(2, 2 + rng.choice((1, 1, 2, 2, 3, 4, 5))):
        if index == 2 and chance(rng, 0.55):
            spot, name = place, customer.name
        else:
            spot = place if chance(rng, 0.12) else draw_place(rng, country)
            name = site_name(rng, customer.name, customer.language, spot.city, tongue)
        found.append(customer_address(spot, f"{customer.code}-{index:02d}", customer.code, "ship_to", name))
    return found
