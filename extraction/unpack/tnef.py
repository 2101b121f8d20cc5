"""winmail.dat (TNEF) opened: the attachments and the text that Outlook hid in it. Damage gives what can be had."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from extraction.limits import Limits
from extraction.readers.charset import decode_text
from extraction.unpack.compressed_rtf import plain_rtf
from extraction.unpack.headers import safe_name
from extraction.unpack.letter import Attached
from models.errors import UnreadableDocument

_SIGNATURE = struct.pack("<I", 0x223E9F78)
_ATTACH_START, _ATTACH_TITLE, _ATTACH_DATA, _ATTACHMENT = 0x9002, 0x8010, 0x800F, 0x9005
_BODY, _MAPI_PROPS = 0x800C, 0x9003
_LONG_NAME, _ATTACH_BIN, _MIME_TAG, _CONTENT_ID = 0x3707, 0x3701, 0x370E, 0x3712
_PLAIN_BODY, _HTML_BODY, _RTF_BODY = 0x1000, 0x1013, 0x1009
# MAPI property types and how many bytes a value of fixed size takes (padded to four).
_FIXED = {0x0002: 4, 0x0003: 4, 0x0004: 4, 0x0005: 8, 0x0006: 8, 0x0007: 8, 0x000A: 4, 0x000B: 4, 0x0014: 8,
          0x0040: 8, 0x0048: 16}  # fmt: skip
_VARIABLE = {0x000D, 0x001E, 0x001F, 0x0102}


@dataclass(slots=True)
class Tnef:
    """What a winmail.dat held."""

    attached: list[Attached] = field(default_factory=list)
    plain: str = ""
    html: str = ""
    rtf: bytes = b""


def is_tnef(data: bytes) -> bool:
    """Whether the bytes are a winmail.dat."""
    return data.startswith(_SIGNATURE)


def open_tnef(data: bytes, limits: Limits) -> Tnef:
    """Attachments and text of a winmail.dat."""
    found = Tnef()
    # Of the attachment being read:
    title, content = "", b""
    props: dict[int, bytes] = {}
    started = False
    for kind, value in _attributes(data):
        if kind == _ATTACH_START:
            _keep(found, started, title, content, props, limits)
            started, title, content, props = True, "", b"", {}
        elif kind == _ATTACH_TITLE:
            title = decode_text(value.split(b"\0")[0])
        elif kind == _ATTACH_DATA:
            content = value
        elif kind == _ATTACHMENT:
            props = _properties(value)
        elif kind == _BODY:
            found.plain = decode_text(value.rstrip(b"\0"))
        elif kind == _MAPI_PROPS:
            _texts(found, _properties(value), limits)
    _keep(found, started, title, content, props, limits)
    return found


def _keep(found: Tnef, started: bool, title: str, content: bytes, props: dict[int, bytes], limits: Limits) -> None:
    content = content or props.get(_ATTACH_BIN, b"")
    if not started or not content:
        return
    if len(found.attached) >= limits.max_parts:
        raise UnreadableDocument("too_many_parts")
    name = _string(props.get(_LONG_NAME, b"")) or title
    content_id = _string(props.get(_CONTENT_ID, b"")).strip("<>")
    media_type = _string(props.get(_MIME_TAG, b""))
    found.attached.append(Attached(safe_name(name).split("/")[-1], content, media_type, content_id, bool(content_id)))


def _texts(found: Tnef, props: dict[int, bytes], limits: Limits) -> None:
    found.plain = _string(props.get(_PLAIN_BODY, b"")) or found.plain
    found.html = decode_text(props.get(_HTML_BODY, b""))
    found.rtf = plain_rtf(props.get(_RTF_BODY, b""), limits.max_bytes)


def _string(value: bytes) -> str:
    return decode_text(value).rstrip("\0")


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    position = 6
    while position + 9 <= len(data):
        _, kind, _, size = struct.unpack_from("<BHHI", data, position)
        yield kind, data[position + 9 : position + 9 + size]
        position += 9 + size + 2


def _properties(data: bytes) -> dict[int, bytes]:
    """MAPI properties by id; stops at the first thing it does not understand."""
    found: dict[int, bytes] = {}
    if len(data) < 4:
        return found
    (count,) = struct.unpack_from("<I", data)
    position = 4
    for _ in range(min(count, 2000)):
        if position + 4 > len(data):
            break
        kind, tag = struct.unpack_from("<HH", data, position)
        position = _after_name(data, position + 4) if tag >= 0x8000 else position + 4
        if kind in _FIXED:
            position += _FIXED[kind]
            continue
        if kind not in _VARIABLE or position + 8 > len(data):
            break
        _, size = struct.unpack_from("<II", data, position)
        value = data[position + 8 : position + 8 + size]
        found[tag] = decode_text(value).encode() if kind == 0x001F else value
        position += 8 + size + (-size % 4)
    return found


def _after_name(data: bytes, position: int) -> int:
    """Past a named property's GUID and name."""
    if position + 24 > len(data):
        return len(data)
    (kind,) = struct.unpack_from("<I", data, position + 16)
    (size,) = struct.unpack_from("<I", data, position + 20)
    return position + 24 if kind == 0 else position + 24 + size + (-size % 4)
