"""Master data arranged for looking up: what matching asks of customers, addresses and items, built once per load."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from matching.codes import CodeIndex
from matching.concepts import meaning
from matching.grams import GramIndex
from matching.similarity import code_key, fold, ocr_key, words
from matching.translation import Translations
from models.master import Address, Customer, Item, MasterData, PriceAgreement


@dataclass(frozen=True, slots=True)
class Habit:
    """What a customer bought of one item: how often, when last, and how much at a time (in the unit they used)."""

    count: int
    last: date
    quantities: tuple[tuple[Decimal, str], ...]


@dataclass(frozen=True, slots=True, eq=False)
class ItemIndex:
    """The catalogue by code, by text and by brand; `rows` numbers the items as the master data lists them."""

    items: tuple[Item, ...]
    rows: Mapping[str, int]
    codes: CodeIndex
    texts: GramIndex
    brands: frozenset[tuple[str, ...]]
    translations: Translations
    popularity: Mapping[str, int]
    default_idf: float
    views: dict[int, Any] = field(default_factory=dict, repr=False)  # parsed items, filled as they become candidates

    def get(self, sku: str) -> Item | None:
        row = self.rows.get(sku)
        return None if row is None else self.items[row]


@dataclass(frozen=True, slots=True, eq=False)
class PartnerIndex:
    """Customers and their addresses by every trait that a document may print."""

    customers: Mapping[str, Customer]
    order: tuple[str, ...]
    addresses: Mapping[str, tuple[Address, ...]]
    by_trait: Mapping[tuple[str, str], tuple[str, ...]]
    names: GramIndex
    name_owner: tuple[str, ...]
    groups: Mapping[str, tuple[str, ...]]
    address_owner: Mapping[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class MasterIndex:
    """Everything that matching looks up. Immutable; a changed master data builds a new one."""

    master: MasterData
    items: ItemIndex
    partners: PartnerIndex
    cross_references: Mapping[tuple[str, str], tuple[str, ...]]
    code_users: Mapping[str, tuple[tuple[str, str, str], ...]]  # OCR-proof code → (customer, SKU, code)
    own_codes: Mapping[str, tuple[tuple[str, str], ...]]  # customer → (OCR-proof code, SKU)
    agreements: Mapping[tuple[str, str], tuple[PriceAgreement, ...]]
    habits: Mapping[str, Mapping[str, Habit]]
    ship_to_use: Mapping[str, Mapping[str, int]]
    today: date = field(default=date.min)

    @classmethod
    def build(cls, master: MasterData) -> MasterIndex:
        """Arrange the master data; some 1 ms per 10 items."""
        from matching.partners import build_partners  # customers are indexed beside their comparison

        references: dict[tuple[str, str], list[str]] = defaultdict(list)
        users: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        own: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for reference in master.cross_references:
            key = code_key(reference.buyer_item_code)
            references[reference.customer_code, key].append(reference.sku)
            users[ocr_key(key)].append((reference.customer_code, reference.sku, key))
            own[reference.customer_code].append((ocr_key(key), reference.sku))
        agreed: dict[tuple[str, str], list[PriceAgreement]] = defaultdict(list)
        for agreement in master.price_agreements:
            agreed[agreement.customer_code, agreement.sku].append(agreement)
        habits, ship_to_use, popularity = _habits(master)
        return cls(
            master,
            _build_items(master.items, popularity),
            build_partners(master),
            {k: tuple(v) for k, v in references.items()},
            {k: tuple(v) for k, v in users.items()},
            {k: tuple(v) for k, v in own.items()},
            {k: tuple(v) for k, v in agreed.items()},
            habits,
            ship_to_use,
            max((line.order_date for line in master.history), default=date.min),
        )

    def agreed_price(self, customer: str, sku: str, on: date | None) -> PriceAgreement | None:
        """The agreement valid on a day (the last one where no day is known)."""
        found = self.agreements.get((customer, sku), ())
        valid = [a for a in found if _valid(a, on or self.today)]
        ranked = sorted(valid or found, key=lambda a: (a.valid_from or date.min, a.price))
        return ranked[-1] if ranked else None


def _valid(agreement: PriceAgreement, on: date) -> bool:
    return (agreement.valid_from or date.min) <= on <= (agreement.valid_to or date.max)


_KEPT_QUANTITIES = 12


def _habits(
    master: MasterData,
) -> tuple[dict[str, dict[str, Habit]], dict[str, dict[str, int]], dict[str, int]]:
    counts: dict[tuple[str, str], int] = defaultdict(int)
    last: dict[tuple[str, str], date] = {}
    quantities: dict[tuple[str, str], list[tuple[Decimal, str]]] = defaultdict(list)
    ship_tos: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    popularity: dict[str, int] = defaultdict(int)
    for line in master.history:
        key = (line.customer_code, line.sku)
        counts[key] += 1
        last[key] = max(last.get(key, date.min), line.order_date)
        quantities[key].append((line.quantity, line.unit))
        ship_tos[line.customer_code][line.ship_to_code] += 1
        popularity[line.sku] += 1
    habits: dict[str, dict[str, Habit]] = defaultdict(dict)
    for (customer, sku), count in counts.items():
        habits[customer][sku] = Habit(count, last[customer, sku], tuple(quantities[customer, sku][-_KEPT_QUANTITIES:]))
    return dict(habits), {k: dict(v) for k, v in ship_tos.items()}, dict(popularity)


def item_text(item: Item) -> str:
    """All that a catalogue says of an item in words: descriptions in every language, and the brand."""
    return fold(" ".join((*(text for _, text in item.descriptions), item.brand)))


def retrieval_tokens(text: str) -> list[str]:
    """Words and concepts, each once: what the index knows of a text beside its trigrams."""
    found = words(text)
    return [*dict.fromkeys((*found, *meaning(found)[0]))]


def _build_items(items: tuple[Item, ...], popularity: Mapping[str, int]) -> ItemIndex:
    texts = [item_text(item) for item in items]
    index = GramIndex.build(texts, [retrieval_tokens(text) for text in texts])
    return ItemIndex(
        items,
        {item.sku: row for row, item in enumerate(items)},
        CodeIndex.build(items),
        index,
        _brands(items),
        Translations.learn(items),
        popularity,
        float(index.weight.max()) if len(items) else 1.0,
    )


def _brands(items: Iterable[Item]) -> frozenset[tuple[str, ...]]:
    return frozenset(words(brand) for brand in {item.brand for item in items} if brand)
