"""The demo: one supplier with customers and catalogue, and a first morning of mail with what each should come to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from random import Random
from typing import Any

from learning.synth.content import OrderContent
from learning.synth.degrade import Kind, degrade
from learning.synth.formats.mails import mail_document
from learning.synth.formats.messages import message_document
from learning.synth.formats.sheets import sheet_document
from learning.synth.formats.style import say
from learning.synth.orders import draw_order
from learning.synth.pdf.families import FAMILIES
from learning.synth.pdf.generate import document
from learning.synth.world import Sizes, World, world
from models.master import Address, Customer

SEED = 2026
SIZES = Sizes(items=1500, customers=60, history=6)
COMPANY = "Vauquelin Fournitures Industrielles SAS"
DOMAIN = "vauquelin-fournitures.example"
Json = dict[str, Any]
ORDINARY = 0.67
MOST_DRAWS = 60


@dataclass(frozen=True, slots=True)
class DemoMail:
    """One mail: `what` it shows, its bytes, and the truth of the order in it (None: it holds none).

    `repeats` says that the order came before: it must not be booked again.
    """

    what: str
    data: bytes
    sender: str
    truth: Json | None
    repeats: bool = False
    digital: bool = False


def demo_world(day: date) -> World:
    """The demo's supplier; prices agreed and past orders are dated so that `day` is an ordinary day of trade."""
    drawn = world(SEED, SIZES, home="FR")
    shift = day - drawn.today
    address = Address("own-1", "", "head_office", COMPANY, "14 rue Nicolas-Louis Vauquelin", "31100", "Toulouse", "FR")
    company = replace(
        drawn.master.company,
        name=COMPANY,
        trading_name="Vauquelin",
        website=f"www.{DOMAIN}",
        emails=(f"commandes@{DOMAIN}", f"contact@{DOMAIN}"),
        addresses=(address,),
    )
    agreements = tuple(
        replace(a, valid_from=_moved(a.valid_from, shift), valid_to=_moved(a.valid_to, shift))
        for a in drawn.master.price_agreements
    )
    history = tuple(replace(x, order_date=x.order_date + shift) for x in drawn.master.history)
    master = replace(drawn.master, company=company, price_agreements=agreements, history=history)
    prices = {code: {a.sku: a for a in agreements if a.customer_code == code} for code in drawn.prices}
    return replace(drawn, master=master, prices=prices, today=day)


def _moved(day: date | None, shift: timedelta) -> date | None:
    return None if day is None else day + shift


@dataclass(slots=True)
class _Desk:
    """Draws the morning's mails one after the other, each from a stream of chance of its own.

    So a mail is the same on every machine though another mail's print took its fonts' widths from chance's stream.
    """

    rng: Random
    world: World
    day: date
    used: set[str]

    def customer(self, language: str) -> Customer:
        """A customer who has not written yet this morning."""
        fitting = [c for c in self.world.master.customers if c.language == language and c.code not in self.used]
        picked = self.rng.choice(fitting or [c for c in self.world.master.customers if c.code not in self.used])
        self.used.add(picked.code)
        return picked

    def order(self, language: str, lines: int = 0, document_type: str = "order") -> OrderContent:
        """An order dated this morning; two of three are such as nobody need look at."""
        customer, wanted = self.customer(language), self.rng.random() < ORDINARY
        for _ in range(MOST_DRAWS if wanted else 1):
            count = lines or self.rng.randint(2, 9)
            drawn = draw_order(self.rng, self.world, customer, document_type=document_type, lines=count)
            if _ordinary(drawn, self.world):
                break
        shift = self.day - drawn.order_date
        moved = tuple(
            replace(
                x,
                requested_date=_moved(x.requested_date, shift),
                schedules=tuple((d + shift, q) for d, q in x.schedules),
            )
            for x in drawn.lines
        )
        numbers = dict(drawn.numbers)
        return replace(
            drawn,
            order_date=self.day,
            requested_date=_moved(drawn.requested_date, shift),
            lines=moved,
            numbers=numbers,
        )


def _ordinary(order: OrderContent, home: World) -> bool:
    """Known place, current items, whole packs: what a customer orders on most days."""
    items = [home.items.get(line.sku or "") for line in order.lines]
    return order.ship_to_code is not None and all(
        item is not None
        and item.status == "active"
        and line.sku_quantity is not None
        and line.sku_quantity >= item.min_quantity
        and line.sku_quantity % item.multiple == 0
        for item, line in zip(items, order.lines, strict=True)
    )


def _mail(desk: _Desk, order: OrderContent, subject: str, files: Sequence[tuple[str, bytes]], text: str) -> bytes:
    mail = EmailMessage()
    mail["From"] = f'"{order.contact.name}" <{order.contact.email}>'
    mail["To"] = desk.world.company.emails[0]
    mail["Subject"] = subject
    moment = datetime.combine(desk.day, time(6, 30), UTC) + timedelta(minutes=7 * len(desk.used))
    mail["Date"] = format_datetime(moment)
    mail["Message-ID"] = f"<{desk.rng.getrandbits(64):x}@{order.contact.email.rpartition('@')[2]}>"
    mail.set_content(text)
    for name, data in files:
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return bytes(mail)


def _with_file(desk: _Desk, order: OrderContent, name: str, data: bytes) -> bytes:
    language = order.language
    subject = say(desk.rng, "mail", "subject", language).replace("{p}", order.po_number)
    words = [say(desk.rng, "mail", key, language) for key in ("hello", "attached", "bye")]
    text = "\n\n".join((*words, f"{order.contact.name}\n{order.buyer.name}"))
    text = text.replace("{p}", order.po_number).replace("{v}", "")
    return _mail(desk, order, subject, [(name, data)], text)


def _pdf(desk: _Desk, family: str, language: str, what: str) -> DemoMail:
    order = desk.order(language)
    made = document(desk.rng, desk.world, _family(family), f"{_safe(order.po_number)}.pdf", order)
    return DemoMail(
        what, _with_file(desk, order, made.name, made.data), order.contact.email, made.truth["orders"][0], digital=True
    )


def _scan(desk: _Desk, family: str, language: str, kind: Kind, what: str) -> DemoMail:
    order = desk.order(language, lines=desk.rng.randint(2, 6))
    made = document(desk.rng, desk.world, _family(family), "scan.pdf", order)
    suffix, data = degrade(made.data, kind, desk.rng)
    return DemoMail(what, _with_file(desk, order, f"scan{suffix}", data), order.contact.email, made.truth["orders"][0])


def _sheet(desk: _Desk, kind: str, language: str, what: str) -> DemoMail:
    order = desk.order(language)
    made = sheet_document(desk.rng, desk.world, _safe(order.po_number), kind, order)
    return DemoMail(
        what, _with_file(desk, order, made.name, made.data), order.contact.email, made.truth["orders"][0], digital=True
    )


def _body(desk: _Desk, kind: str, language: str, what: str) -> DemoMail:
    document_type = {"change": "order_change"}.get(kind, "order")
    order = desk.order(language, lines=desk.rng.randint(2, 5), document_type=document_type)
    made = mail_document(desk.rng, desk.world, "mail", kind, order)
    orders = made.truth["orders"]
    return DemoMail(what, made.data, order.contact.email, orders[0] if orders else None, digital=bool(orders))


def _message(desk: _Desk, kind: str, language: str, what: str) -> DemoMail:
    order = desk.order(language)
    made = message_document(desk.rng, desk.world, _safe(order.po_number), kind, order)
    return DemoMail(
        what, _with_file(desk, order, made.name, made.data), order.contact.email, made.truth["orders"][0], digital=True
    )


def _family(family_id: str) -> Any:
    return next(f for f in FAMILIES if f.id == family_id)


def _safe(po_number: str) -> str:
    return "".join(c if c.isalnum() else "-" for c in po_number)


PLAN: tuple[tuple[str, Callable[[_Desk, str], DemoMail]], ...] = (
    ("PDF, French ERP report", lambda d, w: _pdf(d, "erp_report_left_title", "fr", w)),
    ("PDF, German letter with window", lambda d, w: _pdf(d, "letter_window", "de", w)),
    ("PDF, English form", lambda d, w: _pdf(d, "erp_grid_form", "en", w)),
    ("Excel, order as a letter", lambda d, w: _sheet(d, "letter", "fr", w)),
    ("PDF, Spanish report", lambda d, w: _pdf(d, "erp_strip_under_title", "es", w)),
    ("plain mail text, French", lambda d, w: _body(d, "order", "fr", w)),
    ("PDF, Italian report", lambda d, w: _pdf(d, "erp_info_box_right", "it", w)),
    ("scan of a printed order", lambda d, w: _scan(d, "erp_two_frames", "en", "scan200", w)),
    ("PDF, Dutch letter", lambda d, w: _pdf(d, "letter_plain", "nl", w)),
    ("spreadsheet, flat list", lambda d, w: _sheet(d, "flat", "en", w)),
    ("EDIFACT ORDERS", lambda d, w: _message(d, "edifact", "de", w)),
    ("out-of-office reply", lambda d, w: _body(d, "auto_reply", "fr", w)),
    ("PDF, French letter", lambda d, w: _pdf(d, "letter_french", "fr", w)),
    ("fax", lambda d, w: _scan(d, "erp_supplier_first", "fr", "fax", w)),
    ("plain mail text, English", lambda d, w: _body(d, "order", "en", w)),
    ("UBL order", lambda d, w: _message(d, "ubl", "en", w)),
    ("PDF, two-row items", lambda d, w: _pdf(d, "erp_two_row_items", "de", w)),
    ("photo taken with a phone", lambda d, w: _scan(d, "us_template", "en", "photo", w)),
    ("catalogue form, spreadsheet", lambda d, w: _sheet(d, "form", "fr", w)),
    ("order change", lambda d, w: _body(d, "change", "en", w)),
    ("PDF, landscape", lambda d, w: _pdf(d, "erp_landscape", "fr", w)),
    ("mail text, German", lambda d, w: _body(d, "order", "de", w)),
    ("question about a delivery", lambda d, w: _body(d, "status_request", "en", w)),
    ("PDF, print dump", lambda d, w: _pdf(d, "dump_mono", "en", w)),
)


def morning(home: World) -> tuple[DemoMail, ...]:
    """25 mails in the order in which they come; the last repeats the first, sent again by a worried customer."""
    desk = _Desk(Random(SEED), home, home.today, set())
    mails = []
    for number, (what, draw) in enumerate(PLAN, start=1):
        desk.rng = Random(f"morning/{SEED}/{number}")
        mails.append(draw(desk, what))
    first = mails[0]
    again = _resent(first.data)
    return (*mails, replace(first, what="the first order, sent again", data=again, repeats=True))


def _resent(data: bytes) -> bytes:
    """The same mail with another Message-ID and a question before its subject, as people resend."""
    head, blank, body = data.partition(b"\n\n")
    lines = []
    for line in head.split(b"\n"):
        if line.lower().startswith(b"message-id:"):
            line = b"Message-ID: <again." + line.split(b"<", 1)[1]
        elif line.lower().startswith(b"subject: "):
            line = b"Subject: Re: " + line[9:]
        lines.append(line)
    return b"\n".join(lines) + blank + body
