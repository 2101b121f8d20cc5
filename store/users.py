"""Users and API tokens. Knows password hashes and token digests only, and never checks them itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.tables import Role, TokenRow, UserRow


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who may log in."""

    id: int
    login: str
    name: str
    password_hash: str
    role: Role
    language: str
    zone: str
    active: bool


def _user(row: UserRow) -> User:
    values = {name: getattr(row, name) for name in User.__slots__}
    return User(**values | {"role": Role(row.role)})


def by_login(session: Session, login: str) -> User | None:
    """The user of this log-in name, in any letter case."""
    row = session.scalar(select(UserRow).where(UserRow.login == login.casefold()))
    return None if row is None else _user(row)


def by_id(session: Session, user_id: int) -> User | None:
    """The user, None when there is none (any more)."""
    row = session.get(UserRow, user_id)
    return None if row is None else _user(row)


def every(session: Session) -> tuple[User, ...]:
    """All users by log-in name."""
    return tuple(_user(row) for row in session.scalars(select(UserRow).order_by(UserRow.login)))


def add(
    session: Session,
    login: str,
    name: str,
    password_hash: str,
    role: Role,
    at: datetime,
    *,
    language: str = "en",
    zone: str = "UTC",
) -> int:
    """A new user; raises sqlalchemy's IntegrityError when the log-in name is taken."""
    row = UserRow(
        login=login.casefold(),
        name=name,
        password_hash=password_hash,
        role=role,
        language=language,
        zone=zone,
        created_at=at,
    )
    session.add(row)
    session.flush()
    return row.id


def change(session: Session, user_id: int, **values: Any) -> None:
    """Set some of name, password_hash, role, language, zone, active."""
    allowed = {"name", "password_hash", "role", "language", "zone", "active"}
    if not values.keys() <= allowed:
        raise ValueError(f"not a user's: {sorted(values.keys() - allowed)}")
    session.execute(update(UserRow).where(UserRow.id == user_id).values(**values))


@dataclass(frozen=True, slots=True)
class Token:
    """An API token by the SHA-256 of its text."""

    digest: str
    name: str
    active: bool


def token(session: Session, digest: str) -> Token | None:
    """The token of this digest."""
    row = session.get(TokenRow, digest)
    return None if row is None else Token(row.digest, row.name, row.active)


def tokens(session: Session) -> tuple[Token, ...]:
    """All tokens by name."""
    rows = session.scalars(select(TokenRow).order_by(TokenRow.name))
    return tuple(Token(row.digest, row.name, row.active) for row in rows)


def add_token(session: Session, digest: str, name: str, at: datetime) -> None:
    """A new token, active at once; the same digest again makes it active again."""
    session.merge(TokenRow(digest=digest, name=name, active=True, created_at=at))


def stop_token(session: Session, digest: str) -> None:
    """The token is no longer good."""
    session.execute(update(TokenRow).where(TokenRow.digest == digest).values(active=False))
