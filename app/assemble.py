"""Settings to built things: the machine, its sandbox, the desk of the moment, the outbox and the screens' desk."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from config import Settings
from extraction.limits import Limits
from learning.brain import Brain, load_brain
from models.knowledge import Knowledge
from orderbook.delivery import Outbox, send_due
from orderbook.mail import Sender, SmtpTransport
from orderbook.promise import LeadTimes
from pipeline.desk import Desk
from pipeline.machine import Machine
from pipeline.sandbox import Sandbox
from review_ui.desk import Desk as ScreenDesk
from review_ui.desk import UiSettings
from review_ui.verbs import MachineVerbs
from store import knowledge, master_data
from store import settings as stored
from store.blobs import Blobs
from store.db import Database

log = logging.getLogger(__name__)


def now() -> datetime:
    """The clock of a real installation."""
    return datetime.now(UTC)


class DeskKeeper:
    """Gives the desk on the present master data and clues; builds it anew when their versions in the store change.

    The first ask after a change waits for the build; others meanwhile get the old desk.
    """

    def __init__(self, database: Database, brain: Brain, lead_times: LeadTimes) -> None:
        self._database, self._brain, self._lead_times = database, brain, lead_times
        self._lock = threading.Lock()
        self._desk: Desk | None = None
        self._versions = (-1, -1)

    def __call__(self) -> Desk:
        with self._database.read() as session:
            versions = (master_data.version(session), stored.number(session, knowledge.CLUES_VERSION))
        desk = self._desk
        if desk is not None and versions == self._versions:
            return desk
        with self._lock:
            return self._renewed(versions)

    def _renewed(self, versions: tuple[int, int]) -> Desk:
        if self._desk is not None and versions == self._versions:
            return self._desk
        with self._database.read() as session:
            clues = knowledge.sender_clues(session)
            master = master_data.load(session) if self._desk is None or versions[0] != self._versions[0] else None
        if master is not None:
            log.info("master data version %s: %s items", versions[0], len(master.items))
            desk = replace(Desk.build(master, self._brain, self._knowledge_of), lead_times=self._lead_times)
        else:
            assert self._desk is not None
            desk = self._desk
        self._desk, self._versions = replace(desk, clues=clues), versions
        return self._desk

    def _knowledge_of(self, customer_code: str) -> Knowledge:
        with self._database.read() as session:
            return knowledge.of_customer(session, customer_code)


@dataclass(frozen=True, slots=True)
class Installation:
    """An installation's parts, ready to run. `close` ends the sandbox's children and the database's connections."""

    settings: Settings
    machine: Machine
    sandbox: Sandbox
    pictures: Sandbox  # its own: an agent who opens a page must not wait until a long scan has been read
    outbox: Outbox | None

    def deliver(self) -> int:
        """Send what is due; how many went out."""
        return send_due(self.outbox) if self.outbox is not None else 0

    def close(self) -> None:
        self.sandbox.close()
        self.pictures.close()
        self.machine.database.close()


def limits_of(settings: Settings) -> Limits:
    return Limits(
        max_bytes=settings.max_bytes,
        max_pages=settings.max_pages,
        seconds=settings.read_seconds,
        max_memory_bytes=settings.read_memory_bytes,
    )


def open_database(settings: Settings) -> Database:
    """The store, brought to the present schema."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database())
    database.upgrade()
    return database


def assemble(settings: Settings, ring: Callable[[int], None], clock: Callable[[], datetime] = now) -> Installation:
    """Build everything from settings; `ring` tells a worker of this installation that a document waits."""
    database = open_database(settings)
    sandbox = Sandbox(limits_of(settings), size=settings.workers)
    blobs = Blobs(settings.data_dir / "blobs")
    machine = Machine(
        database=database,
        blobs=blobs,
        read=sandbox.read_json,
        trade=DeskKeeper(database, load_brain(), LeadTimes(settings.lead_days)),
        clock=clock,
        ring=ring,
        mail_domain=settings.sender_address.rpartition("@")[2],
        exports=settings.exports,
        zone=settings.time_zone,
        max_bytes=settings.max_bytes,
    )
    pictures = Sandbox(limits_of(settings), size=1)
    return Installation(settings, machine, sandbox, pictures, _outbox(settings, database, blobs, clock))


def _outbox(settings: Settings, database: Database, blobs: Blobs, clock: Callable[[], datetime]) -> Outbox | None:
    if not settings.outbound_smtp_host:
        return None
    transport = SmtpTransport(
        settings.outbound_smtp_host,
        settings.outbound_smtp_port,
        settings.outbound_smtp_user,
        settings.outbound_smtp_password.get_secret_value(),
        tls=settings.outbound_smtp_tls,
    )
    folder = settings.data_dir / "exports"

    def put_export(name: str, data: bytes) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        beside = folder / f".{name}.{os.getpid()}"
        beside.write_bytes(data)
        beside.replace(folder / name)

    sender = Sender(settings.sender_address, settings.sender_name)
    return Outbox(database, blobs, transport, sender, clock, put_export)


def screen_desk(installation: Installation, demo_logins: tuple[tuple[str, str], ...] = ()) -> ScreenDesk:
    """What the screens are built on."""
    settings, machine = installation.settings, installation.machine
    verbs = MachineVerbs(machine)
    return ScreenDesk(
        db=machine.database,
        blobs=machine.blobs,
        verbs=verbs,
        accept=verbs.accept,
        picture=installation.pictures.picture,
        clock=machine.clock,
        settings=UiSettings(
            secret=settings.secret_key(),
            pictures=Path(settings.data_dir) / "pictures",
            secure_cookies=settings.base_url.startswith("https:"),
            default_language=settings.language,
            limits=limits_of(settings),
            demo_logins=demo_logins,
        ),
    )
