"""Orders for the strangers: drawn from any master data, printed by templates that record what they print.

Nothing here comes from learning/synth's way of writing orders, so that layouts and wordings are strangers to training.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from babel.dates import get_month_names

from models.master import Address, Customer, Item, MasterData

CENT = Decimal("0.01")
CONTINENTAL = (".", ",")
SEPARATORS = dict.fromkeys(("de", "es", "it", "nl"), CONTINENTAL)
SEPARATORS |= {"en": (",", "."), "fr": (" ", ","), "ch": ("'", "."), "bare": ("", ".")}


@dataclass(slots=True)
class Style:
    """How one template prints numbers and dates."""

    language: str = "en"
    numbers: str = "en"
    dates: str = "%d/%m/%Y"
    decimals: int = 2
    quantity_decimals: int = 0
    grouping: str = "western"

    def number(self, value: Decimal, decimals: int | None = None) -> str:
        thousands, point = SEPARATORS[self.numbers]
        places = self.decimals if decimals is None else decimals
        text = f"{value:.{places}f}"
        whole, _, part = text.partition(".")
        if self.grouping == "indian" and len(whole) > 3:
            head, tail = whole[:-3], whole[-3:]
            groups = [head[max(0, i - 2) : i] for i in range(len(head), 0, -2)][::-1]
            whole = ",".join([*groups, tail])
        else:
            whole = f"{int(whole):,}".replace(",", thousands)
        return whole + (point + part if part else "")

    def day(self, value: date) -> str:
        if self.dates == "long":
            return f"{value.day} {get_month_names('wide', 'format', self.language)[value.month]} {value.year}"
        if self.dates == "short":
            return f"{value.day:02d}-{get_month_names('abbreviated', 'format', 'en')[value.month]}-{value.year}"
        return value.strftime(self.dates)


class Printed:
    """Values by name; reading one as an attribute records that the template printed it, and gives its printed form."""

    def __init__(self, truth: dict[str, Any], shown: dict[str, Any]) -> None:
        self._truth, self._shown = truth, shown
        self.used: set[str] = set()
        self.extra: dict[str, Any] = {}

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in self._shown:
            if not name.startswith("_") and name in self.extra:
                return self.extra[name]
            raise AttributeError(name)
        self.used.add(name)
        return self._shown[name]

    def plain(self, name: str) -> Any:
        """The true value, without recording that it was printed."""
        return self._truth[name]

    def truth(self) -> dict[str, Any]:
        """What was printed, as a truth file states it; empty values state nothing."""
        return {k: v for k, v in self._truth.items() if k in self.used and v not in ("", [])}


@dataclass(slots=True)
class Content:
    """An order with its recording header and lines, and what surrounds it on paper (not scored)."""

    style: Style
    header: Printed
    lines: list[Printed]
    skus: list[tuple[str | None, str | None]]
    customer: Customer
    ship_to: Address
    bill_to: Address
    noise: dict[str, str] = field(default_factory=dict)

    def order_truth(self, pages: list[int]) -> dict[str, Any]:
        lines = []
        for printed, (sku, stock) in zip(self.lines, self.skus, strict=True):
            line: dict[str, Any] = printed.truth() | {"sku": sku}
            if stock is not None and sku is not None:
                line["sku_quantity"] = stock
            lines.append(line)
        places = {"ship_to_code": self.ship_to.code} if self.header.used & {"ship_to_street", "ship_to_name"} else {}
        return {
            "document_type": "order",
            "pages": pages,
            **self.header.truth(),
            "customer_code": self.customer.code,
            **places,
            "lines": lines,
        }


def _round(value: Decimal) -> Decimal:
    return value.quantize(CENT, ROUND_HALF_UP)


def draw(master: MasterData, rng: random.Random, style: Style, units: list[str], options: dict[str, Any]) -> Content:
    """One order in `style`; `options` from the template: lines (low, high), code (own|buyer), country, basis."""
    wanted = options.get("countries")
    by_customer: dict[str, list[Address]] = {}
    for address in master.addresses:
        by_customer.setdefault(address.customer_code, []).append(address)
    able = [c for c in master.customers if any(a.kind == "ship_to" for a in by_customer.get(c.code, []))]
    fitting = [c for c in able if not wanted or by_customer[c.code][0].country in wanted] or able
    customer = rng.choice(fitting)
    addresses = by_customer[customer.code]
    bill_to = next((a for a in addresses if a.kind == "bill_to"), addresses[0])
    ship_to = rng.choice([a for a in addresses if a.kind == "ship_to"])
    ordered = date(2026, 1, 5) + timedelta(days=rng.randrange(300))
    wished = ordered + timedelta(days=rng.randrange(3, 40))
    rows = _lines(master, rng, style, units, options, customer, wished)
    net = sum((Decimal(truth["amount"]) for truth, _, _ in rows), Decimal(0))
    tax = _round(net * Decimal(options.get("tax", "0.20")))
    po_number = rng.choice(["45000{:05d}", "PO{:06d}", "{:06d}", "P{:05d}", "26-{:04d}", "BC{:07d}"]).format(
        rng.randrange(100, 99999)
    )
    truth = {
        "po_number": po_number,
        "order_date": ordered.isoformat(),
        "requested_date": wished.isoformat(),
        "currency": options.get("currency", customer.currency or "EUR"),
        "buyer_name": customer.name,
        "buyer_vat_id": customer.vat_id,
        "buyer_email": f"purchasing@{customer.email_domain}",
        "ship_to_name": ship_to.name,
        "ship_to_street": ship_to.street,
        "ship_to_postcode": ship_to.postcode,
        "ship_to_city": ship_to.city,
        "ship_to_country": ship_to.country,
        "payment_terms": options.get("payment", "30 days net"),
        "delivery_terms": options.get("delivery", "DAP " + ship_to.city),
        "total_net": str(net),
        "total_tax": str(tax),
        "total_gross": str(net + tax),
        "notes": options.get("note", "Please quote our order number on all documents"),
    }
    shown = truth | {
        "order_date": style.day(ordered),
        "requested_date": style.day(wished),
        **{k: style.number(Decimal(truth[k])) for k in ("total_net", "total_tax", "total_gross")},
    }
    return Content(
        style,
        Printed(truth, shown),
        [Printed(t, s) for t, s, _ in rows],
        [m for _, _, m in rows],
        customer,
        ship_to,
        bill_to,
        noise_of(rng, style, ordered),
    )


def noise_of(rng: random.Random, style: Style, ordered: date) -> dict[str, str]:
    """Phones, quotes, accounts and other things around an order that no field asks for."""
    return {
        "phone": f"+{rng.randrange(30, 49)} {rng.randrange(100, 999)} {rng.randrange(100000, 999999)}",
        "fax": f"+{rng.randrange(30, 49)} {rng.randrange(100, 999)} {rng.randrange(100000, 999999)}",
        "person": rng.choice(["J. Whitfield", "Sabine Krol", "M. Delcourt", "R. Iyer", "Lucía Prado", "T. Bakker"]),
        "quote": f"Q-{rng.randrange(10000, 99999)}",
        "contract": f"{rng.randrange(4600000000, 4699999999)}",
        "project": f"{rng.randrange(100, 999)}-{rng.randrange(10, 99)}",
        "account": f"{rng.randrange(10000, 99999)}",
        "requisition": f"REQ{rng.randrange(1000, 9999)}",
        "quote_date": style.day(ordered - timedelta(days=rng.randrange(3, 30))),
        "registration": f"{rng.randrange(100000000, 999999999)}",
        "hsn": f"{rng.randrange(7300, 8599)}{rng.randrange(10, 99)}00",
    }


Row = tuple[dict[str, str], dict[str, str], tuple[str | None, str | None]]


def _lines(
    master: MasterData,
    rng: random.Random,
    style: Style,
    units: list[str],
    options: dict[str, Any],
    customer: Customer,
    wished: date,
) -> list[Row]:
    low, high = options.get("lines", (2, 9))
    own = [x for x in master.cross_references if x.customer_code == customer.code]
    by_sku: dict[str, Item] = {i.sku: i for i in master.items}
    if options.get("code") == "buyer" and len(own) >= high:
        picked = [(by_sku[x.sku], x.buyer_item_code) for x in rng.sample(own, rng.randint(low, high))]
    else:
        picked = [(i, "") for i in rng.sample(master.items, rng.randint(low, high))]
    rows: list[Row] = []
    step, basis = options.get("step", 1), Decimal(options.get("basis", 1))
    for position, (item, buyer_code) in enumerate(picked, start=1):
        description = dict(item.descriptions).get(style.language) or item.descriptions[0][1]
        quantity = Decimal(rng.choice([1, 2, 3, 5, 8, 10, 12, 20, 25, 40, 100, 250, 1000]))
        price = _round((item.list_price or Decimal(rng.randrange(100, 9000)) / 100) * basis) or Decimal("0.35")
        discount = Decimal(rng.choice([0, 5, 10, 12])) if options.get("discount") else Decimal(0)
        amount = _round(quantity * price / basis * (1 - discount / 100))
        truth = {
            "line_no": str(position * step),
            "buyer_item_code": buyer_code or f"{rng.randrange(10000, 99999)}",
            "supplier_item_code": item.sku,
            "gtin": item.gtin,
            "description": description,
            "quantity": f"{quantity}",
            "unit": rng.choice(units),
            "unit_price": f"{price}",
            "price_basis": f"{basis}",
            "discount_percent": f"{discount}",
            "amount": f"{amount}",
            "requested_date": (wished + timedelta(days=rng.choice([0, 0, 7]))).isoformat(),
        }
        shown = truth | {
            "quantity": style.number(quantity, style.quantity_decimals),
            "unit_price": style.number(price),
            "discount_percent": style.number(discount, 2 if style.decimals else 0),
            "amount": style.number(amount),
            "requested_date": style.day(date.fromisoformat(truth["requested_date"])),
        }
        rows.append((truth, shown, (item.sku, None)))
    return rows
