"""RFC 5322 mails taken apart: envelope, texts, attachments, attached mails. Opens no archive, judges no content."""

from __future__ import annotations

import base64
import quopri
import re
from email import message_from_bytes
from email.message import Message
from email.policy import Compat32, compat32
from typing import Any

from extraction.limits import Limits
from extraction.readers.charset import decode_text
from extraction.unpack.headers import address, file_name, header, sent_at, unescaped
from extraction.unpack.letter import Attached, Letter
from extraction.unpack.signed import is_wrapped, name_without_wrap, wrapped_content
from extraction.unpack.uuencoded import without_files
from models.errors import UnreadableDocument
from models.reading import Envelope

# Headers that say whether a person wrote this, and what it answers.
KEPT_HEADERS = (
    "auto-submitted", "precedence", "list-id", "list-unsubscribe", "x-autoreply", "x-autorespond",
    "x-auto-response-suppress", "return-path", "reply-to", "in-reply-to", "x-spam-flag", "x-spam-status",
    "to", "cc", "content-language", "x-priority", "importance", "x-mailer", "feedback-id",
)  # fmt: skip
_MAIL_HEADERS = frozenset(
    (
        "from", "to", "cc", "bcc", "subject", "date", "received", "mime-version", "message-id", "return-path",
        "content-type", "delivered-to", "sender", "reply-to", "dkim-signature", "content-transfer-encoding", "x-mailer",
        "user-agent", "x-original-to", "authentication-results",
    )
)  # fmt: skip
_HEADER = re.compile(rb"^([A-Za-z][A-Za-z0-9-]{1,60}):[ \t]?", re.M)
_ENTITY = re.compile(rb"\s*(?:MIME-Version|Content-[A-Za-z-]+):", re.I)  # how a signed mail's content begins
# What begins so is a file, whatever its part is declared to be.
_FILE_MARKS = (
    b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"\x1f\x8b",
)  # fmt: skip
_BOUNDARY = re.compile(rb"boundary\s*=", re.I)


def is_mail(data: bytes) -> bool:
    """Whether the bytes open with the headers of a mail."""
    head = data[:16_384].lstrip(b"\xef\xbb\xbf\r\n ")
    if head.startswith(b"From "):
        head = head.split(b"\n", 1)[-1]
    top = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    if not _HEADER.match(top):
        return False
    names = {name.decode("ascii").lower() for name in _HEADER.findall(top)}
    known = names & _MAIL_HEADERS
    return len(known) >= 3 or ("from" in known and bool(known & {"to", "subject", "date", "received"}))


def read_mail(data: bytes, limits: Limits) -> Letter:
    """The mail and everything attached; raises `too_deep`, `too_many_parts`, `damaged`."""
    if len(_BOUNDARY.findall(data)) > limits.max_parts:
        raise UnreadableDocument("too_many_parts")
    body = data.lstrip(b"\xef\xbb\xbf\r\n ")
    if body.startswith(b"From "):
        body = body.split(b"\n", 1)[-1]
    try:
        message = message_from_bytes(body, policy=RawHeaders())
    except RecursionError as error:
        raise UnreadableDocument("too_deep") from error
    return _Opening(limits).letter(message, 1)


class RawHeaders(Compat32):
    """The parser's policy, but headers in raw 8-bit bytes come as the text they were."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        return unescaped(value)


class _Opening:
    """One walk through a message's tree, counting what it meets."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.parts = 0

    def letter(self, message: Message, depth: int) -> Letter:
        found = _Found()
        self._walk(message, depth, found, related=False)
        return Letter(
            envelope(message),
            "\n".join(found.plain),
            "\n".join(found.html),
            tuple(found.attached),
            tuple(found.letters),
        )

    def _walk(self, part: Message, depth: int, found: _Found, related: bool) -> None:
        if depth > self.limits.max_depth:
            raise UnreadableDocument("too_deep")
        kind = part.get_content_type()
        payload: Any = part.get_payload()
        if isinstance(payload, list):
            if kind == "message/rfc822":
                found.letters.extend(self.letter(_uncoded(part, child), depth + 1) for child in payload)
            elif kind != "message/delivery-status":
                self._children(part, payload, kind, depth, found, related)
            return
        self.parts += 1
        if self.parts > self.limits.max_parts:
            raise UnreadableDocument("too_many_parts")
        self._leaf(part, kind, depth, found, related)

    def _children(
        self, part: Message, children: list[Message], kind: str, depth: int, found: _Found, related: bool
    ) -> None:
        inside = related or kind == "multipart/related"
        if kind == "multipart/alternative":
            # Each alternative says the same: keep the first text of each kind, and what hangs on them.
            for child in children:
                one = _Found()
                self._walk(child, depth + 1, one, inside)
                found.take(one, texts=True)
            return
        for child in children:
            self._walk(child, depth + 1, found, inside)

    def _leaf(self, part: Message, kind: str, depth: int, found: _Found, related: bool) -> None:
        data = decoded(part)
        if is_wrapped(data) and depth < self.limits.max_depth:
            self._signed(data, file_name(part), depth, found, related)
            return
        name = file_name(part)
        disposition = part.get_content_disposition() or ""
        is_text = kind in {"text/plain", "text/html"} and not data.startswith(_FILE_MARKS)
        if is_text and not name and disposition != "attachment":
            if data.strip():
                self._text(part, kind, data, found)
            return
        content_id = str(part.get("content-id", "")).strip(" <>")
        inline = disposition == "inline" or (related and bool(content_id))
        found.attached.append(Attached(name, data, kind, content_id, inline))

    def _text(self, part: Message, kind: str, data: bytes, found: _Found) -> None:
        text = body_text(part, data)
        if kind == "text/html":
            found.html.append(text)
            return
        text, files = without_files(text)
        found.plain.append(text)
        found.attached.extend(files)

    def _signed(self, data: bytes, name: str, depth: int, found: _Found, related: bool) -> None:
        """A signed mail's own parts; a signed file is an attachment like any other."""
        content = wrapped_content(data)
        if not content:
            return  # the signature of what stands beside it
        if not _ENTITY.match(content):
            found.attached.append(Attached(name_without_wrap(name), content))
            return
        self._walk(message_from_bytes(content, policy=RawHeaders()), depth + 1, found, related)


class _Found:
    def __init__(self) -> None:
        self.plain: list[str] = []
        self.html: list[str] = []
        self.attached: list[Attached] = []
        self.letters: list[Letter] = []

    def take(self, other: _Found, texts: bool) -> None:
        if texts and not self.plain:
            self.plain.extend(other.plain)
        if texts and not self.html:
            self.html.extend(other.html)
        self.attached.extend(other.attached)
        self.letters.extend(other.letters)


def _uncoded(part: Message, child: Message) -> Message:
    """A mail attached in a transfer encoding, which the rules forbid and programs use: taken out of it and parsed."""
    coding = str(part.get("content-transfer-encoding", "")).strip().lower()
    if coding not in {"base64", "quoted-printable"}:
        return child
    try:
        raw = child.as_bytes(policy=compat32)
        data = base64.b64decode(raw) if coding == "base64" else quopri.decodestring(raw)
    except (ValueError, UnicodeError, LookupError):
        return child
    return message_from_bytes(data, policy=RawHeaders()) if is_mail(data) else child


def decoded(part: Message) -> bytes:
    """A leaf's bytes after its transfer encoding; a wrong encoding gives what can be had."""
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def body_text(part: Message, data: bytes) -> str:
    """A text part decoded, RFC 3676 flowed lines joined."""
    charset = part.get_content_charset("") or ""
    text = decode_text(data, charset).replace("\r\n", "\n").replace("\r", "\n")
    if str(part.get_param("format", "")).lower() == "flowed" and part.get_content_type() == "text/plain":
        return unflowed(text, str(part.get_param("delsp", "no")).lower() == "yes")
    return text


def unflowed(text: str, delete_space: bool) -> str:
    """Paragraphs of a format=flowed text on one line each; the signature mark "-- " is no soft break."""
    lines: list[str] = []
    open_marks = ""
    is_open = False
    for raw in text.split("\n"):
        marks = re.match(">*", raw)
        quote = marks.group() if marks else ""
        rest = raw[len(quote) :].removeprefix(" ")
        if is_open and quote == open_marks and rest != "-- ":
            lines[-1] += rest
        else:
            lines.append(f"{quote} {rest}" if quote else rest)
        is_open = rest.endswith(" ") and rest != "-- "
        open_marks = quote
        if is_open and delete_space:
            lines[-1] = lines[-1][:-1]
    return "\n".join(lines)


def envelope(message: Message) -> Envelope:
    """Who sent a mail, when, about what; `first_sender` is set later, when its text is known."""
    name, sender = address(header(message, "from") or header(message, "sender"))
    moment, day = sent_at(header(message, "date"))
    kept = [(key, header(message, key)) for key in KEPT_HEADERS if message.get(key) is not None]
    if day:
        # The order's date is the day on the sender's calendar, which UTC may have left.
        kept.append(("local-date", day))
    return Envelope(
        message_id=header(message, "message-id").strip("<> "),
        sender=sender,
        sender_name=name,
        subject=header(message, "subject"),
        sent_at=moment,
        headers=tuple(kept),
    )
