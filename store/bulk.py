"""Many rows at once, new or changed, at the database's own speed. Knows tables, not what they mean."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Table
from sqlalchemy.orm import Session

Rows = Sequence[Sequence[Any]]


def upsert(session: Session, table: Table, columns: Sequence[str], keys: Sequence[str], rows: Rows) -> None:
    """Insert `rows` (values of `columns`); where a row with the same `keys` stands already, change it to these values.

    Without keys the rows are only inserted.
    """
    if not rows:
        return
    plain = [tuple(_plain(value) for value in row) for row in rows]
    names = ", ".join(columns)
    changed = [f"{column} = excluded.{column}" for column in columns if column not in keys]
    conflict = ""
    if keys:
        doing = f"UPDATE SET {', '.join(changed)}" if changed else "NOTHING"
        conflict = f" ON CONFLICT ({', '.join(keys)}) DO {doing}"
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" for _ in columns)
        connection.exec_driver_sql(f"INSERT INTO {table.name} ({names}) VALUES ({marks}){conflict}", plain)
        return
    # One statement a chunk: each column is an array of texts, cast to its type by the server. Thousands of single
    # statements would each cost a round trip.
    types = [table.c[column].type.compile(dialect=connection.dialect) for column in columns]
    casts = ", ".join(f"c{i}::{kind}" for i, kind in enumerate(types))
    arrays = ", ".join("%s::text[]" for _ in columns)
    aliases = ", ".join(f"c{i}" for i in range(len(columns)))
    connection.exec_driver_sql(
        f"INSERT INTO {table.name} ({names}) SELECT {casts} FROM unnest({arrays}) AS t({aliases}){conflict}",
        tuple([None if row[i] is None else str(row[i]) for row in plain] for i in range(len(columns))),
    )


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value
