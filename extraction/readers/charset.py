"""Bytes to text when the declared character set may be missing or a lie. Not the sniffing of file formats."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

# What a byte-order mark says is never a lie; UTF-32 first, as its mark begins with UTF-16's.
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Declared single-byte sets that in practice mean something else: the browsers' reading.
_MEANT = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "latin-1": "cp1252",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso-8859-9": "cp1254",
    "unicode-1-1-utf-7": "utf-7",
    "x-mac-roman": "mac_roman",
    "macintosh": "mac_roman",
    "ansi": "cp1252",
}
_TWICE_ENCODED = re.compile("[ÃÂ][\u0080-\u00bf\u0152-\u0178\u2013-\u2122]|â€|Ã\u00a0")
# The five code points that Windows-1252 leaves open: decoding must not fail on them.
_OPEN_IN_1252 = {0x81: "\x81", 0x8D: "\x8d", 0x8F: "\x8f", 0x90: "\x90", 0x9D: "\x9d"}
# Signs that stand beside words in an order, and letters that stand in them.
_SIGNS = "°²³µ€£§«»·×½¼¾±®ºª™–—’‘“”„…©¡¿\u00a0"
_FITTING = re.compile(f"[{_SIGNS}À-ÖØ-öø-ÿŒœŠšŽžŸ]")
# A sign in the middle of a word, or a capital after a small letter, tells that the bytes meant something else.
_TORN = re.compile("(?<=[a-zß-öø-ÿ])[“”„…‚ˆ‰™–—°²£¢¤§ŠŽŸÀ-ÖØ-Þ](?=[a-zß-öø-ÿ])|(?<=[A-Z])[ß-öø-ÿšž“”„…](?=[A-Z])")


def decode_text(data: bytes, declared: str = "") -> str:
    """The text of `data`, whatever was declared: never raises, and mends text that was encoded twice."""
    for bom, name in _BOMS:
        if data.startswith(bom):
            return data.decode(name, "replace")
    if _looks_utf16(data):
        return data.decode("utf-16-le" if data[1:2] == b"\0" else "utf-16-be", "replace")
    return _mend(_decode(data, declared.strip().strip("\"'").lower()))


def _decode(data: bytes, declared: str) -> str:
    is_ascii = data.isascii()
    if is_ascii and not declared.startswith(("iso-2022", "utf-7", "hz", "unicode-1-1")):
        return data.decode("ascii")
    try:
        # UTF-8 with several-byte characters is never anything else by chance.
        if not is_ascii:
            return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if declared and declared not in {"utf-8", "utf8"}:
        try:
            return data.decode(_MEANT.get(declared, declared))
        except (UnicodeDecodeError, LookupError, ValueError):
            pass
    return _guess(data)


def _guess(data: bytes) -> str:
    """Among the old 8-bit sets the one that gives the most letters of a European text; Windows-1252 wins ties."""
    as_1252 = _windows_1252(data)
    best, best_odd = as_1252, _odd(as_1252)
    for name in ("cp850", "mac_roman"):
        text = data.decode(name, "replace")
        odd = _odd(text)
        if odd < best_odd * 0.5:
            best, best_odd = text, odd
    if best_odd > 3 and best_odd > 0.3 * sum(byte > 127 for byte in data):
        found = from_bytes(data[:20_000]).best()
        if found is not None:
            return data.decode(found.encoding, "replace")
    return best


def _windows_1252(data: bytes) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return "".join(_OPEN_IN_1252.get(byte) or bytes([byte]).decode("cp1252") for byte in data)


def _odd(text: str) -> int:
    return sum(1 for c in text if ord(c) > 127 and not _FITTING.match(c)) + len(_TORN.findall(text))


def _mend(text: str) -> str:
    if not _TWICE_ENCODED.search(text):
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text


def _looks_utf16(data: bytes) -> bool:
    head = data[:400]
    if len(head) < 8:
        return False
    return head[1::2].count(0) > 0.8 * len(head[1::2]) or head[0::2].count(0) > 0.8 * len(head[0::2])


def is_text(data: bytes) -> bool:
    """Whether the bytes could be a text file: no control characters that text does not have."""
    head = data[:8192]
    if head.startswith(tuple(bom for bom, _ in _BOMS)) or _looks_utf16(head):
        return True
    return not any(byte < 9 or 14 <= byte < 27 or 28 <= byte < 32 for byte in head)
