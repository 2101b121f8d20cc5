"""Many rows at once, new or changed, at the database's own speed. Knows tables, not what they mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from models.tables import Row


@dataclass(frozen=True, slots=True)
class Chunk:
    """Rows for one table, as plain texts and numbers: can be made and kept before the database is locked for it."""

    table: str
    columns: tuple[str, ...]
    keys: tuple[str, ...]
    rows: list[tuple[Any, ...]]


def chunk(row: type[Row], columns: tuple[str, ...], keys: tuple[str, ...], values: Iterable[Sequence[Any]]) -> Chunk:
    """`values` of `columns`; a row whose `keys` stand already will be changed. Without keys rows are only added."""
    return Chunk(row.__tablename__, columns, keys, [tuple(map(_plain, row_values)) for row_values in values])


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def _conflict(chunk: Chunk, differs: str) -> str:
    """What becomes of a row whose keys stand already: changed where a value differs, else not touched at all.

    An import of a catalogue that is mostly the same would otherwise write every row and every index anew.
    """
    if not chunk.keys:
        return ""
    values = [column for column in chunk.columns if column not in chunk.keys]
    if not values:
        return f" ON CONFLICT ({', '.join(chunk.keys)}) DO NOTHING"
    changes = ", ".join(f"{column} = excluded.{column}" for column in values)
    changed = " OR ".join(f"{chunk.table}.{column} {differs} excluded.{column}" for column in values)
    return f" ON CONFLICT ({', '.join(chunk.keys)}) DO UPDATE SET {changes} WHERE {changed}"


def write(session: Session, chunk: Chunk) -> None:
    """Insert or change the rows of a chunk."""
    if not chunk.rows:
        return
    names = ", ".join(chunk.columns)
    connection = session.connection()
    conflict = _conflict(chunk, "IS NOT" if connection.dialect.name == "sqlite" else "IS DISTINCT FROM")
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" for _ in chunk.columns)
        connection.exec_driver_sql(f"INSERT INTO {chunk.table} ({names}) VALUES ({marks}){conflict}", chunk.rows)
        return
    # One statement a chunk: each column is an array of texts, cast to its type by the server. Thousands of single
    # statements would each cost a round trip.
    table = Row.metadata.tables[chunk.table]
    types = [table.c[column].type.compile(dialect=connection.dialect) for column in chunk.columns]
    casts = ", ".join(f"c{i}::{kind}" for i, kind in enumerate(types))
    arrays = ", ".join("%s::text[]" for _ in chunk.columns)
    aliases = ", ".join(f"c{i}" for i in range(len(chunk.columns)))
    columns = tuple(
        [None if value is None else str(value) for value in values] for values in zip(*chunk.rows, strict=True)
    )
    connection.exec_driver_sql(
        f"INSERT INTO {chunk.table} ({names}) SELECT {casts} FROM unnest({arrays}) AS t({aliases}){conflict}", columns
    )
