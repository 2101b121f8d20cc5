"""How much of a hostile or huge file we are willing to read. Values only; the shell enforces time and memory."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, `max_pixels` per picture, `seconds` of wall time and `max_memory_bytes` per file read."""

    max_bytes: int = 40_000_000
    max_unpacked_bytes: int = 200_000_000
    max_ratio: int = 200
    max_pages: int = 200
    max_pixels: int = 60_000_000
    max_depth: int = 20
    max_parts: int = 500
    max_cells: int = 400_000
    seconds: float = 120.0
    max_memory_bytes: int = 3_000_000_000
