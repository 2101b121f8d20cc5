"""What stands directly above and below an atom: a label over its value, a unit under its quantity, a cell going on."""

from __future__ import annotations

from collections.abc import Sequence

from extraction.columns import NOTHING, Vector, heading_roles
from extraction.lines_atoms import Atom, Row
from extraction.lines_scene import Scene

Flags = tuple[float, ...]

NEAR_LINES = 1.6  # white space above which rows have nothing to say to each other, in line heights
LABEL_WORDS = 5
SIDE_EM = 0.5  # words this far to the side still stand above or below


def vertical(scene: Scene, known: Sequence[Flags]) -> list[list[float]]:
    """For each atom: what the words above it name, and the types and distance of the atoms above and below it."""
    starts = [0]
    for row in scene.rows:
        starts.append(starts[-1] + len(row.atoms))
    empty = (0.0,) * (len(known[0]) if known else 0)
    made = []
    for i, row in enumerate(scene.rows):
        upper = i - 1 if i and _close(scene, i - 1, i) else -1
        lower = i + 1 if i + 1 < len(scene.rows) and _close(scene, i, i + 1) else -1
        named = _named(scene.rows[upper], scene.language) if upper >= 0 else []
        for atom in row.atoms:
            above = _nearest(scene.rows[upper], atom) if upper >= 0 else -1
            below = _nearest(scene.rows[lower], atom) if lower >= 0 else -1
            made.append(
                [
                    *(named[scene.rows[upper].atoms[above].segment] if above >= 0 else NOTHING),
                    *(known[starts[upper] + above] if above >= 0 else empty),
                    *(known[starts[lower] + below] if below >= 0 else empty),
                    _edge(scene.rows[upper].atoms[above], atom) if above >= 0 else 0.0,
                    _edge(scene.rows[lower].atoms[below], atom) if below >= 0 else 0.0,
                ]
            )
    return made


def _close(scene: Scene, upper: int, lower: int) -> bool:
    a, b = scene.rows[upper], scene.rows[lower]
    return a.page == b.page and b.box.top - a.box.bottom < NEAR_LINES * max(b.atoms[0].box.height, 4.0)


def _named(row: Row, language: str) -> list[Vector]:
    """What each segment of a row would name as a heading; a segment with figures names nothing."""
    made = []
    for segment in row.segments:
        plain = len(segment) <= LABEL_WORDS and not any(a.typed.digits for a in segment)
        phrase = " ".join(a.typed.key for a in segment if a.typed.key) if plain else ""
        made.append(heading_roles(phrase, language) if phrase else NOTHING)
    return made


def _nearest(row: Row, atom: Atom) -> int:
    """The row's atom that shares most width with `atom`, -1 where none does."""
    best, best_shared = -1, -SIDE_EM * atom.em
    for k, other in enumerate(row.atoms):
        shared = min(other.box.x1, atom.box.x1) - max(other.box.x0, atom.box.x0)
        if shared > best_shared:
            best, best_shared = k, shared
    return best


def _edge(other: Atom, atom: Atom) -> float:
    """1 where the two share their left or right edge, 0 where they are far from it."""
    apart = min(abs(other.box.x0 - atom.box.x0), abs(other.box.x1 - atom.box.x1))
    return max(0.0, 1.0 - apart / atom.em)
