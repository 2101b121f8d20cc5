"""The queue: what waits for an agent, late and oldest first, with filters and search."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request, Response
from sqlalchemy.orm import Session

from models.lifecycle import AUTOMATIC, TERMINAL, WAITING, Status
from reporting.queries import sla_setting
from reporting.sla import Sla
from reporting.working_time import due_at
from review_ui.desk import Desk
from review_ui.render import fragment, page
from review_ui.session import AnyVisitor, TheDesk, Visitor
from store import catalogue, queue
from store.queue import QueueEntry, QueueFilter

router = APIRouter()
PAGE_ROWS = 50
STATES: Mapping[str, frozenset[Status]] = {
    "open": WAITING,
    "machine": AUTOMATIC,
    "done": TERMINAL,
    "all": frozenset(Status),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """The filters of the address, as they stand in it."""

    state: str = "open"
    customer: str = ""
    reason: str = ""
    q: str = ""
    page: int = 1

    @property
    def statuses(self) -> tuple[Status, ...]:
        return tuple(status for status in Status if status in STATES[self.state])

    @property
    def filter(self) -> QueueFilter:
        return QueueFilter(self.statuses, self.customer, self.reason, self.q)

    @property
    def narrowed(self) -> bool:
        return bool(self.customer or self.reason or self.q)

    def with_(self, **values: str | int) -> str:
        """The query string with some values changed; page 1 unless said otherwise."""
        merged = {"state": self.state, "customer": self.customer, "reason": self.reason, "q": self.q, "page": 1}
        return urlencode({k: v for k, v in (merged | values).items() if v not in ("", 1) or k == "state"})


@dataclass(frozen=True, slots=True)
class Row:
    """One row as shown. `due`: in words; `late` where the target has passed."""

    entry: QueueEntry
    title: str
    due: str
    due_title: str
    late: bool
    waits: str
    confidence: int


def wanted_of(
    state: Annotated[str, Query(max_length=10)] = "open",
    customer: Annotated[str, Query(max_length=60)] = "",
    reason: Annotated[str, Query(max_length=60)] = "",
    q: Annotated[str, Query(max_length=100)] = "",
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> Wanted:
    """Unknown states are the open ones."""
    return Wanted(state if state in STATES else "open", customer, reason, q.strip(), page)


TheWanted = Annotated[Wanted, Depends(wanted_of)]


@router.get("/queue")
def queue_page(request: Request, desk: TheDesk, who: AnyVisitor, wanted: TheWanted) -> Response:
    return _answer(request, desk, who, wanted, whole=True)


@router.get("/queue/rows")
def queue_rows(request: Request, desk: TheDesk, who: AnyVisitor, wanted: TheWanted) -> Response:
    return _answer(request, desk, who, wanted, whole=False)


def _answer(request: Request, desk: Desk, who: Visitor, wanted: Wanted, *, whole: bool) -> Response:
    with desk.db.read() as session:
        context = _context(session, desk, who, wanted)
    if whole:
        return page(request, who, "queue.html", **context)
    return fragment(request, who, "queue_rows.html", **context)


def _context(session: Session, desk: Desk, who: Visitor, wanted: Wanted) -> dict[str, Any]:
    now = desk.clock()
    sla = sla_setting(session)
    newest = wanted.state in ("done", "all")
    total = queue.count(session, wanted.filter)
    offset = (wanted.page - 1) * PAGE_ROWS
    entries = queue.entries(session, wanted.filter, PAGE_ROWS, offset, newest_first=newest)
    counts = queue.counts(session, QueueFilter(wanted.statuses, wanted.customer))
    rows = [_row(entry, sla, now, who) for entry in entries]
    customer = catalogue.customer(session, wanted.customer) if wanted.customer else None
    return {
        "wanted": wanted,
        "rows": rows,
        "total": total,
        "pages": max(1, -(-total // PAGE_ROWS)),
        "late": sum(row.late for row in rows),
        "states": [(name, sum(counts.by_status.get(s, 0) for s in members)) for name, members in STATES.items()],
        "reasons": sorted(counts.by_issue.items(), key=lambda pair: (-pair[1], pair[0])),
        "customer_name": customer.name if customer else wanted.customer,
        "now": now,
    }


def _row(entry: QueueEntry, sla: Sla, now: datetime, who: Visitor) -> Row:
    due = due_at(entry.received_at, sla.target_minutes, sla.hours)
    open_ = entry.status not in TERMINAL
    late = open_ and due is not None and due < now
    words = ""
    if open_ and due is not None:
        key, span = (
            ("queue.overdue", who.forms.since(due, now)) if late else ("queue.due_in", who.forms.since(now, due))
        )
        words = who.say(key, span=span)
    return Row(
        entry=entry,
        title=entry.summary.po_number or entry.subject or entry.name,
        due=words,
        due_title=who.forms.moment(due) if due else "",
        late=late,
        waits=who.forms.since(entry.received_at, now),
        confidence=round((entry.summary.confidence or 0) * 100),
    )


def next_waiting(session: Session, after: int) -> int | None:
    """The next document for an agent, oldest first: the one behind `after` in the queue, else the first."""
    waiting = queue.entries(session, QueueFilter(statuses=(Status.IN_REVIEW,)), 200)
    ids = [entry.id for entry in waiting]
    if after in ids:
        position = ids.index(after)
        ids = ids[position + 1 :] + ids[:position]
    return ids[0] if ids else None


def neighbours(session: Session, document_id: int) -> tuple[int | None, int | None]:
    """The documents before and after this one in the agent's queue."""
    ids = [e.id for e in queue.entries(session, QueueFilter(statuses=tuple(sorted(WAITING))), 500)]
    if document_id not in ids:
        return None, ids[0] if ids else None
    position = ids.index(document_id)
    before = ids[position - 1] if position else None
    return before, ids[position + 1] if position + 1 < len(ids) else None
