"""Which header field a document prints, and in which block: drawn before anything is laid out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from random import Random

from learning.synth.content import OrderContent
from learning.synth.draw import chance
from learning.synth.vocab import vocab

# Chance that a field is printed at all, and the blocks it may stand in with their weights.
FIELDS: Mapping[str, tuple[float, Mapping[str, float]]] = {
    "po_number": (1.0, {"title": 3, "info": 6, "strip": 2}),
    "order_date": (0.97, {"title": 2, "info": 6, "strip": 3, "foot": 0.1}),
    "revision": (1.0, {"title": 1, "info": 4, "strip": 1}),
    "requested_date": (0.96, {"title": 0.4, "info": 5, "strip": 4, "foot": 1.5, "lead": 1}),
    "payment_terms": (0.68, {"info": 3, "strip": 4, "foot": 4, "lead": 0.6}),
    "delivery_terms": (0.5, {"info": 2, "strip": 4, "foot": 3, "lead": 0.4}),
    "ship_via": (0.2, {"info": 1, "strip": 4, "foot": 1}),
    "contact": (0.55, {"lead": 0.3, "info": 4, "strip": 3, "buyer": 2, "foot": 0.6}),
    "buyer_email": (0.45, {"info": 2, "buyer": 5, "strip": 0.4, "foot": 1}),
    "phone": (0.45, {"info": 2, "buyer": 4, "strip": 0.4}),
    "fax": (0.22, {"info": 1, "buyer": 3}),
    "buyer_vat_id": (0.36, {"info": 2, "buyer": 4, "foot": 2, "footer": 3, "lead": 0.6}),
    "quote": (0.2, {"info": 3, "strip": 2, "lead": 1}),
    "quote_date": (0.06, {"info": 1}),
    "valid_until": (0.07, {"info": 3, "strip": 1.5, "foot": 0.5}),
    "contract": (0.08, {"info": 2, "strip": 1}),
    "project": (0.14, {"info": 2, "strip": 2, "foot": 0.5}),
    "requisition": (0.1, {"info": 2, "strip": 2}),
    "supplier": (0.25, {"lead": 0.3, "info": 3, "strip": 1.5, "vendor": 1.5}),
    "account": (0.13, {"info": 2, "strip": 1}),
    "cost_centre": (0.08, {"info": 1, "strip": 1}),
    "print_date": (0.07, {"info": 1, "footer": 3}),
    "window": (0.04, {"foot": 1}),
    "order_total": (0.07, {"info": 3, "strip": 1.5}),
    "vague_date": (0.1, {"info": 3, "strip": 2, "foot": 1}),
    "currency": (1.0, {"info": 3, "strip": 2, "foot": 1}),
    "website": (0.08, {"buyer": 1, "footer": 2}),
    "vendor_contact": (0.1, {"vendor": 1}),
}
AMERICAN = {"ship_via": 0.55, "requisition": 0.25, "delivery_terms": 0.65, "buyer_vat_id": 0.05}


@dataclass(frozen=True, slots=True)
class Plan:
    """Keys by block ("title", "info", "strip", "foot", "lead", "buyer", "vendor", "footer")."""

    blocks: Mapping[str, tuple[str, ...]]
    notes_at: str
    label_notes: bool

    def keys(self, block: str) -> tuple[str, ...]:
        return self.blocks.get(block, ())


def draw_plan(rng: Random, order: OrderContent, blocks: Collection[str], currency_field: bool = False) -> Plan:
    """Places for the fields among the blocks that the family has."""
    chosen: dict[str, list[str]] = {}
    absent = {k for k in ("revision", "requested_date") if not getattr(order, k)}
    absent |= {"vague_date"} if order.requested_date else set()
    absent |= set() if currency_field else {"currency"}
    lively = rng.choice((0.5, 1.0, 1.0, 1.0, 1.5))  # some documents are bare, some are crowded
    for key, (p, places) in FIELDS.items():
        p = AMERICAN.get(key, p) if order.country in ("US", "CA") else p
        if key in absent or (key == "order_date" and "date_boxes" in blocks):
            continue
        if not chance(rng, p if p >= 0.9 else min(0.95, p * lively)):
            continue
        here = {b: w for b, w in places.items() if b in blocks}
        if not here and p >= 0.9:
            here = {b: 1.0 for b in ("info", "title", "strip", "lead") if b in blocks}
        if here:
            chosen.setdefault(rng.choices(list(here), list(here.values()))[0], []).append(key)
    for block, keys in chosen.items():
        _mix(rng, block, keys)
    american = order.country in ("US", "CA")
    for key, beside, p in (
        ("delivery_terms", "freight_terms", 0.3 if american else 0.04),
        ("payment_terms", "pay_mode", 0.07),
    ):
        _add_beside(rng, chosen, key, beside, p)
    notes = rng.choice(("lead", "after", "after", "after", "after", "tail")) if order.notes and chance(rng, 0.9) else ""
    return Plan({b: tuple(k) for b, k in chosen.items()}, notes, chance(rng, 0.6) or _is_standing(order))


def _add_beside(rng: Random, chosen: Mapping[str, list[str]], key: str, beside: str, p: float) -> None:
    """Puts a cell that is easily taken for a field next to that field."""
    for block in ("info", "strip", "foot"):
        keys = chosen.get(block, [])
        if key in keys and chance(rng, p):
            keys.insert(keys.index(key) + rng.randint(0, 1), beside)


def _is_standing(order: OrderContent) -> bool:
    """Whether the note is a sentence of every order: only its label makes it an instruction of this one."""
    return order.notes in vocab("phrases")["standing"][order.language]


def _mix(rng: Random, block: str, keys: list[str]) -> None:
    """Real forms start with number and date as a rule, not always."""
    if block == "title":
        keys.sort(key=["po_number", "revision", "order_date", "requested_date"].index)
    elif chance(rng, 0.45):
        rng.shuffle(keys)
