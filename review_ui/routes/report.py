"""The manager's report, and the same as CSV. What it counts: `reporting.sla`."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from io import StringIO
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query, Request, Response

from reporting.queries import lives_arrived, sla_setting
from reporting.sla import Report, Sla, report
from review_ui.charts import bars, days_chart
from review_ui.desk import Desk
from review_ui.render import page
from review_ui.routes.files import download
from review_ui.session import ManagerVisitor, TheDesk, Visitor

router = APIRouter()
PERIODS = (1, 7, 30, 90)
DAY_COLUMNS = ("arrived", "booked", "touchless", "rejected", "waiting", "late")
Days = Annotated[int, Query(ge=1, le=366)]


def _report(desk: Desk, days: int) -> tuple[Report, Sla, date, date]:
    now = desk.clock()
    with desk.db.read() as session:
        sla = sla_setting(session)
        last = now.astimezone(ZoneInfo(sla.zone)).date()
        first = last - timedelta(days=days - 1)
        lives = lives_arrived(session, first, last, now)
    return report(lives, sla, now, first, last), sla, first, last


@router.get("/report")
def report_page(request: Request, desk: TheDesk, who: ManagerVisitor, days: Days = 7) -> Response:
    result, sla, first, last = _report(desk, days)
    return page(
        request,
        who,
        "report.html",
        report=result,
        sla=sla,
        first=first,
        last=last,
        days=days,
        weekdays=_weekdays(sla, who),
        periods=PERIODS,
        chart=days_chart(result.days, who.say, who.forms),
        reasons=bars([(reason_text(code, who), number) for code, number in result.reasons[:12]]),
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
    result, _, first, last = _report(desk, days)
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    say = who.say
    writer.writerow([say("report.day"), *(say(f"report.{name}") for name in DAY_COLUMNS)])
    for day in result.days:
        writer.writerow([day.day.isoformat(), *(getattr(day, name) for name in DAY_COLUMNS)])
    writer.writerow([])
    writer.writerow([say("report.step"), say("report.count"), say("report.step_median"), say("report.step_p90")])
    for step in result.steps:
        minutes = (f"{step.median_minutes:.2f}", f"{step.p90_minutes:.2f}")
        writer.writerow([say(f"step.{step.status}"), step.count, *minutes])
    writer.writerow([])
    writer.writerow([say("report.reasons"), say("report.count")])
    for code, number in result.reasons:
        writer.writerow([reason_text(code, who), number])
    name = f"carnet-{first.isoformat()}-{last.isoformat()}.csv"
    return download(out.getvalue().encode("utf-8-sig"), name, "text/csv; charset=utf-8")
