"""A small company with a morning of documents, for tests and pictures of the screens.

Real files, readers, store, rules and booking. Only the trade's reading is by rote: it finds the scripted order whose PO
number stands in the document, and places its values on the words that were really read.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from extraction.limits import Limits
from models.codec import to_json
from models.errors import Undeliverable
from models.knowledge import Anchor, Knowledge, SenderClue
from models.match import Candidate, Comparison, MatchedLine, MatchedOrder, MatchResult
from models.order import Order
from models.page import Page, Word
from models.reading import ExtractedLine, ExtractedOrder, Extraction, Field, Kind, OnPage, Reading
from models.tables import Origin, Role
from orderbook import BookingFacts, book
from orderbook.delivery import Outbox, send_due
from orderbook.mail import Sender
from pipeline.advance import run
from pipeline.changes import is_chosen
from pipeline.following import Judgement
from pipeline.machine import Circumstances, Learnt, Lesson, Machine
from pipeline.picture import page_picture
from pipeline.reading import read_file
from review_ui.desk import Desk, UiSettings
from review_ui.passwords import hash_password
from review_ui.verbs import MachineVerbs
from rules import RuleContext, check, may_skip_review
from store import master_data, users
from store.blobs import Blobs
from store.db import Database
from tests.review_ui.company import (
    ITEMS,
    MASTER,
    NOW,
    PASSWORD,
    SCRIPTS,
    Line,
    Script,
    order_mail,
    order_pdf,
    printed_day,
    printed_number,
)


@dataclass(frozen=True)
class RoteTrade:
    """Finds the scripts, and leaves the rest to the real rules and the real booking."""

    scripts: tuple[Script, ...] = SCRIPTS

    def extract(self, reading: Reading) -> Extraction:
        pages = [(part.name, page) for part in reading.parts for page in part.pages]
        words = {word.text.strip("():,") for _, page in pages for word in page.words}
        found = next((script for script in self.scripts if script.po in words), None)
        if found is None:
            return Extraction(Field("complaint", 0.9, "text_layer"), ())
        part, page = next((name, page) for name, page in pages if any(found.po in word.text for word in page.words))
        return Extraction(
            Field("order", 0.99, "text_layer"), (_extracted(found, part if found.kind is Kind.EMAIL else "", page),)
        )

    def match(self, order: ExtractedOrder) -> MatchedOrder:
        script = self._script(order)
        lines = tuple(
            _matched(line, script.lines[i] if i < len(script.lines) else None) for i, line in enumerate(order.lines)
        )
        customer = MatchResult(script.customer, script.customer_sure, _customer_candidates(script))
        ship_to = MatchResult(
            script.ship_to,
            0.97,
            (Candidate(script.ship_to or "", 0.97, (Comparison("postcode", "equal"), Comparison("street", "equal"))),)
            if script.ship_to
            else (),
        )
        return MatchedOrder(order, customer, ship_to, lines, script.confidence)

    def _script(self, order: ExtractedOrder) -> Script:
        number = order.po_number.value if order.po_number else ""
        return next(
            (script for script in self.scripts if script.po == number),
            replace(self.scripts[0], lines=(), confidence=0.4),
        )

    def habits(self, reading: Reading, machine: MatchedOrder, confirmed: MatchedOrder) -> tuple[Anchor, ...]:
        return ()

    def rematch(self, matched: MatchedOrder) -> MatchedOrder:
        script = self._script(matched.order)
        factors = [line.factor for line in script.lines] + [1] * len(matched.lines)
        lines = tuple(_restocked(line, factor) for line, factor in zip(matched.lines, factors, strict=False))
        matched = replace(matched, lines=lines)
        best, ship_to = matched.customer.best, matched.ship_to.best
        if is_chosen(matched.customer) and best and not (ship_to or "").startswith(best):
            own = [a.code for a in MASTER.addresses if a.customer_code == best]
            return replace(matched, ship_to=MatchResult(own[0] if own else None, 0.7))
        return matched

    def check(self, matched: MatchedOrder, circumstances: Circumstances) -> Judgement:
        context = replace(RuleContext.of(MASTER, circumstances.today), existing=circumstances.existing)
        issues = check(matched, context)
        decision = may_skip_review(matched, issues, circumstances.autopilot)
        return Judgement(issues, decision.touchless, decision.reasons)

    def book(self, matched: MatchedOrder, number: str, today: date) -> Order:
        customer = next((c for c in MASTER.customers if c.code == matched.customer.best), MASTER.customers[0])
        facts = BookingFacts(
            MASTER.company, customer, MASTER.addresses, {i.sku: i for i in ITEMS}, MASTER.price_agreements
        )
        return book(matched, number=number, today=today, facts=facts)

    def learn(self, lesson: Lesson, knowledge: Knowledge, clues: tuple[SenderClue, ...]) -> Learnt:
        return Learnt(replace(knowledge, confirmed_orders=knowledge.confirmed_orders + 1), clues)


def _restocked(line: MatchedLine, factor: int) -> MatchedLine:
    if line.line.quantity is None or line.item.best is None or is_by_agent(line.stock_quantity):
        return line
    if line.stock_quantity is not None and line.stock_quantity.value == line.line.quantity.value * factor:
        return line
    return replace(line, stock_quantity=Field(line.line.quantity.value * factor, 0.96, "master_data"))


def is_by_agent(field_: Field[Any] | None) -> bool:
    return field_ is not None and field_.source == "agent"


def _customer_candidates(script: Script) -> tuple[Candidate, ...]:
    if script.customer is None:
        return ()
    reasons = (
        Comparison("name", "equal" if script.customer_sure > 0.9 else "alike"),
        Comparison("mail_domain", "equal"),
    )
    others = tuple(
        Candidate(c.code, 0.2, (Comparison("name", "differs"),)) for c in MASTER.customers if c.code != script.customer
    )[:2]
    return (Candidate(script.customer, script.customer_sure, reasons), *others)


def _matched(line: ExtractedLine, script: Line | None) -> MatchedLine:
    if script is None:
        return MatchedLine(line, MatchResult(None, 0.5))
    reasons = (
        (Comparison("sku", "equal"),)
        if script.code == script.sku
        else (Comparison("description", "alike"), Comparison("dimensions", "equal"))
    )
    best = (Candidate(script.sku, script.sure, reasons),) if script.sku else ()
    others = tuple(
        Candidate(sku, 0.3 - n / 10, (Comparison("description", "alike"), Comparison("numbers", "differs")))
        for n, sku in enumerate(script.others)
    )
    stock = (
        Field(Decimal(script.quantity) * script.factor, 0.96 if script.factor == 1 else 0.72, "master_data")
        if script.sku
        else None
    )
    return MatchedLine(line, MatchResult(script.sku, script.sure, (*best, *others)), stock)


def _extracted(script: Script, part: str, page: Page) -> ExtractedOrder:
    def read(value: Any, printed: str, sure: float = script.sure, after: float = 0.0) -> Field[Any]:
        return Field(value, sure, "text_layer", _place(page, printed, after))

    tops = [evidence.box.top if (evidence := _place(page, line.text)) else 0.0 for line in script.lines]
    lines = tuple(
        ExtractedLine(
            line_no=None,
            supplier_item_code=read(line.code, line.code, after=top - 2) if line.code == line.sku else None,
            buyer_item_code=read(line.code, line.code, after=top - 2) if line.code != line.sku else None,
            description=read(line.text, line.text, after=top - 2),
            quantity=read(Decimal(line.quantity), line.quantity, line.field_sure, top - 2),
            unit=read(line.unit, line.unit, after=top - 2),
            unit_price=read(Decimal(line.price), printed_number(line.price, script.language), after=top - 2),
            amount=read(line.amount, printed_number(str(line.amount), script.language), after=top - 2)
            if not part
            else None,
        )
        for line, top in zip(script.lines, tops, strict=True)
    )
    total = sum((line.amount for line in script.lines), Decimal(0))
    requested = script.requested
    return ExtractedOrder(
        document_type=Field(script.document_type, 0.98, "text_layer"),
        kind=script.kind,
        language=script.language,
        part=part,
        pages=(1,),
        po_number=read(script.po, script.po, script.po_sure),
        order_date=read(script.order_date, printed_day(script.language, script.order_date)),
        requested_date=read(requested, printed_day(script.language, requested)) if requested and not part else None,
        currency=Field("EUR", 0.98, "text_layer"),
        buyer_name=read(script.buyer, script.buyer),
        ship_to_name=Field(script.buyer, 0.98, "text_layer") if script.ship_to else None,
        total_net=read(total, printed_number(str(total), script.language)) if not part else None,
        lines=lines,
    )


def _place(page: Page, printed: str, after: float = 0.0) -> OnPage | None:
    """Where these words stand next to each other, from a height on."""
    wanted = printed.split()
    words = sorted((w for w in page.words if w.box.top >= after), key=lambda w: (round(w.box.top), w.box.x0))
    for start in range(len(words) - len(wanted) + 1):
        run_: list[Word] = words[start : start + len(wanted)]
        if [w.text.strip("(),:") for w in run_] == [w.strip("(),:") for w in wanted]:
            box = run_[0].box
            for word in run_[1:]:
                box = box.union(word.box)
            return OnPage(page.number, box, printed)
    return None


class Clock:
    """Stands where it is put, and ticks a little at each look."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=40)
        return self.now


# The service reads and draws in children, one thing each; here one at a time, since PDFium knows no threads.
PDFIUM = threading.Lock()


def _read(data: bytes, name: str) -> bytes:
    with PDFIUM:
        return to_json(read_file(data, name, Limits()))


class Sink:
    """Takes mail, except to addresses that refuse."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []

    def send(self, mail: EmailMessage) -> None:
        if "refuses" in mail["To"]:
            raise Undeliverable("550 no such user")
        self.mails.append(mail)


@dataclass
class House:
    """The whole company on one folder."""

    folder: Path
    database: Database
    blobs: Blobs
    clock: Clock = field(default_factory=Clock)
    sink: Sink = field(default_factory=Sink)
    ids: dict[str, int] = field(default_factory=dict)

    @property
    def machine(self) -> Machine:
        return Machine(
            database=self.database,
            blobs=self.blobs,
            read=_read,
            trade=lambda: RoteTrade(),
            clock=self.clock,
            ring=lambda number: None,
            mail_domain="nordlux.example",
        )

    @property
    def outbox(self) -> Outbox:
        return Outbox(
            self.database,
            self.blobs,
            self.sink,
            Sender("orders@nordlux.example", "Nordlux"),
            self.clock,
            lambda name, data: None,
        )

    @property
    def desk(self) -> Desk:
        verbs = MachineVerbs(self.machine)

        def picture(data: bytes, name: str, part: str, role: str, page: int, width_px: int) -> bytes:
            with PDFIUM:
                return page_picture(data, name, part, role, page, width_px, Limits())

        def accept(data: bytes, name: str, origin: str, who: str) -> Any:
            received = verbs.accept(data, name, origin, who)
            run(self.machine, received.document_id)
            return received

        settings = UiSettings("a secret for tests", self.folder / "pictures", demo_logins=(("agent", PASSWORD),))
        return Desk(self.database, self.blobs, verbs, accept, picture, self.clock, settings)

    def receive(self, data: bytes, name: str, at: datetime, sender: str = "", origin: Origin = Origin.MAIL) -> int:
        from intake.accept import accept

        self.clock.now = at
        accepted = accept(self.machine.door, data, name, origin, sender=sender)
        run(self.machine, accepted.document_id)
        return accepted.document_id


SENDERS = {
    "C001": "achats@morel.example",
    "C002": "purchasing@brightside.example",
    "C003": "einkauf@huber.example",
    "C004": "achats@morel-fils.example",
    None: "",
}
HASHED = hash_password(PASSWORD)
USERS = (
    ("agent", "Anne Petit", Role.AGENT, "en"),
    ("marc", "Marc Duval", Role.AGENT, "fr"),
    ("manager", "Mia Lang", Role.MANAGER, "en"),
    ("admin", "Ada Stone", Role.ADMIN, "en"),
)


def furnished(folder: Path) -> House:
    """A house with users and master data, and no documents yet."""
    database = Database(f"sqlite:///{folder / 'carnet.db'}")
    database.upgrade()
    house = House(folder, database, Blobs(folder / "blobs"))
    with database.write() as session:
        master_data.save(session, MASTER)
        for login, name, role, language in USERS:
            users.add(session, login, name, HASHED, role, NOW, language=language, zone="Europe/Paris")
    return house


def with_a_morning(house: House, scripts: tuple[Script, ...] = SCRIPTS) -> House:
    """Documents of all kinds, the oldest since the day before."""
    start = NOW - timedelta(hours=22)
    for n, script in enumerate(scripts):
        data, name = (
            (order_mail(script), f"{script.po}.eml")
            if script.kind is Kind.EMAIL
            else (order_pdf(script), f"{script.po}.pdf")
        )
        at = start if n == 2 else NOW - timedelta(minutes=150 - 14 * n)
        house.ids[script.po] = house.receive(data, name, at, SENDERS[script.customer])
    complaint = EmailMessage()
    complaint["From"], complaint["To"], complaint["Subject"] = (
        "service@brightside.example",
        "orders@nordlux.example",
        "Damaged goods",
    )
    complaint.set_content(
        "Hello,\n\ntwo of the lamps of last week arrived broken. <script>alert(1)</script>\nPlease send new ones.\n"
    )
    house.ids["complaint"] = house.receive(complaint.as_bytes(), "complaint.eml", NOW - timedelta(minutes=33))
    house.ids["unreadable"] = house.receive(
        b"%PDF-1.7 broken", "scan_0012.pdf", NOW - timedelta(minutes=21), "fax@huber.example"
    )
    house.clock.now = NOW
    send_due(house.outbox)
    return house
