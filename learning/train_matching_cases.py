"""Orders as extraction hands them to matching, drawn from synthetic worlds with their true match. No training."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random
from typing import TypeVar

from learning.synth.content import LineContent, OrderContent
from learning.synth.draw import pattern
from learning.synth.orders import draw_order
from learning.synth.world import World
from learning.train_matching_private import knowledge_of, renamed, with_places
from matching.partners import vat_key
from matching.similarity import name_clue
from models.knowledge import Knowledge, SenderClue
from models.reading import ExtractedLine, ExtractedOrder, Field, Kind

T = TypeVar("T")
_CONFUSED = {"0": "O", "O": "0", "1": "I", "I": "1", "5": "S", "S": "5", "8": "B", "B": "8", "2": "Z", "6": "G"}


NOTHING_KNOWN = Knowledge()
_REMEMBERED = 0.3  # of the orders come from customers of whom something was learnt, ...
_OWN_WORDS = 0.45  # ... and these have names of their own for our items
# Which parts of the delivery address a document prints, or a reading found.
SHIP_TO_SHOWN: dict[str, tuple[str, ...]] = {
    "full": ("name", "street", "postcode", "city", "country"),
    "no_name": ("street", "postcode", "city"),
    "short": ("name", "city"),
    "town": ("city",),
    "name": ("name",),
    "street": ("street",),
    "no_street": ("name", "postcode", "city"),
    "none": (),
}


@dataclass(frozen=True, slots=True)
class Case:
    """An order as read, and what it should match: codes and SKUs (None: not in the master data)."""

    order: ExtractedOrder
    customer: str | None
    ship_to: str | None
    skus: tuple[str | None, ...]
    stock: tuple[Decimal | None, ...]
    knowledge: Knowledge = NOTHING_KNOWN
    senders: tuple[SenderClue, ...] = ()
    own_words: bool = False  # lines in words or under numbers that are the customer's alone


@dataclass(frozen=True, slots=True)
class Printing:
    """What one document prints, and how badly it was read."""

    codes: bool
    gtins: bool
    buyer_codes: bool
    descriptions: bool
    units: bool
    prices: bool
    amounts: bool
    vat: bool
    email: bool
    phone: bool
    number: bool
    ship_to: str  # a key of SHIP_TO_SHOWN
    upper: bool
    noise: float


def cases(rng: Random, world: World, count: int) -> Iterator[Case]:
    """`count` orders of a world, each with its own way of printing."""
    for _ in range(count):
        yield draw_case(rng, world)


def draw_case(rng: Random, world: World, content: OrderContent | None = None) -> Case:
    """One order; strangers among buyers, addresses and items come from the generator."""
    content = _moved(rng, content or draw_order(rng, world))
    remembered = bool(content.customer_code) and rng.random() < _REMEMBERED
    own_words = remembered and rng.random() < _OWN_WORDS
    if own_words:
        content = renamed(rng, content)
    how = _printing(rng, content)
    if own_words:  # who has names of its own does not print ours
        how = replace(how, codes=False, gtins=False, buyer_codes=True, descriptions=True)
    lines = content.printed_lines
    order = _order(rng, world, content, how, lines)
    knowledge = NOTHING_KNOWN
    if remembered:
        share = rng.choice((0.3, 0.6, 0.9)) if own_words else 0.5
        knowledge = with_places(rng, world, knowledge_of(rng, world, content, share), order, content)
    return Case(
        order,
        content.customer_code,
        content.ship_to_code if how.ship_to != "none" else _silent(world, content),
        tuple(line.sku for line in lines),
        tuple(line.sku_quantity for line in lines),
        knowledge,
        _senders(rng, world, content),
        own_words,
    )


def _moved(rng: Random, content: OrderContent) -> OrderContent:
    """Now and then the place next door: the same street with another number is another address."""
    if content.ship_to_code is None or content.same_place or rng.random() > 0.03:
        return content
    street = "".join(rng.choice("123456789") if c.isdigit() else c for c in content.ship_to.street)
    if street == content.ship_to.street:
        return content
    return replace(content, ship_to=replace(content.ship_to, street=street), ship_to_code=None)


def _silent(world: World, content: OrderContent) -> str | None:
    """Where nothing is printed only a customer's single address can be meant."""
    known = world.ship_tos.get(content.customer_code or "", ())
    return known[0].code if len(known) == 1 else None


def _printing(rng: Random, content: OrderContent) -> Printing:
    codes = rng.random() < 0.6
    scanned = rng.random() < 0.2
    return Printing(
        codes=codes,
        gtins=rng.random() < 0.15,
        buyer_codes=rng.random() < 0.55,
        descriptions=rng.random() < (0.93 if codes else 0.99),
        units=rng.random() < 0.9,
        prices=rng.random() < 0.88,
        amounts=rng.random() < 0.8,
        vat=bool(content.buyer.vat_id) and rng.random() < 0.45,
        email=rng.random() < 0.5,
        phone=rng.random() < 0.35,
        number=bool(content.our_account) and rng.random() < 0.25,
        ship_to=rng.choices(list(SHIP_TO_SHOWN), (72, 5, 4, 3, 4, 3, 2, 7))[0],
        upper=rng.random() < 0.1,
        noise=rng.choice((0.01, 0.03, 0.08)) if scanned else 0.0,
    )


def _order(
    rng: Random, world: World, content: OrderContent, how: Printing, lines: tuple[LineContent, ...]
) -> ExtractedOrder:
    ship = {p: getattr(content.ship_to, p) for p in ("name", "street", "postcode", "city", "country")}
    shown = SHIP_TO_SHOWN[how.ship_to]
    if "name" in shown:
        ship["name"] = _site(rng, content, ship["name"])
    country = "country" in shown and rng.random() < 0.4
    name = _buyer_name(rng, content, how)

    def text(value: str) -> Field[str] | None:
        return _field(_noisy(rng, value, how.noise / 4)) if value else None

    return ExtractedOrder(
        document_type=_field(content.document_type),
        kind=Kind.SCAN if how.noise else Kind.PDF,
        language=content.language,
        po_number=_field(content.po_number),
        order_date=_field(content.order_date),
        requested_date=_field(content.requested_date) if content.requested_date else None,
        currency=_field(content.currency),
        buyer_name=text(name),
        buyer_vat_id=text(content.buyer.vat_id) if how.vat else None,
        buyer_email=_field(content.contact.email) if how.email else None,
        ship_to_name=text(ship["name"].upper() if how.upper else ship["name"]) if "name" in shown else None,
        ship_to_street=text(ship["street"]) if "street" in shown else None,
        ship_to_postcode=text(ship["postcode"]) if "postcode" in shown else None,
        ship_to_city=text(ship["city"].upper() if how.upper else ship["city"]) if "city" in shown else None,
        ship_to_country=_field(ship["country"]) if country else None,
        lines=tuple(_line(rng, line, how, _strayed(rng, lines)) for line in lines),
        clues=_clues(rng, world, content, how),
    )


def _site(rng: Random, content: OrderContent, name: str) -> str:
    """The name of the place; now and then without what tells it from the company, or another person's."""
    roll = rng.random()
    if roll < 0.06:
        return content.buyer.name
    return content.contact.name if roll < 0.08 else name


def _buyer_name(rng: Random, content: OrderContent, how: Printing) -> str:
    """In capitals, without its legal form, missing (a logo that nobody can read), or what was mistaken for it."""
    name = content.buyer.name
    roll = rng.random()
    if rng.random() < 0.03:
        name = rng.choice((content.ship_to.name, content.contact.name))
    if roll < 0.05:
        return ""
    if roll < 0.12 and len(name.split()) > 2:
        name = " ".join(name.split()[:-1])
    return name.upper() if how.upper or roll > 0.93 else name


def _clues(rng: Random, world: World, content: OrderContent, how: Printing) -> tuple[tuple[str, str], ...]:
    """What extraction notes beside the fields: phones, mails, numbers and known addresses on the page."""
    buyer = content.buyer
    found = []
    if how.phone:
        found.append(("phone", rng.choice((buyer.phone, content.contact.phone))))
    if how.number:
        found.append((rng.choice(("customer_number", "customer_code")), content.our_account))
    elif rng.random() < 0.02:  # some number on the page that happens to be a customer's
        found.append(("customer_code", rng.choice(world.master.customers).code))
    if how.email and rng.random() < 0.6:
        found.append(("email", rng.choice((content.contact.email, buyer.email))))
    if how.vat and rng.random() < 0.5:
        found.append(("vat_id", buyer.vat_id))
    if rng.random() < 0.2 and buyer.website:
        found.append(("website", buyer.website))
    if rng.random() < 0.25:
        parts = ("name", "street", "postcode", "city", "country")
        found += [(f"buyer_{p}", getattr(buyer, p)) for p in parts if getattr(buyer, p)]
    if rng.random() < 0.5:
        shown = [p for p, seen in ((buyer, True), (content.ship_to, how.ship_to == "full")) if seen]
        places = {(p.street, p.postcode) for p in shown}
        found += [("address", a.code) for a in world.master.addresses if (a.street, a.postcode) in places]
    return tuple(found)


def _senders(rng: Random, world: World, content: OrderContent) -> tuple[SenderClue, ...]:
    """Traits confirmed before: this sender's, and others' that must not mislead."""
    others = rng.sample(world.master.customers, min(3, len(world.master.customers)))
    found = [SenderClue("domain", c.email_domain, c.code, rng.randint(1, 5)) for c in others if c.email_domain]
    if content.customer_code and rng.random() < 0.25:
        known = rng.choice(world.master.customers).code if rng.random() < 0.02 else content.customer_code
        traits = [("sender", content.contact.email), ("name", name_clue(content.buyer.name))]
        traits += [("domain", content.contact.email.split("@")[-1]), ("vat_id", vat_key(content.buyer.vat_id))]
        found += [SenderClue(k, t.lower(), known, rng.randint(1, 9)) for k, t in traits if t and rng.random() < 0.6]
    return tuple(found)


def _strayed(rng: Random, lines: tuple[LineContent, ...]) -> str:
    """Words of a neighbouring line that a reading may have joined to this one."""
    words = rng.choice(lines).description.split()
    return " ".join(words[: rng.randint(1, 3)])


def _described(rng: Random, text: str, how: Printing, strayed: str) -> str:
    """The description as read: cut short, with a neighbour's words or a number in front, now and then."""
    words = _noisy(rng, text, how.noise).split()
    roll = rng.random()
    if roll < 0.03 and len(words) > 3:
        words = words[: rng.randint(2, len(words) - 1)]
    elif roll < 0.05:
        words = [*words, strayed] if rng.random() < 0.7 else [strayed, *words]
    elif roll < 0.07:
        words = [str(rng.randint(1, 99999)), *words]
    elif roll < 0.11:  # a number of the customer's own at the end: it makes no other item of this
        words = [*words, pattern(rng, rng.choice(("@@-###", "@####", "Ref. ####", "(##-###)", "Typ ####", "Pos. ##")))]
    return " ".join(words)


def _line(rng: Random, line: LineContent, how: Printing, strayed: str) -> ExtractedLine:
    own = how.codes and line.supplier_item_code and rng.random() < 0.95
    price = how.prices and line.unit_price
    unit_price = line.unit_price * rng.choice((10, 100, Decimal("0.1"))) if rng.random() < 0.01 else line.unit_price
    buyer = _code(rng, line.buyer_item_code, how) if how.buyer_codes else None
    supplier = _code(rng, line.supplier_item_code, how) if own else None
    if rng.random() < 0.04:  # read under the wrong heading
        buyer, supplier = supplier, buyer
    return ExtractedLine(
        line_no=_field(line.line_no),
        buyer_item_code=buyer,
        supplier_item_code=supplier,
        gtin=_code(rng, line.gtin, how) if how.gtins else None,
        description=_field(_described(rng, line.description, how, strayed)) if how.descriptions else None,
        quantity=_field(line.quantity),
        unit=_field(line.unit) if how.units else None,
        unit_price=_field(unit_price) if price else None,
        price_basis=_field(line.price_basis) if price and line.price_basis != 1 else None,
        discount_percent=_field(line.discount_percent) if price and line.discount_percent else None,
        amount=_field(line.amount) if how.amounts else None,
    )


def _code(rng: Random, code: str | None, how: Printing) -> Field[str] | None:
    if not code:
        return None
    if rng.random() < 0.01:  # a buyer's own slip
        at = rng.randrange(len(code))
        code = (
            code[:at] + code[at + 1 :] if rng.random() < 0.5 else code[:at] + rng.choice("0123456789") + code[at + 1 :]
        )
    return _field(_noisy(rng, code, how.noise / 2))


def _noisy(rng: Random, text: str, noise: float) -> str:
    """As OCR may have read it: look-alikes swapped, now and then a character lost."""
    if not noise:
        return text
    out = []
    for c in text:
        if rng.random() < noise:
            c = _CONFUSED.get(c, c if rng.random() < 0.5 else "")
        out.append(c)
    return "".join(out)


def _field(value: T) -> Field[T]:
    return Field(value, 0.97, "text_layer")
