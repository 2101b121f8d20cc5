"""The life of a document: the only statement of its state machine. Everything else is derived from MOVES."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from models.errors import IllegalMove


class Status(StrEnum):
    RECEIVED = "received"
    READ = "read"
    EXTRACTED = "extracted"
    MATCHED = "matched"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    BOOKED = "booked"
    SPLIT = "split"
    REJECTED = "rejected"
    FAILED = "failed"


class Mover(StrEnum):
    MACHINE = "machine"
    AGENT = "agent"


_S, _M, _A = Status, Mover.MACHINE, Mover.AGENT

MOVES: Mapping[tuple[Status, Status], Mover] = MappingProxyType(
    {
        (_S.RECEIVED, _S.READ): _M,
        (_S.READ, _S.EXTRACTED): _M,
        (_S.READ, _S.SPLIT): _M,
        (_S.READ, _S.IN_REVIEW): _M,
        (_S.EXTRACTED, _S.MATCHED): _M,
        (_S.MATCHED, _S.IN_REVIEW): _M,
        (_S.MATCHED, _S.APPROVED): _M,
        (_S.APPROVED, _S.BOOKED): _M,
        (_S.IN_REVIEW, _S.APPROVED): _A,
        (_S.IN_REVIEW, _S.REJECTED): _A,
        (_S.IN_REVIEW, _S.READ): _A,
        (_S.RECEIVED, _S.FAILED): _M,
        (_S.READ, _S.FAILED): _M,
        (_S.EXTRACTED, _S.FAILED): _M,
        (_S.MATCHED, _S.FAILED): _M,
        (_S.APPROVED, _S.FAILED): _M,
        (_S.FAILED, _S.RECEIVED): _A,
        (_S.FAILED, _S.REJECTED): _A,
    }
)


def moves_from(status: Status, mover: Mover) -> tuple[Status, ...]:
    """The statuses that `mover` may bring a document to from `status` (an agent's buttons, a machine's outcomes)."""
    return tuple(new for (old, new), who in MOVES.items() if old is status and who is mover)


AUTOMATIC: frozenset[Status] = frozenset(old for (old, _), who in MOVES.items() if who is Mover.MACHINE)
TERMINAL: frozenset[Status] = frozenset(s for s in Status if not any(old is s for old, _ in MOVES))
WAITING: frozenset[Status] = frozenset(Status) - AUTOMATIC - TERMINAL


@dataclass(frozen=True, slots=True)
class Move:
    """One step of a document's life. `old` None is its arrival; `at` is UTC; `reason` a code, not prose."""

    old: Status | None
    new: Status
    mover: Mover
    at: datetime
    agent: str = ""
    reason: str = ""


def move(old: Status, new: Status, mover: Mover, at: datetime, agent: str = "", reason: str = "") -> Move:
    """The move from `old` to `new` by `mover`; raises `IllegalMove` where MOVES does not allow it."""
    if MOVES.get((old, new)) is not mover:
        raise IllegalMove(old=str(old), new=str(new), mover=str(mover))
    return Move(old, new, mover, at, agent, reason)
