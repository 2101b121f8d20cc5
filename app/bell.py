"""Rings Celery's workers: a message that a document waits. It may be lost: the sweep rings again."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from celery import Celery
from kombu.exceptions import OperationalError

from pipeline.tasks import ADVANCE_TASK

log = logging.getLogger(__name__)

ANSWER_S = 1.0
QUIET_S = 5.0
# One fresh connection for one that the broker dropped meanwhile; no waiting in between, as the sender of a mail waits.
SHORT = {"socket_connect_timeout": ANSWER_S, "socket_timeout": ANSWER_S, "max_retries": 1} | {
    "interval_start": 0,
    "interval_step": 0.1,
    "interval_max": 0.1,
}


class Bell:
    """`bell(document_id)` tells the broker; where it does not answer, nobody tries again for `QUIET_S` seconds."""

    def __init__(self, send: Callable[[int], None], clock: Callable[[], float] = time.monotonic) -> None:
        self._send, self._clock = send, clock
        self._quiet_until = float("-inf")

    def __call__(self, document_id: int) -> None:
        if self._clock() < self._quiet_until:
            return
        try:
            self._send(document_id)
        except OperationalError as error:
            self._quiet_until = self._clock() + QUIET_S
            log.warning("document %s: the broker did not answer, the sweep will ring: %s", document_id, error)


def celery_bell(redis_url: str) -> Bell:
    """A `ring` over the broker at `redis_url`; a broker that is away costs time, never a document."""
    client = Celery("carnet", broker=redis_url)
    client.conf.update(broker_transport_options=SHORT)

    def send(document_id: int) -> None:
        client.send_task(ADVANCE_TASK, args=[document_id], retry=False, ignore_result=True)

    return Bell(send)
