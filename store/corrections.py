"""What agents changed, append only: an undo is a row of its own, that names what it undoes."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from models.codec import from_json, to_json
from models.match import MatchedOrder
from models.tables import CorrectionRow


@dataclass(frozen=True, slots=True)
class Correction:
    """One value changed by an agent. `before` and `after` are normalised texts, None where nothing is stated."""

    id: int
    document_id: int
    path: str
    before: str | None
    after: str | None
    agent: str
    at: datetime
    undoes: int | None = None


def _correction(row: CorrectionRow) -> Correction:
    return Correction(row.id, row.document_id, row.path, row.before, row.after, row.agent, row.at, row.undoes)


def add(
    session: Session,
    document_id: int,
    path: str,
    before: str | None,
    after: str | None,
    agent: str,
    at: datetime,
    *,
    state_before: MatchedOrder | None = None,
    undoes: int | None = None,
) -> None:
    """Note a correction; `state_before` is the order as it stood, so that an undo brings back exactly that."""
    session.add(
        CorrectionRow(
            document_id=document_id,
            path=path,
            before=before,
            after=after,
            agent=agent,
            at=at,
            undoes=undoes,
            state_before=None if state_before is None else zlib.compress(to_json(state_before)),
        )
    )


def of_document(session: Session, document_id: int) -> tuple[Correction, ...]:
    """All corrections of a document, oldest first, undone ones too."""
    query = select(CorrectionRow).where(CorrectionRow.document_id == document_id).order_by(CorrectionRow.id)
    return tuple(_correction(row) for row in session.scalars(query))


def last_standing(session: Session, document_id: int, since: datetime) -> tuple[Correction, MatchedOrder] | None:
    """The latest correction since then that has not been undone, and the order before it; None: there is none."""
    undo = aliased(CorrectionRow)
    row = session.scalar(
        select(CorrectionRow)
        .where(
            CorrectionRow.document_id == document_id,
            CorrectionRow.undoes.is_(None),
            CorrectionRow.state_before.is_not(None),
            CorrectionRow.at >= since,
            ~select(undo.id).where(undo.undoes == CorrectionRow.id).exists(),
        )
        .order_by(CorrectionRow.id.desc())
        .limit(1)
    )
    if row is None or row.state_before is None:
        return None
    return _correction(row), from_json(MatchedOrder, zlib.decompress(row.state_before))
