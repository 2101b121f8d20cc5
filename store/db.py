"""The database: engine, unit of work, and its schema brought up to date. No query of its own.

Only `Database.write` commits, and only the edge (pipeline, doors, screens) opens one; nobody below does.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.orm import Session

from models.errors import Unreachable

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_TIMEOUT_MS = 30_000
WRITES = "carnet_writes"


class Database:
    """One database, SQLite or PostgreSQL, and the two kinds of session on it."""

    def __init__(self, url: str) -> None:
        self.url = url
        parsed = make_url(url)
        if parsed.get_backend_name() == "sqlite":
            if parsed.database:
                Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
            self.engine = _sqlite(url)
        else:
            self.engine = create_engine(url, pool_pre_ping=True, pool_size=10, max_overflow=10)
        self._writing = self.engine.execution_options(**{WRITES: True})

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A consistent view of the database; what is changed in it is thrown away."""
        with _foreign_errors_mapped(), Session(self.engine, expire_on_commit=False, autoflush=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """One unit of work: committed whole when the block ends, rolled back when it raises."""
        with _foreign_errors_mapped(), Session(self._writing, expire_on_commit=False) as session, session.begin():
            yield session

    def upgrade(self) -> None:
        """Bring the schema up to date; nothing happens when it is."""
        with _foreign_errors_mapped(), self._writing.begin() as connection:
            command.upgrade(_alembic(connection), "head")

    def close(self) -> None:
        self.engine.dispose()


@contextmanager
def _foreign_errors_mapped() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        if isinstance(error, (OperationalError, InterfaceError)) or _passes(error):
            raise Unreachable(f"the database did not answer: {error.orig}", service="database") from error
        raise


def _passes(error: DBAPIError) -> bool:
    # PostgreSQL's driver tells serialisation failures and deadlocks (40…), exhausted resources (53…) and shutdowns
    # (57P…) by their code only.
    detail = error.orig.args[0] if error.orig is not None and error.orig.args else None
    code = str(detail.get("C", "")) if isinstance(detail, dict) else ""
    return error.connection_invalidated or code.startswith(("40", "53", "57P"))


def _sqlite(url: str) -> Engine:
    engine = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT_MS / 1000, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, record: Any) -> None:
        # The driver's own transaction handling starts them late and never IMMEDIATE: SQLAlchemy starts ours, below.
        connection.isolation_level = None
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A transaction that reads first and writes later could not wait for another writer: it would fail at once.
        writes = connection.get_execution_options().get(WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _alembic(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config
