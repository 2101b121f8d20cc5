# ruff: noqa: E501
"""The company of the screens' tests: master data, scripted orders, and the files that hold them. No store."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from email.message import EmailMessage

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from models.master import Address, Company, Customer, Item, MasterData, PriceAgreement
from models.reading import Kind

NOW = datetime(2026, 3, 11, 9, 40, tzinfo=UTC)
PASSWORD = "correct horse"
LAMPS = [
    ("8W", "806 lm", "2700 K"),
    ("8W", "806 lm", "4000 K"),
    ("11W", "1055 lm", "2700 K"),
    ("11W", "1055 lm", "4000 K"),
]
ITEMS = (
  *(Item(
        f"NX-1{n}0", (("en", f"LED lamp E27 {w} {lm} {k}"), ("fr", f"Lampe LED E27 {w} {lm} {k}")), gtin=f"401234500{n}107",
        brand="Nordlux", list_price=Decimal("4.50") + n, currency="EUR", packs=(("CT", Decimal(10)),),
    )
    for n, (w, lm, k) in enumerate(LAMPS, 1)),
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


def printed_day(language: str, day: date) -> str:
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
    rows = ((labels[1], script.po), (labels[2], printed_day(script.language, script.order_date)))
    rows += ((labels[3], printed_day(script.language, script.requested)),) if script.requested else ()
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
        canvas.drawString(420, y, printed_number(line.price, script.language))
        canvas.drawString(490, y, printed_number(str(line.amount), script.language))
    canvas.line(50, y - 8, width - 50, y - 8)
    canvas.setFont("Helvetica-Bold", 11)
    canvas.drawString(400, y - 26, labels[9])
    canvas.drawString(490, y - 26, printed_number(str(sum(line.amount for line in script.lines)), script.language))
    canvas.save()
    return buffer.getvalue()


def printed_number(number: str, language: str) -> str:
    return number if language == "en" else number.replace(".", ",")


def order_mail(script: Script) -> bytes:
    mail = EmailMessage()
    mail["From"] = "Jeanne Morel <achats@morel-fils.example>"
    mail["To"] = "orders@nordlux.example"
    mail["Subject"] = f"Commande {script.po}"
    mail["Date"] = "Wed, 11 Mar 2026 08:05:00 +0000"
    mail["Message-ID"] = "<1@morel-fils.example>"
    lines = "\n".join(
        f"  {line.quantity} {line.unit} {line.text} ({line.code}) à {printed_number(line.price, 'fr')} €"
        for line in script.lines
    )
    mail.set_content(
        f"Bonjour,\n\nmerci de nous livrer, commande {script.po} :\n\n{lines}\n\nCordialement,\nJeanne Morel\n{script.buyer}\n"
    )
    return mail.as_bytes()
