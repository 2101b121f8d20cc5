"""From the moves of documents to what the manager wants to know: in, waiting, late, touchless, time per step. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from math import ceil
from zoneinfo import ZoneInfo

from models.lifecycle import TERMINAL, Move, Mover, Status
from reporting.working_time import OpeningHours, working_minutes


@dataclass(frozen=True, slots=True)
class Sla:
    """An order shall be answered (booked or rejected) within `target_minutes` of opening hours (None: the clock)."""

    target_minutes: int = 240
    hours: OpeningHours | None = field(default_factory=OpeningHours)

    @property
    def zone(self) -> str:
        return self.hours.zone if self.hours is not None else "UTC"


@dataclass(frozen=True, slots=True)
class Life:
    """All moves of one document, in order. The move to review names as its reason the codes that led there."""

    document_id: int
    moves: tuple[Move, ...]

    @property
    def arrived(self) -> datetime:
        return self.moves[0].at

    @property
    def status(self) -> Status:
        return self.moves[-1].new

    @property
    def ended(self) -> datetime | None:
        return self.moves[-1].at if self.status in TERMINAL else None

    @property
    def touchless(self) -> bool:
        """Booked without anybody's hand."""
        return self.status is Status.BOOKED and all(move.mover is Mover.MACHINE for move in self.moves)

    @property
    def reasons(self) -> frozenset[str]:
        """Why it went to review, however often it did; empty when it never did."""
        stated = (move.reason.split(",") for move in self.moves if move.new is Status.IN_REVIEW)
        return frozenset(code for codes in stated for code in codes if code)

    @property
    def reviewed(self) -> bool:
        return any(move.new is Status.IN_REVIEW for move in self.moves)


@dataclass(frozen=True, slots=True)
class Step:
    """Minutes by the clock that documents spent in `status` before they moved on: how many, middle, nine in ten."""

    status: Status
    count: int
    median_minutes: float
    p90_minutes: float


@dataclass(frozen=True, slots=True)
class Day:
    """One day in the SLA's time zone, by the day of arrival, so that the columns add up."""

    day: date
    arrived: int
    booked: int
    touchless: int
    rejected: int
    waiting: int
    late: int


@dataclass(frozen=True, slots=True)
class Report:
    """What the manager sees. Shares are None where nothing was counted. Files that were split count as their parts."""

    arrived: int
    booked: int
    rejected: int
    failed: int
    reviewed: int
    waiting: int
    late_waiting: int
    late_answered: int
    on_time_share: float | None
    touchless: int
    touchless_share: float | None
    answer_median_minutes: float | None
    answer_p90_minutes: float | None
    oldest_waiting_minutes: float | None
    steps: tuple[Step, ...]
    reasons: tuple[tuple[str, int], ...]
    days: tuple[Day, ...]


def report(lives: Iterable[Life], sla: Sla, now: datetime, first: date, last: date) -> Report:
    """Of the documents that arrived from `first` to `last` (days in the SLA's zone); `now` is for what still waits."""
    counted = counted_lives(lives, sla, first, last)
    booked = [life for life in counted if life.status is Status.BOOKED]
    answered = [life for life in counted if life.ended is not None]
    open_lives = [life for life in counted if life.ended is None]
    waits = [working_minutes(life.arrived, now, sla.hours) for life in open_lives]
    answers = [answer_minutes(life, sla, now) for life in answered]
    touchless = sum(life.touchless for life in booked)
    late_answered = sum(minutes > sla.target_minutes for minutes in answers)
    return Report(
        arrived=len(counted),
        booked=len(booked),
        rejected=sum(life.status is Status.REJECTED for life in counted),
        failed=sum(life.status is Status.FAILED for life in counted),
        reviewed=sum(life.reviewed for life in counted),
        waiting=len(open_lives),
        late_waiting=sum(minutes > sla.target_minutes for minutes in waits),
        late_answered=late_answered,
        on_time_share=_share(len(answers) - late_answered, len(answers)),
        touchless=touchless,
        touchless_share=_share(touchless, len(booked)),
        answer_median_minutes=quantile(answers, 0.5),
        answer_p90_minutes=quantile(answers, 0.9),
        oldest_waiting_minutes=max(waits, default=None),
        steps=steps(counted),
        reasons=reasons(counted),
        days=_days(counted, sla, now, first, last),
    )


def counted_lives(lives: Iterable[Life], sla: Sla, first: date, last: date) -> list[Life]:
    """Those that arrived from `first` to `last`; a file that was split counts as its parts."""
    zone = ZoneInfo(sla.zone)
    return [
        life
        for life in lives
        if life.moves and life.status is not Status.SPLIT and first <= life.arrived.astimezone(zone).date() <= last
    ]


def answer_minutes(life: Life, sla: Sla, now: datetime) -> float:
    """Working minutes from arrival to the answer, or to `now` while there is none."""
    return working_minutes(life.arrived, life.ended or now, sla.hours)


def is_late(life: Life, sla: Sla, now: datetime) -> bool:
    """More working time than the target, answered or not."""
    return answer_minutes(life, sla, now) > sla.target_minutes


def steps(lives: Iterable[Life]) -> tuple[Step, ...]:
    """Time in each status that was left again, in the order of a document's life."""
    spent: dict[Status, list[float]] = {}
    for life in lives:
        for here, onward in zip(life.moves, life.moves[1:], strict=False):
            spent.setdefault(here.new, []).append((onward.at - here.at).total_seconds() / 60)
    return tuple(
        Step(status, len(minutes), quantile(minutes, 0.5) or 0.0, quantile(minutes, 0.9) or 0.0)
        for status in Status
        if (minutes := spent.get(status))
    )


def reasons(lives: Iterable[Life]) -> tuple[tuple[str, int], ...]:
    """Why documents went to review: documents per code, commonest first (a document counts once a code)."""
    codes = Counter(code for life in lives for code in life.reasons)
    return tuple(sorted(codes.items(), key=lambda pair: (-pair[1], pair[0])))


def quantile(values: Sequence[float], share: float) -> float | None:
    """The nearest-rank quantile: a time that really happened; the median of an even count is the mean of the two."""
    if not values:
        return None
    ordered = sorted(values)
    if share == 0.5 and len(ordered) % 2 == 0:
        middle = len(ordered) // 2
        return (ordered[middle - 1] + ordered[middle]) / 2
    return ordered[max(0, ceil(share * len(ordered)) - 1)]


def _days(lives: Sequence[Life], sla: Sla, now: datetime, first: date, last: date) -> tuple[Day, ...]:
    zone = ZoneInfo(sla.zone)
    by_day: dict[date, list[Life]] = {}
    for life in lives:
        by_day.setdefault(life.arrived.astimezone(zone).date(), []).append(life)
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return tuple(_day(day, by_day.get(day, []), sla, now) for day in days)


def _day(day: date, lives: Sequence[Life], sla: Sla, now: datetime) -> Day:
    return Day(
        day=day,
        arrived=len(lives),
        booked=sum(life.status is Status.BOOKED for life in lives),
        touchless=sum(life.touchless for life in lives),
        rejected=sum(life.status is Status.REJECTED for life in lives),
        waiting=sum(life.ended is None for life in lives),
        late=sum(is_late(life, sla, now) for life in lives),
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
