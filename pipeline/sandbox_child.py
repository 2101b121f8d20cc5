"""The child's side of the sandbox: limits itself, reads one file after another from its pipe. Trusts no file."""

from __future__ import annotations

import json
import os
import resource
import signal
import struct
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO, Any

MEMORY_EXIT = 77
GREETING = b"ready\n"
MAX_FILE_BYTES = 2_000_000_000
CPU_GRACE_S = 5


@dataclass(frozen=True, slots=True)
class Request:
    """What to do with one file, before its bytes: read it, or (with `picture`) draw one of its pages."""

    name: str
    limits: Mapping[str, Any]
    picture: Mapping[str, Any] | None = None

    def pack(self, data: bytes) -> bytes:
        head = json.dumps({"name": self.name, "limits": self.limits, "picture": self.picture}).encode()
        return struct.pack(">I", len(head)) + head + data


def unpack(request: bytes) -> tuple[Request, bytes]:
    (size,) = struct.unpack_from(">I", request)
    head = json.loads(request[4 : 4 + size])
    return Request(head["name"], head["limits"], head["picture"]), request[4 + size :]


def main() -> None:
    requests, answers = os.fdopen(0, "rb", buffering=0), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not end up among the answers
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MAX_FILE_BYTES, MAX_FILE_BYTES))
    from pipeline import picture, reading  # noqa: F401  (loads all readers before we say that we are ready)

    answers.write(GREETING)
    answers.flush()
    while (head := _exactly(requests, 8)) is not None:
        (size,) = struct.unpack(">Q", head)
        body = _exactly(requests, size)
        if body is None:
            return
        kind, answer = _serve(body)
        answers.write(struct.pack(">cQ", kind, len(answer)) + answer)
        answers.flush()


def _serve(body: bytes) -> tuple[bytes, bytes]:
    from extraction.limits import Limits
    from models.codec import to_json
    from models.errors import UnreadableDocument
    from pipeline.picture import page_picture
    from pipeline.reading import read_file

    request, data = unpack(body)
    limits = Limits(**request.limits)
    _limit(limits.max_memory_bytes, limits.seconds)
    try:
        if request.picture is not None:
            return b"R", page_picture(data, request.name, limits=limits, **request.picture)
        return b"R", to_json(read_file(data, request.name, limits))
    except UnreadableDocument as refused:
        return b"U", refused.reason.encode()
    except MemoryError:
        return b"M", b""
    except RecursionError:
        return b"U", b"too_deep"
    except Exception as error:  # noqa: BLE001 - whatever a file does to a reader is this file's refusal, with its trace
        return b"E", f"{type(error).__name__}\n{traceback.format_exc()}".encode()


def _limit(max_memory_bytes: int, seconds: float) -> None:
    # What the loaded libraries have mapped already is not the file's; nor is the CPU that earlier files used.
    with open("/proc/self/statm", encoding="ascii") as file:
        mapped = int(file.read().split()[0]) * resource.getpagesize()
    if resource.getrlimit(resource.RLIMIT_AS)[0] == resource.RLIM_INFINITY:
        resource.setrlimit(resource.RLIMIT_AS, (mapped + max_memory_bytes, resource.RLIM_INFINITY))
    used = resource.getrusage(resource.RUSAGE_SELF)
    cpu_s = int(used.ru_utime + used.ru_stime + seconds) + CPU_GRACE_S
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_s, resource.RLIM_INFINITY))


def _exactly(file: IO[bytes], size: int) -> bytes | None:
    received = bytearray()
    while len(received) < size:
        chunk = file.read(size - len(received))
        if not chunk:
            return None
        received += chunk
    return bytes(received)


if __name__ == "__main__":
    main()
