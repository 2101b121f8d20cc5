"""Every failure as a sentence in the user's language that says what to do next: a page, or JSON for the scripts."""

from __future__ import annotations

import logging
import secrets
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from models.errors import CarnetError
from review_ui.session import COOKIE, BadCsrf, NotLoggedIn, stranger_language
from review_ui.texts import Texts, texts
from review_ui.views.fields import where_label

log = logging.getLogger(__name__)

STATUS_OF = {
    "forbidden": 403,
    "stale_document": 409,
    "illegal_move": 409,
    "not_bookable": 422,
    "bad_value": 422,
    "unreadable": 422,
    "unknown_document": 404,
    "unreachable": 503,
}
OF_HTTP = {404: "not_found", 405: "not_found", 403: "forbidden", 413: "too_large"}


def language_of(request: Request) -> str:
    """The visitor's language when they are known by now, else the browser's."""
    visitor = getattr(request.state, "visitor", None)
    return visitor.say.language if visitor is not None else stranger_language(request)


def sentences(error: CarnetError, say: Texts) -> tuple[str, str]:
    """What happened, and what to do next."""
    params = dict(error.params)
    where = params.get("where", "")
    params["field"] = where_label(where, say) or say("field.order")
    if error.code == "unreadable":
        reason = params.get("reason", "")
        return say.known(f"refusal.{reason}", say("error.unreadable")), say("error.unreadable_next")
    reason_key = f"error.{error.code}_{params.get('reason', '')}"
    code = error.code if f"error.{error.code}" in say else "internal"
    what = say.known(reason_key, "", **params) or say(f"error.{code}", **params)
    return what, say.known(f"error.{code}_next", "", **params)


def _wants_json(request: Request) -> bool:
    return request.url.path.startswith("/api/") or "application/json" in request.headers.get("accept", "")


def answer(request: Request, status: int, code: str, what: str, following: str, **more: Any) -> Response:
    """JSON where a script asked, else a page."""
    if _wants_json(request):
        return JSONResponse({"code": code, "message": what, "next": following, **more}, status)
    say = texts(language_of(request))
    templates = request.app.state.templates
    page: Response = templates.TemplateResponse(
        request,
        "error.html",
        {"say": say, "what": what, "following": following, "who": getattr(request.state, "visitor", None)},
        status_code=status,
    )
    return page


def install(app: FastAPI) -> None:
    """The handlers, outermost last."""

    @app.exception_handler(NotLoggedIn)
    def not_logged_in(request: Request, error: NotLoggedIn) -> Response:
        say = texts(language_of(request))
        if request.method != "GET" or _wants_json(request):
            return answer(request, 401, "not_logged_in", say("login.expired"), "", login="/login")
        target = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        response = RedirectResponse(f"/login?next={quote(target, safe='')}", 303)
        if error.expired:
            response.delete_cookie(COOKIE, path="/")
        return response

    @app.exception_handler(BadCsrf)
    def bad_csrf(request: Request, error: BadCsrf) -> Response:
        say = texts(language_of(request))
        return answer(request, 403, "csrf", say("error.csrf"), say("error.csrf_next"))

    @app.exception_handler(CarnetError)
    def carnet_error(request: Request, error: CarnetError) -> Response:
        what, following = sentences(error, texts(language_of(request)))
        where = error.params.get("where", "")
        return answer(request, STATUS_OF.get(error.code, 500), error.code, what, following, where=where)

    @app.exception_handler(HTTPException)
    def http_error(request: Request, error: HTTPException) -> Response:
        say = texts(language_of(request))
        code = OF_HTTP.get(error.status_code, "bad_request")
        return answer(request, error.status_code, code, say(f"error.{code}"), say(f"error.{code}_next"))

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> Response:
        say = texts(language_of(request))
        return answer(request, 400, "bad_request", say("error.bad_request"), say("error.bad_request_next"))

    @app.exception_handler(Exception)
    def unexpected(request: Request, error: Exception) -> Response:
        reference = secrets.token_hex(4)
        log.error("reference %s: %s %s", reference, request.method, request.url.path, exc_info=error)
        say = texts(language_of(request))
        return answer(request, 500, "internal", say("error.internal"), say("error.internal_next", reference=reference))
