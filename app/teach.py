"""`carnet teach`: a reading corrected to a truth file and approved, as by an agent; and reading what was learnt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from extraction.limits import Limits
from learning.accuracy_answer import said_line
from learning.accuracy_pairs import LINE_FLOOR, line_likeness, pair
from learning.memory import Confirmed
from models.codec import from_json, to_json
from models.issue import Issue
from models.knowledge import Form, Knowledge, SenderClue
from models.master import MasterData
from models.match import MatchedOrder
from models.reading import HEADER_FIELDS, LINE_FIELDS, Envelope, Reading
from pipeline import answer
from pipeline.changes import Change, add_line, apply, current_value, remove_line
from pipeline.desk import Desk
from pipeline.machine import Lesson
from pipeline.reading import read_file
from store import forms, knowledge, master_data
from store.db import Database

Json = Mapping[str, Any]
DATABASE = "carnet.db"
LESSONS = "lessons.jsonl"  # what was taught, for the refit


@dataclass(frozen=True, slots=True)
class Taught:
    """What a home knows, held in memory so that forked children share it."""

    by_customer: Mapping[str, Knowledge] = field(default_factory=dict)
    clues: tuple[SenderClue, ...] = ()
    forms: tuple[Form, ...] = ()

    def of(self, customer_code: str) -> Knowledge:
        return self.by_customer.get(customer_code, Knowledge(customer_code))


def open_home(home: Path) -> Database:
    """The home's database, made where there is none yet."""
    home.mkdir(parents=True, exist_ok=True)
    database = Database(f"sqlite:///{(home / DATABASE).resolve()}")
    database.upgrade()
    return database


def read_home(home: Path) -> Taught:
    """All that was taught in `home`; a home that does not exist yet knows nothing (and is not made)."""
    if not (home / DATABASE).is_file():
        return Taught()
    database = open_home(home)
    try:
        with database.read() as session:
            known = {code: knowledge.of_customer(session, code) for code in knowledge.known_customers(session)}
            return Taught(known, knowledge.sender_clues(session), forms.latest(session))
    finally:
        database.close()


def teach(desk: Desk, home: Path, file: Path, truth: Json, limits: Limits) -> int:
    """Learn from one file and its truth; the number of orders learnt. Raises `UnreadableDocument`."""
    reading = read_file(file.read_bytes(), file.name, limits)
    lessons = lessons_of(desk, reading, truth)
    database = open_home(home)
    try:
        _furnish(database, desk.index.master)
        for lesson in lessons:
            _keep(database, desk, lesson)
            _keep_for_refit(home, lesson)
    finally:
        database.close()
    return len(lessons)


def lessons_of(desk: Desk, reading: Reading, truth: Json) -> list[Lesson]:
    """What an agent who corrects this reading to the truth and approves it teaches, order by order."""
    found = [desk.match(order) for order in desk.extract(reading).orders]
    truths = truth.get("orders") or []
    said = [answer.document(matched, (), False, _no_sentence) for matched in found]
    picked = pair(len(truths), len(found), lambda i, j: _alike(truths[i], said[j]), float("-inf"))
    at = _moment(truths, reading.envelope)
    lessons = []
    for i, j in picked:
        machine, right = found[j], corrected(found[j], said[j], truths[i])
        habits, form = desk.habits(reading, machine, right), desk.form(reading, machine, right, at)
        lessons.append(Lesson(machine, right, reading.envelope, at, habits, form))
    return lessons


def _furnish(database: Database, master: MasterData) -> None:
    """What is learnt names customers and items, so the home holds them too."""
    with database.read() as session:
        customers, skus = master_data.known_codes(session)
    if {c.code for c in master.customers} <= customers and {i.sku for i in master.items} <= skus:
        return
    with database.write() as session:
        master_data.save(session, master)


def _no_sentence(issue: Issue) -> str:
    return issue.code


def _moment(truths: list[Json], envelope: Envelope | None) -> datetime:
    # The age of what was learnt counts from the order, not from the day somebody ran the command.
    if envelope is not None and envelope.sent_at is not None:
        return envelope.sent_at
    dated = next((t["order_date"] for t in truths if t.get("order_date")), "2000-01-01")
    return datetime.combine(date.fromisoformat(dated), time(), UTC)


def _alike(truth: Json, said: Json) -> float:
    same_number: bool = truth.get("po_number") == said["fields"].get("po_number", {}).get("value")
    more_lines = abs(len(truth.get("lines") or []) - len(said["lines"]))
    return 5.0 * same_number - float(more_lines)


def _keep(database: Database, desk: Desk, lesson: Lesson) -> None:
    customer = lesson.confirmed.customer.best
    with database.write() as session:
        if lesson.form is not None:
            forms.add(session, lesson.form)
        if customer is None:
            return  # of nobody nothing else is learnt
        before = knowledge.lock(session, customer)
        clues = knowledge.sender_clues(session)
        learnt = desk.learn(lesson, before, clues)
        knowledge.save(session, before, learnt.knowledge)
        knowledge.save_clues(session, clues, learnt.clues)


def _keep_for_refit(home: Path, lesson: Lesson) -> None:
    kept = Confirmed(lesson.machine, lesson.confirmed, lesson.envelope, lesson.at)
    with (home / LESSONS).open("ab") as file:
        file.write(to_json(kept) + b"\n")


def taught_lessons(home: Path) -> Iterator[Confirmed]:
    """What was taught in `home`, in that sequence."""
    if not (home / LESSONS).is_file():
        return
    with (home / LESSONS).open("rb") as file:
        for line in file:
            yield from_json(Confirmed, line)


def corrected(matched: MatchedOrder, said: Json, truth: Json) -> MatchedOrder:
    """The order as an agent leaves it who makes everything right that the truth states; `said` is its answer."""
    result = matched
    for name in ("document_type", *HEADER_FIELDS):
        result = _set(result, name, truth.get(name))
    for path in ("customer", "ship_to"):
        if f"{path}_code" in truth:
            result = _set(result, path, truth[f"{path}_code"])
    lines = truth.get("lines") or []
    read = [said_line(line) for line in said["lines"]]
    here = pair(len(lines), len(read), lambda i, j: line_likeness(lines[i], read[j]), LINE_FLOOR)
    result, rows = _with_lines_of(result, lines, dict(here))
    for index, line in zip(rows, lines, strict=True):
        for name in LINE_FIELDS:
            result = _set(result, f"lines.{index}.{name}", line.get(name))
        if "sku" in line:
            result = _set(result, f"lines.{index}.item", line["sku"])
            result = _set(result, f"lines.{index}.stock_quantity", line.get("sku_quantity"))
    return result


def _with_lines_of(
    matched: MatchedOrder, lines: list[Json], pairs: Mapping[int, int]
) -> tuple[MatchedOrder, list[int]]:
    """Spurious lines removed, missing ones added at the end; and where each line of the truth now stands."""
    result = matched
    spurious = sorted(set(range(len(matched.lines))) - set(pairs.values()), reverse=True)
    for index in spurious:
        result = remove_line(result, index)
    rows = []
    for i in range(len(lines)):
        if i in pairs:
            rows.append(pairs[i] - sum(gone < pairs[i] for gone in spurious))
        else:
            result = add_line(result, len(result.lines) - 1)
            rows.append(len(result.lines) - 1)
    return result, rows


def _set(matched: MatchedOrder, path: str, value: object) -> MatchedOrder:
    text = "" if value is None else str(value)
    if (current_value(matched, path) or "") == text and not path.endswith(("customer", "ship_to", "item")):
        return matched
    return apply(matched, Change(path, text))
