"""The formats that Carnet reads, in the order in which they are asked; the first that accepts wins."""

from __future__ import annotations

from extraction.limits import Limits
from extraction.readers.pdf import READER as PDF
from extraction.readers.reader import Reader
from models.errors import UnreadableDocument
from models.reading import Part, PartReading

READERS: tuple[Reader, ...] = (PDF,)


def read(part: Part, limits: Limits) -> PartReading:
    """Pages of words, or orders, of one part. Raises `UnreadableDocument` (empty, too_large, unknown_format, ...)."""
    if not part.data:
        raise UnreadableDocument("empty")
    if len(part.data) > limits.max_bytes:
        raise UnreadableDocument("too_large")
    for reader in READERS:
        if reader.accepts(part.data):
            return reader.read(part, limits)
    raise UnreadableDocument("unknown_format")
