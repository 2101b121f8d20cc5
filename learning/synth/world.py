"""A seeded world: one supplier's master data with customers, groups, addresses, items, codes, prices and history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from learning.synth.catalogue import catalogue
from learning.synth.clientele import Clientele, draw_clientele
from learning.synth.companies import ascii_fold, draw_company
from learning.synth.draw import chance, pattern, weighted
from learning.synth.places import country_facts, draw_phone, draw_place, draw_tax_id
from learning.synth.vocab import LANGUAGES
from models.master import Address, Company, CrossReference, Customer, Item, MasterData, PastLine, PriceAgreement

TODAY = date(2026, 3, 2)
BUYER_CODE_SHAPES = (
    "#####", "MAT-####", "########", "@@@####", "@/###-#", "##.###.##", "@@-######", "######", "1000#####", "ART####",
    "@###", "##-###", "@@@-###-##", "0000000000########", "###.###", "@@@@-####", "%%%%%%%", "#######-@", "RM####",
)  # fmt: skip
HOMES = {"FR": 5, "DE": 4, "GB": 4, "US": 5, "BE": 3, "NL": 2, "ES": 2, "IT": 2, "CH": 1.5, "IN": 2, "MX": 1, "IE": 1}


@dataclass(frozen=True, slots=True)
class Sizes:
    """How large a world is; `history` counts past orders per customer."""

    items: int = 400
    customers: int = 60
    history: int = 4


TINY, SMALL, MEDIUM, LARGE = Sizes(60, 8, 2), Sizes(), Sizes(1500, 150, 6), Sizes(6000, 600, 6)


@dataclass(frozen=True)
class World:
    """Master data, with every item's text in six languages (`texts`) and look-ups for drawing orders."""

    seed: int
    home: str
    master: MasterData
    texts: Mapping[str, Mapping[str, str]]
    items: Mapping[str, Item]
    ship_tos: Mapping[str, Sequence[Address]]
    bill_to: Mapping[str, Address]
    references: Mapping[str, Sequence[CrossReference]]
    prices: Mapping[str, Mapping[str, PriceAgreement]]
    tongue: Mapping[str, str]
    today: date = TODAY

    @property
    def company(self) -> Company:
        return self.master.company


def world(seed: int, sizes: Sizes = SMALL, home: str = "") -> World:
    """The world of a seed; `home` fixes our own country."""
    rng = Random(f"world/{seed}")
    home = home or weighted(rng, HOMES)
    company = draw_ourselves(rng, home)
    kept = tuple(dict.fromkeys(("en", "fr", *rng.sample(LANGUAGES, rng.choice((0, 0, 1, 2))))))
    drawn = list(catalogue(rng, sizes.items, company.currency, LANGUAGES))
    texts = {item.sku: dict(item.descriptions) for item in drawn}
    items = tuple(replace(i, descriptions=tuple((k, v) for k, v in i.descriptions if k in kept)) for i in drawn)
    clients = draw_clientele(rng, sizes.customers, home)
    trade = _draw_trade(rng, clients, items, sizes)
    master = MasterData(company, clients.customers, clients.addresses, items, *trade)
    return _indexed(seed, home, master, texts, clients)


def from_master(seed: int, master: MasterData) -> World:
    """A world around existing master data (the demo's), with the texts that the master data has."""
    texts = {item.sku: dict(item.descriptions) for item in master.items}
    tongue = {c.code: c.language for c in master.customers}
    return _indexed(seed, master.company.addresses[0].country, master, texts,
                    Clientele(master.customers, master.addresses, tongue))  # fmt: skip


def _indexed(
    seed: int, home: str, master: MasterData, texts: Mapping[str, Mapping[str, str]], clients: Clientele
) -> World:
    ship_tos: dict[str, list[Address]] = defaultdict(list)
    bill_to: dict[str, Address] = {}
    for address in master.addresses:
        if address.kind == "ship_to":
            ship_tos[address.customer_code].append(address)
        else:
            bill_to[address.customer_code] = address
    references: dict[str, list[CrossReference]] = defaultdict(list)
    for reference in master.cross_references:
        references[reference.customer_code].append(reference)
    prices: dict[str, dict[str, PriceAgreement]] = defaultdict(dict)
    for agreement in master.price_agreements:
        prices[agreement.customer_code][agreement.sku] = agreement
    items = {item.sku: item for item in master.items}
    return World(seed, home, master, texts, items, ship_tos, bill_to, references, prices, clients.tongue)


def draw_ourselves(rng: Random, home: str) -> Company:
    """Our own company: a supplier with one to three addresses, several mailboxes and phones."""
    language = rng.choice(country_facts(home)["languages"])
    place = draw_place(rng, home)
    name, legal = draw_company(rng, home, language, place)
    while legal in ("public", "sole trader"):
        name, legal = draw_company(rng, home, language, place)
    trading = name.removesuffix(legal).strip(" ,") if chance(rng, 0.6) else ""
    domain = f"{ascii_fold(name.removesuffix(legal))}.{rng.choice(('example', 'com', 'eu', home.lower()))}"
    boxes = rng.sample(("orders", "info", "sales", "commandes", "vertrieb", "ventes", "contact"), rng.randint(1, 3))
    countries = [home] + [rng.choice((home, "FR", "DE", "GB", "US")) for _ in range(rng.choice((0, 0, 1, 2)))]
    addresses = []
    for index, country in enumerate(countries):
        spot = place if index == 0 else draw_place(rng, country)
        kind = "head_office" if index == 0 else rng.choice(("branch", "warehouse", "office"))
        postcode = f"{spot.region} {spot.postcode}" if country == "US" else spot.postcode
        addresses.append(Address(f"own-{index}", "", kind, name, spot.street, postcode, spot.city, country))
    phone = draw_phone(rng, home)
    return Company(
        name=name,
        trading_name=trading,
        vat_id=draw_tax_id(rng, home),
        registration=rng.choice(
            ("RCS Lille B 412 556 781", "HRB 44121", "Companies House 0455210", "RPR Antwerpen", "")
        ),
        currency=country_facts(home)["currency"],
        language=language,
        website=f"www.{domain}",
        emails=tuple(f"{box}@{domain}" for box in boxes),
        phone=phone,
        fax=phone[:-1] + str((int(phone[-1]) + 1) % 10) if phone[-1].isdigit() and chance(rng, 0.6) else "",
        addresses=tuple(addresses),
        gln=pattern(rng, "541##########") if chance(rng, 0.3) else "",
    )


def _draw_trade(
    rng: Random, clients: Clientele, items: tuple[Item, ...], sizes: Sizes
) -> tuple[tuple[CrossReference, ...], tuple[PriceAgreement, ...], tuple[PastLine, ...]]:
    references: list[CrossReference] = []
    prices: list[PriceAgreement] = []
    history: list[PastLine] = []
    places: dict[str, list[Address]] = defaultdict(list)
    for address in clients.addresses:
        if address.kind == "ship_to":
            places[address.customer_code].append(address)
    usual_size = max(3, min(len(items), 25))
    for customer in clients.customers:
        usual = rng.sample(items, rng.randint(min(3, usual_size), usual_size))
        if chance(rng, 0.6):
            references += _references(rng, customer, usual)
        if chance(rng, 0.7):
            for item in rng.sample(usual, rng.randint(1, len(usual))):
                prices += _agreements(rng, customer, item)
        for _ in range(rng.randint(0, 2 * sizes.history)):
            day = TODAY - timedelta(days=rng.randint(1, 540))
            spot = rng.choice(places[customer.code]) if places[customer.code] else None
            for item in rng.sample(usual, rng.randint(1, min(6, len(usual)))):
                history.append(_past(rng, day, customer, spot, item))
    history.sort(key=lambda line: (line.order_date, line.customer_code))
    return tuple(references), tuple(prices), tuple(history)


def _references(rng: Random, customer: Customer, usual: Sequence[Item]) -> list[CrossReference]:
    shape = rng.choice(BUYER_CODE_SHAPES)
    codes: set[str] = set()
    found = []
    for item in usual:
        code = pattern(rng, shape)
        if code not in codes and chance(rng, 0.85):
            codes.add(code)
            found.append(CrossReference(customer.code, code, item.sku))
    return found


def _agreements(rng: Random, customer: Customer, item: Item) -> list[PriceAgreement]:
    base = item.list_price or Decimal(1)
    places = base.as_tuple().exponent
    price = (base * Decimal(str(rng.uniform(0.72, 0.98)))).quantize(Decimal(1).scaleb(int(places)))
    start = rng.choice((date(2026, 1, 1), date(2025, 7, 1)))
    now = PriceAgreement(customer.code, item.sku, max(price, base / 2), item.stock_unit, start, date(2026, 12, 31))
    if chance(rng, 0.15):
        old = replace(
            now, price=now.price * Decimal("0.94"), valid_from=date(2025, 1, 1), valid_to=start - timedelta(1)
        )
        return [now, replace(old, price=old.price.quantize(Decimal("0.0001")))]
    return [now]


def _past(rng: Random, day: date, customer: Customer, spot: Address | None, item: Item) -> PastLine:
    quantity = item.min_quantity * rng.choice((1, 1, 2, 3, 5, 10))
    return PastLine(day, customer.code, spot.code if spot else "", item.sku, quantity, item.stock_unit)
