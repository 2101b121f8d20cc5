"""UN/EDIFACT syntax: an interchange's bytes to segments of elements of components. No meaning of any segment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extraction.readers.charset import decode_text
from models.errors import UnreadableDocument

# Character sets by syntax identifier; A and B are subsets of ASCII that senders leave all the time.
CHARACTER_SETS = {
    "UNOC": "iso-8859-1", "UNOD": "iso-8859-2", "UNOE": "iso-8859-5", "UNOF": "iso-8859-7", "UNOG": "iso-8859-3",
    "UNOH": "iso-8859-4", "UNOI": "iso-8859-6", "UNOJ": "iso-8859-8", "UNOK": "iso-8859-9", "UNOW": "utf-8",
    "UNOX": "iso-2022-jp", "UNOY": "utf-8",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Signs:
    """The service characters of an interchange."""

    component: str = ":"
    element: str = "+"
    decimal: str = "."
    release: str = "?"
    terminator: str = "'"


@dataclass(frozen=True, slots=True)
class Segment:
    """One segment: `elements[0]` is its first data element, a tuple of components."""

    tag: str
    elements: tuple[tuple[str, ...], ...]

    def component(self, element: int, component: int = 0) -> str:
        """A component by place (from 0), "" where it is missing."""
        if element >= len(self.elements) or component >= len(self.elements[element]):
            return ""
        return self.elements[element][component].strip()

    def components(self, element: int) -> tuple[str, ...]:
        """All components of an element."""
        return self.elements[element] if element < len(self.elements) else ()


def read_segments(data: bytes) -> tuple[Signs, list[Segment]]:
    """The service characters and all segments. Raises `damaged` when nothing is a segment."""
    start = data.lstrip(b"\xef\xbb\xbf \r\n\t")
    text = decode_text(start, _declared(start)).lstrip("\ufeff")
    signs = Signs()
    if text.startswith("UNA"):
        told = text[3:9].ljust(6)
        signs = Signs(told[0], told[1], told[2], told[3], told[5])
        text = text[9:]
    segments = [s for s in (_segment(raw, signs) for raw in _split_segments(text, signs)) if s.tag]
    if not segments:
        raise UnreadableDocument("damaged")
    return signs, segments


def _declared(data: bytes) -> str:
    head = data[:200].decode("latin-1")
    place = head.find("UNB")
    return CHARACTER_SETS.get(head[place + 4 : place + 8], "") if place >= 0 else ""


def _split_segments(text: str, signs: Signs) -> Iterator[str]:
    # Lines are only there for the eye, unless a line's end is what ends segments.
    if signs.terminator not in "\r\n":
        text = text.replace("\r", "").replace("\n", "")
    return iter(_split(text, signs.terminator, signs.release))


def _split(text: str, separator: str, release: str) -> list[str]:
    """Split at the separator where it is not released; release characters are left in."""
    if not release.strip() or release not in text:
        return text.split(separator)
    pieces: list[str] = []
    current: list[str] = []
    escaped = False
    for char in text:
        if char == separator and not escaped:
            pieces.append("".join(current))
            current = []
        else:
            current.append(char)
        escaped = char == release and not escaped
    pieces.append("".join(current))
    return pieces


def _segment(raw: str, signs: Signs) -> Segment:
    elements = _split(raw.strip("\r\n"), signs.element, signs.release)
    tag = _split(elements[0].strip(), signs.component, signs.release)[0].upper()
    found = tuple(
        tuple(_released(c, signs.release) for c in _split(element, signs.component, signs.release))
        for element in elements[1:]
    )
    return Segment(tag, found)


def _released(text: str, release: str) -> str:
    if not release.strip() or release not in text:
        return text
    out, escaped = [], False
    for char in text:
        if char == release and not escaped:
            escaped = True
            continue
        out.append(char)
        escaped = False
    return "".join(out)


def joined(pieces: tuple[str, ...] | list[str], width: int) -> str:
    """A text cut into components put together: without a blank where a piece fills its component to the brim."""
    filled = [p for p in pieces if p.strip()]
    # Only where every piece but the last is full was the text cut hard; else it was cut at blanks.
    hard = len(filled) > 1 and all(len(p) == width for p in filled[:-1]) and len(filled) > 2
    return ("" if hard else " ").join(p if hard else p.strip() for p in filled).strip()
