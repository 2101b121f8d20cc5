"""Everything that moving a document needs, put together once by an entry point and passed in. Does nothing itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from intake.accept import Door
from learning.memory import Note
from models.knowledge import Anchor, Form, Knowledge, SenderClue
from models.match import MatchedOrder
from models.order import Order
from models.reading import Envelope, ExtractedOrder, Extraction, Reading
from pipeline.following import Judgement
from rules import Autopilot, ExistingOrder
from store.blobs import Blobs
from store.db import Database


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the rules may know beside the order: the day, what there is already of the like, how far to go alone."""

    today: date
    existing: tuple[ExistingOrder, ...] = ()
    autopilot: Autopilot = field(default_factory=Autopilot)


@dataclass(frozen=True, slots=True)
class Lesson:
    """An order as the machine had it and as an agent confirmed it: what learning eats."""

    machine: MatchedOrder
    confirmed: MatchedOrder
    envelope: Envelope | None
    at: datetime
    habits: tuple[Anchor, ...] = ()  # what it shows of how the customer's documents are printed
    form: Form | None = None  # and the form that it is printed on


@dataclass(frozen=True, slots=True)
class Learnt:
    """Knowledge of a customer and clues to senders after a lesson, and what changed."""

    knowledge: Knowledge
    clues: tuple[SenderClue, ...]
    notes: tuple[Note, ...] = ()


class Trade(Protocol):
    """The trade's know-how on the present master data and what was learnt. `pipeline.desk` has the real one."""

    def extract(self, reading: Reading, *, is_order: bool = False) -> Extraction:
        """The orders that were read, as printed; `is_order`: an agent says that there is one."""

    def match(self, order: ExtractedOrder) -> MatchedOrder:
        """Customer, ship-to and items of an order."""

    def rematch(self, matched: MatchedOrder) -> MatchedOrder:
        """The same after an agent changed something; what the agent chose stays."""

    def check(self, matched: MatchedOrder, circumstances: Circumstances) -> Judgement:
        """What the rules find, and whether an agent must look."""

    def book(self, matched: MatchedOrder, number: str, today: date) -> Order:
        """The clean order; raises `NotBookable`."""

    def habits(self, reading: Reading, machine: MatchedOrder, confirmed: MatchedOrder) -> tuple[Anchor, ...]:
        """What a confirmed order shows of how its customer's documents are printed."""

    def form(self, reading: Reading, machine: MatchedOrder, confirmed: MatchedOrder, at: datetime) -> Form | None:
        """The form that a confirmed order is printed on."""

    def learn(self, lesson: Lesson, knowledge: Knowledge, clues: tuple[SenderClue, ...]) -> Learnt:
        """What a confirmed order teaches of its customer."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long things may take, in seconds, and how often they are tried.

    `lease_s` is not how long a step may take: a living worker renews its lease. It is how soon a dead one is noticed.
    """

    lease_s: float = 60.0
    max_attempts: int = 3
    retry_s: float = 30.0
    quiet_s: float = 20.0


@dataclass(frozen=True, slots=True)
class Machine:
    """The shell's parts. `read` gives a file's `Reading` as JSON (in the sandbox); `trade` the know-how of the moment.

    `ring` tells some worker that a document waits for the machine; it may be lost, since the sweep rings again.
    """

    database: Database
    blobs: Blobs
    read: Callable[[bytes, str], bytes]
    trade: Callable[[], Trade]
    clock: Callable[[], datetime]
    ring: Callable[[int], None]
    mail_domain: str = "localhost"
    zone: str = "UTC"
    exports: tuple[str, ...] = ()
    max_bytes: int = 40_000_000
    patience: Patience = field(default_factory=Patience)

    @property
    def door(self) -> Door:
        """The way in for new files."""
        return Door(self.database, self.blobs, self.clock, self.ring, self.max_bytes)
