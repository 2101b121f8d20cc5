"""Logging in and out, and one's own account."""

from __future__ import annotations

from math import ceil
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from review_ui.passwords import MIN_PASSWORD_CHARS, Throttle, hash_password, verified
from review_ui.render import page
from review_ui.session import (
    AnyVisitor,
    BadCsrf,
    PostingVisitor,
    TheDesk,
    end_session,
    start_session,
    stranger_language,
)
from review_ui.texts import LANGUAGES, texts
from store import users

router = APIRouter()


@router.get("/")
def home(who: AnyVisitor) -> Response:
    return RedirectResponse("/queue", 303)


@router.get("/login")
def login_page(request: Request, desk: TheDesk) -> Response:
    return _login(request, 200, "")


@router.post("/login")
def login(
    request: Request,
    desk: TheDesk,
    login: Annotated[str, Form(max_length=100)] = "",
    password: Annotated[str, Form(max_length=200)] = "",
    next: Annotated[str, Form(max_length=500)] = "",
) -> Response:
    # There is no token before a session; the browser itself says whether our own page sent this.
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise BadCsrf
    say = texts(stranger_language(request))
    throttle: Throttle = request.app.state.throttle
    now = desk.clock()
    keys = (f"name {login.casefold()}", f"from {request.client.host if request.client else ''}")
    wait = max(throttle.wait(key, now) for key in keys)
    if wait.total_seconds() > 0:
        return _login(request, 429, say("login.too_many", minutes=ceil(wait.total_seconds() / 60)), login)
    with desk.db.read() as session:
        user = users.by_login(session, login)
    if not verified(user.password_hash if user and user.active else None, password) or user is None:
        for key in keys:
            throttle.failed(key, now)
        return _login(request, 401, say("login.wrong"), login)
    throttle.succeeded(keys[0])
    response = RedirectResponse(own_path(next), 303)
    start_session(response, desk, user)
    return response


@router.post("/logout")
def logout(desk: TheDesk, who: PostingVisitor) -> Response:
    response = RedirectResponse("/login", 303)
    end_session(response, desk)
    return response


@router.get("/account")
def account(request: Request, who: AnyVisitor) -> Response:
    return page(request, who, "account.html", languages=LANGUAGES, message="", bad="")


@router.post("/account/password")
def change_password(
    request: Request,
    desk: TheDesk,
    who: PostingVisitor,
    current: Annotated[str, Form(max_length=200)] = "",
    new: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    bad = ""
    if not verified(who.user.password_hash, current):
        bad = who.say("account.wrong")
    elif len(new) < MIN_PASSWORD_CHARS:
        bad = who.say("users.weak")
    if bad:
        return page(request, who, "account.html", status=422, languages=LANGUAGES, message="", bad=bad)
    with desk.db.write() as session:
        users.change(session, who.user.id, password_hash=hash_password(new))
        user = users.by_id(session, who.user.id)
    response = page(request, who, "account.html", languages=LANGUAGES, message=who.say("account.changed"), bad="")
    if user is not None:
        # The old cookie died with the old password: this browser gets a new one, others are logged out.
        start_session(response, desk, user)
    return response


@router.post("/account/language")
def change_language(desk: TheDesk, who: PostingVisitor, language: Annotated[str, Form(max_length=5)]) -> Response:
    if language in LANGUAGES:
        with desk.db.write() as session:
            users.change(session, who.user.id, language=language)
    return RedirectResponse("/account", 303)


def own_path(target: str) -> str:
    """Where to go after the log-in: a path of ours, never another site ("//evil", "/\\evil", "https:…")."""
    parts = urlsplit(target)
    plain = target.startswith("/") and not target.startswith("//") and not set(target) & set("\\\r\n\t")
    return target if plain and not parts.scheme and not parts.netloc else "/queue"


def _login(request: Request, status: int, message: str, login: str = "") -> Response:
    desk = request.app.state.desk
    say = texts(stranger_language(request))
    context = {
        "say": say,
        "message": message,
        "login": login,
        "next": own_path(request.query_params.get("next", "")),
        "demo_logins": desk.settings.demo_logins,
    }
    response: Response = request.app.state.templates.TemplateResponse(
        request, "login.html", context, status_code=status
    )
    return response
