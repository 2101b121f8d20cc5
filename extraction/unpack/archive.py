"""Zip and tar archives opened within limits, names made harmless. Office files, which are zips too, are left whole."""

from __future__ import annotations

import gzip
import io
import itertools
import tarfile
import zlib
from collections.abc import Iterator

from extraction.limits import Limits
from extraction.readers.zipped import entry_names, is_office_file, open_zip, read_entry
from extraction.unpack.headers import safe_name
from models.errors import UnreadableDocument

_GZIP_MAGIC = b"\x1f\x8b"
# What operating systems leave in archives.
_LITTER = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


def is_archive(data: bytes) -> bool:
    """A zip that is no office file, a gzip or a tar."""
    if data.startswith(_GZIP_MAGIC) or _is_tar(data):
        return True
    names = entry_names(data)
    return bool(names) and not is_office_file(names)


def open_archive(data: bytes, limits: Limits, max_bytes: int) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of every file inside; raises `bomb`, `password`, `too_many_parts`, `damaged`."""
    if data.startswith(_GZIP_MAGIC):
        yield "", _gunzip(data, max_bytes)
        return
    if _is_tar(data):
        yield from _untarred(data, limits, max_bytes)
        return
    with open_zip(data, limits) as archive:
        files = [entry for entry in archive.infolist() if not entry.is_dir()]
        if len(files) > limits.max_parts:
            raise UnreadableDocument("too_many_parts", parts=str(len(files)))
        left = max_bytes
        for entry in files:
            name = safe_name(entry.filename)
            if _is_litter(name):
                continue
            content = read_entry(archive, entry, left)
            left -= len(content)
            yield name, content


def _is_litter(name: str) -> bool:
    return not name or any(name.startswith(mark) or name.endswith(mark) for mark in _LITTER)


def _is_tar(data: bytes) -> bool:
    return data[257:262] == b"ustar"


def _untarred(data: bytes, limits: Limits, max_bytes: int) -> Iterator[tuple[str, bytes]]:
    """Its plain files; links and devices are none."""
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
            files = [member for member in itertools.islice(archive, limits.max_parts + 1) if member.isfile()]
            if len(files) > limits.max_parts:
                raise UnreadableDocument("too_many_parts")
            if sum(member.size for member in files) > max_bytes:
                raise UnreadableDocument("bomb")
            for member in files:
                content = archive.extractfile(member)
                name = safe_name(member.name)
                if content is not None and not _is_litter(name):
                    yield name, content.read()
    except (tarfile.TarError, OSError, EOFError, ValueError) as error:
        raise UnreadableDocument("damaged") from error


def _gunzip(data: bytes, max_bytes: int) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            content = stream.read(max_bytes + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableDocument("damaged") from error
    if len(content) > max_bytes:
        raise UnreadableDocument("bomb")
    return content
