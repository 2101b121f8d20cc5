"""The report as CSV: its figures, and one row a document. Headings in the user's language, values for a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from io import StringIO
from zoneinfo import ZoneInfo

from models.lifecycle import Status
from reporting.groups import Group, minutes_in
from reporting.sla import Life, Report, Sla, answer_minutes, is_late
from review_ui.forms import Forms
from review_ui.texts import Texts
from store.report import Outcome

DAY_COLUMNS = ("arrived", "booked", "touchless", "rejected", "waiting", "late")
STEPS = (Status.RECEIVED, Status.READ, Status.EXTRACTED, Status.MATCHED, Status.IN_REVIEW, Status.APPROVED)
# What a spreadsheet would take for a formula; a customer's name or PO number must not become one.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def summary_csv(
    report: Report,
    tables: Mapping[str, Sequence[tuple[str, Group]]],
    alone: Mapping[str, int],
    reason: Callable[[str], str],
    say: Texts,
) -> bytes:
    """`tables` by the key of their heading; `alone` by code."""
    rows: list[Sequence[object]] = [[say("report.day"), *(say(f"report.{name}") for name in DAY_COLUMNS)]]
    rows += [[day.day.isoformat(), *(getattr(day, name) for name in DAY_COLUMNS)] for day in report.days]
    rows += [[], [say("report.step"), say("report.count"), say("report.step_median"), say("report.step_p90")]]
    for step in report.steps:
        minutes = (f"{step.median_minutes:.2f}", f"{step.p90_minutes:.2f}")
        rows.append([say(f"step.{step.status}"), step.count, *minutes])
    rows += [[], [say("report.reasons"), say("report.count"), say("report.alone")]]
    rows += [[reason(code), number, alone.get(code, 0)] for code, number in report.reasons]
    for heading, groups in tables.items():
        names = ("arrived", "booked", "touchless", "reviewed", "late")
        rows += [
            [],
            [say(heading), *(say(f"report.{name}") for name in names), say("report.median"), say("report.why")],
        ]
        rows += [
            [name, *(getattr(g, n) for n in names), _minutes(g.answer_median_minutes), reason(g.reason)]
            for name, g in groups
        ]
    return _csv(rows)


def documents_csv(
    lives: Iterable[Life], outcomes: Mapping[int, Outcome], sla: Sla, now: datetime, say: Texts, forms: Forms
) -> bytes:
    """One row a document: what it is, what became of it, how long each step took (minutes)."""
    zone = ZoneInfo(forms.zone)
    facts = ("document", "received", "from", "customer", "po_number", "kind", "status", "order", "touchless", "late")
    heads = [say(f"report.csv_{name}") for name in facts]
    steps = [say(f"step.{status}") for status in STEPS]
    rows: list[Sequence[object]] = [[*heads, say("report.csv_minutes"), *steps, say("report.reasons")]]
    for life in lives:
        o, spent = outcomes.get(life.document_id), minutes_in(life)
        known = (o.sender, f"{o.customer_code} {o.customer_name}".strip(), o.po_number, o.kind) if o else ("",) * 4
        rows.append(
            [
                life.document_id,
                life.arrived.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S"),
                *known,
                life.status,
                o.order_number if o else "",
                int(life.touchless),
                int(is_late(life, sla, now)),
                _minutes(answer_minutes(life, sla, now) if life.ended is not None else None),
                *(_minutes(spent.get(status)) for status in STEPS),
                " ".join(sorted(life.reasons)),
            ]
        )
    return _csv(rows)


def _minutes(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _csv(rows: Iterable[Sequence[object]]) -> bytes:
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([[_harmless(cell) for cell in row] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
