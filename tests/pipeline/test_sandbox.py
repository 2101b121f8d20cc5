"""The sandbox: whatever a file does to its reader is a refusal, and the next file is read as if nothing had been."""

from __future__ import annotations

import io
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from reportlab.pdfgen import canvas

from extraction.limits import Limits
from models.errors import UnreadableDocument
from models.reading import Kind
from pipeline import sandbox as module
from pipeline.sandbox import Sandbox
from pipeline.sandbox_child import MEMORY_EXIT

LIMITS = Limits(seconds=3.0, max_memory_bytes=300_000_000)
# A child whose "reader" does what the file says; the rest is the real child.
WICKED = """
import os, signal, subprocess, sys, time
sys.path.insert(0, {root!r})
from pipeline import reading, sandbox_child
from models.errors import UnreadableDocument
from models.reading import Kind, PartReading, Reading

def read_file(data, name, limits):
    match data.decode().split():
        case ["sleep", seconds]:
            time.sleep(float(seconds))
        case ["spin"]:
            while True:
                pass
        case ["child", seconds]:
            child = subprocess.Popen(["sleep", seconds])
            open(name, "w").write(str(child.pid))
            child.wait()
        case ["memory"]:
            hog = []
            while True:
                hog.append(bytearray(50_000_000))
        case ["native", words]:
            os.write(2, words.encode())
            os.abort()
        case ["signal", number]:
            os.kill(os.getpid(), int(number))
        case ["exit", code]:
            os._exit(int(code))
        case ["chatter"]:
            os.write(2, b"x" * 1_000_000)
            print("y" * 1_000_000, flush=True)
        case ["refuse", reason]:
            raise UnreadableDocument(reason)
        case ["deep"]:
            raise RecursionError
        case ["bug"]:
            raise ValueError("oops")
        case ["pid"]:
            return Reading((PartReading(str(os.getpid()), Kind.PDF),))
    return Reading((PartReading(name, Kind.PDF),))

reading.read_file = read_file
sandbox_child.main()
"""


@pytest.fixture(scope="module")
def wicked_command(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    script = tmp_path_factory.mktemp("sandbox") / "child.py"
    script.write_text(WICKED.format(root=str(Path(module.__file__).parent.parent)))
    return [sys.executable, str(script)]


@pytest.fixture(scope="module")
def shared(wicked_command: list[str]) -> Iterator[Sandbox]:
    """One pool of one child for all tests: what one leaves behind, the next would feel."""
    with Sandbox(LIMITS, size=1, command=wicked_command) as made:
        yield made


def pid_of(sandbox: Sandbox) -> int:
    return int(sandbox.read(b"pid", "x").parts[0].name)


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (b"refuse password", "password"),
        (b"deep", "too_deep"),
        (b"bug", "reader_died"),
        (b"memory", "took_too_much_memory"),
        (b"native bad_alloc", "took_too_much_memory"),
        (b"native whatever", "reader_died"),
        (b"signal 9", "reader_died"),
        (b"signal 11", "reader_died"),
        (b"signal 24", "took_too_long"),
        (b"exit 0", "reader_died"),
        (f"exit {MEMORY_EXIT}".encode(), "took_too_much_memory"),
        (b"", "empty"),
    ],
)
def test_what_a_file_does_to_its_reader_is_that_files_refusal(shared: Sandbox, file: bytes, reason: str) -> None:
    with pytest.raises(UnreadableDocument) as told:
        shared.read(file, "bad.pdf")
    assert told.value.reason == reason
    assert shared.read(b"fine", "good.pdf").parts[0].name == "good.pdf"


@pytest.mark.parametrize("file", [b"sleep 60", b"spin"])
def test_a_reader_that_takes_too_long_is_killed(wicked_command: list[str], file: bytes) -> None:
    with Sandbox(replace(LIMITS, seconds=4.0), size=1, command=wicked_command) as sandbox:
        sandbox.warm()
        with pytest.raises(UnreadableDocument) as told:
            sandbox.read(file, "slow.pdf")
        assert told.value.reason == "took_too_long"
        assert sandbox.read(b"fine", "good.pdf").parts[0].name == "good.pdf"


def test_what_a_reader_started_is_killed_with_it(wicked_command: list[str], tmp_path: Path) -> None:
    with Sandbox(replace(LIMITS, seconds=0.5), size=1, command=wicked_command) as sandbox:
        with pytest.raises(UnreadableDocument):
            sandbox.read(b"child 60", str(tmp_path / "pid"))
        pid = int((tmp_path / "pid").read_text())
        state = Path(f"/proc/{pid}/stat")
        deadline = time.monotonic() + 5
        while state.exists() and state.read_text().rsplit(")", 1)[1].split()[0] != "Z" and time.monotonic() < deadline:
            time.sleep(0.02)
        assert not state.exists() or state.read_text().rsplit(")", 1)[1].split()[0] == "Z"


def test_a_healthy_child_stays_warm_and_a_refusal_does_not_end_it(shared: Sandbox) -> None:
    first = pid_of(shared)
    with pytest.raises(UnreadableDocument):
        shared.read(b"refuse damaged", "x")
    assert shared.read(b"chatter", "loud.pdf").parts[0].name == "loud.pdf"
    assert pid_of(shared) == first


def test_a_child_is_renewed_after_so_many_files(wicked_command: list[str]) -> None:
    with Sandbox(LIMITS, size=1, renew_after=3, command=wicked_command) as sandbox:
        assert len({pid_of(sandbox) for _ in range(5)}) > 1


def test_closing_leaves_no_child_behind(wicked_command: list[str]) -> None:
    with Sandbox(LIMITS, size=1, command=wicked_command) as sandbox:
        pid = pid_of(sandbox)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_large_answer_and_a_large_file_come_through_whole(shared: Sandbox) -> None:
    name = "n" * 3_000_000
    assert shared.read(b"x" * 20_000_000, name).parts[0].name == name


def test_a_file_that_is_too_large_never_reaches_a_reader(shared: Sandbox) -> None:
    with pytest.raises(UnreadableDocument) as told:
        shared.read(b"x" * (LIMITS.max_bytes + 1), "big.pdf")
    assert told.value.reason == "too_large"


def test_readers_do_not_see_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARNET_IMAP_PASSWORD", "secret")
    script = "import os, sys; os.write(1, b'ready\\n'); os.write(2, repr(dict(os.environ)).encode()); sys.exit(3)"
    with Sandbox(LIMITS, size=1, command=[sys.executable, "-c", script]) as sandbox:
        with pytest.raises(UnreadableDocument) as told:
            sandbox.read(b"x", "x")
        assert "OMP_NUM_THREADS" in told.value.params["detail"]
        assert "secret" not in told.value.params["detail"]


def test_the_real_child_reads_a_real_file() -> None:
    with Sandbox(Limits(), size=1) as sandbox:
        out = io.BytesIO()
        page = canvas.Canvas(out)
        page.drawString(72, 720, "Purchase order 4711")
        page.save()
        reading = sandbox.read(out.getvalue(), "order.pdf")
        words: list[Any] = [word.text for part in reading.parts for page in part.pages for word in page.words]
        assert "4711" in words
        assert reading.parts[0].kind in set(Kind)
        with pytest.raises(UnreadableDocument) as told:
            sandbox.read(b"\x00\x01\x02\x03" * 10, "noise.bin")
        assert told.value.reason == "unknown_format"
