"""Who is asking: the signed session cookie, the CSRF token, and what a role may do. No HTML."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request, Response
from itsdangerous import BadSignature, URLSafeSerializer
from starlette.datastructures import FormData

from models.errors import Forbidden
from models.tables import Role
from review_ui.desk import Desk
from review_ui.forms import Forms
from review_ui.texts import LANGUAGES, Texts, accepted_language, texts
from store import users
from store.users import User

COOKIE = "carnet"
CSRF_HEADER = "x-csrf-token"
CSRF_FIELD = "csrf"
RANK = {Role.AGENT: 0, Role.MANAGER: 1, Role.ADMIN: 2}


class NotLoggedIn(Exception):
    """The browser is sent to the log-in page; `expired` when it had a session once."""

    def __init__(self, expired: bool) -> None:
        self.expired = expired
        super().__init__("not logged in")


class BadCsrf(Exception):
    """A change without the page's token: nothing may be done."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """The logged-in user with their language and forms, and the token that their pages carry."""

    user: User
    say: Texts
    forms: Forms
    csrf: str

    def may(self, role: Role) -> bool:
        return RANK[self.user.role] >= RANK[role]


def desk_of(request: Request) -> Desk:
    """The dependencies that the app was built on."""
    desk: Desk = request.app.state.desk
    return desk


def start_session(response: Response, desk: Desk, user: User) -> None:
    """Set the cookie. It holds no secret: the user's number, when, and a print of the password it was made with."""
    value = {
        "u": user.id,
        "t": int(desk.clock().timestamp()),
        "p": _print(user),
        "n": secrets.token_urlsafe(12),
    }
    response.set_cookie(
        COOKIE,
        _serializer(desk).dumps(value),
        max_age=int(desk.settings.session_hours * 3600),
        httponly=True,
        secure=desk.settings.secure_cookies,
        samesite="lax",
        path="/",
    )


def end_session(response: Response, desk: Desk) -> None:
    response.delete_cookie(COOKIE, path="/", httponly=True, secure=desk.settings.secure_cookies, samesite="lax")


def visitor(request: Request) -> Visitor:
    """The logged-in user; raises `NotLoggedIn`. On a POST the CSRF token is checked too."""
    desk = desk_of(request)
    raw = request.cookies.get(COOKIE, "")
    value = _unsigned(desk, raw)
    if value is None:
        raise NotLoggedIn(expired=bool(raw))
    age = desk.clock().timestamp() - float(value["t"])
    with desk.db.read() as session:
        user = users.by_id(session, int(value["u"]))
    # A changed password, a switched-off user, an old cookie: all end the session at once.
    if user is None or not user.active or value["p"] != _print(user) or age > desk.settings.session_hours * 3600:
        raise NotLoggedIn(expired=True)
    language = user.language if user.language in LANGUAGES else desk.settings.default_language
    request.state.renew = user if age > desk.settings.session_hours * 3600 / 4 else None
    found = Visitor(user, texts(language), Forms(language, user.zone), _csrf(desk, str(value["n"])))
    request.state.visitor = found
    return found


async def visitor_posting(request: Request, who: Annotated[Visitor, Depends(visitor)]) -> Visitor:
    """The logged-in user of a change: with the token of a page of theirs, from a page of ours."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise BadCsrf
    given = request.headers.get(CSRF_HEADER, "")
    if not given and "form" in request.headers.get("content-type", ""):
        given = str((await request.form()).get(CSRF_FIELD, ""))
    if not hmac.compare_digest(given.encode(), who.csrf.encode()):
        raise BadCsrf
    return who


def manager(who: Annotated[Visitor, Depends(visitor)]) -> Visitor:
    """Managers and administrators; raises `Forbidden` for others."""
    return _at_least(who, Role.MANAGER)


def admin(who: Annotated[Visitor, Depends(visitor)]) -> Visitor:
    """Administrators only."""
    return _at_least(who, Role.ADMIN)


def admin_posting(who: Annotated[Visitor, Depends(visitor_posting)]) -> Visitor:
    return _at_least(who, Role.ADMIN)


def _at_least(who: Visitor, role: Role) -> Visitor:
    if not who.may(role):
        raise Forbidden(role=str(role))
    return who


async def form_of(request: Request) -> FormData:
    """The posted form, for endpoints that are plain functions."""
    return await request.form()


PostedForm = Annotated[FormData, Depends(form_of)]
AnyVisitor = Annotated[Visitor, Depends(visitor)]
PostingVisitor = Annotated[Visitor, Depends(visitor_posting)]
ManagerVisitor = Annotated[Visitor, Depends(manager)]
AdminVisitor = Annotated[Visitor, Depends(admin)]
PostingAdmin = Annotated[Visitor, Depends(admin_posting)]
TheDesk = Annotated[Desk, Depends(desk_of)]


def stranger_language(request: Request) -> str:
    """For the pages before the log-in: what the browser asks for."""
    return accepted_language(request.headers.get("accept-language", desk_of(request).settings.default_language))


def _unsigned(desk: Desk, raw: str) -> dict[str, str] | None:
    try:
        value: dict[str, str] = _serializer(desk).loads(raw)
    except BadSignature:
        return None
    return value


def _serializer(desk: Desk) -> URLSafeSerializer:
    return URLSafeSerializer(
        desk.settings.secret, salt="carnet-session", signer_kwargs={"digest_method": hashlib.sha256}
    )


def _csrf(desk: Desk, nonce: str) -> str:
    return hmac.new(desk.settings.secret.encode(), f"csrf {nonce}".encode(), hashlib.sha256).hexdigest()


def _print(user: User) -> str:
    return hashlib.sha256(user.password_hash.encode()).hexdigest()[:12]
