"""A mail's body as one grid page: the new text, what was forwarded, the signature below a gap. No meaning yet."""

from __future__ import annotations

from collections.abc import Iterable

from extraction.limits import Limits
from extraction.readers.charset import decode_text
from extraction.readers.flow import Item, plain_lines, with_typed_tables
from extraction.readers.grid_page import GridPage
from extraction.readers.html_text import html_items
from extraction.readers.mail_sections import MailText, mail_text
from models.page import Page
from models.reading import Kind, Part, PartReading

# Empty lines between the text and the signature: a gap no paragraph has.
SIGNATURE_GAP_LINES = 4
# A hint of `unpack` in the media type: the subject says that the mail was forwarded.
FORWARD_PARAMETER = "forward=yes"


def body_items(text: str, is_html: bool) -> tuple[Item, ...]:
    """The lines and tables of a body."""
    return html_items(text) if is_html else tuple(with_typed_tables(plain_lines(text)))


def read_body(part: Part, limits: Limits) -> PartReading:
    """The page of a mail's body. Never refuses: an empty mail has an empty page."""
    is_html = part.media_type.startswith("text/html")
    text = decode_text(part.data[: limits.max_bytes])
    told = mail_text(body_items(text, is_html), FORWARD_PARAMETER in part.media_type)
    return PartReading(part.name, Kind.EMAIL, part.role, (body_page(told),))


def body_page(told: MailText) -> Page:
    """The page with the text on top and the signature below the gap."""
    page = GridPage()
    page.add(told.body)
    if told.signature:
        page.gap(SIGNATURE_GAP_LINES)
        page.add(told.signature)
    return page.page(1)


def flow_page(items: Iterable[Item], number: int = 1) -> Page:
    """A page of a document that is no mail: everything is kept."""
    page = GridPage()
    page.add(items)
    return page.page(number)
