"""Passwords by argon2, and how often one may be guessed. Knows no users."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

MIN_PASSWORD_CHARS = 10
_HASHER = PasswordHasher()
# Verified when the user name does not exist, so that the answer takes as long and tells nothing.
_NOBODY = _HASHER.hash("nobody has this password")


def hash_password(password: str) -> str:
    """What is stored."""
    return _HASHER.hash(password)


def verified(stored: str | None, password: str) -> bool:
    """Whether `password` is the one behind `stored`; None (no such user) costs the same time and is False."""
    try:
        _HASHER.verify(stored or _NOBODY, password)
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


@dataclass
class Throttle:
    """After `allowed` failures within `window` a key (a name, an address) waits until the oldest has aged out."""

    allowed: int = 8
    window: timedelta = timedelta(minutes=10)
    max_keys: int = 10_000
    _failures: OrderedDict[str, list[datetime]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def wait(self, key: str, now: datetime) -> timedelta:
        """How long this key must still wait; zero when it may try."""
        with self._lock:
            recent = self._recent(key, now)
            return recent[-self.allowed] + self.window - now if len(recent) >= self.allowed else timedelta()

    def failed(self, key: str, now: datetime) -> None:
        with self._lock:
            self._failures[key] = [*self._recent(key, now), now][-self.allowed :]
            self._failures.move_to_end(key)
            # An attacker with many names must not fill the memory.
            while len(self._failures) > self.max_keys:
                self._failures.popitem(last=False)

    def succeeded(self, key: str) -> None:
        with self._lock:
            self._failures.pop(key, None)

    def _recent(self, key: str, now: datetime) -> list[datetime]:
        return [at for at in self._failures.get(key, []) if at > now - self.window]
