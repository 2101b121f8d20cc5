"""The mails that went out, as they went out: read from the copies that the outbox keeps. Sends nothing."""

from __future__ import annotations

from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request, Response

from models.tables import DeliveryKind, DeliveryState
from review_ui.desk import Desk
from review_ui.render import page
from review_ui.routes.files import download
from review_ui.session import AnyVisitor, TheDesk
from store import deliveries
from store.deliveries import Delivery

router = APIRouter(prefix="/mail")
MAX_LISTED = 200


@dataclass(frozen=True, slots=True)
class Letter:
    """A sent mail as text, with the names of its attachments."""

    sender: str
    to: str
    subject: str
    text: str
    attachments: tuple[tuple[str, int], ...]


@router.get("")
def sent_mail(request: Request, desk: TheDesk, who: AnyVisitor, show: Annotated[int, Query(ge=0)] = 0) -> Response:
    with desk.db.read() as session:
        listed = deliveries.latest(session, DeliveryKind.ACKNOWLEDGEMENT, MAX_LISTED)
    chosen = next((d for d in listed if d.id == show), listed[0] if listed else None)
    letter = _letter(desk, chosen) if chosen is not None and chosen.digest else None
    return page(request, who, "mail.html", listed=listed, chosen=chosen, letter=letter, now=desk.clock())


@router.get("/{delivery_id}/attachments/{index}")
def attachment(desk: TheDesk, who: AnyVisitor, delivery_id: int, index: int) -> Response:
    with desk.db.read() as session:
        listed = deliveries.latest(session, DeliveryKind.ACKNOWLEDGEMENT, MAX_LISTED)
    found = next((d for d in listed if d.id == delivery_id and d.state is DeliveryState.SENT), None)
    parts = list(_mail(desk, found).iter_attachments()) if found is not None and found.digest else []
    if not 0 <= index < len(parts):
        raise HTTPException(404)
    content = parts[index].get_payload(decode=True)
    data = content if isinstance(content, bytes) else b""
    return download(data, parts[index].get_filename() or "attachment", parts[index].get_content_type())


def _mail(desk: Desk, delivery: Delivery) -> EmailMessage:
    return message_from_bytes(desk.blobs.get(delivery.digest), EmailMessage, policy=policy.default)


def _letter(desk: Desk, delivery: Delivery) -> Letter:
    mail = _mail(desk, delivery)
    body = mail.get_body(("plain",))
    attached = tuple(
        (part.get_filename() or "", len(part.get_payload(decode=True) or b"")) for part in mail.iter_attachments()
    )
    return Letter(
        str(mail["From"]),
        str(mail["To"]),
        str(mail["Subject"]),
        body.get_content() if body is not None else "",
        attached,
    )
