"""Looking things up while typing in a pick-list: items, customers, a customer's addresses. JSON, for scripts."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi.responses import JSONResponse

from models.master import Address
from models.match import MatchedOrder
from models.tables import Stage
from review_ui.session import AnyVisitor, TheDesk
from review_ui.views.picks import Names, address_names, customer_names, item_names
from store import catalogue, documents, results

router = APIRouter(prefix="/search")
Words = Annotated[str, Query(max_length=100)]
MAX_FOUND = 20


@router.get("/items")
def items(desk: TheDesk, who: AnyVisitor, q: Words = "") -> Response:
    with desk.db.read() as session:
        found = catalogue.search_items(session, q, MAX_FOUND) if q.strip() else ()
    names = item_names({item.sku: item for item in found}, who.say, who.forms)
    return _answer([item.sku for item in found], names)


@router.get("/customers")
def customers(desk: TheDesk, who: AnyVisitor, q: Words = "") -> Response:
    with desk.db.read() as session:
        found = catalogue.search_customers(session, q, MAX_FOUND)
    return _answer([c.code for c in found], customer_names({c.code: c for c in found}))


@router.get("/ship-tos/{document_id}")
def ship_tos(desk: TheDesk, who: AnyVisitor, document_id: int, q: Words = "") -> Response:
    """The addresses of the customer that the document has now."""
    with desk.db.read() as session:
        documents.get(session, document_id)
        matched = results.get_result(session, document_id, Stage.CURRENT, MatchedOrder)
        best = matched.customer.best if matched is not None else None
        addresses = catalogue.addresses(session, best) if best else ()
    found = [a for a in addresses if a.kind == "ship_to" and _fits(a, q)] or [a for a in addresses if _fits(a, q)]
    return _answer([a.code for a in found[:MAX_FOUND]], address_names({a.code: a for a in found}))


def _fits(address: Address, q: str) -> bool:
    text = " ".join((address.code, address.name, address.street, address.postcode, address.city)).casefold()
    return all(word in text for word in q.casefold().split())


def _answer(codes: list[str], names: Names) -> Response:
    return JSONResponse([{"code": code, "title": names.title(code), "detail": names.detail(code)} for code in codes])
