"""`carnet process`: files to answers on a folder of master data, without a server or a standing database."""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from app import long_lived
from app.teach import Taught, read_home, teach
from extraction.limits import Limits
from intake.master_csv import BadRow, load_master
from models.errors import REFUSALS, UnreadableDocument
from models.issue import Issue
from models.reading import ExtractedOrder, Reading
from pipeline import answer, batch
from pipeline.desk import Desk, knows_nothing
from pipeline.machine import Circumstances
from pipeline.reading import read_file
from pipeline.steps import day_of, judge, sure_to_book
from review_ui.texts import texts

MOST_BAD_ROWS = 20


@dataclass(frozen=True, slots=True)
class Bench:
    """What answering a file needs; shared with the forked children."""

    desk: Desk
    limits: Limits
    language: str = "en"

    def say(self, issue: Issue) -> str:
        return texts(self.language).known(f"issue.{issue.code}", issue.code, **dict(issue.params))

    def work(self, path: Path) -> dict[str, Any]:
        """The answer to one file; every foreseen failure is an answer too."""
        started = time.monotonic()
        try:
            reading = read_file(path.read_bytes(), path.name, self.limits)
        except UnreadableDocument as refused:
            return self.refuse(path, refused.reason, time.monotonic() - started)
        except OSError as error:
            return answer.refusal(path.name, "no_such_file", error.strerror or "", time.monotonic() - started)
        found = self.desk.extract(reading)
        documents = [self._document(order, reading) for order in found.orders]
        return answer.answer(path.name, found.intent.value, documents, time.monotonic() - started)

    def _document(self, order: ExtractedOrder, reading: Reading) -> dict[str, Any]:
        matched, day = self.desk.match(order), day_of(order, reading.envelope)
        judged = judge(self.desk, matched, reading, Circumstances(day))
        judged = sure_to_book(self.desk, matched, judged, day)
        return answer.document(matched, judged.issues, judged.touchless, self.say)

    def refuse(self, path: Path, reason: str, seconds: float) -> dict[str, Any]:
        sentence = texts(self.language).known(f"refusal.{reason}", REFUSALS.get(reason, reason))
        return answer.refusal(path.name, reason, sentence, seconds)


def open_bench(master: Path, home: Path | None, console: Console, limits: Limits | None = None) -> Bench:
    """Master data from a folder of CSV files, the trained files, and what was taught in `home`."""
    from learning.brain import load_brain
    from learning.versions import brain_of

    skipped: list[BadRow] = []
    data = load_master(master, skip_bad=True, on_bad=skipped.append)
    for row in skipped[:MOST_BAD_ROWS]:
        console.print(f"left out: {row}", markup=False)
    if len(skipped) > MOST_BAD_ROWS:
        console.print(f"… and {len(skipped) - MOST_BAD_ROWS} more bad rows")
    taught = read_home(home) if home is not None else Taught()
    brain = brain_of(home) if home is not None else load_brain()
    desk = Desk.build(data, brain, taught.of if home is not None else knows_nothing, taught.clues, taught.forms)
    long_lived.settle()
    return Bench(desk, limits or Limits())


def write_whole(path: Path, content: dict[str, Any]) -> None:
    """Write beside and rename: a reader sees the old file or the new one, never half."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    with beside.open("w", encoding="utf-8") as handle:
        json.dump(content, handle, ensure_ascii=False, indent=1)
        handle.flush()
        os.fsync(handle.fileno())
    beside.replace(path)


def answer_name(name: str) -> str:
    """The answer's file name; a name too long for the file system is refused there, not cut here."""
    return f"{name}.json"


def process_files(bench: Bench, out: Path, jobs: int, files: Sequence[Path], console: Console) -> int:
    """Answer every file; 0 when each has an answer, 1 when one could not be written."""
    out.mkdir(parents=True, exist_ok=True)
    answers: dict[str, dict[str, Any]] = {}
    progress = Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=console
    )
    clashing = [name for name, count in Counter(path.name for path in files).items() if count > 1]
    if clashing:
        console.print(f"These names stand for several files, the last one's answer stays: {', '.join(clashing)}")
    with progress:
        task = progress.add_task("Reading", total=len(files))
        for path, result in batch.run(files, bench.work, bench.refuse, jobs, bench.limits):
            answers[path.name] = result
            write_whole(out / answer_name(path.name), result)
            progress.update(task, advance=1, description=path.name[:40])
    for name in batch.mark_duplicates(answers, lambda a: a["file"]):
        write_whole(out / answer_name(name), answers[name])
    _summary(answers, console)
    return 0


def teach_file(bench: Bench, home: Path, file: Path, truth: Path, console: Console) -> int:
    """Learn from one file; 0 when something could be learnt, 1 (with the reason said) when not."""
    try:
        count = teach(bench.desk, home, file, json.loads(truth.read_text("utf-8")), bench.limits)
    except (UnreadableDocument, ValueError) as error:
        console.print(f"{file.name}: {error}", markup=False)
        return 1
    console.print(f"{file.name}: learnt from {count} order{'' if count == 1 else 's'}", markup=False)
    return 0 if count else 1


def _summary(answers: dict[str, dict[str, Any]], console: Console) -> None:
    documents = [d for a in answers.values() for d in a["documents"]]
    touchless = sum(d["decision"] == "touchless" for d in documents)
    refused = sum(bool(a.get("rejected")) for a in answers.values())
    console.print(
        f"{len(answers)} files: {len(documents)} orders, {touchless} touchless, "
        f"{len(documents) - touchless} for review; {refused} files refused"
    )
