"""Guards for zip containers (archives and the office formats that are zips). It judges sizes, it reads no content."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from extraction.limits import Limits
from models.errors import UnreadableDocument

ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
# Below this a high ratio is harmless: an empty template compresses well.
_HARMLESS_BYTES = 20_000_000
_CHUNK = 1 << 16


def open_zip(data: bytes, limits: Limits) -> zipfile.ZipFile:
    """The archive, its declared sizes checked; raises `damaged`, `bomb`, `too_many_parts`."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as error:
        raise UnreadableDocument("damaged") from error
    entries = archive.infolist()
    if len(entries) > max(limits.max_parts, 2_000):
        raise UnreadableDocument("too_many_parts", parts=str(len(entries)))
    total = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    # Overlapping entries ("better zip bomb") pack to more than the file holds.
    if total > limits.max_unpacked_bytes or packed > 2 * len(data) + 1000:
        raise UnreadableDocument("bomb", bytes=str(total))
    if total > _HARMLESS_BYTES and total > limits.max_ratio * packed:
        raise UnreadableDocument("bomb", bytes=str(total))
    return archive


def read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, max_bytes: int) -> bytes:
    """One entry's bytes, stopping as soon as it is larger than `max_bytes`, whatever its header says."""
    if entry.flag_bits & 0x1:
        raise UnreadableDocument("password")
    try:
        with archive.open(entry) as stream:
            return b"".join(_chunks(stream, max_bytes))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise UnreadableDocument("damaged") from error


def _chunks(stream: IO[bytes], max_bytes: int) -> Iterator[bytes]:
    seen = 0
    while chunk := stream.read(_CHUNK):
        seen += len(chunk)
        if seen > max_bytes:
            raise UnreadableDocument("bomb")
        yield chunk


def entry_names(data: bytes) -> frozenset[str]:
    """The names in a zip, or none when it is not one: how office files are told from archives."""
    if not data.startswith(ZIP_MAGIC):
        return frozenset()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError):
        return frozenset()


def is_office_file(names: frozenset[str]) -> bool:
    """xlsx, docx and friends, or an OpenDocument file: a document, though it is a zip."""
    return "[Content_Types].xml" in names or "mimetype" in names or "_rels/.rels" in names
