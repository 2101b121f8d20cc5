"""Web pages and workbooks saved as one MIME file (MHTML), as browsers, Excel and business systems' exports do."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.message import Message

from extraction.readers.charset import decode_text

_HEAD_BYTES = 4_096
_MAX_PAGES = 50
_NAME = re.compile(rb"^([A-Za-z-]{2,40}):", re.M)
# A mail has been sent to somebody or has travelled.
_OF_MAILS = {b"to", b"received", b"return-path", b"delivered-to", b"cc", b"message-id"}
_SAVED = re.compile(rb"^From:\s*<?Saved by ", re.M | re.I)
_ARCHIVE_TYPE = re.compile(rb"^Content-Type:\s*multipart/related", re.M | re.I)


def is_web_archive(data: bytes) -> bool:
    """Whether the bytes are such a file rather than a mail."""
    top = re.split(rb"\r?\n\r?\n", data[:_HEAD_BYTES].lstrip(b"\xef\xbb\xbf\r\n "), maxsplit=1)[0]
    names = {name.lower() for name in _NAME.findall(top)}
    if b"mime-version" not in names or not _ARCHIVE_TYPE.search(top) or names & _OF_MAILS:
        return False
    return b"from" not in names or bool(_SAVED.search(top))


def web_page(data: bytes) -> bytes:
    """The HTML of all its pages (a workbook has one a sheet), in UTF-8; empty when there is none."""
    message = message_from_bytes(data.lstrip(b"\xef\xbb\xbf\r\n "))
    pages = [_html(part) for part in message.walk() if part.get_content_type() == "text/html"]
    shown = [page for page in pages[:_MAX_PAGES] if "<frameset" not in page.lower()]
    return f"<html><body>{''.join(shown)}</body></html>".encode() if shown else b""


def _html(part: Message) -> str:
    content = part.get_payload(decode=True)
    return decode_text(content, part.get_content_charset("") or "") if isinstance(content, bytes) else ""
