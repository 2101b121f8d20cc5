"""Handing in documents in the browser: one request a file, so that each has its progress and its answer."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, File, Request, Response, UploadFile
from fastapi.responses import JSONResponse

from models.errors import UnreadableDocument
from review_ui.render import page
from review_ui.session import AnyVisitor, PostingVisitor, TheDesk

router = APIRouter()


@router.get("/upload")
def upload_page(request: Request, desk: TheDesk, who: AnyVisitor) -> Response:
    limit = desk.settings.limits.max_bytes
    return page(request, who, "upload.html", max_bytes=limit, megabytes=limit // 1_000_000)


@router.post("/upload")
def upload(desk: TheDesk, who: PostingVisitor, file: Annotated[UploadFile, File()]) -> Response:
    data = file.file.read(desk.settings.limits.max_bytes + 1)
    if len(data) > desk.settings.limits.max_bytes:
        raise UnreadableDocument("too_large")
    received = desk.accept(data, file.filename or "upload", "upload", who.user.login)
    key = "upload.duplicate" if received.duplicate else "upload.stored"
    return JSONResponse(
        {"document": received.document_id, "duplicate": received.duplicate, "message": who.say(key)},
        200 if received.duplicate else 201,
    )
