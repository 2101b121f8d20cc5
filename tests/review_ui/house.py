"""A small company with a morning of documents, for tests and pictures of the screens.

Real files, readers, store, rules and booking; only the trade's reading is by rote (rote.py).
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from extraction.limits import Limits
from models.codec import to_json
from models.errors import Undeliverable
from models.reading import Kind
from models.tables import Origin, Role
from orderbook.delivery import Outbox, send_due
from orderbook.mail import Sender
from pipeline.advance import run
from pipeline.machine import Machine
from pipeline.picture import page_picture
from pipeline.reading import read_file
from review_ui.desk import Desk, UiSettings
from review_ui.passwords import hash_password
from review_ui.verbs import MachineVerbs
from store import master_data, users
from store.blobs import Blobs
from store.db import Database
from tests.review_ui.company import (
    MASTER,
    NOW,
    PASSWORD,
    SCRIPTS,
    Script,
    order_mail,
    order_pdf,
)
from tests.review_ui.rote import RoteTrade


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
