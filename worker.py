"""The Celery worker: `celery -A worker worker -B`. Builds an installation from settings in each of its processes."""

from __future__ import annotations

from functools import cache

from celery.schedules import crontab
from celery.signals import worker_process_shutdown

from app.assemble import Installation, assemble
from app.bell import celery_bell
from app.serve import chores_of
from config import Settings
from pipeline.loop import Chore
from pipeline.tasks import CHORE_TASK, make


@cache
def _installation() -> Installation:
    settings = Settings()
    return assemble(settings, celery_bell(settings.redis_url))


@cache
def _chores() -> tuple[Chore, ...]:
    return tuple(chores_of(_installation()))


def _close(**_: object) -> None:
    if _installation.cache_info().currsize:
        _installation().close()


app = make(Settings().redis_url or "memory://", lambda: _installation().machine, _chores)
# Beat must not build an installation: it names the chores by the clock, and a worker finds out which there are.
EVERY_S = {"sweep": 15.0, "outbox": 5.0, "mailbox": 30.0, "folder": 5.0}
app.conf.beat_schedule = {
    name: {"task": CHORE_TASK, "schedule": seconds, "args": [name], "options": {"expires": seconds}}
    for name, seconds in EVERY_S.items()
}
# At night, when the machine has time; an installation's clock is UTC here.
app.conf.beat_schedule["retrain"] = {"task": CHORE_TASK, "schedule": crontab(hour=2, minute=30), "args": ["retrain"]}
worker_process_shutdown.connect(_close, weak=False)
