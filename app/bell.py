"""Rings Celery's workers: a message that a document waits. It may be lost: the sweep rings again."""

from __future__ import annotations

import logging
from collections.abc import Callable

from celery import Celery
from kombu.exceptions import OperationalError

from pipeline.tasks import ADVANCE_TASK

log = logging.getLogger(__name__)


def celery_bell(redis_url: str) -> Callable[[int], None]:
    """A `ring` over the broker at `redis_url`; a broker that is away costs time, never a document."""
    client = Celery("carnet", broker=redis_url)
    client.conf.update(broker_transport_options={"socket_connect_timeout": 2, "socket_timeout": 2})

    def ring(document_id: int) -> None:
        try:
            client.send_task(ADVANCE_TASK, args=[document_id], retry=False, ignore_result=True)
        except OperationalError as error:
            log.warning("document %s: the broker did not answer, the sweep will ring: %s", document_id, error)

    return ring
