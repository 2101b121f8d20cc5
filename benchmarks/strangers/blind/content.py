"""Orders of the blind set: by customers of the master data at their agreed prices, or by buyers whom nobody knows."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import chain
from typing import Any

from benchmarks.strangers.blind.lines import articles, line_of, unknown_articles
from benchmarks.strangers.blind.parties import Buying, Party, customer, other_vendor, ourselves, stranger, world_of
from benchmarks.strangers.blind.wording import in_words
from benchmarks.strangers.content import Printed, Style, noise_of
from models.master import MasterData


@dataclass(slots=True)
class Blind:
    """An order that records what a template prints of it; `extra` surrounds it on paper and is not scored."""

    style: Style
    header: Printed
    lines: list[Printed]
    matched: list[dict[str, Any]]
    buying: Buying
    vendor: Party
    extra: dict[str, Any] = field(default_factory=dict)
    document_type: str = "order"

    def orders(self, pages: list[int] | None) -> list[dict[str, Any]]:
        """The orders of the file: this one, or none where it only asks or complains."""
        return [self.truth(pages)] if self.document_type in ("order", "order_change", "cancellation") else []

    def truth(self, pages: list[int] | None) -> dict[str, Any]:
        """The order as a truth file states it; a key that no template printed is left out."""
        stated = self.header.truth()
        place_shown = bool({"ship_to_name", "ship_to_street"} & stated.keys())
        pairs = zip(self.lines, self.matched, strict=True)
        return {
            "document_type": self.document_type,
            **({"pages": pages} if pages else {}),
            **stated,
            "customer_code": self.buying.customer_code,
            **({"ship_to_code": self.buying.ship_to_code} if place_shown else {}),
            "lines": [printed | known for line, known in pairs if (printed := line.truth())],
        }


def draw(master: MasterData, rng: random.Random, style: Style, options: dict[str, Any]) -> Blind:
    """One order in `style`, as a template's options ask: who buys, how many lines, in which units and terms."""
    unknown = options.get("unknown", "")
    buying = stranger(rng, options) if unknown else customer(master, rng, options)
    vendor = other_vendor(rng, options) if unknown == "all" and not options.get("to_us") else ourselves(master)
    ordered = date(2026, 3, 2) + timedelta(days=rng.randrange(110))
    wished = ordered + timedelta(days=rng.randrange(4, 40))
    if wished.weekday() > 4:
        wished += timedelta(days=2)
    wares = unknown_articles(rng, options) if unknown == "all" else articles(master, rng, options, buying, ordered)
    if beside := options.get("beside"):  # what we do not sell, among what we do
        wares = chain(wares, unknown_articles(rng, options | {"lines": beside}))
    lines, matched, net = [], [], Decimal(0)
    for number, article in enumerate(wares, start=1):
        printed, known, amount = line_of(rng, style, options, number, article, wished)
        net += amount
        lines.append(printed)
        matched.append(known)
        printed.extra["x_running"] = style.number(net)
    return _assembled(rng, style, options, buying, vendor, (ordered, wished), lines, matched, net)


def _assembled(
    rng: random.Random,
    style: Style,
    options: dict[str, Any],
    buying: Buying,
    vendor: Party,
    dates: tuple[date, date],
    lines: list[Printed],
    matched: list[dict[str, Any]],
    net: Decimal,
) -> Blind:
    rate = Decimal(str(options.get("tax", "0")))
    tax = (net * rate).quantize(Decimal(1).scaleb(-style.decimals), ROUND_HALF_UP)
    half = sum((line.extra["half"] for line in lines), Decimal(0))
    if options.get("grouping") == "indian":  # two taxes of half the rate, rounded line by line
        tax = 2 * half
    note = rng.choice(world_of(options)["notes"].get(style.language, [""]))
    truth: dict[str, Any] = {
        "po_number": rng.choice(options["po"]).format(rng.randrange(101, 9999), rng.randrange(10, 99)),
        "revision": str(rng.choice([0, 0, 1, 2])),
        "order_date": dates[0].isoformat(),
        "requested_date": dates[1].isoformat(),
        "currency": buying.currency,
        "buyer_name": buying.party.name,
        "buyer_vat_id": buying.party.tax,
        "buyer_email": buying.party.email,
        "ship_to_name": buying.ship_to.name,
        "ship_to_street": buying.ship_to.street,
        "ship_to_postcode": buying.ship_to.postcode,
        "ship_to_city": buying.ship_to.city,
        "ship_to_country": buying.ship_to.country,
        "payment_terms": buying.terms,
        "delivery_terms": rng.choice(options.get("delivery", ["DAP {city}"])).format(city=buying.ship_to.city),
        "total_net": str(net),
        "total_tax": str(tax),
        "total_gross": str(net + tax),
        "notes": note,
    }
    shown = truth | {
        name: style.day(value) for name, value in zip(("order_date", "requested_date"), dates, strict=True)
    }
    shown |= {name: style.number(Decimal(truth[name])) for name in ("total_net", "total_tax", "total_gross")}
    shown["ship_to_country"] = options.get("country_names", {}).get(buying.ship_to.country, buying.ship_to.country)
    extra = noise_of(rng, style, dates[0]) | {
        "words": in_words(net + tax, options.get("words", "western")),
        "half_tax": style.number(half),
        "pieces": style.number(sum((Decimal(x.plain("quantity")) for x in lines), Decimal(0)), style.quantity_decimals),
    }
    if people := world_of(options).get("people"):
        extra["person"] = rng.choice(people)
    intent = options.get("intent", "order")
    return Blind(style, Printed(truth, shown), lines, matched, buying, vendor, extra, intent)
