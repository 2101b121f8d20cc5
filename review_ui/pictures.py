"""Pictures of pages on disk, so that a page is rendered once. Renders nothing itself."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Callable
from pathlib import Path

WIDTHS_PX = (900, 1400, 2000)
CACHE_BYTES = 400_000_000


class PictureCache:
    """Pictures on disk by what they show; wiping the folder costs only time. The oldest go when it grows too large."""

    def __init__(self, folder: Path, max_bytes: int = CACHE_BYTES) -> None:
        self.folder = folder
        self.max_bytes = max_bytes
        folder.mkdir(parents=True, exist_ok=True)

    def get(self, key: str, make: Callable[[], bytes]) -> bytes:
        """The picture under `key`, made when it is not there."""
        path = self.folder / hashlib.sha256(key.encode()).hexdigest()
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            data = make()
            self._keep(path, data)
        return data

    def _keep(self, path: Path, data: bytes) -> None:
        beside = path.with_name(f".{path.name[:12]}.{secrets.token_hex(4)}")
        beside.write_bytes(data)
        beside.rename(path)
        if secrets.randbelow(50) == 0:
            self.trim()

    def trim(self) -> None:
        """Down to four fifths of the limit, oldest first."""
        entries = sorted((e for e in os.scandir(self.folder) if e.is_file()), key=lambda e: e.stat().st_mtime)
        total = sum(entry.stat().st_size for entry in entries)
        if total <= self.max_bytes:
            return
        for entry in entries:
            if total <= self.max_bytes * 4 // 5:
                return
            total -= entry.stat().st_size
            Path(entry.path).unlink(missing_ok=True)


def fitting_width(wanted_px: int) -> int:
    """One of few widths, so that windows of every size share the cache."""
    return next((width for width in WIDTHS_PX if width >= wanted_px), WIDTHS_PX[-1])
