"""Doors for the intake's tests."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from intake.accept import Door
from store import queue
from store.blobs import Blobs
from store.db import Database
from store.queue import QueueEntry, QueueFilter


@dataclass
class Hall:
    """A door, what was rung, and what came in."""

    database: Database
    blobs: Blobs
    rung: list[int] = field(default_factory=list)

    @property
    def door(self) -> Door:
        clock = lambda: datetime(2026, 3, 9, 12, tzinfo=UTC)  # noqa: E731
        return Door(self.database, self.blobs, clock, self.rung.append, max_bytes=100_000)

    def entries(self) -> tuple[QueueEntry, ...]:
        with self.database.read() as session:
            return queue.entries(session, QueueFilter())

    def originals(self) -> list[Path]:
        return [path for path in self.blobs.folder.rglob("*") if path.is_file()]


@pytest.fixture
def hall(database: Database, tmp_path: Path) -> Hall:
    """A door on each kind of database."""
    return Hall(database, Blobs(tmp_path / "blobs"))


@pytest.fixture
def small_hall(sqlite: Database, tmp_path: Path) -> Hall:
    """A door on SQLite alone."""
    return Hall(sqlite, Blobs(tmp_path / "blobs"))
