"""Order mails and mails that are none, seeded: drawn, written as MIME, read back by our reader, every word labelled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from email.message import EmailMessage
from email.utils import format_datetime
from random import Random
from typing import Any

from extraction.limits import Limits
from extraction.readers.mail_body import read_body
from extraction.unpack import unpack
from learning.synth.content import OrderContent, order_truth
from learning.synth.draw import chance, weighted
from learning.synth.formats.document import FormatDocument
from learning.synth.formats.mail_attachments import attach_order
from learning.synth.formats.mail_body import Body, close
from learning.synth.formats.mail_changes import change_body, change_order, renumbered
from learning.synth.formats.mail_markup import PROGRAMS, html_text, plain_text
from learning.synth.formats.mail_text import MAX_LINES, attached_body, order_body
from learning.synth.formats.marks import Mark, Piece, flow_marks
from learning.synth.formats.sheet_header import Pen, Printed
from learning.synth.formats.style import draw_style, say, words
from learning.synth.orders import draw_order, draw_po_number
from learning.synth.sentences import other_forms
from learning.synth.world import World
from models.page import Page

KINDS = {"order": 6.0, "change": 1.2, "cancellation": 0.6, "attached": 1.2, "other": 2.0}
SMALL_NUMBER = 0.08  # of the orders in mails: those of a small firm that counts from 1
INTENTS = ("status_request", "quote_request", "complaint", "invoice", "auto_reply", "newsletter", "spam", "other")
"""Intents of mails that are no orders."""


def mail_document(
    rng: Random, world: World, name: str = "mail", kind: str = "", order: OrderContent | None = None,
    attachments: Sequence[tuple[str, bytes]] = (),
) -> FormatDocument:  # fmt: skip
    """One mail; `attachments` go along (with kind "attached" and none given, the order is drawn)."""
    kind = kind or weighted(rng, KINDS)
    if kind == "other" or kind in INTENTS:
        return _no_order(rng, world, name, kind if kind in INTENTS else rng.choice(INTENTS))
    doc_type = {"change": "order_change", "cancellation": "cancellation"}.get(kind, "order")
    first = order or draw_order(rng, world, document_type=doc_type, lines=rng.randint(1, MAX_LINES))
    if kind in {"change", "cancellation"}:
        first = change_order(first, rng.choice((1, 1, 1, 2, 3)))
        if kind == "change" and not first.lines:
            return mail_document(rng, world, name, kind)
    if kind == "attached":
        return _attached(rng, world, name, first, attachments)
    if kind == "order" and chance(rng, 0.6):
        first = renumbered(first)
    if kind == "order" and chance(rng, SMALL_NUMBER):
        first = replace(first, po_number=str(rng.randint(100, 9999)))
    style = draw_style(rng, first.language, first.country)
    pen = Pen(rng, first, style, 0, True, Printed())
    body = change_body(pen) if kind in {"change", "cancellation"} else order_body(pen)
    # Where no date is written, the mail's own is the order's.
    sent = first.order_date if kind == "order" else first.order_date + timedelta(days=rng.randint(0, 9))
    truth = order_truth(first, pen.printed.header | {"buyer_email"}, pen.printed.lines)
    if kind == "order":
        truth["order_date"] = first.order_date.isoformat()
    elif "order_date" not in pen.printed.header:
        truth["order_date"] = sent.isoformat()
    return _finished(rng, world, name, f"mail_{kind}", pen, body, sent, truth, list(attachments))


def _finished(
    rng: Random, world: World, name: str, family: str, pen: Pen, body: Body, sent: Any, truth: dict[str, Any],
    attachments: list[tuple[str, bytes]],
) -> FormatDocument:  # fmt: skip
    forwarded = chance(rng, 0.15)
    if not forwarded and chance(rng, 0.18):
        _quote_older(rng, pen, body, sent)
    if forwarded:
        _forward(rng, pen, body, sent)
    message = _message(rng, pen, body, sent, truth["document_type"], forwarded)
    for file_name, data in attachments:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=file_name)
    data = bytes(message)
    pages, marks = _marked(data, body)
    whole = _truth(f"{name}.eml", family, pen.order.language, truth["document_type"], [truth])
    return FormatDocument(f"{name}.eml", data, whole, marks, family, world.master, pages)


def _truth(name: str, family: str, language: str, intent: str, orders: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "file": name,
        "kind": "email",
        "layout": family,
        "language": language,
        "degradation": "none",
        "intent": intent,
        "orders": orders,
    }


def _marked(data: bytes, body: Body) -> tuple[tuple[Page, ...], tuple[Mark, ...]]:
    parts = unpack(data, "mail.eml", Limits()).parts
    told = next((p for p in parts if p.role == "body"), None)
    if told is None:
        return (), ()
    page = read_body(told, Limits()).pages[0]
    return (page,), flow_marks(page, *body.written())


def _quote_older(rng: Random, pen: Pen, body: Body, sent: Any) -> None:
    """An answer above an older mail, whose numbers are no order of today."""
    line = rng.choice(pen.order.printed_lines) if pen.order.printed_lines else None
    language = pen.order.language
    wrote = say(rng, "mail", "wrote", language)
    day = pen.style.date(sent - timedelta(days=rng.randint(3, 60)))
    body.quoted = [
        wrote.replace("{d}", day).replace("{n}", pen.order.vendor_contact).replace("{e}", pen.order.vendor.email)
    ]
    old = say(rng, "mail", "old_order", language)
    code = (line.supplier_item_code if line else "") or "K-100"
    number = draw_po_number(rng, pen.order.country, language, sent)
    text = old.format(q=rng.randint(2, 90), c=code, p=number, u=line.unit if line else "")
    body.quoted += ["> " + text, "> ", "> " + pen.order.vendor_contact]


def _forward(rng: Random, pen: Pen, body: Body, sent: Any) -> None:
    """Our colleague's note and the header of the customer's mail above its text."""
    language = pen.order.language
    contact = pen.order.contact
    labels = say(rng, "mail", "header_labels", language).split("|")
    when = f"{pen.style.date(sent, '%d %B %Y')} {rng.randint(7, 18):02d}:{rng.randint(0, 59):02d}"
    head = [f"{contact.name} <{contact.email}>", when, pen.order.vendor.email, _subject(rng, pen)]
    top = [say(rng, "mail", "forward", language), "", pen.order.vendor_contact, ""]
    if chance(rng, 0.6):
        top.append(say(rng, "mail", "forward_mark", language))
    top += [f"{label}: {value}" for label, value in zip(labels, head, strict=True)]
    body.blocks = [*((Piece(line),) for line in [*top, ""]), *body.blocks]


def _subject(rng: Random, pen: Pen) -> str:
    kind = {"order_change": "change_subject", "cancellation": "cancel_subject"}.get(pen.order.document_type, "subject")
    return say(rng, "mail", kind, pen.order.language).replace("{p}", pen.order.po_number)


def _message(rng: Random, pen: Pen, body: Body, sent: Any, kind: str, forwarded: bool) -> EmailMessage:
    order = pen.order
    subject = _subject(rng, pen)
    sender = f'"{order.contact.name}" <{order.contact.email}>'
    if forwarded:
        subject = say(rng, "mail", "forward_prefix", order.language) + subject
        sender = f'"{order.vendor_contact}" <{order.vendor.email or "sales@example.com"}>'
    elif body.quoted:
        subject = say(rng, "mail", "reply_prefix", order.language) + subject
    return compose(rng, sender, order.vendor.email, subject, sent, body)


def compose(rng: Random, sender: str, to: str, subject: str, sent: Any, body: Body) -> EmailMessage:
    """A MIME mail with plain text, HTML, or both, in a drawn character set and transfer encoding."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = to or "orders@example.com"
    message["Subject"] = subject
    zone = timezone(timedelta(hours=rng.choice((0, 1, 1, 2, -5))))
    moment = datetime(sent.year, sent.month, sent.day, rng.randint(6, 19), rng.randint(0, 59), tzinfo=zone)
    message["Date"] = format_datetime(moment)
    message["Message-ID"] = f"<{rng.getrandbits(64):x}@{sender.rsplit('@', 1)[-1].strip('>')}>"
    program = rng.choice(PROGRAMS)
    form = rng.choice(("tabs", "aligned", "pipes", "tabs"))
    text = plain_text(rng, body, form)
    rich = html_text(rng, body, program)
    which = weighted(rng, {"both": 5.0, "plain": 2.5, "html": 1.5})
    if which != "html":
        message.set_content(text, charset=_charset(rng, text), cte=rng.choice(("quoted-printable", "base64")))
        if which == "both":
            message.add_alternative(rich, subtype="html", charset=_charset(rng, rich), cte="quoted-printable")
    else:
        message.set_content(rich, subtype="html", charset=_charset(rng, rich), cte="quoted-printable")
    return message


def _charset(rng: Random, text: str) -> str:
    name = rng.choice(("utf-8", "utf-8", "iso-8859-1", "windows-1252"))
    try:
        text.encode(name)
    except UnicodeEncodeError:
        return "utf-8"
    return name


def _attached(
    rng: Random, world: World, name: str, order: OrderContent, attachments: Sequence[tuple[str, bytes]]
) -> FormatDocument:
    content = replace(order, document_type="order")
    files, truth, kind = attach_order(rng, world, content) if not attachments else (list(attachments), {}, "given")
    pen = Pen(rng, content, draw_style(rng, order.language, order.country), 0, True, Printed())
    body = attached_body(pen)
    truth = truth or {"document_type": "order", "lines": []}
    truth["buyer_email"] = order.contact.email
    return _finished(rng, world, name, f"mail_attached_{kind}", pen, body, order.order_date, truth, files)


def _no_order(rng: Random, world: World, name: str, intent: str) -> FormatDocument:
    """A mail of another intent, in the words of a customer or of a stranger."""
    order = draw_order(rng, world, lines=1)
    pen = Pen(rng, order, draw_style(rng, order.language, order.country), 0, True, Printed())
    line = order.lines[0]
    form = str(rng.choice((*words("mail_intents")[intent][order.language], *other_forms(intent, order.language))))
    code = line.supplier_item_code or line.buyer_item_code or line.manufacturer_part_number
    filled = form.format(
        p=order.po_number, c=code, t=line.description, q=pen.style.number(line.quantity),
        d=pen.style.date(order.order_date), n=rng.randint(2, 9),
    )  # fmt: skip
    subject, _, text = filled.partition("|")
    body = Body()
    if chance(rng, 0.85):
        body.say(Piece(say(rng, "mail", "hello", order.language).replace("{v}", order.vendor_contact.split(" ")[0])))
        body.blank()
    body.say(Piece(text))
    body.blank()
    close(pen, body)
    sender = f'"{order.contact.name}" <{order.contact.email}>'
    message = compose(rng, sender, order.vendor.email, subject, order.order_date + timedelta(days=7), body)
    if intent == "auto_reply" and chance(rng, 0.7):
        message["Auto-Submitted"] = "auto-replied"
    if intent == "newsletter" and chance(rng, 0.7):
        message["List-Unsubscribe"] = "<mailto:out@example.com>"
    data = bytes(message)
    pages, _ = _marked(data, body)
    truth = _truth(f"{name}.eml", f"mail_{intent}", order.language, intent, [])
    return FormatDocument(f"{name}.eml", data, truth, (), f"mail_{intent}", world.master, pages)
