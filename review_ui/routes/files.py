"""The pages of a document as pictures and words, and the original as a download."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi.responses import JSONResponse

from models.page import Page
from models.reading import PartReading, Reading
from review_ui.pictures import PictureCache, fitting_width
from review_ui.session import AnyVisitor, TheDesk
from review_ui.views.pages import drawn_page, words_of
from store import documents, results
from store.documents import Document

router = APIRouter(prefix="/documents/{document_id}")
# A page of one version of the reading never changes; the address carries that version.
PRIVATE_DAY = "private, max-age=86400"
# An SVG opened on its own must not be able to do anything either.
SVG_CSP = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@router.get("/parts/{part_index}/pages/{number}")
def page_picture(
    request: Request,
    desk: TheDesk,
    who: AnyVisitor,
    document_id: int,
    part_index: int,
    number: int,
    w: Annotated[int, Query(ge=1, le=4000)] = 1400,
) -> Response:
    with desk.db.read() as session:
        document = documents.get(session, document_id)
        reading = results.reading(session, document)
    part, page = _found(reading, part_index, number)
    if page.source == "grid":
        drawn = drawn_page(page)
        return Response(
            drawn,
            media_type="image/svg+xml",
            headers={"Cache-Control": PRIVATE_DAY, "Content-Security-Policy": SVG_CSP},
        )
    width = fitting_width(w)
    cache: PictureCache = request.app.state.cache
    key = f"{document.digest} {part.role} {part.name} {number} {width}"
    data = cache.get(
        key, lambda: desk.picture(desk.blobs.get(document.digest), document.name, part.name, part.role, number, width)
    )
    return Response(data, media_type="image/png", headers={"Cache-Control": PRIVATE_DAY})


@router.get("/parts/{part_index}/words")
def words(desk: TheDesk, who: AnyVisitor, document_id: int, part_index: int) -> Response:
    with desk.db.read() as session:
        reading = results.reading(session, documents.get(session, document_id))
    if reading is None or not 0 <= part_index < len(reading.parts):
        raise HTTPException(404)
    pages = reading.parts[part_index].pages
    return JSONResponse({str(page.number): words_of(page) for page in pages}, headers={"Cache-Control": PRIVATE_DAY})


@router.get("/original")
def original(desk: TheDesk, who: AnyVisitor, document_id: int) -> Response:
    with desk.db.read() as session:
        document = documents.get(session, document_id)
    return download(desk.blobs.get(document.digest), original_name(document))


def original_name(document: Document) -> str:
    return document.name or f"document-{document.id}"


def download(data: bytes, name: str, media_type: str = "application/octet-stream") -> Response:
    """Always a download, never shown: a customer's HTML or SVG must not run under our address."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "._- ") else "_" for c in name)[-120:] or "file"
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name[-200:], safe='')}"
    return Response(
        data,
        media_type=media_type,
        headers={"Content-Disposition": disposition, "Content-Security-Policy": "default-src 'none'; sandbox"},
    )


def _found(reading: Reading | None, part_index: int, number: int) -> tuple[PartReading, Page]:
    if reading is not None and 0 <= part_index < len(reading.parts):
        part = reading.parts[part_index]
        for page in part.pages:
            if page.number == number:
                return part, page
    raise HTTPException(404)
