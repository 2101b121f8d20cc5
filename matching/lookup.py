"""A multi-map from texts to row numbers in two flat arrays: small at millions of keys, and shared between processes."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True, eq=False)
class Lookup:
    """Keys are kept as hashes: what it answers must be verified (two texts may share a hash)."""

    hashes: npt.NDArray[np.int64]
    rows: npt.NDArray[np.int32]

    @classmethod
    def build(cls, keys: Sequence[str], rows: Iterable[int]) -> Lookup:
        hashes = np.fromiter((_hash(k) for k in keys), dtype=np.int64, count=len(keys))
        values = np.fromiter(rows, dtype=np.int32, count=len(keys))
        order = np.argsort(hashes, kind="stable")
        return cls(hashes[order], values[order])

    def find(self, key: str, limit: int = 200) -> list[int]:
        """The rows of a key, at most `limit`, in the order they were given."""
        wanted = _hash(key)
        low = int(np.searchsorted(self.hashes, wanted, "left"))
        if low >= len(self.hashes) or self.hashes[low] != wanted:
            return []
        high = int(np.searchsorted(self.hashes, wanted, "right"))
        return [int(r) for r in self.rows[low : min(high, low + limit)]]


def _hash(key: str) -> int:
    # Not Python's hash(), which differs from process to process: an index may be handed to another one.
    return zlib.crc32(key.encode())
