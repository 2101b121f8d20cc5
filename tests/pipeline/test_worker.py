"""Celery on a real Redis, and real `kill -9`: a worker dies and another comes, the orders are booked once each."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from kombu.exceptions import OperationalError

from app.bell import QUIET_S, Bell, celery_bell
from intake.accept import accept
from models.tables import Origin
from store import orders
from store.db import Database
from tests.pipeline.fakes import workshop

pytestmark = pytest.mark.servers
ROOT = Path(__file__).resolve().parents[2]
ORDERS = 8

Start = Callable[[float], subprocess.Popen[bytes]]


@pytest.fixture
def start(database: Database, redis_url: str, tmp_path: Path) -> Start:
    """Starts a worker with a beat on a folder and database of its own."""

    def go(read_s: float) -> subprocess.Popen[bytes]:
        environment = os.environ | {
            "TEST_BROKER": redis_url,
            "TEST_DATABASE": database.url,
            "TEST_BLOBS": str(tmp_path / "blobs"),
            "TEST_READ_S": str(read_s),
        }
        words = ["worker", "--pool=solo", "-B", "-s", str(tmp_path / "beat"), "-l", "ERROR"]
        command = [sys.executable, "-m", "celery", "-A", "tests.pipeline.worker_for_tests", *words]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True, **quiet)

    return go


def kill(worker: subprocess.Popen[bytes]) -> None:
    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()


@pytest.mark.timeout(150)
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_worker_killed_in_the_middle_loses_and_doubles_nothing(
    database: Database, redis_url: str, tmp_path: Path, start: Start
) -> None:
    shop = workshop(database, tmp_path)
    ring = celery_bell(redis_url)
    for number in range(ORDERS):
        text = f"ORDER PO-{number} ALPHA A1x{number + 1}".encode()
        ring(accept(shop.machine.door, text, "po.pdf", Origin.UPLOAD).document_id)

    def booked() -> list[str]:
        with database.read() as session:
            return sorted(entry.po_number for entry in orders.entries(session, orders.OrderFilter()))

    worker, killed = start(0.15), 0
    deadline = time.monotonic() + 90
    try:
        while len(booked()) < ORDERS:
            assert time.monotonic() < deadline, f"only {booked()} after {killed} kills"
            time.sleep(0.2)
            if len(booked()) > 2 and not killed:
                kill(worker)  # in the middle of one document or another
                worker, killed = start(0.05), 1
        time.sleep(0.5)
    finally:
        kill(worker)
    assert killed
    assert booked() == sorted(f"PO-{number}" for number in range(ORDERS))


def test_a_broker_that_is_away_costs_no_document() -> None:
    celery_bell("redis://127.0.0.1:1/0")(1)  # the caller goes on: the sweep will ring


def test_a_broker_that_is_away_is_not_asked_again_at_every_mail() -> None:
    asked: list[int] = []
    now = [0.0]

    def send(document_id: int) -> None:
        asked.append(document_id)
        raise OperationalError("nobody there")

    bell = Bell(send, lambda: now[0])
    bell(1)
    bell(2)
    now[0] = QUIET_S
    bell(3)
    assert asked == [1, 3]
