"""Forms that agents confirmed orders on: one a document, the latest are read. What a form is: `extraction.forms`."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models.codec import from_json, to_json
from models.knowledge import Form
from models.tables import FormRow
from store import settings
from store.knowledge import CLUES_VERSION

MOST = 400  # forms that a reading is held against; who sends a new one soon shows it again


def add(session: Session, form: Form, document_id: int | None = None) -> None:
    """Keep a form, and step the version that processes compare."""
    body = to_json(form).decode()
    session.add(FormRow(customer_code=form.customer_code, learnt_at=form.at, document_id=document_id, form=body))
    session.flush()
    settings.next_number(session, CLUES_VERSION)


def latest(session: Session) -> tuple[Form, ...]:
    """The forms confirmed last, in that sequence."""
    rows = session.scalars(select(FormRow.form).order_by(FormRow.id.desc()).limit(MOST))
    return tuple(from_json(Form, row) for row in reversed(list(rows)))


def forget(session: Session, document_id: int) -> None:
    """Take back what a document showed of its form."""
    session.execute(delete(FormRow).where(FormRow.document_id == document_id))
    settings.next_number(session, CLUES_VERSION)
