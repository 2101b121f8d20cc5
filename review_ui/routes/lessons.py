"""What Carnet learnt: of one customer, with taking it back; and taking back what one approval taught."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from models.errors import UnknownDocument
from pipeline.autopilot import autopilot_of, own_autopilots
from review_ui.autopilot import percent_of
from review_ui.render import page
from review_ui.session import AnyVisitor, PostingVisitor, TheDesk
from review_ui.views.lessons import knowledge_views
from store import catalogue, knowledge

router = APIRouter()
Text = Annotated[str, Form(max_length=2000)]


@router.get("/customers/{code}")
def customer_page(request: Request, desk: TheDesk, who: AnyVisitor, code: str, forgotten: str = "") -> Response:
    """The customer, what was learnt of them, and how far the autopilot goes with them."""
    with desk.db.read() as session:
        customer = catalogue.customer(session, code)
        if customer is None:
            raise UnknownDocument(customer=code)
        known, clues = knowledge.of_customer(session, code), knowledge.sender_clues(session)
        addresses = catalogue.addresses(session, code)
        policy, has_own = autopilot_of(session, code), code in own_autopilots(session)
    return page(
        request,
        who,
        "customer.html",
        customer=customer,
        addresses=addresses,
        known=known,
        lessons=knowledge_views(known, clues, who.say, who.forms),
        policy=policy,
        percent=percent_of(policy),
        has_own=has_own,
        forgotten=forgotten,
    )


@router.post("/customers/{code}/forget")
def forget(desk: TheDesk, who: PostingVisitor, code: str, text: Text, target: Text) -> Response:
    desk.verbs.forget(code, text, target, who.user.login)
    return RedirectResponse(f"/customers/{code}?forgotten=1", 303)


@router.post("/documents/{document_id}/unlearn")
def unlearn(desk: TheDesk, who: PostingVisitor, document_id: int) -> Response:
    desk.verbs.unlearn(document_id, who.user.login)
    return RedirectResponse(f"/documents/{document_id}", 303)
