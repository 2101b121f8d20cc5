"""One order through the pure stages at once, for callers without a database (batch, experiments)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.issue import Issue
from models.match import MatchedOrder
from models.reading import Envelope, ExtractedOrder, Extraction, Reading
from pipeline.desk import Desk
from pipeline.machine import Circumstances
from rules import Autopilot, Decision, ExistingOrder

__all__ = ["Desk", "Judged", "extract_on", "judge"]


@dataclass(frozen=True, slots=True)
class Judged:
    """An order matched and checked, and whether it may be booked without an agent."""

    matched: MatchedOrder
    issues: tuple[Issue, ...]
    decision: Decision


def extract_on(desk: Desk, reading: Reading) -> Extraction:
    """The orders that were read, as printed."""
    return desk.extract(reading)


def judge(
    desk: Desk,
    order: ExtractedOrder,
    envelope: Envelope | None = None,
    *,
    today: date | None = None,
    existing: tuple[ExistingOrder, ...] = (),
    autopilot: Autopilot | None = None,
) -> Judged:
    """Match, check and decide. Without `today` the order's own day is taken, or that of the mail that it came in."""
    matched = desk.match(order)
    sent = envelope.sent_at.date() if envelope is not None and envelope.sent_at is not None else date.min
    day = today or (order.order_date.value if order.order_date is not None else sent)
    judged = desk.check(matched, Circumstances(day, existing, autopilot or Autopilot()))
    return Judged(matched, judged.issues, Decision(judged.touchless, judged.reasons))
