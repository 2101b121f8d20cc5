"""One document: the review screen, its panel alone, its state for scripts. Changes are `verbs`."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

from models.errors import UnreadableDocument
from models.lifecycle import AUTOMATIC, Status
from models.reading import MESSAGE_KINDS, ExtractedOrder, Kind, Reading
from pipeline.picture import THE_PART_ITSELF
from review_ui.desk import Desk
from review_ui.panel import load, panel_of
from review_ui.render import fragment, page
from review_ui.routes.queue import neighbours
from review_ui.session import AnyVisitor, TheDesk, Visitor
from review_ui.views.pages import part_views
from review_ui.views.source import source_lines
from store import corrections, documents
from store.documents import Document

router = APIRouter()
REJECT_REASONS = ("no_order", "duplicate", "unreadable", "not_ours", "customer_withdrew", "cannot_deliver", "other")
# Of a message within a PDF the page is shown.
SHOWN_AS_TEXT = MESSAGE_KINDS - {Kind.ORDER_X}


@router.get("/documents/{document_id}")
def review_page(request: Request, desk: TheDesk, who: AnyVisitor, document_id: int) -> Response:
    with desk.db.read() as session:
        loaded = load(session, document_id)
        before, after = neighbours(session, document_id)
        children = documents.children(session, document_id)
        history = documents.moves(session, document_id)
        changes = corrections.of_document(session, document_id)
    document = loaded.document
    order = loaded.matched.order if loaded.matched is not None else None
    parts = part_views(loaded.reading, order, document.part) if loaded.reading is not None else ()
    shown_pages = document.pages or (order.pages if order is not None else ())
    return page(
        request,
        who,
        "review/page.html",
        **panel_of(loaded, who),
        parts=parts,
        shown_pages=frozenset(shown_pages) if document.parent_id is not None else frozenset(),
        source=_source(desk, document, loaded.reading, None if loaded.no_order else order),
        before=before,
        after=after,
        children=children,
        history=history,
        changes=changes,
        reject_reasons=REJECT_REASONS,
    )


@router.get("/documents/{document_id}/panel")
def panel(request: Request, desk: TheDesk, who: AnyVisitor, document_id: int) -> Response:
    with desk.db.read() as session:
        loaded = load(session, document_id)
    return fragment(request, who, "review/panel.html", **panel_of(loaded, who))


@router.get("/documents/{document_id}/state")
def state(desk: TheDesk, who: AnyVisitor, document_id: int) -> Response:
    with desk.db.read() as session:
        document = documents.get(session, document_id)
    return JSONResponse(
        {
            "status": document.status,
            "version": document.version,
            "settled": document.status not in AUTOMATIC,
            "text": outcome_text(document, who),
            "order": document.order_number,
        }
    )


@router.get("/documents/{document_id}/order")
def to_order(desk: TheDesk, who: AnyVisitor, document_id: int) -> Response:
    with desk.db.read() as session:
        document = documents.get(session, document_id)
    target = f"/orders/{document.order_number}" if document.order_number else f"/documents/{document_id}"
    return RedirectResponse(target, 303)


def outcome_text(document: Document, who: Visitor) -> str:
    """Where the document stands, as the upload page says it."""
    if document.status is Status.BOOKED:
        return who.say("upload.booked", number=document.order_number)
    return who.say.known(f"upload.result_{document.status}", who.say("upload.stored"))


def _source(desk: Desk, document: Document, reading: Reading | None, order: ExtractedOrder | None) -> tuple[str, ...]:
    """The lines of the EDI or XML message that the order stands in, also of one packed in a mail; empty for others."""
    if reading is None or (order is not None and order.kind not in SHOWN_AS_TEXT):
        return ()
    parts = [part for part in reading.parts if part.kind in SHOWN_AS_TEXT and not part.refusal]
    if not parts:
        return ()
    named = order.part if order is not None else document.part
    part = next((part for part in parts if part.name == named), parts[0])
    data = desk.blobs.get(document.digest)
    if len(reading.parts) > 1 or reading.envelope is not None:
        try:
            data = desk.picture(data, document.name, part.name, part.role, THE_PART_ITSELF, 1)
        except UnreadableDocument:
            return ()  # the screen then says that there is no page to show
    return source_lines(data, part.kind)
