"""`carnet run`: the service in one process: screens, doors, and either the embedded loop or Celery's doorbell."""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import uvicorn

from app.assemble import Installation, assemble, screen_desk
from app.bell import celery_bell
from app.nightly import retrain_beside
from config import Settings
from intake.folder import scan
from intake.mailbox import Mailbox, poll
from intake.smtp import SmtpAddress, SmtpDoor
from pipeline.advance import advance
from pipeline.loop import Chore, Loop
from pipeline.sweep import resume, sweep
from review_ui.app import create_app

log = logging.getLogger(__name__)

SWEEP_S = 15.0
POLL_S = 30.0
FOLDER_S = 5.0
OUTBOX_S = 2.0
RETRAIN_S = 24 * 3600.0
START_S = 30.0


def mailbox_of(settings: Settings) -> Mailbox | None:
    """The mailbox to poll, None when none is set."""
    if not settings.imap_host:
        return None
    return Mailbox(
        settings.imap_host,
        settings.imap_port,
        settings.imap_user,
        settings.imap_password.get_secret_value(),
        folder=settings.imap_folder,
        use_ssl=settings.imap_ssl,
    )


def chores_of(installation: Installation) -> list[Chore]:
    """What is done by the clock: the sweep, the outbox, and the doors that have to be looked into."""
    settings, machine = installation.settings, installation.machine
    chores = [Chore("sweep", SWEEP_S, lambda: sweep(machine))]
    chores.append(Chore("retrain", RETRAIN_S, lambda: retrain_beside(settings)))
    if installation.outbox is not None:
        chores.append(Chore("outbox", OUTBOX_S, installation.deliver))
    mailbox = mailbox_of(settings)
    if mailbox is not None:
        chores.append(Chore("mailbox", POLL_S, lambda: poll(machine.door, mailbox)))
    folder = settings.watch_folder
    if folder is not None:
        chores.append(Chore("folder", FOLDER_S, lambda: scan(machine.door, folder)))
    return chores


@dataclass(slots=True)
class Service:
    """A running Carnet in this process. `start` returns when mail and browsers are answered; `stop` ends tidily."""

    settings: Settings
    demo_logins: tuple[tuple[str, str], ...] = ()
    installation: Installation = field(init=False)
    loop: Loop = field(init=False)
    smtp: SmtpDoor = field(init=False)
    _bell: Callable[[int], None] | None = field(init=False)
    _server: uvicorn.Server = field(init=False)
    _thread: threading.Thread = field(init=False)

    def __post_init__(self) -> None:
        self._bell = celery_bell(self.settings.redis_url) if self.settings.redis_url else None
        self.installation = assemble(self.settings, self._ring)
        machine = self.installation.machine
        chores = [] if self.settings.redis_url else chores_of(self.installation)
        self.loop = Loop(lambda number: advance(machine, number), chores, workers=self.settings.workers)
        self.smtp = SmtpDoor(
            machine.door,
            SmtpAddress(
                self.settings.inbound_smtp_host, self.settings.inbound_smtp_port, self.settings.inbound_recipients
            ),
        )
        app = create_app(screen_desk(self.installation, self.demo_logins))
        self._server = uvicorn.Server(
            uvicorn.Config(app, host=self.settings.host, port=self.settings.port, log_level="warning")
        )
        self._thread = threading.Thread(target=self._server.run, name="carnet-web", daemon=True)

    def _ring(self, document_id: int) -> None:
        # Where there is a broker its workers are told, else our own threads.
        if self._bell is not None:
            self._bell(document_id)
        else:
            self.loop.ring(document_id)

    def start(self) -> None:
        """Raises OSError when a port is not to be had."""
        self.installation.sandbox.warm()
        self.loop.start()
        if not self.settings.redis_url:
            resume(self.installation.machine)
        self.smtp.start()
        self._thread.start()
        self._thread.join(0.05)
        waited = 0.05
        while not self._server.started:
            if not self._thread.is_alive() or waited > START_S:
                raise OSError(f"the web server could not start on {self.settings.host}:{self.settings.port}")
            self._thread.join(0.05)
            waited += 0.05

    def wait(self) -> None:
        """Until the web server ends (Ctrl+C)."""
        while self._thread.is_alive():
            self._thread.join(0.5)

    def stop(self) -> None:
        """No new mail, no new requests; steps at work are finished."""
        self.smtp.stop()
        self._server.should_exit = True
        self._thread.join(10)
        self.loop.stop()
        self.installation.close()


def run(settings: Settings) -> None:
    """Serve until interrupted."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # systemd's stop is as tidy as Ctrl+C
    service = Service(settings)
    service.start()
    log.info("screens on http://%s:%s, mail door on port %s", settings.host, settings.port, service.smtp.port)
    try:
        service.wait()
    except KeyboardInterrupt:
        log.info("stopping")
    finally:
        service.stop()
