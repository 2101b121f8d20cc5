"""Orders of an inbox matched and checked as in the service, and whether each would have been booked right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from extraction import extract
from extraction.gazetteer import Gazetteer
from learning.accuracy import Accuracy, score_files
from learning.brain import Brain
from learning.synth.pdf.generate import shared_world
from learning.train_orders_inbox import Read
from matching import MasterIndex, identify, match
from matching.confidence import order_features
from matching.ranking import Matrix
from matching.units import unit_meanings
from models.issue import Severity
from models.knowledge import Knowledge
from models.master import Address, MasterData
from models.match import MatchedLine, MatchedOrder
from models.reading import Envelope, ExtractedLine, ExtractedOrder, Reading, stated
from rules import RuleContext, check

Json = Mapping[str, Any]
# What the scorer of a decision looks at; the rest of the errors of an order lose no money.
KEYS = frozenset(
    {"document", "document_type", "po_number", "requested_date", "customer_code", "ship_to_code", "line"}
    | {f"line.{name}" for name in ("sku", "unit_price", "price_basis", "quantity", "stock_quantity")}
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A matched order, whether all that matters in it is right, and whether the rules would have stopped it anyway.

    `row` are the features of its confidence; `wrong` names what is wrong, as (what, truth, stated).
    """

    file: str
    family: str
    kind: str
    matched: MatchedOrder
    row: Matrix
    right: bool
    stopped: bool
    wrong: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class _Office:
    """What judging the documents of one world needs."""

    world: int
    gazetteer: Gazetteer
    index: MasterIndex
    rules: RuleContext

    @classmethod
    def of(cls, world: int) -> _Office:
        master = shared_world(world).master
        return cls(world, Gazetteer.build(master), MasterIndex.build(master), RuleContext.of(master))


def outcomes(files: Iterable[Read], brain: Brain) -> Iterator[Outcome]:
    """The orders found in the files, judged."""
    office: _Office | None = None
    for file in files:
        if office is None or office.world != file.world:
            office = _Office.of(file.world)
        orders, truth = _orders(file.reading, office, brain), readable(file.truth, office.index.master)
        for number, order in enumerate(orders):
            tally = judged(truth, orders, number)
            wrong = tuple((what, t, p) for _, _, what, t, p in tally.wrong if what in KEYS)
            stops = _stopped(order, file.reading.envelope, office.rules)
            row = order_features(order, office.index)
            right = not tally.touchless_wrong
            yield Outcome(file.truth["file"], file.family, file.kind, order, row, right, stops, wrong)


def _orders(reading: Reading, office: _Office, brain: Brain) -> list[MatchedOrder]:
    found = extract(reading, office.gazetteer, brain.extraction)
    index, models = office.index, brain.matching
    return [match(o, identify(o, index, models), index, Knowledge(), models) for o in found.orders]


def _stopped(order: MatchedOrder, envelope: Envelope | None, rules: RuleContext) -> bool:
    """Whether a finding sends the order to an agent, however sure it is."""
    sent = envelope.sent_at.date() if envelope is not None and envelope.sent_at is not None else date.min
    day = order.order.order_date.value if order.order.order_date is not None else sent
    return any(issue.severity is not Severity.INFO for issue in check(order, replace(rules, today=day)))


def readable(truth: Json, master: MasterData) -> Json:
    """The truth without what no reader could tell.

    How many to a pack, where neither unit nor price is printed or the unit says "each"; which of two ship-to addresses
    that are the same.
    """
    places = Counter(_place(a) for a in master.addresses if a.kind == "ship_to")
    double = {a.code for a in master.addresses if places[_place(a)] > 1}
    return {**truth, "orders": [_readable(order, double) for order in truth["orders"]]}


def _place(address: Address) -> tuple[str, ...]:
    return (address.customer_code, address.name, address.street, address.postcode)


def _readable(order: Json, double: Collection[str]) -> Json:
    told = {k: v for k, v in order.items() if k != "ship_to_code" or v not in double}
    return {**told, "lines": [_readable_line(line) for line in order["lines"]]}


def _readable_line(line: Json) -> Json:
    if "sku_quantity" not in line or _tells_factor(line):
        return line
    return {name: value for name, value in line.items() if name != "sku_quantity"}


def _tells_factor(line: Json) -> bool:
    """Whether the line says how many stock units one ordered unit is: "each" says one, nothing says nothing."""
    unit = str(line.get("unit") or "")
    if unit_meanings(unit)[:1] == ("PCE",):
        return Decimal(line["sku_quantity"]) == Decimal(line.get("quantity") or 0)
    return bool(unit or line.get("unit_price") or line.get("amount"))


def judged(truth: Json, orders: Sequence[MatchedOrder], number: int) -> Accuracy:
    """The tally of a file whose order `number` alone goes unseen: it counts as wrong what booking it would cost."""
    documents = [said(order, touchless=at == number) for at, order in enumerate(orders)]
    return score_files([(truth, {"documents": documents})])


def said(order: MatchedOrder, touchless: bool) -> dict[str, Any]:
    """The order as an answer, as far as it is judged."""
    return {
        "document_type": order.order.document_type.value,
        "pages": list(order.order.pages),
        "fields": _values(order.order),
        "lines": [_line(line) for line in order.lines],
        "customer": {"code": order.customer.best},
        "ship_to": {"code": order.ship_to.best},
        "decision": "touchless" if touchless else "review",
    }


def _line(line: MatchedLine) -> dict[str, Any]:
    stock = {"stock_quantity": _plain(line.stock_quantity.value)} if line.stock_quantity else {}
    return {**_values(line.line), "item": {"sku": line.item.best}, **stock}


def _values(record: ExtractedOrder | ExtractedLine) -> dict[str, str]:
    return {name: _plain(field.value) for name, field in stated(record)}


def _plain(value: object) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
