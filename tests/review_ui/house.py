"""A small company with a morning of documents, for tests and pictures of the screens: real files, store, rules, booking.

Only the trade's reading is by rote: it finds the scripted order whose PO number stands in the document, and places its
values on the words that were really read.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from extraction.limits import Limits
from models.codec import to_json
from models.errors import Undeliverable
from models.knowledge import Knowledge, SenderClue
from models.master import Address, Company, Customer, Item, MasterData, PriceAgreement
from models.match import Candidate, Comparison, MatchedLine, MatchedOrder, MatchResult
from models.order import Order
from models.page import Page, Word
from models.reading import AtPath, ExtractedLine, ExtractedOrder, Extraction, Field, Kind, OnPage, Reading
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
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from review_ui.desk import Desk, UiSettings
from review_ui.passwords import hash_password
from review_ui.verbs import MachineVerbs
from rules import RuleContext, check, may_skip_review
from store import master_data, users
from store.blobs import Blobs
from store.db import Database

NOW = datetime(2026, 3, 11, 9, 40, tzinfo=UTC)
PASSWORD = "correct horse"
LAMPS = [
    ("8W", "806 lm", "2700 K"),
    ("8W", "806 lm", "4000 K"),
    ("11W", "1055 lm", "2700 K"),
    ("11W", "1055 lm", "4000 K"),
]
ITEMS = tuple(
    Item(
        f"NX-1{n}0", (("en", f"LED lamp E27 {w} {lm} {k}"), ("fr", f"Lampe LED E27 {w} {lm} {k}")), gtin=f"401234500{n}107",
        brand="Nordlux", list_price=Decimal("4.50") + n, currency="EUR", packs=(("CT", Decimal(10)),),
    )
    for n, (w, lm, k) in enumerate(LAMPS, 1)
) + (
    Item("NX-200", (("en", "Cable H07RN-F 3G1.5 black"), ("fr", "Câble H07RN-F 3G1,5 noir")), brand="Cavo", stock_unit="MTR",
         list_price=Decimal("1.20"), currency="EUR", multiple=Decimal(50)),
    Item("NX-210", (("en", "Cable H07RN-F 3G2.5 black"), ("fr", "Câble H07RN-F 3G2,5 noir")), brand="Cavo", stock_unit="MTR",
         list_price=Decimal("1.85"), currency="EUR", multiple=Decimal(50)),
    Item("NX-300", (("en", "Wall socket 2P+T white"), ("fr", "Prise murale 2P+T blanche")), brand="Sockla", list_price=Decimal("3.10"),
         currency="EUR", packs=(("BX", Decimal(20)),), replaced_by="", status="active"),
)  # fmt: skip
MASTER = MasterData(
    company=Company(
        "Nordlux GmbH", currency="EUR", language="en", vat_id="DE811234567", emails=("sales@nordlux.example",),
        phone="+49 711 123456",
        addresses=(Address("US", "", "head_office", "Nordlux GmbH", "Werkstr. 1", "70173", "Stuttgart", "DE"),),
    ),
    customers=(
        Customer("C001", "Atelier Morel", "SARL", "FR32552100554", "morel.example", language="fr", currency="EUR",
                 payment_terms="30 jours fin de mois"),
        Customer("C002", "Brightside Electrical", "Ltd", "GB123456789", "brightside.example", language="en", currency="EUR"),
        Customer("C003", "Elektro Huber", "GmbH", "DE129273398", "huber.example", language="de", currency="EUR",
                 payment_terms="14 Tage 2 % Skonto"),
        Customer("C004", "Morel & Fils", "SAS", "FR55552100777", "morel-fils.example", language="fr", currency="EUR"),
    ),
    addresses=tuple(
        Address(f"{code}-0{n}", code, kind, name, street, postcode, city, country)
        for code, n, kind, name, street, postcode, city, country in (
            ("C001", 1, "bill_to", "Atelier Morel", "1 rue du Lac", "69003", "Lyon", "FR"),
            ("C001", 2, "ship_to", "Atelier Morel – dépôt", "8 quai Sud", "69007", "Lyon", "FR"),
            ("C001", 3, "ship_to", "Atelier Morel – chantier Nord", "27 avenue Foch", "59000", "Lille", "FR"),
            ("C002", 1, "ship_to", "Brightside Electrical", "14 Canal Street", "M1 3HE", "Manchester", "GB"),
            ("C003", 1, "ship_to", "Elektro Huber", "Lindenweg 5", "80331", "München", "DE"),
            ("C004", 1, "ship_to", "Morel & Fils", "3 place Carnot", "69002", "Lyon", "FR"),
        )
    ),
    items=ITEMS,
    price_agreements=(PriceAgreement("C001", "NX-110", Decimal("5.20"), "PCE", date(2026, 1, 1), None),),
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A line as printed, what it is, and how sure that is."""

    text: str
    code: str
    quantity: str
    unit: str
    price: str
    sku: str | None
    sure: float = 0.98
    factor: int = 1
    field_sure: float = 0.97
    others: tuple[str, ...] = ()

    @property
    def amount(self) -> Decimal:
        return Decimal(self.quantity) * Decimal(self.price)


@dataclass(frozen=True)
class Script:
    """An order that a document holds."""

    po: str
    buyer: str
    customer: str | None
    lines: tuple[Line, ...]
    ship_to: str | None = None
    language: str = "fr"
    kind: Kind = Kind.PDF
    document_type: str = "order"
    order_date: date = date(2026, 3, 10)
    requested: date | None = date(2026, 3, 20)
    sure: float = 0.97
    customer_sure: float = 0.99
    confidence: float = 0.99
    po_sure: float = 0.99


def _d(language: str, day: date) -> str:
    return day.strftime("%d/%m/%Y") if language != "de" else day.strftime("%d.%m.%Y")


SCRIPTS = (
    Script("PO-4711", "Atelier Morel SARL", "C001", (
        Line("Lampe LED E27 8W 806 lm chaude", "L-801", "20", "pce", "5.20", "NX-110", others=("NX-120", "NX-130")),
        Line("Lampe LED E27 11W blanche", "L-112", "4", "cart.", "84.00", "NX-140", 0.62, 10, others=("NX-130", "NX-120")),
        Line("Câble souple 3G1,5 noir", "C-315", "120", "m", "1.20", "NX-200", 0.93, others=("NX-210",)),
        Line("Prise murale 2P+T", "P-200", "40", "pce", "3.40", "NX-300", field_sure=0.64),
    ), "C001-02", confidence=0.71),
    Script("BS-20931", "Brightside Electrical Ltd", "C002", (
        Line("LED lamp E27 11W 4000 K", "NX-140", "60", "pcs", "8.50", "NX-140"),
        Line("Festoon light chain 10 m", "FX-9", "3", "pcs", "22.00", None, 0.81, others=("NX-110",)),
    ), "C002-01", "en", confidence=0.55),
    Script("77120", "Huber Elektro München", "C003", (
        Line("Kabel H07RN-F 3G2,5", "NX-210", "150", "m", "1.85", "NX-210"),
        Line("LED-Lampe E27 8W 4000 K", "NX-120", "30", "Stk", "6.50", "NX-120"),
    ), "C003-01", "de", customer_sure=0.74, po_sure=0.58, confidence=0.63),
    Script("AM-2026-55", "Atelier Morel SARL", "C001", (
        Line("Lampe LED E27 8W 806 lm 2700 K", "NX-110", "10", "pce", "5.20", "NX-110"),
    ), "C001-03", document_type="order_change", confidence=0.9),
    Script("MAIL-88", "Morel & Fils", "C004", (
        Line("prises murales 2P+T", "NX-300", "40", "pces", "3.10", "NX-300"),
    ), "C004-01", kind=Kind.EMAIL, customer_sure=0.86, confidence=0.8),
    Script("PO-4699", "Atelier Morel SARL", "C001", (Line("Lampe LED E27 8W", "NX-110", "50", "pce", "5.20", "NX-110"),), "C001-02"),
    Script("BS-20917", "Brightside Electrical Ltd", "C002", (Line("Wall socket", "NX-300", "20", "pcs", "3.10", "NX-300"),), "C002-01", "en"),
    Script("77098", "Elektro Huber GmbH", "C003", (Line("Kabel 3G1,5", "NX-200", "100", "m", "1.20", "NX-200"),), "C003-01", "de"),
)  # fmt: skip


def order_pdf(script: Script) -> bytes:
    """A plain purchase order on one page."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    width, height = A4
    labels = {
        "fr": ("BON DE COMMANDE", "Commande n°", "Date", "Livraison souhaitée", "Désignation", "Réf.", "Qté", "P.U.", "Montant", "Total HT"),
        "de": ("BESTELLUNG", "Bestell-Nr.", "Datum", "Liefertermin", "Bezeichnung", "Art.-Nr.", "Menge", "Preis", "Betrag", "Summe netto"),
        "en": ("PURCHASE ORDER", "Order no.", "Date", "Deliver by", "Description", "Code", "Qty", "Price", "Amount", "Net total"),
    }[script.language]  # fmt: skip
    canvas.setFont("Helvetica-Bold", 15)
    canvas.drawString(50, height - 60, script.buyer)
    canvas.setFont("Helvetica-Bold", 18)
    canvas.drawRightString(width - 50, height - 60, labels[0])
    canvas.setFont("Helvetica", 10)
    rows = ((labels[1], script.po), (labels[2], _d(script.language, script.order_date)))
    rows += ((labels[3], _d(script.language, script.requested)),) if script.requested else ()
    for n, (label, value) in enumerate(rows):
        canvas.drawString(350, height - 96 - 15 * n, label)
        canvas.drawString(460, height - 96 - 15 * n, value)
    address = next((a for a in MASTER.addresses if a.code == script.ship_to), None)
    if address:
        for n, text in enumerate((address.name, address.street, f"{address.postcode} {address.city}")):
            canvas.drawString(50, height - 100 - 14 * n, text)
    canvas.drawString(50, height - 165, "Nordlux GmbH, Werkstr. 1, 70173 Stuttgart")
    y = height - 210
    canvas.setFont("Helvetica-Bold", 10)
    for x, text in zip((50, 270, 350, 420, 490), labels[4:9], strict=True):
        canvas.drawString(x, y, text)
    canvas.line(50, y - 5, width - 50, y - 5)
    canvas.setFont("Helvetica", 10)
    for line in script.lines:
        y -= 22
        canvas.drawString(50, y, line.text)
        canvas.drawString(270, y, line.code)
        canvas.drawString(350, y, f"{line.quantity} {line.unit}")
        canvas.drawString(420, y, _n(line.price, script.language))
        canvas.drawString(490, y, _n(str(line.amount), script.language))
    canvas.line(50, y - 8, width - 50, y - 8)
    canvas.setFont("Helvetica-Bold", 11)
    canvas.drawString(400, y - 26, labels[9])
    canvas.drawString(490, y - 26, _n(str(sum(line.amount for line in script.lines)), script.language))
    canvas.save()
    return buffer.getvalue()


def _n(number: str, language: str) -> str:
    return number if language == "en" else number.replace(".", ",")


def order_mail(script: Script) -> bytes:
    mail = EmailMessage()
    mail["From"] = "Jeanne Morel <achats@morel-fils.example>"
    mail["To"] = "orders@nordlux.example"
    mail["Subject"] = f"Commande {script.po}"
    mail["Date"] = "Wed, 11 Mar 2026 08:05:00 +0000"
    mail["Message-ID"] = "<1@morel-fils.example>"
    lines = "\n".join(
        f"  {line.quantity} {line.unit} {line.text} ({line.code}) à {_n(line.price, 'fr')} €" for line in script.lines
    )
    mail.set_content(
        f"Bonjour,\n\nmerci de nous livrer, commande {script.po} :\n\n{lines}\n\nCordialement,\nJeanne Morel\n{script.buyer}\n"
    )
    return mail.as_bytes()


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

    def rematch(self, matched: MatchedOrder) -> MatchedOrder:
        if (
            is_chosen(matched.customer)
            and matched.ship_to.best
            and not matched.ship_to.best.startswith(matched.customer.best or "-")
        ):
            own = [a.code for a in MASTER.addresses if a.customer_code == matched.customer.best]
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
            unit_price=read(Decimal(line.price), _n(line.price, script.language), after=top - 2),
            amount=read(line.amount, _n(str(line.amount), script.language), after=top - 2) if not part else None,
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
        order_date=read(script.order_date, _d(script.language, script.order_date)),
        requested_date=read(requested, _d(script.language, requested)) if requested and not part else None,
        currency=Field("EUR", 0.98, "text_layer"),
        buyer_name=read(script.buyer, script.buyer),
        total_net=read(total, _n(str(total), script.language)) if not part else None,
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
            read=lambda data, name: to_json(read_file(data, name, Limits())),
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


def furnished(folder: Path) -> House:
    """A house with users and master data, and no documents yet."""
    database = Database(f"sqlite:///{folder / 'carnet.db'}")
    database.upgrade()
    house = House(folder, database, Blobs(folder / "blobs"))
    with database.write() as session:
        master_data.save(session, MASTER)
        for login, name, role, language in (("agent", "Anne Petit", Role.AGENT, "en"), ("marc", "Marc Duval", Role.AGENT, "fr"),
                                            ("manager", "Mia Lang", Role.MANAGER, "en"), ("admin", "Ada Stone", Role.ADMIN, "en")):  # fmt: skip
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


def evidence_of(order: ExtractedOrder) -> Iterator[OnPage | AtPath | None]:
    """Where the lines' descriptions stand."""
    yield from (line.description.evidence for line in order.lines if line.description)


Make = Callable[[Path], House]
