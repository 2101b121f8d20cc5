"""The embedded worker."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from intake.accept import accept
from models.errors import Unreachable
from models.lifecycle import AUTOMATIC, Status
from models.tables import Origin
from pipeline.advance import advance
from pipeline.loop import Chore, Loop
from pipeline.sweep import sweep
from store import orders, queue
from store.queue import QueueFilter
from tests.pipeline.fakes import Workshop


def until(condition: Callable[[], bool], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.005)


def test_a_rung_document_goes_all_its_way(small_shop: Workshop) -> None:
    loop = Loop(lambda number: advance(small_shop.machine, number), workers=2)
    small_shop.rung = _Bell(loop.ring)
    loop.start()
    for number in range(6):
        accept(small_shop.machine.door, f"ORDER PO-{number} ALPHA A1x{number + 1}".encode(), "po.pdf", Origin.UPLOAD)

    def all_booked() -> bool:
        with small_shop.database.read() as session:
            return orders.count(session, orders.OrderFilter()) == 6

    until(all_booked)
    loop.stop()
    assert loop.idle()


def test_an_error_in_one_document_stops_no_other_and_no_thread(small_shop: Workshop) -> None:
    seen: list[int] = []

    def work(number: int) -> Status | None:
        seen.append(number)
        if number == 1:
            raise RuntimeError
        if number == 2:
            raise Unreachable
        return None

    loop = Loop(work)
    loop.start()
    for number in (1, 2, 3):
        loop.ring(number)
    until(loop.idle)
    loop.stop()
    assert seen == [1, 2, 3]


def test_chores_are_done_by_the_clock_and_survive_their_errors() -> None:
    done: list[int] = []

    def chore() -> None:
        done.append(1)
        if len(done) == 1:
            raise Unreachable
        if len(done) == 2:
            raise RuntimeError

    loop = Loop(lambda number: None, [Chore("sweep", 0.005, chore)])
    loop.start()
    until(lambda: len(done) > 3)
    loop.stop()


def test_stopping_lets_the_step_at_work_finish_and_begins_no_other() -> None:
    begun, go_on, finished = threading.Event(), threading.Event(), []

    def work(number: int) -> None:
        begun.set()
        go_on.wait(10)
        finished.append(number)

    loop = Loop(work)
    loop.start()
    loop.ring(1)
    begun.wait(10)
    loop.ring(2)
    stopper = threading.Thread(target=loop.stop)
    stopper.start()
    time.sleep(0.02)
    go_on.set()
    stopper.join(10)
    assert finished == [1]


def test_many_workers_on_the_same_documents_book_each_order_once(shop: Workshop) -> None:
    numbers = [
        accept(shop.machine.door, f"ORDER PO-{n} ALPHA A1x{n + 1}".encode(), "po.pdf", Origin.UPLOAD).document_id
        for n in range(6)
    ]

    def worker(seed: int) -> None:
        for turn in range(8 * len(numbers)):
            advance(shop.machine, numbers[(seed + turn) % len(numbers)])

    with ThreadPoolExecutor(4) as pool:
        for outcome in [pool.submit(worker, seed) for seed in range(4)]:
            outcome.result()
    shop.clock.pass_(3600)
    while sweep(shop.machine):
        for number in numbers:
            advance(shop.machine, number)
        shop.clock.pass_(3600)
    with shop.database.read() as session:
        assert queue.count(session, QueueFilter(statuses=tuple(AUTOMATIC))) == 0
        booked = orders.entries(session, orders.OrderFilter())
    assert sorted(order.po_number for order in booked) == [f"PO-{n}" for n in range(6)]
    assert sorted(int(order.number) for order in booked) == list(range(100_001, 100_007))


class _Bell(list[int]):
    """A list that rings."""

    def __init__(self, ring: Callable[[int], None]) -> None:
        super().__init__()
        self.append = ring  # type: ignore[method-assign]
