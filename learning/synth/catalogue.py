"""An invented catalogue: items of many trades, near-duplicates that differ in one attribute, codes of many shapes."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from math import exp, log, prod
from random import Random
from typing import Any

from learning.synth.companies import invented_stem
from learning.synth.draw import chance, pattern
from learning.synth.vocab import LANGUAGES, vocab
from models.master import Item

SKU_SHAPES = (
    "K######", "##.###.###", "###.###.###", "@@-####-@", "########", "@@######", "######", "####-###", "@###-##-##",
    "##-####-##", "@@@#####", "#######", "@-#####", "###-@@-###", "@@@-###-@@", "#####.##", "@@##%%##", "####/##",
)  # fmt: skip
_AXIS = re.compile(r"\{(\w)\}")
_PREFIXES = ("400", "541", "871", "501", "359", "761", "800", "843", "539", "735", "076", "890", "750")


@dataclass(frozen=True, slots=True)
class Template:
    """One kind of product: texts by language with axes, and the axes' values."""

    trade: str
    unit: str
    price: tuple[float, float]
    packs: str
    minimum: int
    texts: tuple[str, ...]
    axes: tuple[tuple[str, tuple[str, ...]], ...]


@cache
def templates() -> tuple[Template, ...]:
    """All product kinds of the vocabulary."""
    return tuple(_template(row) for row in vocab("products")["p"])


def _template(row: dict[str, Any]) -> Template:
    names = dict.fromkeys(_AXIS.findall(row["d"][0]))
    axes = tuple((n, tuple(str(v) for v in (row.get(f"{n}_") or row[n]))) for n in names)
    low, high = row["c"]
    return Template(row["t"], row["u"], (low, high), row["k"], row.get("m", 1), tuple(row["d"]), axes)


def gtin13(rng: Random) -> str:
    """A GTIN-13 with a right check digit."""
    body = rng.choice(_PREFIXES) + pattern(rng, "#########")
    total = sum(int(ch) * (3 if index % 2 else 1) for index, ch in enumerate(body))
    return body + str((10 - total % 10) % 10)


@cache
def _translated(value: str, language: str) -> str:
    words = vocab("products")["words"]
    index = LANGUAGES.index(language) - 1
    if index < 0:
        return value
    for english, texts in words.items():
        if value == english or value.startswith(english + " "):
            return str(texts[index]) + value[len(english) :]
        if value.endswith(" " + english):
            return value[: -len(english)] + str(texts[index])
    return value


def describe(template: Template, values: dict[str, str], language: str) -> str:
    """The item's text in a language."""
    text = template.texts[LANGUAGES.index(language)]
    filled = text.format(**{axis: _translated(value, language) for axis, value in values.items()})
    return " ".join(filled.split())


def catalogue(rng: Random, count: int, currency: str, languages: tuple[str, ...]) -> Iterator[Item]:
    """`count` items, streamed; a neighbour in the list often differs in one attribute only."""
    shapes = rng.sample(SKU_SHAPES, rng.randint(1, 4))
    makers = [_Maker(rng, template, shapes) for template in rng.sample(templates(), len(templates()))]
    used: set[str] = set()
    made, previous = 0, ""
    for maker in itertools.cycle(makers):
        if maker.used_up and not all(m.used_up for m in makers):
            continue
        for _ in range(min(rng.randint(3, 40), count - made)):
            item = maker.item(used, currency, languages, previous)
            previous = item.sku
            made += 1
            yield item
        if made >= count:
            return


class _Maker:
    """Draws items of one template, walking through its variants so that near-duplicates stand side by side."""

    def __init__(self, rng: Random, template: Template, shapes: list[str]) -> None:
        self.rng, self.template, self.shapes = rng, template, shapes
        self.brands = [invented_stem(rng) for _ in range(3)]
        self.values = {axis: rng.choice(options) for axis, options in template.axes}
        self.seen: set[tuple[str, ...]] = set()
        low, high = template.price
        self.level = exp(rng.uniform(log(low), log(high)))
        self.round = 0
        self.variants = 0.9 * prod(len(options) for _, options in template.axes)

    @property
    def used_up(self) -> bool:
        """True when (nearly) every variant of the template has been made."""
        return len(self.seen) >= self.variants

    def _next_values(self) -> tuple[dict[str, str], str]:
        rng = self.rng
        for _ in range(0 if self.used_up else 40):
            axis, options = rng.choice(self.template.axes)
            self.values = {**self.values, axis: rng.choice(options)}
            key = tuple(self.values.values())
            if key not in self.seen:
                self.seen.add(key)
                return self.values, ""
        # The variants are used up (large catalogues): a series number keeps the texts apart.
        self.round += 1
        return {axis: rng.choice(options) for axis, options in self.template.axes}, f"{self.round}"

    def item(self, used: set[str], currency: str, languages: tuple[str, ...], previous: str) -> Item:
        rng, template = self.rng, self.template
        values, series = self._next_values()
        brand = rng.choice(self.brands)
        suffix = f" {rng.choice(('Series', 'Type', 'T'))}{series}" if series else ""
        style = rng.random()
        texts = tuple((lang, _styled(describe(template, values, lang) + suffix, brand, style)) for lang in languages)
        discontinued = bool(previous) and chance(rng, 0.04)
        return Item(
            sku=self._sku(used),
            descriptions=texts,
            gtin=gtin13(rng) if chance(rng, 0.65) else "",
            brand=brand,
            manufacturer_part_number=_part_number(rng, brand, values),
            category=template.trade,
            stock_unit=template.unit,
            list_price=_price(rng, self.level, template.price),
            currency=currency,
            packs=_packs(rng, template),
            min_quantity=Decimal(template.minimum),
            multiple=Decimal(rng.choice((1, 1, template.minimum))),
            status="discontinued" if discontinued else "active",
            replaced_by=previous if discontinued and chance(rng, 0.7) else "",
        )

    def _sku(self, used: set[str]) -> str:
        while True:
            sku = pattern(self.rng, self.rng.choice(self.shapes))
            if sku.startswith("0") or sku in used:
                sku = pattern(self.rng, "1" + self.rng.choice(self.shapes)[1:] if len(used) < 50_000 else "9########")
            if sku not in used:
                used.add(sku)
                return sku


def _styled(text: str, brand: str, style: float) -> str:
    if style < 0.12:
        return f"{brand} {text}"
    if style < 0.22:
        return ", ".join(text.rsplit(" ", 2))
    return text.upper() if style < 0.32 else text


def _part_number(rng: Random, brand: str, values: dict[str, str]) -> str:
    core = re.sub(r"[^A-Z0-9]", "", next(iter(values.values())).upper())[:6]
    letters = re.sub(r"[^A-Z]", "", brand.upper())[:2] or "X"
    return pattern(
        rng, rng.choice((f"{letters}###-{core}", f"{core}-####", "#######", f"{letters}-####/@", "@@####-##"))
    )


def _price(rng: Random, level: float, bounds: tuple[float, float]) -> Decimal:
    value = min(max(level * rng.uniform(0.6, 1.6), bounds[0]), bounds[1] * 1.5)
    places = "0.0001" if value < 0.1 else "0.001" if value < 1 else "0.01"
    return Decimal(str(value)).quantize(Decimal(places))


def _packs(rng: Random, template: Template) -> tuple[tuple[str, Decimal], ...]:
    packs: list[tuple[str, Decimal]] = []
    for part in template.packs.split(";"):
        unit, sizes = part.split("=")
        if chance(rng, 0.85 if not packs else 0.4):
            packs.append((unit, Decimal(rng.choice(sizes.split("|")))))
    return tuple(packs)
