"""Draws whole orders from a world: who orders what, where to, when and on which terms. No layout."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from learning.synth.companies import domain_of, draw_company, draw_person, mailbox, people_language, site_name
from learning.synth.content import Charge, Contact, LineContent, OrderContent, Party
from learning.synth.draw import chance, pattern, weighted
from learning.synth.instructions import instruction
from learning.synth.order_lines import EXCHANGE, draw_habits, draw_lines, line_count
from learning.synth.places import COUNTRY_WEIGHTS, Place, country_facts, draw_phone, draw_place, draw_tax_id
from learning.synth.terms import payment_terms
from learning.synth.variants import in_another_hand, other_name
from learning.synth.vocab import vocab
from learning.synth.world import World
from models.master import Address, Company, Customer

PO_SHAPES: Mapping[str, Any] = vocab("words")["po_shapes"]
TAX_RATES: Mapping[str, Any] = vocab("words")["tax_rates"]
STANDING = 0.18
CUSTOMERS_TERMS, TERMS_BY_GRAMMAR = 0.5, 0.65
BY_GRAMMAR = 0.5  # of the notes, the rest are as they were collected
CODED_TERMS, NAMED_PLACE = 0.06, 0.15
TERMS_KEYS = ("@@##", "@###", "##", "@@@ ##", "####", "@##", "@@@")
SHIP_VIA = (
    "UPS Ground",
    "FedEx",
    "Best Way",
    "BEST",
    "Common carrier",
    "DHL",
    "Truck",
    "LTL",
    "Our truck",
    "Will call",
    "By Road",
    "TNT",
    "Spedition",
    "Messagerie",
    "GLS",
    "Road transport",
    "Courier",
    "Vendor truck",
    "UPS GRD PPD",
)


def draw_order(
    rng: Random,
    world: World,
    customer: Customer | None = None,
    *,
    document_type: str = "",
    lines: int = 0,
    strangers: float = 0.07,
    country: str = "",
) -> OrderContent:
    """An order of `customer` (drawn when None; a buyer unknown to the master data with chance `strangers`)."""
    if customer is None and not chance(rng, strangers):
        customer = rng.choice(world.master.customers)
    party, account, country, language = _buyer(rng, world, customer, country)
    currency = _currency(rng, country, customer)
    order_date = world.today + timedelta(days=rng.randint(-60, 100))
    habits = draw_habits(rng, language, customer.code if customer else None, currency, order_date)
    ship_to, ship_to_code, same = _ship_to(rng, world, customer, party, language)
    if chance(rng, 0.22):
        ship_to = in_another_hand(rng, ship_to)
    if chance(rng, 0.12):
        party = replace(party, name=other_name(rng, party.name))
    if country in ("US", "CA", "MX", "ES") and chance(rng, 0.35):
        party = replace(party, name=_with_comma(party.name))
    requested = None if habits.dates and chance(rng, 0.6) else order_date + timedelta(days=rng.randint(2, 45))
    kind = document_type or weighted(rng, {"order": 30, "order_change": 1.2, "cancellation": 0.6})
    revision = (
        str(rng.randint(1, 4)) if kind == "order_change" else weighted(rng, {"": 20, "0": 0.8, "1": 0.8, "00": 0.3})
    )
    if same:  # one place is written in one way
        ship_to = replace(ship_to, name=party.name, street=party.street, city=party.city)
    contents = draw_lines(rng, world, habits, lines or line_count(rng))
    return OrderContent(
        document_type=kind,
        language=language,
        country=country,
        po_number=draw_po_number(rng, country, language, order_date),
        revision=revision or None,
        order_date=order_date,
        requested_date=requested,
        currency=currency,
        buyer=party,
        customer_code=customer.code if customer else None,
        our_account=account,
        ship_to=ship_to,
        ship_to_code=ship_to_code,
        same_place=same,
        bill_to=replace(party, name=rng.choice((party.name, party.name, "Accounts Payable"))),
        vendor=vendor_party(rng, world.company),
        contact=_contact(rng, party, country, language),
        vendor_contact=" ".join(draw_person(rng, world.company.language)),
        payment_terms=_payment(rng, customer, language),
        delivery_terms=_delivery(rng, language, ship_to.city),
        ship_via=rng.choice(SHIP_VIA),
        notes=draw_note(rng, language) if chance(rng, 0.6) else "",
        lines=_changed(rng, contents, language) if kind == "order_change" else contents,
        charges=_charges(rng, language, currency) if chance(rng, 0.15) else (),
        tax_rate=Decimal(str(rng.choice(TAX_RATES.get(country, (20,))))),
        tax_label="",
        numbers=draw_noise_numbers(rng, order_date),
    )


def _with_comma(name: str) -> str:
    """ "Brightwell Mills, Inc.": as Americans set a legal form off."""
    return re.sub(r"(?<=[^\W\d]),? (?=(?:Inc|LLC|Corp|Ltd|L\.P|S\.A|S\.L|S\. de R\.L)\b\.?[^,]*$)", ", ", name, count=1)


def _buyer(rng: Random, world: World, customer: Customer | None, wanted: str) -> tuple[Party, str, str, str]:
    if customer is None:
        country = wanted or weighted(rng, COUNTRY_WEIGHTS)
        language = rng.choice(country_facts(country)["languages"])
        place = draw_place(rng, country)
        name, legal = draw_company(rng, country, language, place)
        domain = domain_of(rng, name, legal, country)
        return _party(rng, name, place, draw_tax_id(rng, country), domain), "", country, language
    address = world.bill_to[customer.code]
    language = world.tongue.get(customer.code, customer.language)
    place = Place(address.street, address.postcode, address.city, address.country)
    party = replace(_party(rng, customer.name, place, customer.vat_id, customer.email_domain), phone=customer.phone)
    return party, customer.code, address.country, language


def _party(rng: Random, name: str, place: Place, vat_id: str, domain: str) -> Party:
    stated = place.country == "US" and place.region
    phone = draw_phone(rng, place.country)
    return Party(
        name,
        place.street,
        f"{place.region} {place.postcode}" if stated else place.postcode,
        place.city,
        place.country,
        phone,
        draw_phone(rng, place.country),
        f"info@{domain}",
        vat_id,
        f"www.{domain}",
    )


def vendor_party(rng: Random, company: Company) -> Party:
    """Ourselves at one of our addresses."""
    address = rng.choice(company.addresses)
    return Party(
        company.name,
        address.street,
        address.postcode,
        address.city,
        address.country,
        company.phone,
        company.fax,
        rng.choice(company.emails) if company.emails else "",
        company.vat_id,
        company.website,
        company.registration,
    )


def _currency(rng: Random, country: str, customer: Customer | None) -> str:
    own = str((customer.currency if customer else "") or country_facts(country)["currency"])
    return rng.choice(("EUR", "USD")) if chance(rng, 0.04) else own


def _ship_to(
    rng: Random, world: World, customer: Customer | None, buyer: Party, language: str
) -> tuple[Party, str | None, bool]:
    known = list(world.ship_tos.get(customer.code, ())) if customer else []
    if known and not chance(rng, 0.1):
        address = rng.choice(known)
        same = (address.name, address.street, address.postcode) == (buyer.name, buyer.street, buyer.postcode)
        return _at(buyer, address), address.code, same
    if chance(rng, 0.4):
        match = next((a for a in known if (a.name, a.street) == (buyer.name, buyer.street)), None)
        return buyer, match.code if match else None, True
    place = draw_place(rng, buyer.country)
    name = site_name(rng, buyer.name, language, place.city, people_language(buyer.country, language))
    stated = place.country == "US" and place.region
    spot = replace(
        buyer,
        name=name,
        street=place.street,
        city=place.city,
        postcode=f"{place.region} {place.postcode}" if stated else place.postcode,
    )
    return spot, None, False


def _at(buyer: Party, address: Address) -> Party:
    return replace(
        buyer,
        name=address.name,
        street=address.street,
        postcode=address.postcode,
        city=address.city,
        country=address.country,
    )


def draw_po_number(rng: Random, country: str, language: str, day: date) -> str:
    """A PO number in one of many shapes."""
    shapes = PO_SHAPES["any"]
    local = PO_SHAPES.get(country) or PO_SHAPES.get(language)
    shape = rng.choice(local) if local and chance(rng, 0.4) else rng.choice(shapes)
    filled = shape.format(y=day.year, yy=f"{day.year % 100:02d}", yn=f"{day.year % 100 + 1:02d}", mm=f"{day.month:02d}")
    return pattern(rng, filled)


def _contact(rng: Random, party: Party, country: str, language: str) -> Contact:
    first, last = draw_person(rng, people_language(country, language))
    domain = party.email.split("@")[-1]
    department = rng.choice(vocab("people")["department"].get(language, ("Purchasing",)))
    return Contact(f"{first} {last}", mailbox(rng, first, last, domain, language), draw_phone(rng, country), department)


def _payment(rng: Random, customer: Customer | None, language: str) -> str:
    if customer and customer.payment_terms and chance(rng, CUSTOMERS_TERMS):
        return customer.payment_terms
    by_grammar = chance(rng, TERMS_BY_GRAMMAR)
    terms = payment_terms(rng, language) if by_grammar else str(rng.choice(vocab("phrases")["payment"][language]))
    if chance(rng, CODED_TERMS):  # as systems print them: their key, then the words
        return f"{pattern(rng, rng.choice(TERMS_KEYS))}{rng.choice((' - ', ' ', ': ', ' / '))}{terms}"
    return terms


def _delivery(rng: Random, language: str, city: str) -> str:
    terms = vocab("phrases")["incoterm"]
    if chance(rng, NAMED_PLACE):
        code = rng.choice(("FCA", "EXW", "FOB", "DAP", "DDP", "CPT", "CIP", "DPU"))
        return f"{code}{rng.choice((' ', ' ', ', ', ' - '))}{rng.choice(terms['place'][language])}"
    form = str(rng.choice(terms["all"] if chance(rng, 0.55) else terms[language]))
    return form.format(c=city.split(" (")[0])


def draw_note(rng: Random, language: str) -> str:
    """One or two instructions for this order; now and then what a buyer says on every order, under the same label."""
    if chance(rng, STANDING):
        return str(rng.choice(vocab("phrases")["standing"][language]))
    count = 2 if chance(rng, 0.2) else 1
    if chance(rng, BY_GRAMMAR):
        return " ".join(instruction(rng, language) for _ in range(count)).replace("..", ".")
    people = vocab("people")["last"][language]
    forms = rng.sample(vocab("phrases")["note"][language], count)
    return " ".join(f.format(n=rng.randint(2, 480), p=rng.choice(people), l=rng.choice(people)) for f in forms)


def _changed(rng: Random, lines: tuple[LineContent, ...], language: str) -> tuple[LineContent, ...]:
    """Lines of a changed order: some say what was changed, with figures that no longer hold."""
    forms = vocab("words")["change_notes"][language]
    return tuple(
        replace(line, comment=rng.choice(forms).format(q=rng.randint(1, 500))) if chance(rng, 0.3) else line
        for line in lines
    )


def _charges(rng: Random, language: str, currency: str) -> tuple[Charge, ...]:
    labels = rng.sample(vocab("phrases")["freight"][language], 2 if chance(rng, 0.15) else 1)
    scale = EXCHANGE.get(currency, 1)
    return tuple(
        Charge(label, Decimal(str(rng.choice((9.9, 12.5, 15, 18.9, 25, 35, 49, 60, 85.4, 120)))) * scale)
        for label in labels
    )


def draw_noise_numbers(rng: Random, day: date) -> dict[str, str]:
    """Numbers and dates of other documents that stand on orders and must not be taken for ours."""
    quote_day = day - timedelta(days=rng.randint(2, 60))
    return {
        "quote": pattern(
            rng, rng.choice(("AN-####", "Q-#####", "{y}-#####", "######", "OF########", "QT/####", "SQ-####"))
        ).replace("{y}", str(day.year)),
        "contract": pattern(rng, rng.choice(("46########", "C-####", "RV-#####", "##-###-C", "CON####"))),
        "project": pattern(rng, rng.choice(("P-####", "@@##-##", "######", "J#####", "PRJ-###"))),
        "requisition": pattern(rng, rng.choice(("R-#####", "1########", "REQ######", "BA####", "PR-#####"))),
        "supplier": pattern(
            rng, rng.choice(("######", "70####", "V-####", "F####", "0000######", "K#####", "LIEF-###"))
        ),
        "cost_centre": pattern(rng, rng.choice(("####", "CC-###", "##-####", "@###"))),
        "iban": pattern(
            rng, "FR76 #### #### #### #### #### ###" if chance(rng, 0.5) else "DE## #### #### #### #### ##"
        ),
        "bic": pattern(rng, "@@@@@@@@") + "XXX",
        "quote_date": quote_day.isoformat(),
        "valid_until": (day + timedelta(days=rng.choice((30, 60, 90, 180, 300)))).isoformat(),
        "print_date": (day + timedelta(days=rng.choice((0, 0, 1, 2, 5)))).isoformat(),
        "time": f"{rng.randint(6, 19):02d}:{rng.randint(0, 59):02d}",
        "siret": pattern(rng, "### ### ### #####"),
        "registration": pattern(
            rng, rng.choice(("RCS Paris B ### ### ###", "HRB #####", "Company No. 0#######", "KvK ########"))
        ),
        "fein": pattern(rng, "##-#######"),
        "iec": pattern(rng, "##########"),
        "pan": pattern(rng, "@@@@@####@"),
    }
