"""The order book: its list, one order with what became of it, downloads for the ERP, an acknowledgement again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Annotated, Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, HTTPException, Query, Request, Response
from fastapi.responses import RedirectResponse

from models.errors import UnknownDocument
from orderbook.delivery import acknowledgement_of, order_context
from orderbook.exports import EXPORTS, ExportForm, export_form
from review_ui.render import page
from review_ui.routes.files import download
from review_ui.session import AnyVisitor, PostingVisitor, TheDesk, Visitor
from store import corrections, deliveries, documents, orders
from store.orders import OrderFilter

router = APIRouter(prefix="/orders")
PAGE_ROWS = 50
MAX_EXPORTED = 5000


@dataclass(frozen=True, slots=True)
class Wanted:
    """The filters of the address; days as the user typed them (the browser sends ISO)."""

    q: str = ""
    since: str = ""
    until: str = ""
    page: int = 1

    def with_(self, **values: str | int) -> str:
        merged = {"q": self.q, "since": self.since, "until": self.until, "page": 1} | values
        return urlencode({key: value for key, value in merged.items() if value not in ("", 1)})


def wanted_of(
    q: Annotated[str, Query(max_length=100)] = "",
    since: Annotated[str, Query(max_length=10)] = "",
    until: Annotated[str, Query(max_length=10)] = "",
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> Wanted:
    return Wanted(q.strip(), since, until, page)


TheWanted = Annotated[Wanted, Depends(wanted_of)]


def filter_of(wanted: Wanted, who: Visitor) -> OrderFilter:
    """Days begin and end at midnight where the user is."""
    zone = ZoneInfo(who.forms.zone)

    def midnight(typed: str, days: int) -> datetime | None:
        day = who.forms.read_day(typed)
        return datetime.combine(day + timedelta(days=days), time(), zone) if day is not None else None

    return OrderFilter(wanted.q, booked_from=midnight(wanted.since, 0), booked_to=midnight(wanted.until, 1))


@router.get("")
def order_list(request: Request, desk: TheDesk, who: AnyVisitor, wanted: TheWanted) -> Response:
    found = filter_of(wanted, who)
    with desk.db.read() as session:
        total = orders.count(session, found)
        entries = orders.entries(session, found, PAGE_ROWS, (wanted.page - 1) * PAGE_ROWS)
        sent = deliveries.of_orders(session, [entry.number for entry in entries])
    return page(
        request,
        who,
        "orders.html",
        wanted=wanted,
        entries=entries,
        sent=sent,
        total=total,
        pages=max(1, -(-total // PAGE_ROWS)),
        forms_of_export=[form for form in EXPORTS if form.many],
        now=desk.clock(),
    )


@router.get("/export/{form_name}")
def export_list(desk: TheDesk, who: AnyVisitor, form_name: str, wanted: TheWanted) -> Response:
    form = _form(form_name)
    if not form.many:
        raise HTTPException(404)
    with desk.db.read() as session:
        entries = orders.entries(session, filter_of(wanted, who), MAX_EXPORTED)
        contexts = tuple(order_context(session, entry.number) for entry in entries)
    return download(form.render(contexts), f"orders.{form.suffix}", form.media_type)


@router.get("/{number}")
def order_page(request: Request, desk: TheDesk, who: AnyVisitor, number: str) -> Response:
    with desk.db.read() as session:
        context = order_context(session, number)
        document_id = orders.document_of(session, number)
        if document_id is None:
            raise UnknownDocument(order=number)
        values: dict[str, Any] = {
            "order": context.order,
            "customer": context.customer,
            "document": documents.get(session, document_id),
            "history": documents.moves(session, document_id),
            "changes": corrections.of_document(session, document_id),
            "sent": deliveries.of_order(session, number),
        }
    return page(request, who, "order.html", **values, exports=EXPORTS, now=desk.clock())


@router.get("/{number}/export/{form_name}")
def export_one(desk: TheDesk, who: AnyVisitor, number: str, form_name: str) -> Response:
    form = _form(form_name)
    with desk.db.read() as session:
        context = order_context(session, number)
    return download(form.render((context,)), f"{number}.{form.suffix}", form.media_type)


@router.get("/{number}/acknowledgement.pdf")
def acknowledgement(desk: TheDesk, who: AnyVisitor, number: str) -> Response:
    """As it goes out: rendered from the same order, so that both are the same bytes."""
    with desk.db.read() as session:
        rendered = acknowledgement_of(session, number)
    name = f'inline; filename="{rendered.file_name}"'
    return Response(rendered.pdf, media_type="application/pdf", headers={"Content-Disposition": name})


@router.post("/{number}/deliveries/{delivery_id}/again")
def send_again(desk: TheDesk, who: PostingVisitor, number: str, delivery_id: int) -> Response:
    with desk.db.write() as session:
        if delivery_id not in {delivery.id for delivery in deliveries.of_order(session, number)}:
            raise UnknownDocument(order=number)
        deliveries.ask_again(session, delivery_id, desk.clock())
    return RedirectResponse(f"/orders/{number}?resent=1#deliveries", 303)


def _form(name: str) -> ExportForm:
    form = export_form(name)
    if form is None:
        raise HTTPException(404)
    return form
