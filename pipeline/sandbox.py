"""Reads files in killable child processes with limits on memory, CPU and time. What reading means is `reading`'s.

A few children stay warm, so that a small PDF does not pay for a start; one that is killed is replaced. Children answer
with JSON, never with pickles: a file that takes over its reader must not take over us.
"""

from __future__ import annotations

import os
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from queue import LifoQueue
from selectors import EVENT_READ, DefaultSelector
from types import TracebackType
from typing import IO, Self

from extraction.limits import Limits
from models.codec import from_json
from models.errors import UnreadableDocument
from models.reading import Reading
from pipeline.sandbox_child import GREETING, MEMORY_EXIT, Request

HEADER = struct.Struct(">cQ")
# Nothing else of our environment (addresses, passwords) is a reader's business.
PASSED_ON = ("PATH", "LANG", "LC_ALL", "TESSDATA_PREFIX", "TMPDIR", "HOME")
CHILD = (sys.executable, "-m", "pipeline.sandbox_child")
START_S = 120.0
DYING_S = 1.0  # between closing its pipe and having ended, when it ends by itself
STDERR_BYTES = 4_000
# Allocation failures that end a process in native code, before Python can say MemoryError.
NATIVE_MEMORY_WORDS = (b"bad_alloc", b"Cannot allocate memory", b"out of memory", b"MemoryError")


class _Dead(Exception):
    """The child closed its pipe, or has not started."""


class _Late(Exception):
    """The child did not answer in time."""


@dataclass(slots=True)
class _Child:
    """A warm reader. Its own session, so that killing it takes along what it started (tesseract)."""

    process: subprocess.Popen[bytes]
    served: int = 0
    errors: bytearray = field(default_factory=bytearray)

    @classmethod
    def start(cls, command: Sequence[str]) -> _Child:
        root = str(Path(__file__).resolve().parent.parent)
        environment = {
            key: os.environ[key] for key in ("PATH", "LANG", "LC_ALL", "TESSDATA_PREFIX") if key in os.environ
        }
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=root,
            env=environment | {"OMP_NUM_THREADS": "1", "OMP_THREAD_LIMIT": "1", "OPENBLAS_NUM_THREADS": "1"},
            start_new_session=True,
        )
        child = cls(process)
        assert process.stderr is not None
        threading.Thread(target=child._keep_errors, args=(process.stderr,), daemon=True).start()
        return child

    def _keep_errors(self, stderr: IO[bytes]) -> None:
        # Readers are chatty; an unread pipe would block them, and the last words tell how they died.
        while chunk := os.read(stderr.fileno(), 65_536):
            self.errors[:] = (self.errors + chunk)[-STDERR_BYTES:]

    def ask(self, request: bytes, seconds: float) -> tuple[bytes, bytes]:
        """Send a request, wait for (kind, answer). Raises `_Late`, `_Dead`."""
        assert self.process.stdin is not None
        until = time.monotonic() + seconds
        try:
            self.process.stdin.write(struct.pack(">Q", len(request)) + request)
            self.process.stdin.flush()
        except (BrokenPipeError, OSError) as error:
            raise _Dead from error
        kind, size = HEADER.unpack(self._receive(HEADER.size, until))
        return kind, self._receive(size, until)

    def greet(self) -> None:
        """Wait until the child has loaded its readers: that time is not the document's."""
        if self._receive(len(GREETING), time.monotonic() + START_S) != GREETING:
            raise _Dead

    def _receive(self, size: int, until: float) -> bytes:
        assert self.process.stdout is not None
        received = bytearray()
        with DefaultSelector() as selector:
            selector.register(self.process.stdout, EVENT_READ)
            while len(received) < size:
                left = until - time.monotonic()
                if left <= 0 or not selector.select(left):
                    raise _Late
                chunk = os.read(self.process.stdout.fileno(), min(size - len(received), 1 << 20))
                if not chunk:
                    raise _Dead
                received += chunk
        return bytes(received)

    def kill(self, grace_s: float = 0.0) -> int:
        """End it and all that it started; its exit code (negative: the signal) when it ended by itself in `grace_s`."""
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=grace_s)
        with suppress(ProcessLookupError):  # all gone already
            os.killpg(self.process.pid, signal.SIGKILL)
        code = self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            with suppress(BrokenPipeError):  # what it did not take before it died
                pipe.close()
        return code


class Sandbox:
    """A pool of readers. `read` may be called from several threads; each call has a child of its own."""

    def __init__(self, limits: Limits, size: int = 2, renew_after: int = 200, command: Sequence[str] = CHILD) -> None:
        self.limits = limits
        self._limits_json = asdict(limits)
        self._renew_after = renew_after
        self._command = command
        self._slots: LifoQueue[_Child | None] = LifoQueue()
        for _ in range(size):
            self._slots.put(None)
        self._size = size

    def warm(self) -> None:
        """Start all children now rather than at the first file; returns when they are ready."""
        started = [self._slots.get() or _Child.start(self._command) for _ in range(self._size)]
        for child in started:
            if not child.served:
                child.greet()
                child.served = 1
            self._slots.put(child)

    def read(self, data: bytes, name: str) -> Reading:
        """The file's reading; raises `UnreadableDocument`, also when its child had to be killed or died."""
        return from_json(Reading, self.read_json(data, name))

    def read_json(self, data: bytes, name: str) -> bytes:
        """The same as the JSON to store, without building it here."""
        return self._do(data, Request(name, self._limits_json))

    def picture(self, data: bytes, name: str, part_name: str, role: str, page: int, width_px: int) -> bytes:
        """PNG of one page of one part; the same limits, the same refusals."""
        asked = {"part_name": part_name, "role": role, "page": page, "width_px": width_px}
        return self._do(data, Request(name, self._limits_json, asked))

    def _do(self, data: bytes, request: Request) -> bytes:
        if not data:
            raise UnreadableDocument("empty")
        if len(data) > self.limits.max_bytes:
            raise UnreadableDocument("too_large")
        child = self._slots.get()
        keep: _Child | None = None
        try:
            if child is None:
                child = _Child.start(self._command)
            if not child.served:
                child.greet()
            child.served += 1
            kind, answer = child.ask(request.pack(data), self.limits.seconds)
            if child.served < self._renew_after and kind != b"M":
                keep = child
        except _Late:
            raise UnreadableDocument("took_too_long") from None
        except _Dead:
            assert child is not None
            died, child = child, None
            raise _why_it_died(died) from None
        finally:
            if keep is None and child is not None:
                child.kill()
            self._slots.put(keep)
        return _answered(kind, answer)

    def close(self) -> None:
        """End all children."""
        for _ in range(self._size):
            child = self._slots.get()
            if child is not None:
                child.kill()
            self._slots.put(None)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _answered(kind: bytes, answer: bytes) -> bytes:
    if kind == b"R":
        return answer
    if kind == b"M":
        raise UnreadableDocument("took_too_much_memory")
    reason, _, detail = answer.decode("utf-8", "replace").partition("\n")
    if kind == b"U":
        raise UnreadableDocument(reason)
    raise UnreadableDocument("reader_died", detail=detail[-500:], error=reason)


def _why_it_died(child: _Child) -> UnreadableDocument:
    code = child.kill(DYING_S)
    words = bytes(child.errors)
    if code == -signal.SIGXCPU:
        return UnreadableDocument("took_too_long")
    if code == MEMORY_EXIT or any(word in words for word in NATIVE_MEMORY_WORDS):
        return UnreadableDocument("took_too_much_memory")
    return UnreadableDocument("reader_died", exit=str(code), detail=words.decode("utf-8", "replace")[-500:])
