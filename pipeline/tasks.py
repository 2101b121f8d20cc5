"""Carnet's tasks as a Celery app: ring and chore, which the embedded loop does too. `worker` builds it for real.

The broker only rings. What is to be done stands in the database, so a lost message, one delivered twice, or a worker
killed in the middle does no harm.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from celery import Celery

from pipeline.advance import advance
from pipeline.loop import Chore
from pipeline.machine import Machine

ADVANCE_TASK = "carnet.advance"
CHORE_TASK = "carnet.chore"
VISIBILITY_S = 600  # a message that nobody acknowledged for so long is given to another worker
LONGEST_STEP_S = 1800


def make(broker: str, machine: Callable[[], Machine], chores: Callable[[], Sequence[Chore]]) -> Celery:
    """A Celery app on `broker`; `machine` and `chores` are asked for in the worker's own process, not before a fork."""
    celery = Celery("carnet", broker=broker)
    celery.conf.update(
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        task_ignore_result=True,
        task_time_limit=LONGEST_STEP_S,
        worker_prefetch_multiplier=1,
        worker_hijack_root_logger=False,
        worker_send_task_events=False,
        broker_connection_retry_on_startup=True,
        broker_transport_options={"visibility_timeout": VISIBILITY_S},
    )

    def advance_document(document_id: int) -> None:
        advance(machine(), document_id)

    def do_chore(name: str) -> None:
        for chore in chores():
            if chore.name == name:  # a door that is not set up has no chore
                chore.do()

    celery.task(name=ADVANCE_TASK)(advance_document)
    celery.task(name=CHORE_TASK)(do_chore)
    return celery
