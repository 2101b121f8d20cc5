"""The manager's report, and the same as CSV. What it counts: `reporting.sla` and `reporting.groups`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query, Request, Response

from reporting.groups import Group, Waiting, alone, groups, waiting_now
from reporting.queries import lives_arrived, outcomes_of, sla_setting
from reporting.sla import Life, Report, Sla, counted_lives, report
from review_ui.charts import bars, days_chart
from review_ui.desk import Desk
from review_ui.render import page
from review_ui.report_csv import documents_csv, summary_csv
from review_ui.routes.files import download
from review_ui.session import ManagerVisitor, TheDesk, Visitor
from store.report import Outcome, unanswered

router = APIRouter()
PERIODS = (1, 7, 30, 90)
MOST_REASONS = 12
MOST_GROUPS = 12
CSV = "text/csv; charset=utf-8"
Days = Annotated[int, Query(ge=1, le=366)]


@dataclass(frozen=True, slots=True)
class Counted:
    """The period's documents, what became of them, and what waits now of whatever day."""

    report: Report
    lives: tuple[Life, ...]
    outcomes: Mapping[int, Outcome]
    waiting: Waiting
    sla: Sla
    first: date
    last: date
    now: datetime

    def by(self, name: str) -> tuple[Group, ...]:
        """Rows by "customer_code" or "kind"; "" stands for what is not known."""
        return groups(self.lives, lambda life: self.fact(life, name), self.sla, self.now)

    def fact(self, life: Life, name: str) -> str:
        outcome = self.outcomes.get(life.document_id)
        return str(getattr(outcome, name)) if outcome is not None else ""

    def customer_names(self) -> dict[str, str]:
        return {o.customer_code: o.customer_name or o.customer_code for o in self.outcomes.values()}


def _counted(desk: Desk, days: int) -> Counted:
    now = desk.clock()
    with desk.db.read() as session:
        sla = sla_setting(session)
        last = now.astimezone(ZoneInfo(sla.zone)).date()
        first = last - timedelta(days=days - 1)
        lives = counted_lives(lives_arrived(session, first, last, now), sla, first, last)
        outcomes = outcomes_of(session, first, now)
        waiting = waiting_now(unanswered(session), sla, now)
    return Counted(report(lives, sla, now, first, last), tuple(lives), outcomes, waiting, sla, first, last, now)


@router.get("/report")
def report_page(request: Request, desk: TheDesk, who: ManagerVisitor, days: Days = 7) -> Response:
    counted = _counted(desk, days)
    by_itself = alone(counted.lives)
    reasons = [(reason_text(code, who), number) for code, number in counted.report.reasons[:MOST_REASONS]]
    return page(
        request,
        who,
        "report.html",
        report=counted.report,
        waiting=counted.waiting,
        sla=counted.sla,
        days=days,
        weekdays=_weekdays(counted.sla, who),
        periods=PERIODS,
        chart=days_chart(counted.report.days, who.say, who.forms),
        reasons=bars(reasons, [by_itself.get(code, 0) for code, _ in counted.report.reasons[:MOST_REASONS]]),
        customers=counted.by("customer_code")[:MOST_GROUPS],
        customer_names=counted.customer_names(),
        kinds=counted.by("kind"),
        reason_of=lambda code: reason_text(code, who) if code else "",
    )


def _weekdays(sla: Sla, who: Visitor) -> str:
    """ "Mon–Fri" for days in a row, else one by one."""
    days = sorted(sla.hours.weekdays) if sla.hours is not None else []
    names = [who.say(f"weekday.{day}") for day in days]
    in_a_row = len(days) > 2 and days == list(range(days[0], days[-1] + 1))
    return f"{names[0]}–{names[-1]}" if in_a_row else ", ".join(names)


def reason_text(code: str, who: Visitor) -> str:
    """A reason for review as a short heading: the issue's name, or what the file was instead of an order."""
    intent = who.say.known(f"intent.{code}", "")
    return who.say.known(f"issue_name.{code}", "") or intent.capitalize() or code.replace("_", " ").capitalize()


@router.get("/report.csv")
def report_csv(desk: TheDesk, who: ManagerVisitor, days: Days = 30) -> Response:
    """The figures of the page: by day, step, reason, customer and kind."""
    counted = _counted(desk, days)
    names = counted.customer_names()
    tables = {
        "report.by_customer": [(f"{names.get(g.key, g.key)} {g.key}".strip(), g) for g in counted.by("customer_code")],
        "report.by_kind": [(who.say.known(f"kind.{g.key}", g.key), g) for g in counted.by("kind")],
    }
    data = summary_csv(counted.report, tables, alone(counted.lives), lambda code: reason_text(code, who), who.say)
    return download(data, f"carnet-{counted.first}-{counted.last}.csv", CSV)


@router.get("/report/documents.csv")
def documents_as_csv(desk: TheDesk, who: ManagerVisitor, days: Days = 30) -> Response:
    """One row a document, for a pivot table."""
    counted = _counted(desk, days)
    data = documents_csv(counted.lives, counted.outcomes, counted.sla, counted.now, who.say, who.forms)
    return download(data, f"carnet-documents-{counted.first}-{counted.last}.csv", CSV)
