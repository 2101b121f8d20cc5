"""What an agent does to a document: each verb one POST, answered with what the screen shows next."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from models.errors import BadValue
from models.page import Box
from models.reading import OnPage
from pipeline.lessons import taught_by
from review_ui.desk import Desk
from review_ui.panel import load, panel_of
from review_ui.render import fragment
from review_ui.routes.document import REJECT_REASONS
from review_ui.routes.queue import next_waiting
from review_ui.session import PostingVisitor, TheDesk, Visitor
from review_ui.typed import from_keyboard, from_page

router = APIRouter(prefix="/documents/{document_id}")
Path = Annotated[str, Field(max_length=80, pattern=r"^[a-z_]+(\.\d{1,4}\.[a-z_]+)?$")]


class Versioned(BaseModel):
    """Every change says which version of the document its screen showed."""

    version: int


class Place(BaseModel):
    """Where on the page the agent clicked."""

    page: int
    box: tuple[float, float, float, float]
    text: str = Field(max_length=2000)


class Correction(Versioned):
    path: Path
    value: str = Field(max_length=4000)
    place: Place | None = None


class LineAt(Versioned):
    index: int


class Approval(Versioned):
    accepting: list[str] = Field(default_factory=list, max_length=100)


class Rejection(Versioned):
    reason: str


@router.post("/correct")
def correct(request: Request, desk: TheDesk, who: PostingVisitor, document_id: int, change: Correction) -> Response:
    value = _normalised(desk, who, document_id, change)
    evidence = None
    if change.place is not None:
        evidence = OnPage(change.place.page, Box(*change.place.box), change.place.text)
    desk.verbs.correct(document_id, change.version, who.user.login, change.path, value, evidence)
    return _panel_again(request, desk, who, document_id)


@router.post("/lines/add")
def add_line(request: Request, desk: TheDesk, who: PostingVisitor, document_id: int, line: LineAt) -> Response:
    desk.verbs.add_line(document_id, line.version, who.user.login, line.index)
    return _panel_again(request, desk, who, document_id)


@router.post("/lines/copy")
def copy_line(request: Request, desk: TheDesk, who: PostingVisitor, document_id: int, line: LineAt) -> Response:
    desk.verbs.copy_line(document_id, line.version, who.user.login, line.index)
    return _panel_again(request, desk, who, document_id)


@router.post("/lines/remove")
def remove_line(request: Request, desk: TheDesk, who: PostingVisitor, document_id: int, line: LineAt) -> Response:
    desk.verbs.remove_line(document_id, line.version, who.user.login, line.index)
    return _panel_again(request, desk, who, document_id)


@router.post("/undo")
def undo(request: Request, desk: TheDesk, who: PostingVisitor, document_id: int, shown: Versioned) -> Response:
    desk.verbs.undo(document_id, shown.version, who.user.login)
    return _panel_again(request, desk, who, document_id)


@router.post("/approve")
def approve(desk: TheDesk, who: PostingVisitor, document_id: int, approval: Approval) -> Response:
    with desk.db.read() as session:
        following = next_waiting(session, document_id)
    desk.verbs.approve(document_id, approval.version, who.user.login, frozenset(approval.accepting))
    return _onward(who, following, document_id, "approved", _learnt(desk, who, document_id))


@router.post("/reject")
def reject(desk: TheDesk, who: PostingVisitor, document_id: int, rejection: Rejection) -> Response:
    if rejection.reason not in REJECT_REASONS:
        raise BadValue(where="", value=rejection.reason)
    with desk.db.read() as session:
        following = next_waiting(session, document_id)
    desk.verbs.reject(document_id, rejection.version, who.user.login, rejection.reason)
    return _onward(who, following, document_id, "rejected")


@router.post("/read-again")
def read_again(desk: TheDesk, who: PostingVisitor, document_id: int, shown: Versioned) -> Response:
    desk.verbs.read_again(document_id, shown.version, who.user.login)
    return JSONResponse({"next": f"/documents/{document_id}", "message": who.say("review.in_work")})


@router.post("/take-for-order")
def take_for_order(desk: TheDesk, who: PostingVisitor, document_id: int, shown: Versioned) -> Response:
    desk.verbs.take_for_order(document_id, shown.version, who.user.login)
    return JSONResponse({"next": f"/documents/{document_id}", "message": who.say("review.in_work")})


@router.post("/retry")
def retry(desk: TheDesk, who: PostingVisitor, document_id: int, shown: Versioned) -> Response:
    desk.verbs.retry(document_id, shown.version, who.user.login)
    return JSONResponse({"next": f"/documents/{document_id}", "message": who.say("review.in_work")})


def _normalised(desk: Desk, who: Visitor, document_id: int, change: Correction) -> str:
    if change.place is None:
        return from_keyboard(change.path, change.value, who)
    with desk.db.read() as session:
        loaded = load(session, document_id)
    if loaded.reading is None or loaded.matched is None:
        return from_keyboard(change.path, change.value, who)
    return from_page(change.path, change.value, loaded.reading, loaded.matched.order, who)


def _panel_again(request: Request, desk: Desk, who: Visitor, document_id: int) -> Response:
    with desk.db.read() as session:
        loaded = load(session, document_id)
    return fragment(request, who, "review/panel.html", **panel_of(loaded, who))


def _learnt(desk: Desk, who: Visitor, document_id: int) -> str:
    """How much that is new the approval taught; nothing where it taught nothing."""
    with desk.db.read() as session:
        taught = taught_by(session, document_id)
    new = sum(note.change == "new" for note in taught.notes) if taught is not None else 0
    return who.say.count("lesson.learnt", new) if new else ""


def _onward(who: Visitor, following: int | None, document_id: int, verb: str, more: str = "") -> Response:
    """To the next document that waits, or to the empty queue; `more` is told beside."""
    target = f"/documents/{following}" if following is not None and following != document_id else "/queue"
    key = f"review.{verb}_{'none' if target == '/queue' else 'next'}"
    return JSONResponse({"next": target, "message": f"{who.say(key)} {more}".strip()})
