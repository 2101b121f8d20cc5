"""What the stages made of a document, as compressed JSON, and its summary for lists. Not the document's life."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from models.codec import from_json, to_json
from models.issue import Issue
from models.reading import Reading
from models.tables import DocumentIssueRow, DocumentRow, ResultRow, Stage
from store.documents import Document, Summary

T = TypeVar("T")
COMPRESSION_LEVEL = 1  # words and boxes shrink to a sixth in a millisecond a page; higher levels gain little


@dataclass(frozen=True, slots=True)
class Issues:
    """Issues as one value, for the codec."""

    issues: tuple[Issue, ...]


def put_result(session: Session, document_id: int, stage: Stage, value: object) -> None:
    """Keep a stage's result (a value of `models`, or its JSON already), in place of an older one."""
    data = zlib.compress(value if isinstance(value, bytes) else to_json(value), COMPRESSION_LEVEL)
    session.merge(ResultRow(document_id=document_id, stage=stage, data=data))


def get_result(session: Session, document_id: int, stage: Stage, kind: type[T]) -> T | None:
    """A stage's result, None when there is none yet."""
    data = session.scalar(select(ResultRow.data).where(ResultRow.document_id == document_id, ResultRow.stage == stage))
    return None if data is None else from_json(kind, zlib.decompress(data))


def reading(session: Session, document: Document) -> Reading | None:
    """What was read of the document's file; a part of a split file reads what its parent read."""
    return get_result(session, document.parent_id or document.id, Stage.READING, Reading)


def drop_results(session: Session, document_id: int, stages: Sequence[Stage]) -> None:
    """Forget results that no longer hold (the document is read again)."""
    session.execute(delete(ResultRow).where(ResultRow.document_id == document_id, ResultRow.stage.in_(list(stages))))


def set_summary(session: Session, document_id: int, summary: Summary) -> None:
    """What lists show of the document; to be called in the unit of work that changes it."""
    _set(session, document_id, **{name: getattr(summary, name) for name in Summary.__slots__})


def set_touchless(session: Session, document_id: int, touchless: bool) -> None:
    """Whether the document went into the book without an agent."""
    _set(session, document_id, touchless=touchless)


def set_order_number(session: Session, document_id: int, order_number: str) -> None:
    """The order that the document became."""
    _set(session, document_id, order_number=order_number)


def _set(session: Session, document_id: int, **values: Any) -> None:
    session.execute(
        update(DocumentRow)
        .where(DocumentRow.id == document_id)
        .values(**values)
        .execution_options(synchronize_session=False)
    )


def set_envelope(session: Session, document_id: int, sender: str, subject: str) -> None:
    """What reading found out about where a mail came from, when the door did not know (a mail uploaded as a file)."""
    session.execute(
        update(DocumentRow)
        .where(DocumentRow.id == document_id, DocumentRow.sender == "")
        .values(sender=sender, subject=subject)
        .execution_options(synchronize_session=False)
    )


def put_issues(session: Session, document_id: int, issues: tuple[Issue, ...]) -> None:
    """The document's present issues, and their codes for filtering."""
    put_result(session, document_id, Stage.ISSUES, Issues(issues))
    session.execute(delete(DocumentIssueRow).where(DocumentIssueRow.document_id == document_id))
    worst: dict[str, str] = {}
    for issue in issues:
        if worst.get(issue.code) != "blocking":
            worst[issue.code] = str(issue.severity)
    session.add_all(
        DocumentIssueRow(document_id=document_id, code=code, severity=severity) for code, severity in worst.items()
    )


def get_issues(session: Session, document_id: int) -> tuple[Issue, ...]:
    """The document's present issues."""
    stored = get_result(session, document_id, Stage.ISSUES, Issues)
    return stored.issues if stored else ()
