"""A small trade for tests of the shell: orders written as plain text, master data of two customers and three items.

ORDER PO-1 ALPHA A1x5 B2x3        one order; several lines make several orders
UNSURE PO-2 ALPHA A1x5            an order that must go to review
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from models.codec import to_json
from models.errors import NotBookable, UnreadableDocument
from models.issue import Issue, Severity
from models.knowledge import Alias, Anchor, Form, Knowledge, SenderClue
from models.master import Address, Company, Customer, Item, MasterData
from models.match import Candidate, MatchedLine, MatchedOrder, MatchResult
from models.order import Order, OrderLine
from models.page import Box, Page, Word
from models.reading import Envelope, ExtractedLine, ExtractedOrder, Extraction, Field, Kind, PartReading, Reading
from pipeline.changes import is_chosen
from pipeline.following import Judgement
from pipeline.machine import Circumstances, Learnt, Lesson, Machine, Patience
from rules import fingerprint
from rules.duplicate import key
from store import master_data
from store.blobs import Blobs
from store.db import Database

START = datetime(2026, 3, 9, 8, tzinfo=UTC)
CUSTOMERS = ("ALPHA", "BETA")
ITEMS = ("A1", "B2", "C3")
MASTER = MasterData(
    company=Company("Our Company", currency="EUR"),
    customers=tuple(Customer(code, f"{code.title()} Ltd", language="en") for code in CUSTOMERS),
    addresses=tuple(
        Address(f"{code}-1", code, "ship_to", code, "1 Street", "75001", "Paris", "FR") for code in CUSTOMERS
    ),
    items=tuple(Item(sku, (("en", f"Item {sku}"),), list_price=Decimal("1.50")) for sku in ITEMS),
)


class Clock:
    """Time that passes a second a look, or as told."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def pass_(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


def read(data: bytes, name: str) -> bytes:
    """Every line a row of words; "CRASH" and "LOCKED" misbehave like real files."""
    text = data.decode()
    if "LOCKED" in text:
        raise UnreadableDocument("password")
    if "CRASH" in text:
        raise RuntimeError("a bug in a reader")
    head, _, body = text.rpartition("\n\n")
    envelope = Envelope(sender=head.split("From: ")[1].split("\n")[0]) if "From: " in head else None
    words = tuple(
        Word(word, Box(x * 50, y * 20, x * 50 + 40, y * 20 + 10))
        for y, row in enumerate(body.splitlines())
        for x, word in enumerate(row.split())
    )
    page = Page(1, 600, 800, words)
    return to_json(Reading((PartReading(name, Kind.PDF, pages=(page,)),), envelope))


def said(value: object) -> Field:  # type: ignore[type-arg]
    return Field(value, 0.99, "text_layer")


@dataclass(frozen=True)
class FakeTrade:
    """The trade by rote."""

    sure: bool = True
    knowledge: dict[str, str] = field(default_factory=dict)

    def extract(self, reading: Reading, *, is_order: bool = False) -> Extraction:
        rows: dict[float, list[str]] = {}
        for part in reading.parts:
            for page in part.pages:
                for word in page.words:
                    rows.setdefault(word.box.top, []).append(word.text)
        wanted = {"ORDER", "UNSURE", "HIDDEN"} if is_order else {"ORDER", "UNSURE"}
        orders = tuple(self._order(row) for row in rows.values() if row[0] in wanted)
        return Extraction(said("order" if orders else "complaint"), orders)

    def _order(self, row: list[str]) -> ExtractedOrder:
        sure, number, customer, *lines = row
        return ExtractedOrder(
            said("order"),
            Kind.PDF,
            language="en",
            pages=(1,),
            po_number=said(number),
            buyer_name=said(customer),
            currency=said("EUR"),
            notes=said("unsure") if sure == "UNSURE" else None,
            lines=tuple(
                ExtractedLine(supplier_item_code=said(code), quantity=said(Decimal(count)), unit=said("PCE"))
                for code, _, count in (line.partition("x") for line in lines)
            ),
        )

    def match(self, order: ExtractedOrder) -> MatchedOrder:
        name = order.buyer_name.value if order.buyer_name else ""
        customer = self._known(name, CUSTOMERS)
        ship_to = MatchResult(f"{customer.best}-1", 0.99) if customer.best else MatchResult(None, 0.5)
        lines = tuple(self._line(line) for line in order.lines)
        return MatchedOrder(order, customer, ship_to, lines, 0.99)

    def _known(self, text: str, all_of_them: tuple[str, ...]) -> MatchResult:
        return MatchResult(text, 0.99, (Candidate(text, 0.99),)) if text in all_of_them else MatchResult(None, 0.6)

    def _line(self, line: ExtractedLine) -> MatchedLine:
        code = line.supplier_item_code.value if line.supplier_item_code else ""
        return MatchedLine(line, self._known(self.knowledge.get(code, code), ITEMS), line.quantity)

    def habits(self, reading: Reading, machine: MatchedOrder, confirmed: MatchedOrder) -> tuple[Anchor, ...]:
        return ()

    def form(self, reading: Reading, machine: MatchedOrder, confirmed: MatchedOrder, at: datetime) -> Form | None:
        return None

    def rematch(self, matched: MatchedOrder) -> MatchedOrder:
        fresh = self.match(matched.order)
        customer = matched.customer if is_chosen(matched.customer) else fresh.customer
        lines = tuple(
            replace(new, item=old.item) if is_chosen(old.item) else new
            for old, new in zip(matched.lines, fresh.lines, strict=True)
        )
        ship_to = MatchResult(f"{customer.best}-1", 0.99) if customer.best else fresh.ship_to
        return replace(fresh, customer=customer, lines=lines, ship_to=ship_to)

    def check(self, matched: MatchedOrder, circumstances: Circumstances) -> Judgement:
        issues = []
        number = key(matched.order.po_number.value) if matched.order.po_number else ""
        for existing in circumstances.existing:
            if key(existing.po_number) == number or existing.fingerprint == fingerprint(matched):
                issues.append(Issue("duplicate_order", Severity.BLOCKING, "po_number", (("ref", existing.reference),)))
        if matched.customer.best is None:
            issues.append(Issue("unknown_customer", Severity.BLOCKING, "customer"))
        issues += [
            Issue("unknown_item", Severity.BLOCKING, f"lines.{i}.item")
            for i, line in enumerate(matched.lines)
            if line.item.best is None
        ]
        if matched.order.notes is not None:
            issues.append(Issue("low_confidence", Severity.WARNING))
        touchless = self.sure and not issues and circumstances.autopilot.mode != "never"
        return Judgement(tuple(issues), touchless, tuple(dict.fromkeys(i.code for i in issues)))

    def book(self, matched: MatchedOrder, number: str, today: date) -> Order:
        printed = matched.order
        if matched.customer.best is None or printed.po_number is None or not matched.lines:
            raise NotBookable(where="customer" if matched.customer.best is None else "lines")
        lines = []
        for index, line in enumerate(matched.lines):
            if line.item.best is None or line.line.quantity is None:
                raise NotBookable(where=f"lines.{index}.item")
            count = line.line.quantity.value
            price = Decimal("1.50")
            ordered = (count, "PCE", count, "PCE", price, Decimal(1), Decimal(0), count * price)
            lines.append(OrderLine(10 * index + 10, line.item.best, "", *ordered, None, today))
        return Order(
            number=number,
            document_type=printed.document_type.value,
            customer_code=matched.customer.best,
            ship_to_code=matched.ship_to.best,
            ship_to_address=(),
            po_number=printed.po_number.value,
            revision=printed.revision.value if printed.revision else "",
            order_date=today,
            requested_date=None,
            promised_date=today,
            currency="EUR",
            payment_terms="",
            delivery_terms="",
            notes="",
            lines=tuple(lines),
            total_net=sum((line.amount for line in lines), Decimal(0)),
        )

    def learn(self, lesson: Lesson, knowledge: Knowledge, clues: tuple[SenderClue, ...]) -> Learnt:
        known = {(alias.text, alias.sku): alias for alias in knowledge.aliases}
        for line in lesson.confirmed.lines:
            if line.line.supplier_item_code is not None and line.item.best is not None:
                at = (line.line.supplier_item_code.value, line.item.best)
                count = known[at].count + 1 if at in known else 1
                known[at] = Alias("code", *at, count, lesson.at)
        after = replace(knowledge, aliases=tuple(known.values()), confirmed_orders=knowledge.confirmed_orders + 1)
        sender = lesson.envelope.sender if lesson.envelope else ""
        if sender and knowledge.customer_code:
            clues = (
                *(c for c in clues if c.text != sender),
                SenderClue("sender", sender, knowledge.customer_code, 1),
            )
        return Learnt(after, clues)


@dataclass
class Workshop:
    """A machine with a fake trade, and what it is made of."""

    database: Database
    blobs: Blobs
    clock: Clock = field(default_factory=Clock)
    rung: list[int] = field(default_factory=list)
    trade: FakeTrade = field(default_factory=FakeTrade)
    read: Callable[[bytes, str], bytes] = read
    patience: Patience = field(default_factory=Patience)

    @property
    def machine(self) -> Machine:
        return Machine(
            database=self.database,
            blobs=self.blobs,
            read=self.read,
            trade=lambda: self.trade,
            clock=self.clock,
            ring=self.rung.append,
            mail_domain="carnet.example",
            patience=self.patience,
        )


def workshop(database: Database, folder: Path) -> Workshop:
    """A machine with master data in its database."""
    with database.write() as session:
        master_data.save(session, MASTER)
    return Workshop(database, Blobs(folder / "blobs"))
