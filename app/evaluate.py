"""`carnet evaluate`: accuracy of answers against truth files, printed as tables."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from learning.accuracy import Accuracy, Count, score_files

TRUTH_SUFFIX = ".truth.json"


def load_pairs(truth: Path, said: Path) -> Iterator[tuple[dict[str, Any], dict[str, Any] | None]]:
    """Every truth file below `truth` with the answer of the same relative folder, or of the same name in `said`."""
    for path in sorted(truth.rglob(f"*{TRUTH_SUFFIX}")):
        want = json.loads(path.read_text("utf-8"))
        places = (said / path.parent.relative_to(truth), said)
        found = next((p for d in places if (p := d / f"{want['file']}.json").is_file()), None)
        yield want, json.loads(found.read_text("utf-8")) if found else None


def percent(value: float | None) -> str:
    """A share (0-1) as a percentage with one decimal; a dash where there is none."""
    return "-" if value is None else f"{100 * value:.1f}"


def _fields(title: str, counts: Mapping[str, Count], total: Count) -> Table:
    table = Table(title=title, title_justify="left")
    for name in ("field", "printed", "precision", "recall", "F1", "lenient F1"):
        table.add_column(name, justify="left" if name == "field" else "right")
    for name, c in [*counts.items(), ("all", total)]:
        if c.printed or c.predicted:
            shares = (c.right / c.predicted if c.predicted else None, c.right / c.printed if c.printed else None)
            cells = map(percent, (*shares, c.f1(), c.f1(lenient=True)))
            table.add_row(name, str(c.printed), *cells, end_section=name == "all")
    return table


def show(tally: Accuracy, console: Console) -> None:
    """Print the whole tally."""
    console.print(
        f"{tally.files} files, {tally.orders} orders, {tally.line_exact.printed} lines; "
        f"orders found F1 {percent(tally.found.f1())}"
    )
    console.print(_fields("Header", tally.header, tally.micro(tally.header)))
    console.print(_fields("Lines", tally.columns, tally.micro(tally.columns)))
    console.print(f"lines exactly right: F1 {percent(tally.line_exact.f1())}")
    table = Table(title="Documents, matches and decisions", title_justify="left")
    for name in ("what", "%", "right", "of"):
        table.add_column(name, justify="left" if name == "what" else "right")
    for name, rate in tally.rates.items():
        if rate.of:
            table.add_row(name, percent(rate.value), str(rate.right), str(rate.of))
    console.print(table)
    share = tally.touchless / tally.orders if tally.orders else None
    console.print(f"touchless {percent(share)} % of orders, {tally.touchless_wrong} of {tally.touchless} wrong")
    error = tally.calibration_error()
    if error is not None:
        console.print(f"calibration error {error:.4f} over {len(tally.stated)} values")


def evaluate_folders(truth: Path, said: Path, errors: Path | None, console: Console) -> Accuracy:
    """Score, print, and write the wrong values as CSV when asked."""
    tally = score_files(load_pairs(truth, said))
    show(tally, console)
    if errors is not None:
        with errors.open("w", newline="", encoding="utf-8") as handle:
            writer = csv.writer(handle)
            writer.writerow(("file", "po_number", "what", "truth", "predicted"))
            writer.writerows(tally.wrong)
    return tally
