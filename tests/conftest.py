"""Databases and servers that tests ask for by name; a server starts when the first test wants it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import text

from models.tables import Row
from store.db import Database
from tests import servers

_NUMBERS = count(1)


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder that servers under other users can reach (pytest's own are private)."""
    import tempfile

    folder = Path(tempfile.mkdtemp(prefix="carnet-tests-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file to copy."""
    path = tmp_path_factory.mktemp("template") / "carnet.db"
    database = Database(f"sqlite:///{path}")
    database.upgrade()
    database.close()  # the last connection to go writes everything into the one file
    return path


@pytest.fixture(scope="session")
def postgresql(shared_folder: Path) -> Iterator[Database]:
    """A running PostgreSQL with one migrated database; tests ask for `database`, which empties it first."""
    folder = shared_folder / "postgresql"
    folder.mkdir()
    with servers.postgresql(folder) as url:
        database = Database(f"{url}/postgres")
        database.upgrade()
        yield database
        database.close()


@pytest.fixture(scope="session")
def sqlite_factory(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Database]:
    """Makes a fresh, migrated SQLite database each time."""
    folder = tmp_path_factory.mktemp("databases")

    def make() -> Database:
        path = folder / f"{next(_NUMBERS)}.db"
        shutil.copy(sqlite_template, path)
        database = Database(f"sqlite:///{path}")
        # Tests pull no plugs, and a sync for each commit would be most of their time.
        from sqlalchemy import event

        event.listen(database.engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous = OFF"))
        return database

    return make


@pytest.fixture
def sqlite(sqlite_factory: Callable[[], Database]) -> Iterator[Database]:
    """A fresh SQLite database."""
    database = sqlite_factory()
    yield database
    database.close()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.servers)])
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A fresh database of each kind: what holds on one must hold on the other."""
    if request.param == "sqlite":
        made = request.getfixturevalue("sqlite_factory")()
        yield made
        made.close()
        return
    made = request.getfixturevalue("postgresql")
    tables = ", ".join(table.name for table in Row.metadata.sorted_tables)
    with made.engine.begin() as connection:
        connection.execute(text("SET LOCAL lock_timeout = '20s'"))
        connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))
    yield made


@pytest.fixture(scope="session")
def redis_url(shared_folder: Path) -> Iterator[str]:
    """A running Redis."""
    folder = shared_folder / "redis"
    folder.mkdir()
    with servers.redis(folder) as url:
        yield url


@pytest.fixture(scope="session")
def dovecot_port(shared_folder: Path) -> Iterator[int]:
    """A running IMAP server; any user, password "secret"."""
    folder = shared_folder / "dovecot"
    folder.mkdir()
    with servers.dovecot(folder) as port:
        yield port


@pytest.fixture(autouse=True, scope="session")
def one_thread_each() -> None:
    """Tests share the machine: no library may start a thread a core."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
