"""Originals on disk by their SHA-256: written once, whole or not at all, on the disk for good before `put` returns."""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path

from models.errors import UnknownDocument, Unreachable


class Blobs:
    """A folder of files named by digest; the first two characters are a subfolder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def put(self, data: bytes) -> str:
        """Keep these bytes and return their digest. When this returns, a power cut does not lose them.

        Raises `Unreachable` when the disk is full or broken.
        """
        digest = hashlib.sha256(data).hexdigest()
        path = self._path(digest)
        try:
            path.parent.mkdir(exist_ok=True)
            if path.exists():
                _sync_folder(path.parent)  # whoever wrote it may have died before that
            else:
                _write(path, data)
        except OSError as error:
            raise Unreachable(f"the disk did not take the file: {error}", service="disk") from error
        return digest

    def get(self, digest: str) -> bytes:
        """The bytes; raises `UnknownDocument` (a database restored without its originals?)."""
        try:
            return self._path(digest).read_bytes()
        except FileNotFoundError as error:
            raise UnknownDocument(digest=digest) from error

    def _path(self, digest: str) -> Path:
        if len(digest) != 64 or not digest.isalnum():
            raise UnknownDocument(digest=digest)
        return self.folder / digest[:2] / digest


def _write(path: Path, data: bytes) -> None:
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.rename(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)
    _sync_folder(path.parent.parent)


def _sync_folder(folder: Path) -> None:
    # The rename itself must be on disk, not only the file's content.
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
