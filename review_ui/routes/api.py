"""The interface for programs: hand in a document, ask where it stands; and whether Carnet is well."""

from __future__ import annotations

import hashlib
from typing import Annotated, Any
from urllib.parse import unquote

from fastapi import APIRouter, Depends, Header, Request, Response
from fastapi.responses import JSONResponse
from sqlalchemy import text
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from models.errors import UnreadableDocument
from models.lifecycle import AUTOMATIC
from models.match import MatchedOrder
from models.tables import Stage
from pipeline.answer import document as answer_document
from review_ui.desk import Desk
from review_ui.forms import Forms
from review_ui.session import NotLoggedIn, TheDesk
from review_ui.texts import Texts, texts
from review_ui.views.fields import said
from store import documents, results, users

router = APIRouter()


def program(desk: TheDesk, authorization: Annotated[str, Header()] = "") -> str:
    """The name of the token's holder; raises `NotLoggedIn` (401)."""
    scheme, _, token = authorization.partition(" ")
    digest = hashlib.sha256(token.strip().encode()).hexdigest()
    with desk.db.read() as session:
        found = users.token(session, digest) if scheme.lower() == "bearer" and token else None
    if found is None or not found.active:
        raise NotLoggedIn(expired=False)
    return found.name


Program = Annotated[str, Depends(program)]


@router.post("/api/v1/documents")
async def hand_in(
    request: Request, desk: TheDesk, name: Program, x_filename: Annotated[str, Header(max_length=400)] = ""
) -> Response:
    """The file as the body (its name in `X-Filename`, percent-encoded), or as `file` of a form.

    The same bytes again are answered with the document that they made the first time (200 instead of 201).
    """
    limit = desk.settings.limits.max_bytes
    if int(request.headers.get("content-length") or 0) > limit + 100_000:
        raise UnreadableDocument("too_large")
    if request.headers.get("content-type", "").startswith("multipart/form-data"):
        form = await request.form()
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise UnreadableDocument("empty")
        data, file_name = await file.read(limit + 1), file.filename or ""
    else:
        data, file_name = await _body(request, limit), unquote(x_filename)
    if len(data) > limit:
        raise UnreadableDocument("too_large")
    received = await run_in_threadpool(desk.accept, data, file_name or "document", "api", name)
    stands = await run_in_threadpool(_state, desk, received.document_id)
    return JSONResponse({**stands, "duplicate": received.duplicate}, 200 if received.duplicate else 201)


async def _body(request: Request, limit: int) -> bytes:
    received = bytearray()
    async for chunk in request.stream():
        received += chunk
        if len(received) > limit:
            raise UnreadableDocument("too_large")
    return bytes(received)


@router.get("/api/v1/documents/{document_id}")
def document_state(desk: TheDesk, name: Program, document_id: int) -> Response:
    """Where the document stands; with its order as soon as there is one, in the form of `carnet process`."""
    stands = _state(desk, document_id)
    with desk.db.read() as session:
        document = documents.get(session, document_id)
        matched = results.get_result(session, document_id, Stage.CURRENT, MatchedOrder)
        issues = results.get_issues(session, document_id)
        parts = documents.children(session, document_id)
    if matched is not None:
        say: Texts = texts("en")
        stands["reading"] = answer_document(
            matched, issues, document.touchless, lambda issue: said(issue, say, Forms("en")).text
        )
    if parts:
        stands["parts"] = [part.id for part in parts]
    return JSONResponse(stands)


def _state(desk: Desk, document_id: int) -> dict[str, Any]:
    with desk.db.read() as session:
        document = documents.get(session, document_id)
    state: dict[str, Any] = {
        "id": document.id,
        "status": document.status,
        "settled": document.status not in AUTOMATIC,
        "received_at": document.received_at.isoformat(),
        "order_number": document.order_number or None,
    }
    if document.failure is not None:
        state["error"] = {"code": document.failure.code, "reason": document.failure.reason}
    return state


@router.get("/health")
def health(desk: TheDesk) -> Response:
    """200 when the database answers; 503 otherwise. Says nothing that a stranger may not know."""
    with desk.db.read() as session:
        session.execute(text("SELECT 1"))
    return JSONResponse({"status": "ok"})
