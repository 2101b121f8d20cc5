"""What a reader is: one format's `accepts` and `read`, both pure. Not the table of them (that is `readers`)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from extraction.limits import Limits
from models.reading import Part, PartReading


@dataclass(frozen=True, slots=True)
class Reader:
    """`accepts` decides by content, never by name or claimed type; `read` raises `UnreadableDocument`."""

    name: str
    accepts: Callable[[bytes], bool]
    read: Callable[[Part, Limits], PartReading]
