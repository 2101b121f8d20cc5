"""A file's bytes to its `Reading`: unpacked, and every part read. Pure, so that it can run in the sandbox's child."""

from __future__ import annotations

from extraction.limits import Limits
from extraction.readers import read
from intake.unpack import unpack
from models.errors import UnreadableDocument
from models.reading import Kind, Part, PartReading, Reading


def read_file(data: bytes, name: str, limits: Limits) -> Reading:
    """The whole file as read.

    A part of a mail that cannot be read becomes a `PartReading` with its refusal, and the mail goes on; a plain file,
    or an archive of which nothing can be read, raises `UnreadableDocument`.
    """
    if not data:
        raise UnreadableDocument("empty")
    if len(data) > limits.max_bytes:
        raise UnreadableDocument("too_large")
    unpacked = unpack(data, name, limits)
    if unpacked.envelope is None and len(unpacked.parts) == 1:
        return Reading((read(unpacked.parts[0], limits),))
    parts = tuple(_read_part(part, limits) for part in unpacked.parts)
    if unpacked.envelope is None and all(part.refusal for part in parts):
        raise UnreadableDocument(parts[0].refusal if parts else "empty")
    return Reading(parts, unpacked.envelope)


def _read_part(part: Part, limits: Limits) -> PartReading:
    try:
        return read(part, limits)
    except UnreadableDocument as refused:
        # The kind of what cannot be read is not known; "email" says only that it stood in one.
        return PartReading(part.name, Kind.EMAIL, part.role, refusal=refused.reason)
