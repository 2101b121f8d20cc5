"""The blind set's mails: fifteen bodies written by hand in six languages: prose, bullets, tables, threads, changes."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, time, timezone
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from benchmarks.strangers.blind.content import Blind, draw
from benchmarks.strangers.blind.pages import Printout, options_of, rendered, style_of
from models.master import MasterData

BODIES = Path(__file__).parent / "mails"


def letters(
    master: MasterData, seed: int, copies: int = 1, folder: Path = BODIES, world: dict[str, Any] | None = None
) -> Iterator[Printout]:
    """The mails with their truths, each body `copies` times with an order of its own."""
    environment = Environment(loader=FileSystemLoader(folder), autoescape=lambda name: str(name).endswith(".html"))
    for path in sorted(folder.iterdir()):
        options = options_of(path, world)
        for number in range(copies):
            content = draw(master, random.Random(f"{seed}:{path.stem}:{number}"), style_of(options), options)
            body = rendered(environment, path.name, content)
            _ = content.header.order_date, content.header.buyer_email  # the mail's own date and sender state them
            data = _message(content, options, body, html=path.suffix == ".html")
            yield _printout(f"{path.stem}_{number}", path.stem, options, content, data)


def _message(content: Blind, options: dict[str, Any], body: str, html: bool) -> bytes:
    header, sender = content.header, content.buying.party.email
    words = {"po": header.plain("po_number"), "quote": content.extra["quote"], "date": header.order_date}
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    if colleague := options.get("forwarded"):
        address = f"{colleague.split()[0].lower()}@{content.vendor.email.rsplit('@', 1)[-1]}"
        message.replace_header("From", f"{colleague} <{address}>")
    elif options.get("named"):
        message.replace_header("From", f'"{content.extra["person"]}" <{sender}>')
    message["To"] = content.vendor.email
    message["Subject"] = options["subject"].format(**words)
    day = datetime.fromisoformat(header.plain("order_date")).date()
    message["Date"] = format_datetime(datetime.combine(day, time(9, 41), timezone.utc))  # noqa: UP017
    message["Message-ID"] = f"<{header.plain('po_number').replace('/', '.').replace(' ', '')}@{sender.split('@')[-1]}>"
    if html:
        message.set_content("This message is in HTML.")
        message.add_alternative(f"<html><body>{body}</body></html>", subtype="html")
        message.set_boundary("=-blind-boundary")  # drawn at random otherwise
    else:
        message.set_content(body.strip() + "\n")
    return message.as_bytes()


def _printout(stem: str, layout: str, options: dict[str, Any], content: Blind, data: bytes) -> Printout:
    truth = {
        "file": f"{stem}.eml",
        "kind": "email",
        "layout": layout,
        "language": options["language"],
        "degradation": "none",
        "intent": content.document_type,
        "orders": content.orders(None),
    }
    return Printout(f"{stem}.eml", data, truth)
