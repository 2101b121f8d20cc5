"""Everything that moving a document needs, put together once by an entry point and passed in. Does nothing itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from intake.accept import Door
from models.issue import Issue
from models.knowledge import Knowledge, SenderClue
from models.match import MatchedOrder
from models.order import Order
from models.reading import Envelope, ExtractedOrder, Extraction, Reading
from pipeline.steps import Judgement
from store.blobs import Blobs
from store.db import Database


@dataclass(frozen=True, slots=True)
class Memory:
    """What was learnt, as matching may use it: clues to who sends, and what is known of a customer once it is found."""

    knowledge_of: Callable[[str], Knowledge]
    clues: tuple[SenderClue, ...] = ()
    envelope: Envelope | None = None


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the rules may know beside the order: what the book holds of its PO number, and how far to go alone."""

    today: date
    booked: tuple[Order, ...] = ()
    in_hand: tuple[int, ...] = ()  # other documents with the same customer and PO number that are not booked yet
    found_before: tuple[Issue, ...] = ()  # what reading and extracting found already
    autopilot: Any = None  # the setting as JSON; `rules` knows its form


@dataclass(frozen=True, slots=True)
class Confirmed:
    """An order as the machine had it and as an agent confirmed it: what learning eats."""

    machine: MatchedOrder
    confirmed: MatchedOrder
    envelope: Envelope | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Learnt:
    """Knowledge and clues after a lesson."""

    knowledge: Knowledge
    clues: tuple[SenderClue, ...]


class Desk(Protocol):
    """The trade's know-how on the present master data: pure, and the same for service, batch and screens."""

    def extract(self, reading: Reading) -> Extraction:
        """The orders that were read, as printed."""

    def match(self, order: ExtractedOrder, memory: Memory) -> MatchedOrder:
        """Customer, ship-to and items of an order."""

    def rematch(self, matched: MatchedOrder, memory: Memory) -> MatchedOrder:
        """The same after an agent changed something; what the agent chose stays."""

    def check(self, matched: MatchedOrder, circumstances: Circumstances) -> Judgement:
        """What the rules find, and whether an agent must look."""

    def book(self, matched: MatchedOrder, number: str, today: date) -> Order:
        """The clean order; raises `NotBookable`."""

    def learn(self, lesson: Confirmed, knowledge: Knowledge, clues: tuple[SenderClue, ...]) -> Learnt:
        """What a confirmed order teaches of its customer."""

    def clue_traits(self, order: ExtractedOrder, envelope: Envelope | None) -> tuple[tuple[str, str], ...]:
        """The (kind, text) traits by which this document's sender may be known."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long things may take, in seconds, and how often they are tried."""

    lease_s: float = 300.0
    max_attempts: int = 3
    retry_s: float = 30.0
    quiet_s: float = 20.0


@dataclass(frozen=True, slots=True)
class Machine:
    """The shell's parts. `read` gives a file's `Reading` as JSON (in the sandbox); `desk` the desk of the moment.

    `ring` tells some worker that a document waits for the machine; it may be lost, since the sweep rings again.
    """

    database: Database
    blobs: Blobs
    read: Callable[[bytes, str], bytes]
    desk: Callable[[], Desk]
    clock: Callable[[], datetime]
    ring: Callable[[int], None]
    mail_domain: str = "localhost"
    exports: tuple[str, ...] = ()
    max_bytes: int = 40_000_000
    patience: Patience = field(default_factory=Patience)

    @property
    def door(self) -> Door:
        """The way in for new files."""
        return Door(self.database, self.blobs, self.clock, self.ring, self.max_bytes)
