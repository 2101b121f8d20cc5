"""The demo's outside world: an SMTP server that keeps what it is sent as files in a folder. Forwards nothing."""

from __future__ import annotations

import socket
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class _Keeper:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self._folder.mkdir(parents=True, exist_ok=True)
        number = len(list(self._folder.glob("*.eml"))) + 1
        (self._folder / f"{number:04d}.eml").write_bytes(envelope.original_content or b"")
        return "250 kept"


def free_port() -> int:
    """A port of this machine that nobody listens on (somebody else may be faster; then starting fails and says so)."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class MailSink:
    """Listens on a free port of this machine; `folder` holds one .eml a mail."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self._controller = Controller(_Keeper(folder), hostname="127.0.0.1", port=self.port)

    def start(self) -> None:
        self._controller.start()

    def stop(self) -> None:
        self._controller.stop(no_assert=True)
