"""Outlook .msg files taken apart, mails attached to them too. The OLE container is read by python-oxmsg."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from email.parser import HeaderParser
from email.policy import compat32
from typing import Any

from oxmsg import Message
from oxmsg.properties import Properties
from oxmsg.storage import Storage

from extraction.limits import Limits
from extraction.readers.charset import decode_text
from extraction.readers.rtf import rtf_items
from extraction.unpack.compressed_rtf import plain_rtf
from extraction.unpack.headers import address, safe_name
from extraction.unpack.letter import Attached, Letter
from extraction.unpack.mime import envelope
from models.errors import UnreadableDocument
from models.reading import Envelope

_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PROPERTIES = "__properties_version1.0".encode("utf-16-le")
_ATTACH_HEADER, _ROOT_HEADER, _EMBEDDED_HEADER = 8, 32, 24
_SUBJECT, _HEADERS, _BODY, _HTML, _RTF, _MESSAGE_ID = 0x0037, 0x007D, 0x1000, 0x1013, 0x1009, 0x1035
_SENDER_NAME, _SENDER_MAIL, _SENDER_SMTP, _SENT_SMTP = 0x0C1A, 0x0C1F, 0x5D01, 0x5D02
_SUBMITTED, _DELIVERED = 0x0039, 0x0E06
_DATA, _LONG_NAME, _SHORT_NAME, _MIME, _CONTENT_ID = 0x3701, 0x3707, 0x3704, 0x370E, 0x3712
_EMBEDDED_STORAGE = "__substg1.0_3701000D"


def is_outlook(data: bytes) -> bool:
    """Whether an OLE file is a mail (an old spreadsheet or word file is one too)."""
    return data.startswith(_OLE_MAGIC) and _PROPERTIES in data


def read_outlook(data: bytes, limits: Limits) -> Letter:
    """The mail and everything attached; raises `damaged`, `too_deep`, `too_many_parts`."""
    try:
        message = Message.load(data)
        storage: Any = message._storage
        return _letter(storage, _ROOT_HEADER, limits, 1)
    except UnreadableDocument:
        raise
    except RecursionError as error:
        raise UnreadableDocument("too_deep") from error
    except Exception as error:
        raise UnreadableDocument("damaged") from error


def _letter(storage: Storage, header_bytes: int, limits: Limits, depth: int) -> Letter:
    if depth > limits.max_depth:
        raise UnreadableDocument("too_deep")
    props = Properties(storage, properties_header_offset=header_bytes)
    attached: list[Attached] = []
    letters: list[Letter] = []
    for count, one in enumerate(storage.iter_attachment_storages()):
        if count >= limits.max_parts:
            raise UnreadableDocument("too_many_parts")
        inner = next((s for s in one.storages if s.name == _EMBEDDED_STORAGE), None)
        if inner is not None:
            letters.append(_letter(inner, _EMBEDDED_HEADER, limits, depth + 1))
        else:
            attached.extend(_attached(one))
    plain = _text(props, _BODY)
    html = _html(props)
    if not plain and not html:
        # Mails written as rich text carry no other form.
        rtf = plain_rtf(_binary(props, _RTF), limits.max_bytes)
        plain = "\n".join(item.text for item in rtf_items(rtf.decode("latin-1"))) if rtf else ""
    return Letter(_envelope(props), plain, html, tuple(attached), tuple(letters))


def _attached(storage: Storage) -> Iterator[Attached]:
    props = Properties(storage, properties_header_offset=_ATTACH_HEADER)
    data = _binary(props, _DATA)
    if not data:
        return
    name = safe_name(_text(props, _LONG_NAME) or _text(props, _SHORT_NAME)).split("/")[-1]
    content_id = _text(props, _CONTENT_ID).strip("<>")
    yield Attached(name, data, _text(props, _MIME), content_id, bool(content_id))


def _envelope(props: Properties) -> Envelope:
    raw = _text(props, _HEADERS)
    if raw:
        found = envelope(HeaderParser(policy=compat32).parsestr(raw))
        if found.sender:
            return found
    mail = _text(props, _SENDER_SMTP) or _text(props, _SENT_SMTP) or _text(props, _SENDER_MAIL)
    _, sender = address(mail)
    moment = _moment(props, _SUBMITTED) or _moment(props, _DELIVERED)
    day = (("local-date", moment.date().isoformat()),) if moment else ()
    return Envelope(
        message_id=_text(props, _MESSAGE_ID).strip("<> "),
        sender=sender,
        sender_name=_text(props, _SENDER_NAME),
        subject=_text(props, _SUBJECT),
        sent_at=moment,
        headers=day,
    )


def _html(props: Properties) -> str:
    raw = _binary(props, _HTML)
    return decode_text(raw, _encoding(props)) if raw else _text(props, _HTML)


def _encoding(props: Properties) -> str:
    try:
        return str(props.body_encoding)
    except (KeyError, ValueError, LookupError):
        return ""


def _text(props: Properties, tag: int) -> str:
    return str(_value(props.str_prop_value, tag) or "").rstrip("\0")


def _binary(props: Properties, tag: int) -> bytes:
    value = _value(props.binary_prop_value, tag)
    return value if isinstance(value, bytes) else b""


def _moment(props: Properties, tag: int) -> datetime | None:
    value = _value(props.date_prop_value, tag)
    return value.astimezone(UTC) if isinstance(value, datetime) else None


def _value(getter: Any, tag: int) -> object:
    """One property, or None when its stream is missing or of another type."""
    try:
        return getter(tag)
    except (KeyError, ValueError, UnicodeError, TypeError):
        return None
