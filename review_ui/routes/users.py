"""Users, their roles, and the tokens of programs: for administrators."""

from __future__ import annotations

import hashlib
import re
import secrets
from typing import Annotated, Any
from zoneinfo import available_timezones

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from models.tables import Role
from review_ui.desk import Desk
from review_ui.passwords import MIN_PASSWORD_CHARS, hash_password
from review_ui.render import page
from review_ui.routes.settings import ZONES
from review_ui.session import AdminVisitor, PostingAdmin, TheDesk, Visitor
from review_ui.texts import LANGUAGES
from store import users

router = APIRouter(prefix="/users")
LOGIN = re.compile(r"[A-Za-z0-9._-]{2,40}")
Text = Annotated[str, Form(max_length=200)]


@router.get("")
def users_page(request: Request, desk: TheDesk, who: AdminVisitor) -> Response:
    return _page(request, desk, who)


@router.post("")
def add_user(
    request: Request,
    desk: TheDesk,
    who: PostingAdmin,
    login: Text,
    name: Text = "",
    role: Role = Role.AGENT,
    language: Text = "en",
    zone: Text = "Europe/Paris",
    password: Text = "",
) -> Response:
    bad = ""
    if not LOGIN.fullmatch(login):
        bad = who.say("users.bad_login")
    elif len(password) < MIN_PASSWORD_CHARS:
        bad = who.say("users.weak")
    elif language not in LANGUAGES or zone not in available_timezones():
        bad = who.say("error.bad_request")
    if not bad:
        with desk.db.write() as session:
            if users.by_login(session, login) is not None:
                bad = who.say("users.taken")
            else:
                hashed = hash_password(password)
                at = desk.clock()
                users.add(session, login, name or login, hashed, role, at, language=language, zone=zone)
    return _page(request, desk, who, status=422, bad=bad) if bad else RedirectResponse("/users", 303)


@router.post("/{user_id}")
def change_user(
    request: Request,
    desk: TheDesk,
    who: PostingAdmin,
    user_id: int,
    role: Annotated[Role, Form()],
    active: Text = "",
    password: Text = "",
) -> Response:
    if password and len(password) < MIN_PASSWORD_CHARS:
        return _page(request, desk, who, status=422, bad=who.say("users.weak"))
    values: dict[str, Any] = {"role": role, "active": bool(active)}
    if password:
        values["password_hash"] = hash_password(password)
    with desk.db.write() as session:
        others = [u for u in users.every(session) if u.id != user_id and u.active and u.role is Role.ADMIN]
        stays = bool(others) or (role is Role.ADMIN and bool(active))
        if stays:
            users.change(session, user_id, **values)
    if not stays:
        return _page(request, desk, who, status=422, bad=who.say("users.last_admin"))
    return RedirectResponse("/users", 303)


@router.post("/tokens/new")
def add_token(request: Request, desk: TheDesk, who: PostingAdmin, name: Text) -> Response:
    token = secrets.token_urlsafe(32)
    with desk.db.write() as session:
        users.add_token(session, hashlib.sha256(token.encode()).hexdigest(), name.strip() or "token", desk.clock())
    return _page(request, desk, who, token=token)


@router.post("/tokens/stop")
def stop_token(desk: TheDesk, who: PostingAdmin, digest: Text) -> Response:
    with desk.db.write() as session:
        users.stop_token(session, digest)
    return RedirectResponse("/users", 303)


def _page(request: Request, desk: Desk, who: Visitor, *, status: int = 200, bad: str = "", token: str = "") -> Response:
    with desk.db.read() as session:
        everyone, tokens = users.every(session), users.tokens(session)
    return page(
        request,
        who,
        "users.html",
        status=status,
        everyone=everyone,
        tokens=tokens,
        roles=tuple(Role),
        languages=LANGUAGES,
        zones=ZONES,
        bad=bad,
        token=token,
    )
