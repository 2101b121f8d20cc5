"""Who buys and who sells in the blind set: customers of the master data, and companies that it does not know."""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.master import Address, Customer, MasterData

WORLD: dict[str, Any] = tomllib.loads((Path(__file__).parent / "world.toml").read_text("utf-8"))


def world_of(options: dict[str, Any]) -> dict[str, Any]:
    """Whose buyers, articles and words an order draws on: those its options bring along, else this set's."""
    world: dict[str, Any] = options.get("world", WORLD)
    return world


@dataclass(frozen=True, slots=True)
class Party:
    """Who stands at the top of the page, or whom it is sent to."""

    name: str
    street: str
    postcode: str
    city: str
    country: str = ""
    tax: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Buying:
    """Who orders, where it goes, and whom the master data knows them as (None: nobody)."""

    party: Party
    ship_to: Party
    customer_code: str | None
    ship_to_code: str | None
    currency: str
    terms: str


def ourselves(master: MasterData) -> Party:
    """The supplier whose master data it is."""
    company, place = master.company, master.company.addresses[0]
    email = next(iter(company.emails), "")
    return Party(
        company.name, place.street, place.postcode, place.city, place.country, company.vat_id, company.phone, email
    )


def other_vendor(rng: random.Random, options: dict[str, Any]) -> Party:
    """A vendor that is not us: the order was never meant for us."""
    found = rng.choice([v for v in world_of(options)["vendor"] if v["country"] in options["countries"]])
    return Party(found["name"], found["address"][0], "", found["address"][1], "", found["tax"])


def stranger(rng: random.Random, options: dict[str, Any]) -> Buying:
    """A buyer whom no master data knows."""
    names = options.get("buyers", "")
    buyers = world_of(options)["buyer"]
    found = rng.choice([b for b in buyers if b["country"] in options["countries"] and names in b["name"]])
    seat, *others = (Party(n, s, p, c, found["country"]) for n, s, p, c in found["places"])
    mailboxes = world_of(options).get("mailboxes", ["purchasing", "compras", "procurement", "po"])
    email = f"{rng.choice(mailboxes)}@{found['domain']}"
    party = Party(
        found["name"], seat.street, seat.postcode, seat.city, found["country"], found["tax"], found["phone"], email
    )
    terms = rng.choice(world_of(options)["terms"][options["terms"]])
    return Buying(party, rng.choice(others), None, None, options["currency"], terms)


def customer(master: MasterData, rng: random.Random, options: dict[str, Any]) -> Buying:
    """A customer of the wanted countries; with `own` in the options, one who has codes of its own for our items.

    With `elsewhere` it goes to a building site or the like that no master data knows.
    """
    places: dict[str, list[Address]] = {}
    for address in master.addresses:
        places.setdefault(address.customer_code, []).append(address)
    able = [c for c in master.customers if any(a.kind == "ship_to" for a in places.get(c.code, []))]
    wanted = options.get("countries")
    able = [c for c in able if not wanted or places[c.code][0].country in wanted] or able
    languages = options.get("speaks", [])
    able = [c for c in able if c.language in languages] or able
    if options.get("own"):
        with_codes = {x.customer_code for x in master.cross_references}
        able = [c for c in able if c.code in with_codes] or able
    customer = rng.choice(able)
    seat = next((a for a in places[customer.code] if a.kind == "bill_to"), places[customer.code][0])
    known = rng.choice([a for a in places[customer.code] if a.kind == "ship_to"])
    place = Party(known.name, known.street, known.postcode, known.city, known.country)
    if options.get("elsewhere"):
        place = Party(*rng.choice(world_of(options)["sites"][options["elsewhere"]]))
    return Buying(
        _party(seat, customer),
        place,
        customer.code,
        None if options.get("elsewhere") else known.code,
        customer.currency or "EUR",
        customer.payment_terms or "30 days net",
    )


def _party(seat: Address, customer: Customer) -> Party:
    email = f"purchasing@{customer.email_domain}"
    return Party(
        customer.name, seat.street, seat.postcode, seat.city, seat.country, customer.vat_id, customer.phone, email
    )
