"""A batch answers every file, whatever a file does to the process that reads it."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from extraction.limits import Limits
from pipeline import batch

LIMITS = replace(Limits(), seconds=4.0, max_memory_bytes=400_000_000)


def work(path: Path) -> dict[str, Any]:
    match path.name:
        case "dies":
            os.kill(os.getpid(), 9)
        case "hangs":
            time.sleep(60)
        case "eats":
            hoard = []
            while True:
                hoard.append(bytearray(50_000_000))
    return {"file": path.name, "pid": os.getpid()}


def refuse(path: Path, code: str, seconds: float) -> dict[str, Any]:
    return {"file": path.name, "code": code}


def answers(names: list[str], jobs: int) -> dict[str, dict[str, Any]]:
    return {p.name: a for p, a in batch.run([Path(n) for n in names], work, refuse, jobs, LIMITS)}


@pytest.mark.parametrize("jobs", [1, 3])
def test_a_file_that_kills_its_reader_costs_only_its_own_answer(jobs: int) -> None:
    got = answers(["a", "dies", "b", "hangs", "c", "eats", "d"], jobs)
    assert set(got) == {"a", "b", "c", "d", "dies", "hangs", "eats"}
    assert got["dies"]["code"] == "reader_died"
    assert got["hangs"]["code"] == "took_too_long"
    assert got["eats"]["code"] == "took_too_much_memory"
    assert all("pid" in got[name] for name in "abcd")


def test_files_are_read_in_other_processes_than_the_one_that_asks() -> None:
    got = answers(["a", "b"], 2)
    assert os.getpid() not in {a["pid"] for a in got.values()}


def leave_a_mark(path: Path) -> dict[str, Any]:
    path.write_text("read")
    return {"file": path.name}


def test_the_next_file_is_read_while_the_last_answer_is_being_kept(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    answered = batch.run([first, second], leave_a_mark, refuse, 1, LIMITS)
    next(answered)
    until = time.monotonic() + LIMITS.seconds
    while not second.exists() and time.monotonic() < until:
        time.sleep(0.01)
    assert second.exists()
    assert [path for path, _ in answered] == [second]


def document(po: str, quantity: str = "5", customer: str | None = "C1") -> dict[str, Any]:
    return {
        "document_type": "order",
        "customer": {"code": customer},
        "fields": {"po_number": {"value": po}},
        "lines": [{"item": {"sku": "S1"}, "quantity": {"value": quantity}}],
        "decision": "touchless",
    }


def test_a_repeated_order_is_marked_and_goes_to_review_whatever_order_the_files_came_in() -> None:
    for names in (["a.pdf", "b.pdf"], ["b.pdf", "a.pdf"]):
        said = {n: {"file": n, "documents": [document("PO-1")]} for n in names}
        assert batch.mark_duplicates(said, lambda a: a["file"]) == ["b.pdf"]
        assert said["b.pdf"]["duplicate_of"] == "a.pdf"
        assert said["b.pdf"]["documents"][0]["decision"] == "review"
        assert "duplicate_of" not in said["a.pdf"]


def test_another_quantity_another_customer_or_no_number_is_no_repetition() -> None:
    said = {
        "a": {"file": "a", "documents": [document("PO-1")]},
        "b": {"file": "b", "documents": [document("PO-1", quantity="6")]},
        "c": {"file": "c", "documents": [document("PO-1", customer="C2")]},
        "d": {"file": "d", "documents": [document("")]},
        "e": {"file": "e", "documents": [document("")]},
    }
    assert batch.mark_duplicates(said, lambda a: a["file"]) == []
