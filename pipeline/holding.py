"""Holds a document while a step is computed: a short lease, renewed by a thread for as long as this process lives.

So a worker that dies gives its document back within `Patience.lease_s`, however long a step may take.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from models.errors import CarnetError
from pipeline.machine import Machine
from store import documents
from store.documents import Document

log = logging.getLogger(__name__)

BEATS_A_LEASE = 4  # on a busy machine some come late


@contextmanager
def holding(machine: Machine, document: Document) -> Iterator[None]:
    """Renew the lease that `documents.lease` gave until the block ends."""
    done = threading.Event()
    thread = threading.Thread(target=_beat, args=(machine, document, done), name="carnet-lease", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _beat(machine: Machine, document: Document, done: threading.Event) -> None:
    lease_s = machine.patience.lease_s
    while not done.wait(lease_s / BEATS_A_LEASE):
        try:
            with machine.database.write() as session:
                documents.renew_lease(session, document, machine.clock() + timedelta(seconds=lease_s))
        except CarnetError as error:
            # The database may answer the next time; if not, another worker takes over and the result is dropped.
            log.warning("document %s: lease not renewed: %s", document.id, error)
