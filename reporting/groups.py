"""The report's rows by customer and by kind, what waits at this moment, and one row a document. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from models.lifecycle import Status
from reporting.sla import Life, Sla, answer_minutes, is_late, quantile
from reporting.working_time import working_minutes


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits now, of whatever day: how many, how many too long, how long the oldest (working minutes)."""

    count: int
    late: int
    oldest_minutes: float | None


def waiting_now(received: Iterable[datetime], sla: Sla, now: datetime) -> Waiting:
    """`received`: when each unanswered document came in."""
    minutes = [working_minutes(at, now, sla.hours) for at in received]
    return Waiting(len(minutes), sum(m > sla.target_minutes for m in minutes), max(minutes, default=None))


@dataclass(frozen=True, slots=True)
class Group:
    """One customer, or one kind of document. Shares are None where nothing was booked; `reason`: the commonest."""

    key: str
    arrived: int
    booked: int
    touchless: int
    reviewed: int
    late: int
    touchless_share: float | None
    answer_median_minutes: float | None
    reason: str


def groups(lives: Iterable[Life], key: Callable[[Life], str], sla: Sla, now: datetime) -> tuple[Group, ...]:
    """The lives by key, those with most documents first."""
    members: dict[str, list[Life]] = {}
    for life in lives:
        members.setdefault(key(life), []).append(life)
    rows = (_group(name, found, sla, now) for name, found in members.items())
    return tuple(sorted(rows, key=lambda row: (-row.arrived, row.key)))


def _group(key: str, lives: Sequence[Life], sla: Sla, now: datetime) -> Group:
    booked = sum(life.status is Status.BOOKED for life in lives)
    touchless = sum(life.touchless for life in lives)
    answers = [answer_minutes(life, sla, now) for life in lives if life.ended is not None]
    codes = Counter(code for life in lives for code in life.reasons)
    commonest = min(codes, key=lambda code: (-codes[code], code), default="")
    return Group(
        key=key,
        arrived=len(lives),
        booked=booked,
        touchless=touchless,
        reviewed=sum(life.reviewed for life in lives),
        late=sum(is_late(life, sla, now) for life in lives),
        touchless_share=touchless / booked if booked else None,
        answer_median_minutes=quantile(answers, 0.5),
        reason=commonest,
    )


def alone(lives: Iterable[Life]) -> Mapping[str, int]:
    """How many documents each code sent to review all by itself: what would go through if it were settled."""
    return Counter(next(iter(life.reasons)) for life in lives if len(life.reasons) == 1)


def minutes_in(life: Life) -> Mapping[Status, float]:
    """Minutes by the clock that the document spent in each status that it left."""
    spent: dict[Status, float] = {}
    for here, onward in zip(life.moves, life.moves[1:], strict=False):
        spent[here.new] = spent.get(here.new, 0.0) + (onward.at - here.at).total_seconds() / 60
    return spent
