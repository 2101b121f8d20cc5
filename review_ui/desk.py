"""What the screens are built on: the store, the agent's verbs and a few narrow values; made by an entry point."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from extraction.limits import Limits
from intake.accept import Accepted
from review_ui.verbs import MachineVerbs
from store.blobs import Blobs
from store.db import Database

# data, name, origin ("upload" | "api"), who
Accept = Callable[[bytes, str, str, str], Accepted]
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
    verbs: MachineVerbs
    accept: Accept
    picture: Picture
    clock: Callable[[], datetime]
    settings: UiSettings
