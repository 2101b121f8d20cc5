"""Every document of the corpus is answered as it was when somebody last looked."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from app.process import Bench, open_bench

HERE = Path(__file__).resolve().parent
EXPECTED = "expected.json"
CASES = sorted(path.name for path in HERE.iterdir() if path.is_dir() and path.name not in ("master", "__pycache__"))
# What may change with every training, and says nothing of what is answered.
LEFT_OUT = frozenset({"confidence", "box", "text", "candidates", "alternatives", "seconds", "message", "page", "path"})


@pytest.fixture(scope="module")
def bench() -> Bench:
    return open_bench(HERE / "master", None, Console(quiet=True))


@pytest.mark.parametrize("case", CASES)
def test_a_document_of_the_corpus_is_answered_as_expected(case: str, bench: Bench) -> None:
    answered = what_counts(bench.work(document_of(case)))
    expected = HERE / case / EXPECTED
    if os.environ.get("REGOLD"):
        expected.write_text(json.dumps(answered, ensure_ascii=False, indent=1) + "\n", "utf-8")
    assert answered == json.loads(expected.read_text("utf-8")), "if this is better: make regold, and read the diff"


def document_of(case: str) -> Path:
    (path,) = (path for path in (HERE / case).iterdir() if path.name != EXPECTED)
    return path


def what_counts(value: Any) -> Any:
    """An answer without what changes with every training; a field is its value."""
    match value:
        case {"value": plain}:
            return plain
        case dict():
            return {key: what_counts(inner) for key, inner in value.items() if key not in LEFT_OUT}
        case list():
            return [what_counts(inner) for inner in value]
        case _:
            return value
