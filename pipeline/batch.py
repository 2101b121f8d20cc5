"""Many files through the pipeline without a server or a database: one answer a file, whatever the file does.

Work runs in child processes that hold the master data and the trained models (forked, so shared); a child that takes
too long or dies costs its file a refusal and nothing else. Not the service's loop: that is `advance`.
"""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import os
import resource
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import Any

from extraction.limits import Limits

Answer = dict[str, Any]
Work = Callable[[Path], Answer]
Refuse = Callable[[Path, str, float], Answer]

_FORK = multiprocessing.get_context("fork")
_POLL_S = 0.2


@dataclass(slots=True)
class _Child:
    """A forked worker: its process, our end of the pipe, and the file it is busy with since when."""

    process: ForkProcess
    pipe: multiprocessing.connection.Connection
    path: Path | None = None
    since: float = 0.0


def _serve(work: Work, pipe: multiprocessing.connection.Connection, max_memory_bytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    in_use = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    ceiling = in_use + max_memory_bytes
    resource.setrlimit(resource.RLIMIT_AS, (ceiling, ceiling))
    while True:
        try:
            path = pipe.recv()
        except EOFError:
            return
        try:
            pipe.send(work(path))
        except MemoryError:
            # The heap may be in any state: let the parent refuse the file and start a fresh child.
            os._exit(MEMORY_EXIT)


MEMORY_EXIT = 77


def _start(work: Work, limits: Limits) -> _Child:
    ours, theirs = _FORK.Pipe()
    process = _FORK.Process(target=_serve, args=(work, theirs, limits.max_memory_bytes), daemon=True)
    process.start()
    theirs.close()
    return _Child(process, ours)


def _stop(child: _Child) -> None:
    child.pipe.close()
    child.process.kill()
    child.process.join()


def run(paths: Sequence[Path], work: Work, refuse: Refuse, jobs: int, limits: Limits) -> Iterator[tuple[Path, Answer]]:
    """The answers as they get done. `refuse(path, code, seconds)` answers for a file whose child was lost.

    A lost child is one that died (`reader_died`), ran out of memory (`took_too_much_memory`) or of `limits.seconds`
    (`took_too_long`).
    """
    waiting = deque(paths)
    children = [_start(work, limits) for _ in range(max(1, min(jobs, len(paths))))]
    try:
        _give(children, waiting)
        while any(child.path is not None for child in children):
            answered: list[tuple[Path, Answer]] = []
            for slot, child in enumerate(children):
                done = _result(child, refuse, limits.seconds)
                if done is not None:
                    path, answer, lost = done
                    if lost:
                        _stop(child)
                        children[slot] = _start(work, limits)
                    answered.append((path, answer))
            _give(children, waiting)  # before the answers are kept: writing one safely takes as long as reading a page
            yield from answered
            pipes = [c.pipe for c in children if c.path is not None]
            if pipes and not any(pipe.poll() for pipe in pipes):
                multiprocessing.connection.wait(pipes, timeout=_POLL_S)
    finally:
        for child in children:
            _stop(child)


def _give(children: Sequence[_Child], waiting: deque[Path]) -> None:
    """A file to every child that has none, while there are any."""
    for child in children:
        if child.path is None and waiting:
            child.path, child.since = waiting.popleft(), time.monotonic()
            child.pipe.send(child.path)


def _result(child: _Child, refuse: Refuse, seconds: float) -> tuple[Path, Answer, bool] | None:
    if child.path is None:
        return None
    path, taken = child.path, time.monotonic() - child.since
    if child.pipe.poll():
        child.path = None
        try:
            return path, child.pipe.recv(), False
        except EOFError:
            child.process.join()
            code = "took_too_much_memory" if child.process.exitcode == MEMORY_EXIT else "reader_died"
            return path, refuse(path, code, taken), True
    if taken > seconds:
        child.path = None
        return path, refuse(path, "took_too_long", taken), True
    return None


def mark_duplicates(answers: dict[str, Answer], order_key: Callable[[Answer], Any]) -> list[str]:
    """Mark every answer that repeats an order of another file; returns the names changed.

    Two files repeat each other when all their orders agree in type, customer (or buyer), PO number, revision and
    lines. The original is the first by `order_key` (so neither the order of the files nor `--jobs` matters).
    """
    first: dict[tuple[Any, ...], str] = {}
    changed: list[str] = []
    for name, answer in sorted(answers.items(), key=lambda pair: (order_key(pair[1]), pair[0])):
        keys = tuple(sorted(filter(None, (_order_key(d) for d in answer["documents"]))))
        if not keys or len(keys) != len(answer["documents"]):
            continue
        if keys in first:
            answer["duplicate_of"] = first[keys]
            for document in answer["documents"]:
                document["decision"] = "review"
            changed.append(name)
        else:
            first[keys] = name
    return changed


def _order_key(document: Answer) -> tuple[str, ...] | None:
    fields = document["fields"]

    def value(name: str) -> str:
        return "".join(c for c in fields.get(name, {}).get("value", "").casefold() if c.isalnum())

    customer = document["customer"]["code"] or value("buyer_name")
    if not value("po_number") or not customer:
        return None
    lines = sorted(
        "{}:{}".format(
            line["item"]["sku"] or line.get("description", {}).get("value", ""),
            line.get("quantity", {}).get("value", ""),
        )
        for line in document["lines"]
    )
    return (document["document_type"], customer, value("po_number"), value("revision"), *lines)
