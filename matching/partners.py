"""Customers and addresses arranged by the traits that documents print; it finds who could be meant, not who is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from matching.grams import GramIndex
from matching.similarity import code_key, digits, fold, name_words

if TYPE_CHECKING:
    from matching.index import PartnerIndex
from models.master import Address, Customer, MasterData

_VAT_TAIL = re.compile(r"(tva|mwst|iva)$")
_PHONE_DIGITS = 8  # the last digits of a phone: what +33 3, 0033 3 and 03 have in common
# Mail providers: their domain says nothing about the company.
FREE_MAIL = frozenset(
    [
        "gmail.com",
        "googlemail.com",
        "hotmail.com",
        "hotmail.fr",
        "outlook.com",
        "outlook.fr",
        "live.com",
        "live.fr",
        "yahoo.com",
        "yahoo.fr",
        "yahoo.de",
        "yahoo.it",
        "yahoo.es",
        "icloud.com",
        "me.com",
        "aol.com",
        "gmx.de",
        "gmx.net",
        "gmx.com",
        "web.de",
        "t-online.de",
        "freenet.de",
        "orange.fr",
        "wanadoo.fr",
        "free.fr",
        "sfr.fr",
        "laposte.net",
        "bbox.fr",
        "neuf.fr",
        "libero.it",
        "tiscali.it",
        "alice.it",
        "virgilio.it",
        "pec.it",
        "telenet.be",
        "skynet.be",
        "ziggo.nl",
        "kpnmail.nl",
        "planet.nl",
        "xs4all.nl",
        "btinternet.com",
        "protonmail.com",
        "proton.me",
        "bluewin.ch",
        "telefonica.net",
    ]
)


def vat_key(text: str) -> str:
    """A VAT id as a key, without the words that Swiss ones end in."""
    return _VAT_TAIL.sub("", code_key(text))


def phone_key(text: str) -> str:
    """The end of a phone number, "" when too short to tell."""
    found = digits(text)
    return found[-_PHONE_DIGITS:] if len(found) >= _PHONE_DIGITS else ""


def domain_of(address: str) -> str:
    """The domain of a mail address or website."""
    host = (
        fold(address).rsplit("@", 1)[-1].split("/")[0]
        if "//" not in address
        else fold(address).split("//")[1].split("/")[0]
    )
    return host.removeprefix("www.").strip(" <>.,;")


def place_key(street: str, postcode: str) -> str:
    """Postcode and house number: what identifies a place however the street's name is written."""
    return f"{code_key(postcode)}|{digits(street)}"


def build_partners(master: MasterData) -> PartnerIndex:
    """Index customers and addresses by VAT id, domain, phone, GLN, number, place, postcode and name."""
    from matching.index import PartnerIndex

    addresses: dict[str, list[Address]] = defaultdict(list)
    for address in master.addresses:
        addresses[address.customer_code].append(address)
    traits: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for customer in master.customers:
        for trait in (*_customer_traits(customer), *_address_traits(addresses.get(customer.code, []))):
            traits[trait][customer.code] = None
    groups: dict[str, list[str]] = defaultdict(list)
    for customer in master.customers:
        groups[customer.parent_code or customer.code].append(customer.code)
    names = [" ".join(name_words(c.name)) for c in master.customers]
    return PartnerIndex(
        {c.code: c for c in master.customers},
        tuple(c.code for c in master.customers),
        {k: tuple(v) for k, v in addresses.items()},
        {k: tuple(v) for k, v in traits.items()},
        GramIndex.build(names, [n.split() for n in names]),
        tuple(c.code for c in master.customers),
        {k: tuple(v) for k, v in groups.items()},
        {a.code: a.customer_code for a in master.addresses},
    )


def _customer_traits(customer: Customer) -> Iterator[tuple[str, str]]:
    yield "number", code_key(customer.code)
    if customer.vat_id:
        yield "vat", vat_key(customer.vat_id)
        yield "vat", vat_key(customer.vat_id)[2:]
    if customer.email_domain:
        yield "domain", domain_of(customer.email_domain)
    if phone_key(customer.phone):
        yield "phone", phone_key(customer.phone)
    if customer.gln:
        yield "gln", code_key(customer.gln)


def _address_traits(addresses: list[Address]) -> Iterator[tuple[str, str]]:
    for address in addresses:
        yield "number", code_key(address.code)
        if address.gln:
            yield "gln", code_key(address.gln)
        if address.postcode:
            yield "postcode", code_key(address.postcode)
            yield "place", place_key(address.street, address.postcode)
