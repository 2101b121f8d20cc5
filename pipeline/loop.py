"""The embedded worker: threads of this process that answer the bell, and chores by the clock. Celery's small twin."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from queue import SimpleQueue

from models.errors import CarnetError
from models.lifecycle import Status

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Chore:
    """Something to do every so often: the sweep, a mailbox, the outbox."""

    name: str
    every_s: float
    do: Callable[[], object]


class Loop:
    """`ring` from any thread; `advance` is called in `workers` threads, the chores in one of their own."""

    def __init__(self, advance: Callable[[int], Status | None], chores: Sequence[Chore] = (), workers: int = 1) -> None:
        self._advance = advance
        self._chores = tuple(chores)
        self._bells: SimpleQueue[int | None] = SimpleQueue()
        self._rung: set[int] = set()
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._busy = 0
        self._threads = [
            threading.Thread(target=self._work, name=f"carnet-worker-{number}", daemon=True)
            for number in range(1, workers + 1)
        ]
        self._threads += [
            threading.Thread(target=self._keep_doing, args=(chore,), name=f"carnet-{chore.name}", daemon=True)
            for chore in self._chores
        ]
        self._workers = workers

    def start(self) -> None:
        """Begin; documents left from an earlier run are found by the sweep."""
        for thread in self._threads:
            thread.start()

    def ring(self, document_id: int) -> None:
        """A document waits for the machine. Ringing again before it was answered changes nothing."""
        with self._lock:
            if document_id in self._rung:
                return
            self._rung.add(document_id)
        self._bells.put(document_id)

    def stop(self, wait_s: float = 30.0) -> None:
        """Let the steps at work finish, and begin no more; what is left waits in the database."""
        self._stopping.set()
        for _ in range(self._workers):
            self._bells.put(None)
        until = time.monotonic() + wait_s
        for thread in self._threads:
            if thread.is_alive():
                thread.join(max(0.0, until - time.monotonic()))

    def idle(self) -> bool:
        """Nothing rung for and nothing at work."""
        with self._lock:
            return not self._rung and not self._busy

    def _work(self) -> None:
        while (document_id := self._bells.get()) is not None and not self._stopping.is_set():
            with self._lock:
                self._rung.discard(document_id)
                self._busy += 1
            try:
                self._advance(document_id)
            except CarnetError as error:
                # The database did not answer, say. The row is as it was, and the sweep will ring again.
                log.warning("document %s: %s", document_id, error)
            except Exception:
                log.exception("document %s", document_id)
            finally:
                with self._lock:
                    self._busy -= 1

    def _keep_doing(self, chore: Chore) -> None:
        while not self._stopping.wait(chore.every_s):
            try:
                chore.do()
            except CarnetError as error:
                log.warning("%s: %s", chore.name, error)
            except Exception:
                log.exception("%s", chore.name)
