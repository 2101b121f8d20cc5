"""What master data knows by sight: codes, identifiers, places, names of customers, and the traits of our own company.

Compact sets and dictionaries for asking "is this string known?"; ranking and fuzzy matching are the matching room's.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from extraction.lexicon import lexicon
from extraction.values_codes import EMAIL, compact, gtin_is_valid, read_phone, read_vat_id
from models.master import Address, Company, Customer, MasterData

PHONE_TAIL_DIGITS = 8  # country and trunk prefixes are written in many ways; the tail is not
SHORTEST_CODE = 4
SHORTEST_NAME_KEY = 4
LONGEST_NAME_WORDS = 9
PUBLIC_DOMAINS = frozenset(lexicon("any")["mail"]["public_domains"])
LEGAL_FORMS = frozenset(lexicon("any")["companies"]["legal_forms"])


_LONE_LETTER = re.compile(r"\b(\w) (?=\w\b)")
_NO_WORD = re.compile(r"[^0-9a-z]+")


@lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """Lower case without accents, marks and doubled blanks; "ß" as "ss"."""
    if text.isascii():
        return _NO_WORD.sub(" ", text.lower()).strip()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(ch if ch.isalnum() else " " for ch in decomposed if not unicodedata.combining(ch))
    return " ".join(plain.split())


@lru_cache(maxsize=50_000)
def name_key(name: str) -> str:
    """A company name for comparing: folded, single letters glued ("S.A." as "sa")."""
    return _LONE_LETTER.sub(r"\1", fold(name))


@lru_cache(maxsize=50_000)
def name_core(name: str) -> str:
    """The name key without legal forms: what a logo shows."""
    return " ".join(word for word in name_key(name).split() if word not in LEGAL_FORMS)


def street_key(street: str) -> str:
    """A street for comparing: its words and numbers, sorted, abbreviations of "street" cut to their stem."""
    words = fold(street).replace("strasse", "str").split()
    return " ".join(sorted({re.sub(r"^(av|ave|avenue)$", "av", word) for word in words}))


@dataclass(frozen=True, slots=True)
class Ourselves:
    """Traits of our own company, folded."""

    names: frozenset[str] = frozenset()
    vat_ids: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    places: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Known strings of the master data; every lookup takes text as printed."""

    ourselves: Ourselves
    skus: frozenset[str]
    gtins: frozenset[str]
    buyer_codes: Mapping[str, tuple[str, ...]]
    vat_ids: Mapping[str, tuple[str, ...]]
    domains: Mapping[str, tuple[str, ...]]
    phones: Mapping[str, tuple[str, ...]]
    names: Mapping[str, tuple[str, ...]]
    addresses: Mapping[str, tuple[Address, ...]]  # by compact postcode
    cities: frozenset[str]
    name_of: Mapping[str, str]
    customer_codes: frozenset[str]
    currency: str = ""
    item_words: frozenset[str] = frozenset()  # words of our items' descriptions, in all languages
    names_of_items: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by compact code, in all languages

    @staticmethod
    def build(master: MasterData) -> Gazetteer:
        """Linear in the master data: one pass over each table."""
        by_postcode: dict[str, list[Address]] = defaultdict(list)
        for address in master.addresses:
            if address.postcode:
                by_postcode[compact(address.postcode)].append(address)
        buyer_codes: dict[str, list[str]] = defaultdict(list)
        for reference in master.cross_references:
            buyer_codes[compact(reference.buyer_item_code)].append(reference.customer_code)
        customers = master.customers
        return Gazetteer(
            ourselves=_ourselves(master.company),
            skus=frozenset(key for key in (compact(item.sku) for item in master.items) if len(key) >= SHORTEST_CODE),
            gtins=frozenset(item.gtin.lstrip("0") for item in master.items if item.gtin),
            buyer_codes={key: tuple(dict.fromkeys(codes)) for key, codes in buyer_codes.items()},
            vat_ids=_grouped((_vat_key(c.vat_id), c.code) for c in customers),
            domains=_grouped((c.email_domain.lower(), c.code) for c in customers),
            phones=_grouped((_phone_key(c.phone), c.code) for c in customers),
            names=_grouped(pair for c in customers for pair in _name_pairs(c)),
            addresses={key: tuple(found) for key, found in by_postcode.items()},
            cities=frozenset(fold(address.city) for address in master.addresses if address.city),
            name_of={c.code: c.name for c in customers},
            customer_codes=frozenset(c.code for c in customers),
            currency=master.company.currency,
            names_of_items={compact(item.sku): tuple(text for _, text in item.descriptions) for item in master.items},
            item_words=frozenset(
                _word_key(word) for item in master.items for _, text in item.descriptions for word in text.split()
            ),
        )

    def is_sku(self, text: str) -> bool:
        """Whether the text is a code of our catalogue (blanks and punctuation aside)."""
        return compact(text) in self.skus

    def descriptions(self, code: str) -> tuple[str, ...]:
        """How our catalogue describes the item with this code, in every language that it has."""
        return self.names_of_items.get(compact(code), ())

    def is_item_word(self, text: str) -> bool:
        """Whether the word stands in the description of one of our items."""
        return _word_key(text) in self.item_words

    def is_gtin(self, text: str) -> bool:
        """Whether the text is the GTIN of one of our items."""
        digits = re.sub(r"\D", "", text)
        return gtin_is_valid(digits) and digits.lstrip("0") in self.gtins

    def buyer_code(self, text: str) -> tuple[str, ...]:
        """The customers that use this text as their own code of one of our items."""
        return self.buyer_codes.get(compact(text), ())

    def customers_by_vat(self, text: str) -> tuple[str, ...]:
        return self.vat_ids.get(_vat_key(text), ())

    def customers_by_domain(self, text: str) -> tuple[str, ...]:
        """By a mail address, a web address or a bare domain; subdomains count."""
        host = _host(text)
        while host.count(".") >= 1:
            if host in self.domains and host not in PUBLIC_DOMAINS:
                return self.domains[host]
            host = host.split(".", 1)[1]
        return ()

    def customers_by_phone(self, text: str) -> tuple[str, ...]:
        return self.phones.get(_phone_key(text), ())

    def customers_by_name(self, text: str) -> tuple[str, ...]:
        """By a whole name, with or without its legal form."""
        return self.names.get(name_key(text)) or self.names.get(name_core(text), ())

    def customers_named_at_start(self, text: str) -> tuple[tuple[str, ...], int]:
        """The customers whose name opens the text, and how many of its words the name takes."""
        words = text.split()
        for count in range(min(len(words), LONGEST_NAME_WORDS), 0, -1):
            found = self.customers_by_name(" ".join(words[:count]))
            if found:
                return found, count
        return (), 0

    def addresses_at(self, postcode: str) -> tuple[Address, ...]:
        return self.addresses.get(compact(postcode), ())

    def address_of(self, street: str, postcode: str) -> tuple[Address, ...]:
        """The known addresses with this street (word order and punctuation aside) and postcode."""
        key = street_key(street)
        return tuple(found for found in self.addresses_at(postcode) if street_key(found.street) == key)

    def is_city(self, text: str) -> bool:
        return fold(text) in self.cities

    def canonical_name(self, text: str) -> str | None:
        """The master data's spelling of a customer's name, full or (as in a logo) without its legal form.

        None where the name is unknown, names several, or carries another legal form than ours does.
        """
        key = name_key(text)
        names = {self.name_of[code] for code in self.customers_by_name(text)}
        if len(names) != 1:
            return None
        name = names.pop()
        return name if key in (name_key(name), name_core(text)) else None

    def is_ourselves(self, text: str) -> bool:
        """Whether a line or block carries a trait of our own company: name, VAT id, mail domain, phone or address."""
        us, folded = self.ourselves, f" {name_key(text)} "
        if any(f" {name} " in folded for name in us.names):
            return True
        squeezed = compact(text)
        if any(vat in squeezed for vat in us.vat_ids):
            return True
        if any(_host(mail) in us.domains for mail in EMAIL.findall(text)):
            return True
        if us.phones and any(_phone_key(piece) in us.phones for piece in re.findall(r"\+?\d[\d ./()-]{7,}\d", text)):
            return True
        return any(postcode in squeezed and street in folded for postcode, street in us.places)


def _word_key(word: str) -> str:
    return word.casefold().strip(".,;:()")


def _ourselves(company: Company) -> Ourselves:
    names = {key for name in (company.name, company.trading_name) for key in (name_key(name), name_core(name))}
    domains = {_host(mail) for mail in company.emails} | {_host(company.website)}
    return Ourselves(
        names=frozenset(name for name in names if len(name) >= SHORTEST_NAME_KEY),
        vat_ids=frozenset({_vat_key(company.vat_id)} - {""}),
        domains=frozenset(domain for domain in domains if domain and domain not in PUBLIC_DOMAINS),
        phones=frozenset({_phone_key(company.phone), _phone_key(company.fax)} - {""}),
        places=frozenset((compact(a.postcode), fold(a.street)) for a in company.addresses if a.postcode and a.street),
    )


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    result: dict[str, dict[str, None]] = defaultdict(dict)
    for key, code in pairs:
        if key:
            result[key][code] = None
    return {key: tuple(codes) for key, codes in result.items()}


def _name_pairs(customer: Customer) -> Iterable[tuple[str, str]]:
    for key in {name_key(customer.name), name_core(customer.name)}:
        if len(key) >= SHORTEST_NAME_KEY:
            yield key, customer.code


def _vat_key(text: str) -> str:
    """Compact and without the tax words that Switzerland appends."""
    plain = read_vat_id(text) or compact(text)
    return re.sub(r"^(CHE\d{9})(?:MWST|TVA|IVA|VAT)$", r"\1", plain)


def _phone_key(text: str) -> str:
    digits = read_phone(text) or ""
    return digits[-PHONE_TAIL_DIGITS:] if digits else ""


def _host(text: str) -> str:
    host = text.lower().strip(" <>.,;").split("@")[-1]
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", host).split("/")[0]
