"""A watched folder: files that somebody drops there come in, and move to a subfolder once they are stored."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from pathlib import Path

from intake.accept import Door, accept
from models.errors import UnreadableDocument
from models.tables import Origin

log = logging.getLogger(__name__)

DONE, REFUSED = "accepted", "refused"
# Names of files that are still being written, or that no program would call an order.
UNFINISHED = (".part", ".tmp", ".crdownload", ".filepart", "~")


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a look into the folder brought: documents new and known, and files too large to take."""

    new: int = 0
    known: int = 0
    refused: int = 0


def scan(door: Door, folder: Path, settle_s: float = 2.0) -> Scanned:
    """Take in every file that has not changed for `settle_s`; one that cannot be moved is a duplicate next time."""
    folder.mkdir(parents=True, exist_ok=True)
    new = known = refused = 0
    for path in sorted(folder.iterdir()):
        if not _ready(path, settle_s):
            continue
        try:
            accepted = accept(door, path.read_bytes(), path.name, Origin.FOLDER)
        except UnreadableDocument as error:
            log.warning("%s not taken: %s", path.name, error)
            refused += 1
            _move(path, folder / REFUSED)
            continue
        new, known = (new, known + 1) if accepted.duplicate else (new + 1, known)
        _move(path, folder / DONE)
    return Scanned(new, known, refused)


def _ready(path: Path, settle_s: float) -> bool:
    if path.name.startswith(".") or path.name.lower().endswith(UNFINISHED) or path.is_symlink():
        return False
    try:
        return path.is_file() and time.time() - path.stat().st_mtime >= settle_s
    except FileNotFoundError:
        return False  # taken away between our looking and our asking


def _move(path: Path, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    target, number = folder / path.name, 1
    while target.exists():
        number += 1
        target = folder / f"{path.stem} ({number}){path.suffix}"
    path.rename(target)
