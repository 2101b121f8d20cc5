"""A message as people can read it: one segment or element a line, elements indented."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extraction.readers.charset import decode_text
from models.reading import Kind

# Longer messages are cut on screen; the original is a click away.
MAX_SOURCE_BYTES = 200_000
INDENT = "  "
# "?'" is a printed apostrophe in EDIFACT, no end of a segment.
_SEGMENT_ENDS = {Kind.EDIFACT: re.compile(r"(?<!\?)'\s*"), Kind.X12: re.compile(r"~\s*")}
_PIECE = re.compile(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<[^>]*>|[^<]+", re.DOTALL)


def source_lines(data: bytes, kind: Kind) -> tuple[str, ...]:
    """The text of an EDI or XML message in its own character set, line by line; nothing is left out but blanks."""
    text = decode_text(data[:MAX_SOURCE_BYTES]).lstrip("\ufeff")
    ends = _SEGMENT_ENDS.get(kind)
    if ends is None:
        return tuple(_indented(text))
    if "\n" not in text.strip():
        text = ends.sub(lambda end: end.group().strip() + "\n", text)
    return tuple(line.rstrip() for line in text.splitlines() if line.strip())


def _indented(text: str) -> Iterator[str]:
    """Elements by their depth; one that holds only text stays on its line."""
    pieces = [piece.strip() for piece in _PIECE.findall(text) if piece.strip()]
    depth, at = 0, 0
    while at < len(pieces):
        piece = pieces[at]
        if piece.startswith("</"):
            depth = max(0, depth - 1)
            yield INDENT * depth + piece
        elif not _opens(piece):
            yield INDENT * depth + piece
        elif pieces[at + 1 : at + 2] and pieces[at + 1].startswith("</"):
            yield INDENT * depth + piece + pieces[at + 1]
            at += 1
        elif pieces[at + 2 : at + 3] and not pieces[at + 1].startswith("<") and pieces[at + 2].startswith("</"):
            yield INDENT * depth + "".join(pieces[at : at + 3])
            at += 2
        else:
            yield INDENT * depth + piece
            depth += 1
        at += 1


def _opens(piece: str) -> bool:
    return piece.startswith("<") and not piece.startswith(("<!", "<?")) and not piece.endswith("/>")
