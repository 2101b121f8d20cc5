"""The lines of the blind set: what is ordered, in the buyer's units and words, at which price."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from benchmarks.strangers.blind.parties import Buying, world_of
from benchmarks.strangers.content import Printed, Style
from models.master import Item, MasterData

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Article:
    """What a line orders: the text in rows, price per unit, unit as printed, and how many stock units that is."""

    rows: tuple[str, ...]
    price: Decimal
    unit: str
    quantity: Decimal
    own_code: str
    item: Item | None = None
    stock_units: Decimal = Decimal(1)


def unknown_articles(rng: random.Random, options: dict[str, Any]) -> Iterator[Article]:
    """Articles that are in no catalogue."""
    pool = world_of(options)["articles"][options.get("articles", options["countries"][0])]
    low, high = options.get("lines", (2, 6))
    for text, price, unit in rng.sample(pool, min(len(pool), rng.randint(low, high))):
        quantity = Decimal(rng.choice([1, 2, 4, 6, 10, 12, 24, 50]))
        rows = tuple(text.split("|"))
        worth = Decimal(price.replace(",", "")) * options.get("scale", 1)
        yield Article(rows, worth, unit, quantity, f"{rng.randrange(100000, 999999)}")


def articles(
    master: MasterData, rng: random.Random, options: dict[str, Any], buying: Buying, ordered: date
) -> Iterator[Article]:
    """Items of the catalogue: those with a price agreed for the customer first, in whole packs."""
    units: dict[str, str] = world_of(options)["units"][options["units"]]
    items = {i.sku: i for i in master.items if i.status == "active" and i.stock_unit in units and i.list_price}
    own = {x.sku: x.buyer_item_code for x in master.cross_references if x.customer_code == buying.customer_code}
    agreed = {
        a.sku: a
        for a in master.price_agreements
        if a.customer_code == buying.customer_code
        and a.sku in items
        and (a.valid_from is None or a.valid_from <= ordered)
        and (a.valid_to is None or a.valid_to >= ordered)
        and a.unit == items[a.sku].stock_unit
    }
    first = [s for s in agreed if not options.get("own") or s in own]
    rng.shuffle(first)
    rest = [s for s in own if s in items and s not in first] if options.get("own") else list(items)
    rng.shuffle(rest)
    low, high = options.get("lines", (2, 7))
    wanted = list(dict.fromkeys(first + rest))[: rng.randint(low, high)]
    rng.shuffle(wanted)
    for sku in wanted:
        item = items[sku]
        price = agreed[sku].price if sku in agreed else item.list_price or Decimal(1)
        yield _article(rng, options, item, price, units, own.get(sku) or f"{rng.randrange(10000, 99999)}")


def _article(
    rng: random.Random, options: dict[str, Any], item: Item, price: Decimal, units: dict[str, str], own_code: str
) -> Article:
    rows = (_worded(dict(item.descriptions).get(options["language"]) or item.descriptions[0][1], options),)
    packs = [(unit, size) for unit, size in item.packs if unit in units and unit != item.stock_unit]
    if packs and options.get("packs") and rng.random() < 0.35:
        unit, size = rng.choice(packs)
        return Article(
            rows, (price * size).quantize(CENT), units[unit], Decimal(rng.choice([1, 2, 3, 5, 8])), own_code, item, size
        )
    least = max(item.min_quantity, item.multiple)
    quantity = least * rng.choice([1, 2, 3, 4, 5, 10, 12] if least < 100 else [1, 2, 3, 5])
    return Article(rows, price, units[item.stock_unit], quantity, own_code, item)


def _worded(text: str, options: dict[str, Any]) -> str:
    """The item as the buyer's own files call it."""
    manner = options.get("wording", "")
    if "upper" in manner:
        text = text.upper().replace("Μ", "µ")  # the micro sign has a Greek capital that nobody prints
    if "short" in manner and len(text) > 40:
        text = text[:40].rstrip(" ,-/")
    return text


def line_of(
    rng: random.Random, style: Style, options: dict[str, Any], number: int, article: Article, wished: date
) -> tuple[Printed, dict[str, Any], Decimal]:
    """A line that records what is printed of it, what the master data knows of it, and its amount."""
    basis = Decimal(options.get("basis", 1))
    price = (article.price * basis).quantize(Decimal(1).scaleb(-options.get("price_decimals", 4)), ROUND_HALF_UP)
    discount = Decimal(rng.choice([0, 0, 5, 10, 12])) if options.get("discount") else Decimal(0)
    exact = article.quantity * price / basis * (1 - discount / 100)
    amount = exact.quantize(Decimal(1).scaleb(-style.decimals), ROUND_HALF_UP)
    due = wished + timedelta(days=rng.choice([0, 0, 0, 7, 14]))
    description = " ".join(article.rows)
    truth: dict[str, Any] = {
        "line_no": options.get("numbered", "{}").format(number * options.get("step", 1)),
        "buyer_item_code": article.own_code,
        "supplier_item_code": article.item.sku if article.item else "",
        "gtin": article.item.gtin if article.item else "",
        "description": description,
        "quantity": str(article.quantity.normalize() if article.quantity % 1 else int(article.quantity)),
        "unit": article.unit,
        "unit_price": str(price),
        "price_basis": str(basis),
        "discount_percent": str(discount),
        "amount": str(amount),
        "requested_date": due.isoformat(),
        "schedules": [
            {"requested_date": day.isoformat(), "quantity": str(part)} for day, part in _parts(article.quantity, due)
        ],
    }
    places = max(options.get("least_decimals", 2), -int(price.normalize().as_tuple().exponent))
    shown = truth | {
        "quantity": style.number(article.quantity, style.quantity_decimals),
        "unit_price": style.number(price, options.get("fixed_decimals", places)),
        "discount_percent": style.number(discount, options.get("discount_decimals", 2)),
        "amount": style.number(amount),
        "requested_date": style.day(due),
        "schedules": [
            (style.day(day), style.number(part, style.quantity_decimals)) for day, part in _parts(article.quantity, due)
        ],
    }
    line = Printed(truth, shown)
    line.extra |= _beside(rng, style, options, article, amount)
    known: dict[str, Any] = {"sku": article.item.sku if article.item else None}
    if article.item:
        stock = article.quantity * article.stock_units
        known["sku_quantity"] = str(int(stock) if stock == int(stock) else stock)
    return line, known, amount


def _parts(quantity: Decimal, due: date) -> list[tuple[date, Decimal]]:
    """A quantity in up to three calls, a fortnight apart."""
    if quantity < 3 or quantity % 1:
        return [(due, quantity)]
    third = quantity // 3
    return [(due + timedelta(days=14 * n), q) for n, q in enumerate((third, third, quantity - 2 * third))]


def _beside(
    rng: random.Random, style: Style, options: dict[str, Any], article: Article, amount: Decimal
) -> dict[str, Any]:
    """What else stands in a row of the table, and is none of our fields."""
    half = (amount * Decimal(str(options.get("tax", "0"))) / 2).quantize(CENT, ROUND_HALF_UP)
    return {
        "half": half,
        "x_rows": article.rows,
        "x_hsn": f"{rng.randrange(3917, 8544)}{rng.randrange(10, 99)}{rng.randrange(10, 99)}",
        "x_half_tax": style.number(half),
        "x_gross": style.number(amount + 2 * half),
        "x_account": f"{rng.randrange(1100, 8999)}-{rng.randrange(1000, 9999)}-{rng.randrange(100, 999)}",
        "x_maker": article.item.manufacturer_part_number if article.item else f"{rng.randrange(1000, 9999)}A",
        "x_brand": article.item.brand if article.item else "",
        "x_drawing": f"{rng.choice('ABC')}-{rng.randrange(10000, 99999)}",
    }
