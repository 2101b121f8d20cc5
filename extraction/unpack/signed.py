"""What a digital signature wraps: S/MIME mails and files signed with CAdES (order.pdf.p7m). Verifies nothing."""

from __future__ import annotations

import base64
import binascii
import re

from models.errors import UnreadableDocument

# Object identifiers as they stand in the bytes: signedData and envelopedData of PKCS #7.
_OID = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07"
_SIGNED, _ENVELOPED = _OID + b"\x02", _OID + b"\x03"
_HEAD_BYTES = 32
_ARMOUR = re.compile(rb"-----(?:BEGIN|END) [A-Z0-9 #]+-----")
_BASE64 = re.compile(rb"[A-Za-z0-9+/=\s]+")
_SEQUENCE_IN_BASE64 = b"MI"  # how a long DER sequence begins


def is_wrapped(data: bytes) -> bool:
    """Whether the bytes are a signed or encrypted message of PKCS #7, as DER, BER or base64."""
    head = _decoded(data[:200])[:_HEAD_BYTES] if _looks_armoured(data) else data[:_HEAD_BYTES]
    return head[:1] == b"\x30" and (_SIGNED in head or _ENVELOPED in head)


def wrapped_content(data: bytes) -> bytes:
    """The content that was signed, b"" where the signature stands apart; raises `password` if encrypted, `damaged`."""
    from asn1crypto import cms

    raw = _decoded(data) if _looks_armoured(data) else data
    if _ENVELOPED in raw[:_HEAD_BYTES]:
        raise UnreadableDocument("password")
    try:
        content = cms.ContentInfo.load(raw)["content"]["encap_content_info"]["content"].native
    except (ValueError, TypeError, KeyError, IndexError) as error:
        raise UnreadableDocument("damaged") from error
    return content if isinstance(content, bytes) else b""


def name_without_wrap(name: str) -> str:
    """The signed file's own name: "order.pdf.p7m" is "order.pdf"."""
    return re.sub(r"\.(p7m|p7s)$", "", name, flags=re.I)


def _looks_armoured(data: bytes) -> bool:
    start = data[:64].lstrip()
    return start.startswith((b"-----BEGIN PKCS7", b"-----BEGIN CMS", _SEQUENCE_IN_BASE64))


def _decoded(data: bytes) -> bytes:
    text = b"".join(_ARMOUR.sub(b"", data).split())
    if not _BASE64.fullmatch(text):
        return b""
    try:
        return base64.b64decode(text[: len(text) // 4 * 4])
    except binascii.Error:
        return b""
