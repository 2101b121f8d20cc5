"""What the rules may know beside the matched order, and the shapes of a rule and a decision. Values only."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, Protocol

from models.issue import Issue
from models.master import Customer, Item, MasterData, PriceAgreement
from models.match import MatchedOrder


@dataclass(frozen=True, slots=True)
class Tolerances:
    """Where a difference begins to matter. Shares are of one (0.01 = 1 %)."""

    price_share: Decimal = Decimal("0.01")
    price_step: Decimal = Decimal("0.005")  # rounding of a printed price
    amount_step: Decimal = Decimal("0.02")
    amount_share: Decimal = Decimal("0.0006")
    unusual_factor: Decimal = Decimal(10)  # times the customer's largest, or a tenth of the smallest order of the item
    unusual_needs: int = 3  # past orders before anything can be called unusual
    lead_days: int = 1
    min_customer: float = 0.9
    min_ship_to: float = 0.8
    min_item: float = 0.8
    min_field: float = 0.7
    min_po_number: float = 0.9  # by it duplicates are found, and the customer finds his order


@dataclass(frozen=True, slots=True)
class ExistingOrder:
    """An order that is in the book or on its way: what makes another one its duplicate."""

    customer_code: str
    po_number: str
    revision: str = ""
    fingerprint: str = ""
    reference: str = ""  # our number, or the document's


@dataclass(frozen=True, slots=True)
class RuleContext:
    """Built once per master data with `of`; `today` and `existing` are replaced for every order."""

    items: Mapping[str, Item]
    customers: Mapping[str, Customer]
    agreements: Mapping[tuple[str, str], tuple[PriceAgreement, ...]]
    usual: Mapping[tuple[str, str], tuple[Decimal, ...]]  # past quantities in stock units
    today: date = date.min
    existing: tuple[ExistingOrder, ...] = ()
    places: Mapping[str, int] = field(default_factory=dict)  # how many delivery addresses a customer has
    tolerances: Tolerances = field(default_factory=Tolerances)

    @classmethod
    def of(cls, master: MasterData, today: date = date.min, existing: tuple[ExistingOrder, ...] = ()) -> RuleContext:
        items = {item.sku: item for item in master.items}
        agreements: dict[tuple[str, str], list[PriceAgreement]] = defaultdict(list)
        for agreement in master.price_agreements:
            agreements[agreement.customer_code, agreement.sku].append(agreement)
        usual: dict[tuple[str, str], list[Decimal]] = defaultdict(list)
        for line in master.history:
            factor = stock_factor(items.get(line.sku), line.unit)
            if factor is not None:
                usual[line.customer_code, line.sku].append(line.quantity * factor)
        return cls(
            items,
            {c.code: c for c in master.customers},
            {k: tuple(v) for k, v in agreements.items()},
            {k: tuple(v) for k, v in usual.items()},
            today,
            existing,
            Counter(address.customer_code for address in master.addresses if address.kind == "ship_to"),
        )

    def agreed(self, customer: str, sku: str, on: date) -> PriceAgreement | None:
        """The agreement valid on a day; of several the latest."""
        valid = [
            a
            for a in self.agreements.get((customer, sku), ())
            if (a.valid_from or date.min) <= on <= (a.valid_to or date.max)
        ]
        return max(valid, key=lambda a: (a.valid_from or date.min, a.price), default=None)


def stock_factor(item: Item | None, unit: str) -> Decimal | None:
    """Stock units in one `unit` (a master-data code) of an item; None when the item has no such pack."""
    if item is None:
        return None
    return Decimal(1) if unit == item.stock_unit else dict(item.packs).get(unit)


class Rule(Protocol):
    """A business rule: looks at a matched order, states findings, changes nothing."""

    def __call__(self, order: MatchedOrder, context: RuleContext) -> Iterable[Issue]: ...


@dataclass(frozen=True, slots=True)
class Autopilot:
    """What a customer's orders need to skip review: `tolerated` issues do not ask, `always_ask` always do.

    `min_confidence`: the share of right orders that has been borne out among those let through.
    """

    mode: Literal["never", "when_confident"] = "when_confident"
    min_confidence: float = 0.9  # borne out before the rules have looked: see docs/decisions/0004
    tolerated: frozenset[str] = frozenset()
    always_ask: frozenset[str] = frozenset()
    max_amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether an order may skip review, and if not, every reason (issue codes, and the policy's own)."""

    touchless: bool
    reasons: tuple[str, ...] = ()
