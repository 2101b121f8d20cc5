"""Files that old mail programs and business systems write into a mail's text between "begin 644 name" and "end"."""

from __future__ import annotations

import binascii
import re

from extraction.unpack.headers import safe_name
from extraction.unpack.letter import Attached

_BEGIN = re.compile(r"begin 0?[0-7]{3} (\S.*)")
_LINE = re.compile(r"[ -`]{1,}")


def without_files(text: str) -> tuple[str, list[Attached]]:
    """The text without its encoded files, and these; what only begins like one stays text."""
    if "begin " not in text:
        return text, []
    kept: list[str] = []
    files: list[Attached] = []
    lines = text.split("\n")
    place = 0
    while place < len(lines):
        begin = _BEGIN.fullmatch(lines[place].rstrip())
        end = _end(lines, place + 1) if begin else None
        if begin and end is not None:
            data = b"".join(_decoded(line) for line in lines[place + 1 : end])
            files.append(Attached(safe_name(begin.group(1)).split("/")[-1], data))
            place = end
        else:
            kept.append(lines[place])
        place += 1
    return "\n".join(kept), files


def _end(lines: list[str], start: int) -> int | None:
    """Where the file that begins at `start` ends; None when a line in between is no line of a file."""
    for place in range(start, len(lines)):
        line = lines[place].rstrip("\r")
        if line.rstrip() == "end":
            return place if place > start else None
        if line and not (_LINE.fullmatch(line) and len(line) <= 63):
            return None
    return None


def _decoded(line: str) -> bytes:
    if not line.strip():
        return b""
    try:
        return binascii.a2b_uu(line)
    except binascii.Error:
        # Blanks cut off at the line's end, or too many: its first sign says how many bytes it holds.
        count = ((ord(line[0]) - 32) & 63) * 4 // 3 + 5
        try:
            return binascii.a2b_uu(line.ljust(count)[:count])
        except binascii.Error:
            return b""
