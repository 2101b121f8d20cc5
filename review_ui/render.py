"""One way to answer with a page: the template, the visitor, and what every page's frame needs."""

from __future__ import annotations

from typing import Any

from fastapi import Request, Response

from models.lifecycle import WAITING
from models.tables import Role
from review_ui.session import Visitor, desk_of
from store import queue


def page(request: Request, who: Visitor, template: str, *, status: int = 200, **context: Any) -> Response:
    """A whole page inside the frame."""
    desk = desk_of(request)
    with desk.db.read() as session:
        waiting = queue.count(session, queue.QueueFilter(statuses=tuple(sorted(WAITING))))
    frame = {"waiting_count": waiting, "section": request.url.path.split("/")[1], "Role": Role}
    return fragment(request, who, template, status=status, **frame, **context)


def fragment(request: Request, who: Visitor, template: str, *, status: int = 200, **context: Any) -> Response:
    """A part of a page, for the scripts."""
    values = {"who": who, "say": who.say, "forms": who.forms, "csrf": who.csrf, **context}
    response: Response = request.app.state.templates.TemplateResponse(request, template, values, status_code=status)
    return response
