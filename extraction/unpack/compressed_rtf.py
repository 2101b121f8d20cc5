"""Outlook's compressed rich text (MS-OXRTFCP) to plain RTF. It only unpacks; reading the RTF is the reader's."""

from __future__ import annotations

import struct

_PRELOADED = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
    b"\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    b"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
_COMPRESSED, _PLAIN = 0x75465A4C, 0x414C454D
_WINDOW = 4096


def plain_rtf(data: bytes, max_bytes: int) -> bytes:
    """The RTF, or b"" when the data is neither of the two kinds."""
    if len(data) < 16:
        return b""
    _, raw_size, magic, _ = struct.unpack_from("<IIII", data)
    if magic == _PLAIN:
        return data[16 : 16 + min(raw_size, max_bytes)]
    return _expanded(data[16:], min(raw_size, max_bytes)) if magic == _COMPRESSED else b""


def _expanded(data: bytes, size: int) -> bytes:
    window = bytearray(_PRELOADED) + bytearray(_WINDOW - len(_PRELOADED))
    write = len(_PRELOADED)
    out = bytearray()
    position = 0
    while position < len(data) and len(out) < size:
        control = data[position]
        position += 1
        for bit in range(8):
            if not control & (1 << bit):
                run = data[position : position + 1]
                position += 1
            else:
                token = int.from_bytes(data[position : position + 2], "big")
                position += 2
                offset, length = token >> 4, (token & 15) + 2
                if offset == write:
                    return bytes(out)
                run = _copied(window, offset, length, write)
            for byte in run:
                window[write] = byte
                write = (write + 1) % _WINDOW
            out += run
            if position >= len(data):
                break
    return bytes(out[:size])


def _copied(window: bytearray, offset: int, length: int, write: int) -> bytes:
    # A run may reach into what it is itself writing, so each byte is taken as it appears.
    fresh: dict[int, int] = {}
    run = bytearray()
    for step in range(length):
        source = (offset + step) % _WINDOW
        byte = fresh.get(source, window[source])
        fresh[(write + step) % _WINDOW] = byte
        run.append(byte)
    return bytes(run)
