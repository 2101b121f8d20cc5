"""Draws the lines of an order: items, codes, quantities, units, prices, dates. No header, no layout."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from learning.synth.catalogue import SKU_SHAPES, describe, gtin13, templates
from learning.synth.companies import invented_stem
from learning.synth.content import LineContent
from learning.synth.draw import chance, pattern, weighted
from learning.synth.remarks import hsn_code, phrase, remark, remark_form
from learning.synth.vocab import LANGUAGES, vocab
from learning.synth.wording import customer_text, draw_habit, specified, unit_text
from learning.synth.world import BUYER_CODE_SHAPES, World
from models.master import Item, MasterData

MEASURED = ("M", "KG", "LTR")
EXCHANGE = {
    "INR": 84,
    "MXN": 19,
    "COP": 4300,
    "ARS": 950,
    "PEN": 4,
    "CLP": 900,
    "CZK": 25,
    "SEK": 11,
    "DKK": 7,
    "PLN": 4,
}
CENT = Decimal("0.01")
NUMBERINGS: dict[str, float] = {
    "1": 5,
    "10": 5,
    "0010": 2,
    "001": 1,
    "100": 0.7,
    "00010": 1,
    "1.0": 0.5,
    "01": 0.7,
    "1.1": 0.3,
    "1-1": 0.2,
    "1.000": 0.4,
    "1.00": 0.2,
}


@dataclass(frozen=True, slots=True)
class LineHabits:
    """What holds for all lines of one document."""

    language: str
    customer: str | None
    currency: str
    wording: str
    numbering: str
    code_shape: str
    basis: Decimal
    discounts: float  # share of the lines that have one
    own_units: dict[str, str]
    dates: bool
    schedules: bool
    order_date: date
    headings: bool
    comments: bool
    remark: str  # stands under the items that the share says, "" for none
    remarked: float
    struck: bool
    unknown: float
    price_places: int
    code_gaps: float = 0.0
    specs: float = 0.0


def draw_habits(rng: Random, language: str, customer: str | None, currency: str, order_date: date) -> LineHabits:
    units = {code: unit_text(rng, code, language) for code in vocab("units")}
    return LineHabits(
        language=language,
        customer=customer,
        currency=currency,
        wording=draw_habit(rng),
        numbering=weighted(rng, NUMBERINGS),
        code_shape=rng.choice(BUYER_CODE_SHAPES),
        basis=weighted(rng, {Decimal(1): 10, Decimal(100): 1.6, Decimal(1000): 0.5}),
        discounts=weighted(rng, {0.0: 8, 0.15: 0.7, 0.4: 0.5, 0.9: 1}),
        own_units=units,
        dates=chance(rng, 0.35),
        schedules=chance(rng, 0.12),
        order_date=order_date,
        headings=chance(rng, 0.08),
        comments=chance(rng, 0.18),
        remark=remark_form(rng, language) if chance(rng, 0.16) else "",
        remarked=rng.choice((1.0, 1.0, 0.7)),
        struck=chance(rng, 0.04),
        unknown=weighted(rng, {0.0: 5.5, 0.1: 2, 0.5: 0.7, 1.0: 1.3}),
        price_places=rng.choice((2, 2, 2, 3, 4)),
        specs=weighted(rng, {0.0: 8.5, 0.15: 1, 0.8: 0.9}),
        code_gaps=weighted(rng, {0.0: 6, 0.1: 1.5, 0.3: 1.5, 0.6: 0.5}),
    )


def line_count(rng: Random) -> int:
    """One to forty lines, now and then many more."""
    bands: dict[tuple[int, int], float] = {
        (1, 1): 1.6,
        (2, 5): 4,
        (6, 12): 3.5,
        (13, 25): 1.3,
        (26, 40): 0.5,
        (41, 90): 0.2,
    }
    low, high = weighted(rng, bands)
    return rng.randint(low, high)


def draw_lines(rng: Random, world: World, habits: LineHabits, count: int) -> tuple[LineContent, ...]:
    """The lines; struck-out ones are among them."""
    items = _basket(rng, world, habits, count)
    lines = []
    for index, item in enumerate(items):
        number = _number(habits.numbering, index)
        lines.append(_line(rng, world, habits, item, number, index))
    return tuple(lines)


def _basket(rng: Random, world: World, habits: LineHabits, count: int) -> list[Item | None]:
    master: MasterData = world.master
    usual = [world.items[r.sku] for r in world.references.get(habits.customer or "", ())]
    usual += [world.items[sku] for sku in world.prices.get(habits.customer or "", {})]
    basket: list[Item | None] = []
    cursor = rng.randrange(len(master.items))
    while len(basket) < count:
        roll = rng.random()
        if roll < habits.unknown:
            basket.append(None)
        elif usual and roll < 0.6:
            pick = rng.choice(usual)
            if pick in basket[-12:] and chance(rng, 0.8):
                pick = rng.choice(master.items)
            basket.append(pick)
        elif roll < 0.8:  # neighbours of one trade, as real orders hold
            cursor = (cursor + rng.randint(1, 9)) % len(master.items)
            basket.append(master.items[cursor])
        else:
            basket.append(rng.choice(master.items))
    return basket


def _number(numbering: str, index: int) -> str:
    if numbering in ("10", "100", "0010", "00010"):
        step = 100 if numbering == "100" else 10
        return f"{(index + 1) * step:0{len(numbering) if numbering.startswith('0') else 1}d}"
    if numbering == "1-1":
        return f"{index + 1}-1"
    if numbering == "1.1":
        return f"1.{index + 1}"
    if numbering.startswith("1.0"):
        return f"{index + 1}{numbering[1:]}"
    return f"{index + 1:0{len(numbering)}d}"


def _line(rng: Random, world: World, habits: LineHabits, item: Item | None, number: str, index: int) -> LineContent:
    known = item is not None
    thing = item or _stranger(rng)
    texts = world.texts.get(thing.sku) or dict(thing.descriptions)
    unit_code, per_unit = _unit(rng, thing)
    quantity = _quantity(rng, thing, unit_code, per_unit)
    price = _price(rng, world, habits, thing, per_unit)
    basis = habits.basis if unit_code in ("PCE", "M", "KG") and price < 20 and chance(rng, 0.9) else Decimal(1)
    if basis != 1:
        price = (price * basis).quantize(CENT, ROUND_HALF_UP)
    discount = Decimal(rng.choice((5, 10, 10, 12, 15, 20, 25, 30, "2.5", "7.5", 40)))
    if not chance(rng, habits.discounts):
        discount = Decimal(0)
    amount = (quantity * price / basis * (100 - discount) / 100).quantize(CENT, ROUND_HALF_UP)
    wanted, schedules = _dates(rng, habits, quantity)
    return LineContent(
        line_no=number,
        buyer_item_code=None if chance(rng, habits.code_gaps) else _buyer_code(rng, world, habits, thing, known),
        supplier_item_code=None if chance(rng, habits.code_gaps) else _our_code(rng, thing, known),
        gtin=thing.gtin or None,
        description=_description(rng, habits, thing, texts, known),
        quantity=quantity,
        unit=habits.own_units.get(unit_code, unit_code)
        if chance(rng, 0.9)
        else unit_text(rng, unit_code, habits.language),
        unit_code=unit_code,
        unit_price=price,
        price_basis=basis,
        discount_percent=discount,
        amount=amount,
        requested_date=wanted,
        schedules=schedules,
        sku=thing.sku if known else None,
        sku_quantity=quantity * per_unit if known else None,
        brand=thing.brand,
        manufacturer_part_number=thing.manufacturer_part_number,
        hsn=hsn_code(rng),
        weight=f"{rng.uniform(0.01, 80):.2f}",
        comment=_comment(rng, habits),
        heading=phrase(rng, "heading", habits.language) if habits.headings and (index == 0 or chance(rng, 0.2)) else "",
        struck=habits.struck and index > 0 and chance(rng, 0.15),
    )


def _stranger(rng: Random) -> Item:
    """An item that is not in the catalogue: of a maker and a size that we do not sell."""
    template = rng.choice(templates())
    values = {axis: rng.choice(options) for axis, options in template.axes}
    brand = invented_stem(rng)
    extra = pattern(rng, rng.choice((" @@-###", " Typ ####", " Mod. @##", " @#")))
    texts = tuple((lang, f"{describe(template, values, lang)}{extra}") for lang in LANGUAGES)
    unit = template.unit
    if chance(rng, 0.5):
        texts = tuple((lang, _filled(rng, rng.choice(vocab("strangers")[lang]))) for lang in LANGUAGES)
        unit = rng.choice((unit, "PCE", "PCE", "LOT", "SET", "HUR"))
    elif chance(rng, 0.12):
        texts = tuple((lang, str(rng.choice(vocab("wording")["service"][lang]))) for lang in LANGUAGES)
        unit = rng.choice(("LOT", "HUR", "PCE", "LOT"))
    low, high = template.price
    price = Decimal(str(rng.uniform(low, high))).quantize(CENT) + CENT
    return Item(
        pattern(rng, rng.choice(SKU_SHAPES)),
        texts,
        gtin13(rng) if chance(rng, 0.5) else "",
        brand,
        pattern(rng, "@@###-##"),
        template.trade,
        unit,
        price,
    )


def _filled(rng: Random, form: str) -> str:
    """A form of the strangers' list; a percentage stays one."""
    return "%".join(pattern(rng, part) for part in form.split("%"))


def _unit(rng: Random, item: Item) -> tuple[str, Decimal]:
    if item.packs and chance(rng, 0.2):
        pack, size = rng.choice(item.packs)
        return pack, size
    return item.stock_unit, Decimal(1)


def _quantity(rng: Random, item: Item, unit: str, per_unit: Decimal) -> Decimal:
    if per_unit > 1:
        return Decimal(rng.choice((1, 1, 2, 3, 4, 5, 6, 8, 10, 12, 20, 24, 50)))
    cheap = (item.list_price or Decimal(1)) < 1
    if unit in MEASURED and chance(rng, 0.3):
        return Decimal(str(round(rng.uniform(0.5, 250), rng.choice((1, 2, 3)))))
    choices = (
        (100, 200, 250, 400, 500, 800, 1000, 2000, 2500, 3000, 5000, 12000)
        if cheap
        else (1, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 24, 25, 30, 36, 50, 60, 75, 100, 120, 144, 150, 240, 250)
    )
    return Decimal(rng.choice(choices) if chance(rng, 0.85) else rng.randint(1, 9999 if cheap else 320))


def _price(rng: Random, world: World, habits: LineHabits, item: Item, per_unit: Decimal) -> Decimal:
    agreement = world.prices.get(habits.customer or "", {}).get(item.sku)
    base = agreement.price if agreement and chance(rng, 0.85) else item.list_price or Decimal(1)
    if chance(rng, 0.06):
        base = base * Decimal(str(round(rng.uniform(0.7, 1.3), 3)))
    if chance(rng, 0.008):
        return Decimal("0.00")  # free of charge
    base = base * per_unit * EXCHANGE.get(habits.currency, 1)
    if habits.currency in ("COP", "ARS", "CLP") or (EXCHANGE.get(habits.currency, 1) > 3 and habits.price_places == 2):
        return max(base.quantize(Decimal(1), ROUND_HALF_UP), Decimal(1))
    places = 2 if base >= 5 else max(habits.price_places, 4 if base < Decimal("0.1") else 3 if base < 1 else 2)
    return max(base.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP), Decimal(1).scaleb(-places))


def _our_code(rng: Random, item: Item, known: bool) -> str:
    return item.sku if known or chance(rng, 0.5) else pattern(rng, rng.choice(SKU_SHAPES))


def _buyer_code(rng: Random, world: World, habits: LineHabits, item: Item, known: bool) -> str | None:
    for reference in world.references.get(habits.customer or "", ()):
        if reference.sku == item.sku and known:
            return reference.buyer_item_code
    return pattern(rng, habits.code_shape) if chance(rng, 0.75) else None


def _description(rng: Random, habits: LineHabits, item: Item, texts: object, known: bool) -> str:
    assert isinstance(texts, dict)
    text = customer_text(rng, item, texts, habits.language, habits.wording if known else "own")
    return specified(rng, text, item, habits.language) if chance(rng, habits.specs) else text


def _dates(rng: Random, habits: LineHabits, quantity: Decimal) -> tuple[date | None, tuple[tuple[date, Decimal], ...]]:
    if not habits.dates:
        return None, ()
    first = habits.order_date + timedelta(days=rng.randint(2, 60))
    if habits.schedules and quantity >= 4 and quantity == int(quantity) and chance(rng, 0.4):
        count = rng.choice((2, 2, 3))
        share = quantity // count
        days = [first + timedelta(days=7 * rng.randint(1, 4) * i) for i in range(count)]
        shares = [share] * (count - 1) + [quantity - share * (count - 1)]
        return first, tuple(zip(days, shares, strict=True))
    return first, ()


def _comment(rng: Random, habits: LineHabits) -> str:
    if habits.remark and chance(rng, habits.remarked):
        return remark(rng, habits.remark, habits.language)
    return phrase(rng, "comment", habits.language) if habits.comments and chance(rng, 0.4) else ""
