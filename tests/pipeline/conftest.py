"""Machines for the pipeline's tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.db import Database
from tests.pipeline.fakes import Workshop, workshop


@pytest.fixture
def shop(database: Database, tmp_path: Path) -> Workshop:
    """A machine on each kind of database."""
    return workshop(database, tmp_path)


@pytest.fixture
def small_shop(sqlite: Database, tmp_path: Path) -> Workshop:
    """A machine on SQLite alone, for what does not depend on the database."""
    return workshop(sqlite, tmp_path)
