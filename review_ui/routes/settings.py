"""The administrator's settings: the service level and the autopilot. Users are `users`."""

from __future__ import annotations

from datetime import time
from typing import Annotated, Any
from zoneinfo import available_timezones

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData

from pipeline.autopilot import autopilot_of, own_autopilots, put_autopilot
from reporting.queries import put_sla, sla_setting
from reporting.sla import Sla
from reporting.working_time import OpeningHours
from review_ui.autopilot import percent_of, typed_autopilot
from review_ui.desk import Desk
from review_ui.render import page
from review_ui.session import AdminVisitor, PostedForm, PostingAdmin, TheDesk, Visitor
from rules import CODES
from store import catalogue

router = APIRouter(prefix="/settings")
Code = Annotated[str, Query(max_length=60)]
MAX_TARGET_MINUTES = 60 * 24 * 30
ZONES = tuple(sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/")))


@router.get("")
def settings_page(request: Request, desk: TheDesk, who: AdminVisitor, saved: str = "", customer: Code = "") -> Response:
    return _page(request, desk, who, saved=saved, customer=customer)


@router.post("/sla")
def save_sla(request: Request, desk: TheDesk, who: PostingAdmin, form: PostedForm) -> Response:
    sla, bad = typed_sla(form, who)
    if sla is None:
        return _page(request, desk, who, status=422, bad=bad)
    with desk.db.write() as session:
        put_sla(session, sla)
    return RedirectResponse("/settings?saved=sla", 303)


@router.post("/autopilot")
def save_autopilot(request: Request, desk: TheDesk, who: PostingAdmin, form: PostedForm) -> Response:
    customer = str(form.get("customer", "")).strip()
    policy, bad = typed_autopilot(form, who)
    with desk.db.write() as session:
        if customer and catalogue.customer(session, customer) is None:
            bad = who.say("settings.bad", field=who.say("field.customer"))
        elif customer and form.get("remove"):
            put_autopilot(session, None, customer)
            bad = ""  # what stands in the form of a rule that goes does not matter
        elif policy is not None:
            put_autopilot(session, policy, customer)
    if bad:
        return _page(request, desk, who, status=422, bad=bad)
    return RedirectResponse("/settings?saved=autopilot", 303)


def typed_sla(form: FormData, who: Visitor) -> tuple[Sla | None, str]:
    """The SLA that was typed, or the sentence that says what is wrong with it."""

    def typed(name: str) -> str:
        return str(form.get(name, "")).strip()

    def bad(name: str) -> tuple[None, str]:
        return None, who.say("settings.bad", field=who.say(f"settings.{name}"))

    minutes = typed("target_minutes")
    if not minutes.isdecimal() or not 1 <= int(minutes) <= MAX_TARGET_MINUTES:
        return bad("target_minutes")
    if typed("around_the_clock"):
        return Sla(int(minutes), None), ""
    try:
        opens, closes = time.fromisoformat(typed("opens")), time.fromisoformat(typed("closes"))
    except ValueError:
        return bad("opens")
    if opens >= closes:
        return None, who.say("settings.bad_time")
    weekdays = frozenset(int(str(day)) for day in form.getlist("weekdays") if str(day) in "0123456")
    if not weekdays:
        return bad("weekdays")
    if typed("zone") not in ZONES:
        return bad("zone")
    holidays = [who.forms.read_day(line) for line in typed("holidays").splitlines() if line.strip()]
    if None in holidays:
        return bad("holidays")
    days = frozenset(day for day in holidays if day is not None)
    return Sla(int(minutes), OpeningHours(opens, closes, weekdays, typed("zone"), days)), ""


def _page(
    request: Request, desk: Desk, who: Visitor, *, status: int = 200, bad: str = "", saved: str = "", customer: str = ""
) -> Response:
    with desk.db.read() as session:
        sla = sla_setting(session)
        own = own_autopilots(session)
        names = {c.code: c.name for c in catalogue.customers(session, [*own, *filter(None, (customer,))])}
        general = autopilot_of(session)
    context: dict[str, Any] = {
        "sla": sla,
        "hours": sla.hours or OpeningHours(),
        "zones": ZONES,
        "autopilot": general,
        "own_autopilots": [(code, names.get(code, code), policy) for code, policy in own.items()],
        "customer": customer if customer in names else "",
        "customer_name": names.get(customer, ""),
        "codes": CODES,
        "percent_of": percent_of,
        "bad": bad,
        "saved": saved,
    }
    return page(request, who, "settings.html", status=status, **context)
