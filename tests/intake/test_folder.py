"""The watched folder."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from intake.folder import Scanned, scan
from models.errors import Unreachable
from store.db import Database


def drop(folder: Path, name: str, data: bytes = b"order", age_s: float = 60) -> Path:
    path = folder / name
    path.write_bytes(data)
    then = time.time() - age_s
    os.utime(path, (then, then))
    return path


@pytest.fixture
def watched(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    return folder


def test_a_dropped_file_comes_in_and_moves_away(small_hall: Any, watched: Path) -> None:
    drop(watched, "po.pdf")
    assert scan(small_hall.door, watched) == Scanned(new=1)
    assert [path.name for path in (watched / "accepted").iterdir()] == ["po.pdf"]
    assert small_hall.entries()[0].origin == "folder"
    assert scan(small_hall.door, watched) == Scanned()


def test_files_that_are_still_written_are_left_alone(small_hall: Any, watched: Path) -> None:
    drop(watched, "young.pdf", age_s=0)
    for name in ("a.pdf.part", ".hidden", "b.tmp", "c.pdf~"):
        drop(watched, name)
    (watched / "link.pdf").symlink_to("/etc/hostname")
    assert scan(small_hall.door, watched) == Scanned()
    assert len(list(watched.iterdir())) == 6


def test_a_name_that_came_before_does_not_overwrite_the_first(small_hall: Any, watched: Path) -> None:
    drop(watched, "po.pdf", b"one")
    scan(small_hall.door, watched)
    drop(watched, "po.pdf", b"two")
    assert scan(small_hall.door, watched) == Scanned(new=1)
    assert sorted(path.name for path in (watched / "accepted").iterdir()) == ["po (2).pdf", "po.pdf"]


def test_a_copy_is_known_and_moves_away_too(small_hall: Any, watched: Path) -> None:
    drop(watched, "a.pdf")
    drop(watched, "b.pdf")
    assert scan(small_hall.door, watched) == Scanned(new=1, known=1)
    assert len(small_hall.entries()) == 1


def test_a_file_that_is_too_large_is_set_aside_and_holds_up_nobody(small_hall: Any, watched: Path) -> None:
    drop(watched, "a-big.pdf", b"x" * 200_000)
    drop(watched, "b.pdf")
    assert scan(small_hall.door, watched) == Scanned(new=1, refused=1)
    assert [path.name for path in (watched / "refused").iterdir()] == ["a-big.pdf"]


def test_when_the_store_is_away_the_file_stays_where_it_is(small_hall: Any, watched: Path) -> None:
    drop(watched, "po.pdf")
    away = replace(small_hall.door, database=Database("postgresql+pg8000://nobody@127.0.0.1:1/nothing"))
    with pytest.raises(Unreachable):
        scan(away, watched)
    assert (watched / "po.pdf").exists()
