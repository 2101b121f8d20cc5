"""What the screens are built on: the store, the agent's verbs and a few narrow values; made by an entry point."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from extraction.limits import Limits
from models.reading import AtPath, OnPage
from store.blobs import Blobs
from store.db import Database

Evidence = OnPage | AtPath


@dataclass(frozen=True, slots=True)
class Received:
    """The answer of the door: the document's number, and whether it was known already."""

    document_id: int
    duplicate: bool


class Verbs(Protocol):
    """What an agent may do to a document. `version` is the one on the screen; an older one raises `StaleDocument`."""

    def correct(
        self, document_id: int, version: int, agent: str, path: str, value: str, evidence: Evidence | None
    ) -> None: ...
    def add_line(self, document_id: int, version: int, agent: str, after: int) -> None: ...
    def copy_line(self, document_id: int, version: int, agent: str, index: int) -> None: ...
    def remove_line(self, document_id: int, version: int, agent: str, index: int) -> None: ...
    def undo(self, document_id: int, version: int, agent: str) -> None: ...
    def approve(self, document_id: int, version: int, agent: str, accepting: frozenset[str]) -> None: ...
    def reject(self, document_id: int, version: int, agent: str, reason: str) -> None: ...
    def read_again(self, document_id: int, version: int, agent: str) -> None: ...
    def retry(self, document_id: int, version: int, agent: str) -> None: ...
    def unlearn(self, document_id: int, agent: str) -> None: ...
    def forget(self, customer_code: str, text: str, target: str, agent: str) -> None: ...


# data, name, origin ("upload" | "api"), who
Accept = Callable[[bytes, str, str, str], Received]
# data, file name, part name, role of the part, page from 1, width in pixels: a PNG in the page's own frame;
# page 0 is the part's own bytes, unpacked where hostile files are opened
Picture = Callable[[bytes, str, str, str, int, int], bytes]


@dataclass(frozen=True, slots=True)
class UiSettings:
    """`secret` signs sessions; `secure_cookies` where the address is https; `pictures` is a cache that may be wiped."""

    secret: str
    pictures: Path
    secure_cookies: bool = False
    default_language: str = "en"
    session_hours: float = 12.0
    limits: Limits = field(default_factory=Limits)
    demo_logins: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything behind the screens."""

    db: Database
    blobs: Blobs
    verbs: Verbs
    accept: Accept
    picture: Picture
    clock: Callable[[], datetime]
    settings: UiSettings
