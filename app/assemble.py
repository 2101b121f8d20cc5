"""Settings to built things: the machine, its sandbox, the desk of the moment, the outbox and the screens' desk."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.keeper import DeskKeeper
from config import Settings
from extraction.limits import Limits
from learning.brain import load_brain
from orderbook.delivery import Outbox, send_due
from orderbook.mail import Sender, SmtpTransport
from orderbook.promise import LeadTimes
from pipeline.machine import Machine
from pipeline.sandbox import Sandbox
from review_ui.desk import Desk as ScreenDesk
from review_ui.desk import UiSettings
from review_ui.verbs import MachineVerbs
from store.blobs import Blobs
from store.db import Database


def now() -> datetime:
    """The clock of a real installation."""
    return datetime.now(UTC)


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
        trade=DeskKeeper(database, load_brain(), LeadTimes(settings.lead_days), home=settings.data_dir),
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
