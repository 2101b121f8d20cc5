"""A Celery worker on the fake trade: `celery -A tests.pipeline.worker_for_tests`, told by its environment."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from app.bell import celery_bell
from pipeline.machine import Machine, Patience
from pipeline.sweep import sweep
from pipeline.tasks import Chore, make
from store.blobs import Blobs
from store.db import Database
from tests.pipeline.fakes import FakeTrade, read

BROKER = os.environ["TEST_BROKER"]
READ_S = float(os.environ["TEST_READ_S"])


def slowly(data: bytes, name: str) -> bytes:
    time.sleep(READ_S)
    return read(data, name)


@cache
def machine() -> Machine:
    trade = FakeTrade()
    return Machine(
        database=Database(os.environ["TEST_DATABASE"]),
        blobs=Blobs(Path(os.environ["TEST_BLOBS"])),
        read=slowly,
        trade=lambda: trade,
        clock=lambda: datetime.now(UTC),
        ring=celery_bell(BROKER),
        patience=Patience(lease_s=1.5, max_attempts=20, quiet_s=0.5),
    )


app = make(BROKER, machine, lambda: [Chore("sweep", 0.5, lambda: sweep(machine()))])
app.conf.beat_schedule = {"sweep": {"task": "carnet.chore", "schedule": 0.5, "args": ["sweep"]}}
app.conf.broker_transport_options = {"visibility_timeout": 3}
