"""Decoding of mail headers and file names that may be wrong in every way. It never raises on content."""

from __future__ import annotations

import email.errors
import re
from datetime import UTC, datetime, timedelta
from email.header import decode_header
from email.message import Message
from email.utils import collapse_rfc2231_value, parseaddr, parsedate_to_datetime

from extraction.readers.charset import decode_text

_CONTROL = re.compile(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e]")
_MAX_NAME_CHARS = 150
_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")
# Adjacent encoded words without the blank that the rule demands between them, and inside quotes: both common.
_GLUED_WORDS = re.compile(r"\?=(?==\?)")


def header_text(raw: object) -> str:
    """A header's text, RFC 2047 words decoded, folded lines joined."""
    value = "" if raw is None else str(raw)
    value = re.sub(r"\r?\n[ \t]*", " ", value)
    value = _GLUED_WORDS.sub("?= ", value)
    if "=?" not in value:
        return _CONTROL.sub("", unescaped(value)).strip()
    try:
        pieces = decode_header(value)
    except (email.errors.HeaderParseError, ValueError):
        return _CONTROL.sub("", value).strip()
    parts = [decode_text(p, c or "") if isinstance(p, bytes) else p for p, c in pieces]
    return _CONTROL.sub("", "".join(parts)).strip()


def unescaped(value: str) -> str:
    """Raw 8-bit bytes in a header arrive as surrogates: decode them as the text they were."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return decode_text(value.encode("ascii", "surrogateescape"))
    return value


def header(message: Message, name: str) -> str:
    """One header of a message, decoded; "" when it is missing."""
    return header_text(message.get(name, ""))


def file_name(part: Message) -> str:
    """An attachment's name by RFC 2231, RFC 2047 or raw bytes, made harmless."""
    try:
        raw = part.get_filename("")
        name = collapse_rfc2231_value(raw) if raw else ""
    except (TypeError, ValueError, LookupError, UnicodeError):
        name = ""
    return safe_name(header_text(name).split("\\")[-1].split("/")[-1])


def safe_name(name: str) -> str:
    """A name without ways up, roots, drives or control characters; folders are kept, parted by "/"."""
    clean = _CONTROL.sub("", name).replace("\\", "/")
    pieces = [piece.strip() for piece in clean.split("/")]
    kept = [
        re.sub(r'[<>:"|?*]', "_", piece)
        for piece in pieces
        if piece.strip(". ") and not re.fullmatch("[A-Za-z]:", piece)
    ]
    return "/".join(kept)[-_MAX_NAME_CHARS:].lstrip("/")


def address(raw: str) -> tuple[str, str]:
    """(name, address in lower case) of a From-like text; either may be ""."""
    name, found = parseaddr(raw)
    if "@" not in found:
        match = _ADDRESS.search(raw)
        found = match.group() if match else ""
        name = raw[: match.start()].strip(" \"'<([:") if match else raw
    return name.strip(" \"'"), found.strip().lower()


def sent_at(raw: str) -> tuple[datetime | None, str]:
    """A Date header as UTC, and the day (ISO) on the sender's own calendar."""
    try:
        when = parsedate_to_datetime(raw)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None, ""
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    if abs(when.utcoffset() or timedelta()) >= timedelta(hours=24):
        return None, ""
    return when.astimezone(UTC), when.date().isoformat()
