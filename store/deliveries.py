"""The outbox: what must go out for booked orders, and what has. Rendering and sending are `orderbook.delivery`'s."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, select, update
from sqlalchemy.orm import Session

from models.tables import DeliveryKind, DeliveryRow, DeliveryState


@dataclass(frozen=True, slots=True)
class Delivery:
    """One thing to send, or sent. `target` is a mail address, or an export's name."""

    id: int
    order_number: str
    kind: DeliveryKind
    target: str
    message_id: str
    state: DeliveryState
    attempts: int
    created_at: datetime
    next_at: datetime
    sent_at: datetime | None
    last_error: str
    subject: str
    digest: str


def _delivery(row: DeliveryRow) -> Delivery:
    values = {name: getattr(row, name) for name in Delivery.__slots__}
    return Delivery(**values | {"kind": DeliveryKind(row.kind), "state": DeliveryState(row.state)})


def add(session: Session, order_number: str, kind: DeliveryKind, target: str, message_id: str, at: datetime) -> None:
    """Put something into the outbox, in the unit of work that books the order."""
    session.add(
        DeliveryRow(
            order_number=order_number,
            kind=kind,
            target=target,
            message_id=message_id,
            state=DeliveryState.PENDING,
            created_at=at,
            next_at=at,
        )
    )


def due(session: Session, now: datetime, limit: int = 50) -> tuple[Delivery, ...]:
    """What should go out now, longest due first."""
    rows = session.scalars(
        select(DeliveryRow)
        .where(DeliveryRow.state == DeliveryState.PENDING, DeliveryRow.next_at <= now)
        .order_by(DeliveryRow.next_at, DeliveryRow.id)
        .limit(limit)
    )
    return tuple(_delivery(row) for row in rows)


def claim(session: Session, delivery: Delivery, now: datetime, seconds: float) -> bool:
    """Take a delivery for a while, so that no other worker sends it too; False when another was faster.

    A worker that dies while sending leaves it due again after `seconds`: sent at least once, with the same Message-ID.
    """
    return _changed(session, delivery, next_at=now + timedelta(seconds=seconds), attempts=DeliveryRow.attempts + 1)


def sent(session: Session, delivery: Delivery, at: datetime, subject: str = "", digest: str = "") -> None:
    """It went out; `digest` is of what was sent, in the originals' folder."""
    values = {"state": DeliveryState.SENT, "sent_at": at, "last_error": "", "subject": subject, "digest": digest}
    _set(session, delivery.id, values)


def failed(session: Session, delivery: Delivery, error: str, next_at: datetime | None) -> None:
    """It did not go out: try again at `next_at`, or (None) give up until an agent asks."""
    if next_at is None:
        _set(session, delivery.id, {"state": DeliveryState.GIVEN_UP, "last_error": error})
    else:
        _set(session, delivery.id, {"next_at": next_at, "last_error": error})


def ask_again(session: Session, delivery_id: int, now: datetime) -> None:
    """An agent wants what was given up, or sent, to go out (again)."""
    _set(session, delivery_id, {"state": DeliveryState.PENDING, "next_at": now, "attempts": 0})


def of_order(session: Session, order_number: str) -> tuple[Delivery, ...]:
    """All deliveries of an order."""
    query = select(DeliveryRow).where(DeliveryRow.order_number == order_number).order_by(DeliveryRow.id)
    return tuple(_delivery(row) for row in session.scalars(query))


def of_orders(session: Session, order_numbers: Sequence[str]) -> dict[str, tuple[Delivery, ...]]:
    """The deliveries of many orders in one query."""
    query = select(DeliveryRow).where(DeliveryRow.order_number.in_(list(order_numbers))).order_by(DeliveryRow.id)
    found: dict[str, tuple[Delivery, ...]] = {}
    for row in session.scalars(query):
        found[row.order_number] = (*found.get(row.order_number, ()), _delivery(row))
    return found


def latest(session: Session, kind: DeliveryKind, limit: int) -> tuple[Delivery, ...]:
    """Deliveries of one kind, newest first."""
    query = select(DeliveryRow).where(DeliveryRow.kind == kind).order_by(DeliveryRow.id.desc()).limit(limit)
    return tuple(_delivery(row) for row in session.scalars(query))


def _changed(session: Session, delivery: Delivery, **values: Any) -> bool:
    result = session.execute(
        update(DeliveryRow)
        .where(
            DeliveryRow.id == delivery.id,
            DeliveryRow.state == DeliveryState.PENDING,
            DeliveryRow.attempts == delivery.attempts,
        )
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    return cast(CursorResult[Any], result).rowcount == 1


def _set(session: Session, delivery_id: int, values: dict[str, Any]) -> None:
    session.execute(
        update(DeliveryRow)
        .where(DeliveryRow.id == delivery_id)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
