"""Users, tokens, settings and counters, as rows."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from models.tables.choices import Role
from models.tables.columns import Row, one_of


class UserRow(Row):
    __tablename__ = "users"
    __table_args__ = (one_of("role", Role),)
    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password_hash: Mapped[str]  # argon2
    role: Mapped[str]
    language: Mapped[str] = mapped_column(default="en")
    zone: Mapped[str] = mapped_column(default="UTC")
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]


class TokenRow(Row):
    """An access token of the API, known only by its SHA-256."""

    __tablename__ = "tokens"
    digest: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]


class SettingRow(Row):
    """A small JSON value that people change at run time (SLA, autopilot), and our own company."""

    __tablename__ = "settings"
    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)


class CounterRow(Row):
    """Numbers that only grow: "order_number", "master" (changes whenever master data does)."""

    __tablename__ = "counters"
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[int]
