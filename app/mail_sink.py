"""The demo's outside world: an SMTP server that keeps what it is sent as files in a folder. Forwards nothing."""

from __future__ import annotations

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


class MailSink:
    """Listens on a free port of this machine; `folder` holds one .eml a mail."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._controller = Controller(_Keeper(folder), hostname="127.0.0.1", port=0)

    def start(self) -> None:
        self._controller.start()

    @property
    def port(self) -> int:
        port: int = self._controller.server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
        return port

    def stop(self) -> None:
        self._controller.stop(no_assert=True)
