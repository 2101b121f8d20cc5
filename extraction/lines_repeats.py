"""What comes again under every item: labels and remarks repeat themselves from item to item, names of items do not."""

from __future__ import annotations

import re
from collections import Counter
from math import log1p

from extraction.lines_atoms import Atom
from extraction.lines_scene import Scene

MOST = 1.5
_FIGURE = re.compile(r"\d")


def repeats(scene: Scene) -> list[list[float]]:
    """For each atom: in how many other rows its word stands, how much of its segment comes again, and how it opens.

    Figures count as one, so that "JOB 841-97" and "JOB 604-55" are the same. Counts are seen against the rows with
    numbers: once an item is much.
    """
    keys = [[_key(a) for a in row.atoms] for row in scene.rows]
    rows = Counter(key for row in keys for key in {k for k in row if k})
    openings = Counter(
        (keys[i][0], round(row.atoms[0].box.x0)) for i, row in enumerate(scene.rows) if row.atoms and keys[i][0]
    )
    items = max(sum(p.numbers > 1 for p in scene.places), 1)
    made: list[list[float]] = []
    for i, row in enumerate(scene.rows):
        again = [rows[k] - 1 if k else -1 for k in keys[i]]
        opening = 0
        if row.atoms and keys[i][0]:
            left = round(row.atoms[0].box.x0)
            opening = sum(openings[(keys[i][0], x)] for x in (left - 1, left, left + 1)) - 1
        opened = min(opening / items, MOST)
        place = 0
        for segment in row.segments:
            counts = [c for c in again[place : place + len(segment)] if c >= 0]
            share = sum(min(c / items, 1.0) for c in counts) / max(len(counts), 1)
            for at in range(place, place + len(segment)):
                count = max(again[at], 0)
                made.append([min(count / items, MOST), log1p(count) / 3, share, opened])
            place += len(segment)
    return made


def _key(atom: Atom) -> str:
    """The word without its figures, "" for a number."""
    return _FIGURE.sub("#", atom.typed.key) if atom.typed.letters else ""
