"""Orders that agents approved, beside what the machine had made of them: what a refit learns from."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.memory import Confirmed
from models.lifecycle import Mover, Status
from models.match import MatchedOrder
from models.tables import MoveRow, Stage
from store import documents, results


def confirmed(session: Session) -> Iterator[Confirmed]:
    """The orders that an agent approved, in that sequence; those whose results are gone are left out."""
    approved = select(MoveRow.document_id, MoveRow.at).where(
        MoveRow.new == Status.APPROVED, MoveRow.mover == Mover.AGENT
    )
    for document_id, at in session.execute(approved.order_by(MoveRow.id)).all():
        machine = results.get_result(session, document_id, Stage.MATCHED, MatchedOrder)
        agreed = results.get_result(session, document_id, Stage.CURRENT, MatchedOrder)
        if machine is not None and agreed is not None:
            reading = results.reading(session, documents.get(session, document_id))
            yield Confirmed(machine, agreed, reading.envelope if reading else None, at)
