"""`carnet evaluate`: accuracy of answers against truth files, printed as tables, and as JSON and CSV when asked."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from learning.accuracy import Accuracy, Count, add_file, figures

TRUTH_SUFFIX = ".truth.json"
EXPECT_SUFFIX = ".expect.json"
BROKEN = "unreadable"  # stands for an answer that is no JSON
GROUPS = ("kind", "language", "degradation", "layout")
REFUSED = {"rejected", "reject", "quarantined"}


@dataclass(frozen=True, slots=True)
class Expected:
    """A hostile file: what must become of it, what became of it ("reject", "process", "none", "bad"), and whether
    that is right."""

    file: str
    must: str
    got: str
    touchless: bool
    ok: bool


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The tally of all files, the tallies by group and value, and the hostile files."""

    total: Accuracy
    by: Mapping[str, Mapping[str, Accuracy]]
    hostile: Sequence[Expected]

    def as_json(self) -> dict[str, Any]:
        result = figures(self.total)
        result["by"] = {g: {value: figures(t) for value, t in tallies.items()} for g, tallies in self.by.items()}
        if self.hostile:
            result["hostile"] = [
                {"file": e.file, "must": e.must, "got": e.got, "touchless": e.touchless, "ok": e.ok}
                for e in self.hostile
            ]
        return result


def _answer(folder: Path, relative: Path, name: str) -> Any:
    """The answer of the same relative folder, or of the same name in `folder`; None without one."""
    for path in (folder / relative / f"{name}.json", folder / f"{Path(name).name}.json"):
        if path.is_file():
            try:
                return json.loads(path.read_text("utf-8"))
            except ValueError:
                return BROKEN
    return None


def load_pairs(truth: Path, said: Path) -> Iterator[tuple[dict[str, Any], Any]]:
    """Every truth file below `truth` with its answer in `said`."""
    for path in sorted(truth.rglob(f"*{TRUTH_SUFFIX}")):
        want = json.loads(path.read_text("utf-8"))
        yield want, _answer(said, path.parent.relative_to(truth), want["file"])


def evaluate(
    truth: Path, said: Path, groups: Sequence[str] = GROUPS, only: Mapping[str, set[str]] | None = None
) -> Evaluation:
    """Compare all answers with their truths. `only` keeps the truths whose key has one of the values."""
    total = Accuracy()
    by: dict[str, dict[str, Accuracy]] = {group: {} for group in groups}
    for want, answer in load_pairs(truth, said):
        if any(str(want.get(key, "")) not in values for key, values in (only or {}).items()):
            continue
        add_file(total, want, answer)
        for group, tallies in by.items():
            add_file(tallies.setdefault(str(want.get(group, "-")), Accuracy()), want, answer)
    return Evaluation(total, by, () if only else tuple(_expectations(truth, said)))


def _expectations(truth: Path, said: Path) -> Iterator[Expected]:
    for path in sorted(truth.rglob(f"*{EXPECT_SUFFIX}")):
        want = json.loads(path.read_text("utf-8"))
        name = want.get("file") or path.name.removesuffix(EXPECT_SUFFIX)
        answer = _answer(said, path.parent.relative_to(truth), name)
        got, touchless = _became(answer)
        right = got == want["must"] or (want.get("either_ok") is True and got in {"reject", "process"})
        ok = right and not (touchless and want.get("touchless") is False)
        yield Expected(name, want["must"], got, touchless, ok)


def _became(answer: Any) -> tuple[str, bool]:
    if answer is None:
        return "none", False
    if not isinstance(answer, dict):
        return "bad", False
    documents = answer.get("documents") or []
    touchless = any(isinstance(d, dict) and d.get("decision") == "touchless" for d in documents)
    refused = answer.get("rejected") or answer.get("status") in REFUSED
    return "reject" if refused else "process", touchless


def percent(value: float | None) -> str:
    """A share (0-1) as a percentage with one decimal; a dash where there is none."""
    return "-" if value is None else f"{100 * value:.1f}"


def _table(title: str, first: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column(first)
    for name in columns:
        table.add_column(name, justify="right")
    return table


def _fields(title: str, counts: Mapping[str, Count], total: Count) -> Table:
    lenient = ("lenient precision", "lenient recall", "lenient F1")
    table = _table(title, "field", "printed", "precision", "recall", "F1", *lenient)
    for name, c in [*counts.items(), ("all", total)]:
        if c.printed or c.predicted:
            shown = list(c.figures().values())[1:]
            table.add_row(name, str(c.printed), *map(percent, shown), end_section=name == "all")
    return table


def show(found: Evaluation, console: Console) -> None:
    """Print the whole evaluation."""
    tally = found.total
    console.print(
        f"{tally.files} files ({tally.unanswered} without an answer, {tally.unreadable} answers unreadable), "
        f"{tally.orders} orders, {tally.line_exact.printed} lines; orders found F1 {percent(tally.found.f1())}"
    )
    console.print(_fields("Header", tally.header, tally.micro(tally.header)))
    console.print(_fields("Lines", tally.columns, tally.micro(tally.columns)))
    console.print(f"lines exactly right: F1 {percent(tally.line_exact.f1())}")
    table = _table("Documents, matches and decisions", "what", "%", "right", "of")
    for name, rate in tally.rates.items():
        if rate.of:
            table.add_row(name, percent(rate.value), str(rate.right), str(rate.of))
    console.print(table)
    _show_decisions(found.total, console)
    for group, tallies in found.by.items():
        console.print(_groups(group, tallies))
    if found.hostile:
        console.print(f"hostile files: {sum(e.ok for e in found.hostile)} of {len(found.hostile)} as expected")
    for each in found.hostile:
        if not each.ok:
            console.print(f"  {each.file}: must {each.must}, got {each.got}", markup=False)


def _show_decisions(tally: Accuracy, console: Console) -> None:
    numbers = figures(tally)
    said, best = numbers["touchless"], numbers["risk_coverage"]["at_most_1_percent"]
    console.print(
        f"touchless {percent(said['rate'])} % of orders, {said['errors']} of {said['n']} wrong, "
        f"{said['change_cancel_or_duplicate']} changes, cancellations or duplicates"
    )
    console.print(f"touchless at 1 % error or less: {percent(best['touchless_rate'])} % ({best['orders']} orders)")
    if tally.stated:
        spread = f"Brier {tally.brier():.4f} over {len(tally.stated)} values"
        console.print(f"calibration error {tally.calibration_error():.4f}, {spread}")


def _groups(group: str, tallies: Mapping[str, Accuracy]) -> Table:
    table = _table(
        f"By {group}", group, "files", "orders", "header F1", "lines F1", "perfect", "customer", "item", "touchless"
    )
    for value, tally in sorted(tallies.items()):
        shares = (
            tally.micro(tally.header).f1(lenient=True),
            tally.line_exact.f1(),
            *(tally.rates[name].value for name in ("perfect_order", "customer_top1", "item_top1")),
            tally.touchless / tally.orders if tally.orders else None,
        )
        table.add_row(value, str(tally.files), str(tally.orders), *map(percent, shares))
    return table


def write_errors(tally: Accuracy, path: Path) -> None:
    """Every wrong value as CSV."""
    with path.open("w", newline="", encoding="utf-8") as handle:
        writer = csv.writer(handle)
        writer.writerow(("file", "po_number", "what", "truth", "predicted"))
        writer.writerows(tally.wrong)
