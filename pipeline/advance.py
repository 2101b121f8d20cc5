"""One step of a document's life: load, compute with no transaction open, then status, result, move in one transaction.

Whoever comes second, or comes back from the dead, finds that the row has moved on and drops what it computed.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import timedelta
from types import MappingProxyType

from models.errors import CarnetError, StaleDocument, UnreadableDocument
from models.lifecycle import AUTOMATIC, Mover, Status, move
from pipeline.booking import book_step
from pipeline.holding import holding
from pipeline.machine import Machine
from pipeline.stages import Computed, check_step, extract_step, match_step, read_step
from store import documents
from store.documents import Document, Failure

log = logging.getLogger(__name__)

STEPS: Mapping[Status, Callable[[Machine, Document], Computed]] = MappingProxyType(
    {
        Status.RECEIVED: read_step,
        Status.READ: extract_step,
        Status.EXTRACTED: match_step,
        Status.MATCHED: check_step,
        Status.APPROVED: book_step,
    }
)
GAVE_UP = "gave_up"


def advance(machine: Machine, document_id: int) -> Status | None:
    """Bring the document one step on and ring for the next; its new status, None when there was nothing to do here."""
    now = machine.clock()
    with machine.database.write() as session:
        document = documents.get(session, document_id)
        if document.status not in AUTOMATIC or not documents.lease(session, document, now, machine.patience.lease_s):
            return None
    try:
        if document.attempts >= machine.patience.max_attempts:
            # It was tried that often and nobody came back to tell: it kills its workers.
            raise UnreadableDocument("reader_died", attempts=str(document.attempts))
        with holding(machine, document):
            computed = STEPS[document.status](machine, document)
    except CarnetError as error:
        if error.retryable and document.attempts + 1 < machine.patience.max_attempts:
            _put_off(machine, document, error)
            return None
        computed = _failed(error)
    except Exception as error:
        log.exception("document %s: %s step", document_id, document.status)
        computed = _broken(error)
    return _finish(machine, document, computed)


def run(machine: Machine, document_id: int) -> Status:
    """Advance until an agent's turn or the end; for callers that wait (a screen's approval, tests)."""
    while advance(machine, document_id) is not None:
        pass
    with machine.database.read() as session:
        return documents.get(session, document_id).status


def _failed(error: CarnetError) -> Computed:
    reason = error.reason if isinstance(error, UnreadableDocument) else error.params.get("reason", "")
    failure = Failure(error.code, reason, tuple(sorted(error.params.items())))
    return Computed(Status.FAILED, reason or error.code, failure=failure)


def _broken(error: Exception) -> Computed:
    return Computed(Status.FAILED, "internal", failure=Failure("internal", type(error).__name__))


def _put_off(machine: Machine, document: Document, error: CarnetError) -> None:
    log.warning("document %s: %s step put off: %s", document.id, document.status, error)
    wait_s = machine.patience.retry_s * 2**document.attempts
    with machine.database.write() as session:
        documents.put_off(session, document, machine.clock() + timedelta(seconds=wait_s))


def _finish(machine: Machine, document: Document, computed: Computed) -> Status | None:
    step = move(document.status, computed.status, Mover.MACHINE, machine.clock(), reason=computed.reason)
    try:
        with machine.database.write() as session:
            documents.step(session, document, step, computed.failure)
            to_ring = computed.store(session) if computed.store is not None else ()
    except StaleDocument:
        log.info("document %s: somebody else was faster, result dropped", document.id)
        return None
    except CarnetError as error:
        if computed.status is Status.FAILED or error.retryable:
            raise
        return _finish(machine, document, _failed(error))  # the book would not have it
    except Exception as error:
        if computed.status is Status.FAILED:
            raise
        log.exception("document %s: result of the %s step not stored", document.id, document.status)
        return _finish(machine, document, _broken(error))
    for document_id in to_ring:
        machine.ring(document_id)
    if computed.status in AUTOMATIC:
        machine.ring(document.id)
    return computed.status
