"""What surrounds the atoms of a document: headers above, labels before, sums beside, gaps and rules between rows."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extraction.arithmetic import NO_PART, Part, parts_of
from extraction.columns import (
    NOTHING,
    Header,
    Heading,
    Vector,
    exact_roles,
    header_for,
    headers_of,
    row_kinds,
    row_words,
)
from extraction.lines_atoms import Atom, Row, rows_of
from extraction.lines_types import AtomContext
from models.page import Page

LABEL_WORDS = 4
LABEL_REACH = 3  # a label is good for this many pieces of a code printed with blanks
FAR_LABEL_EM = 9.0
SEPARATED_WEIGHT = 0.7
FAR = 30.0  # distances in em are cut here
RULE_COVERS = 0.4
WINDOW_GAP_LINES = 0.9


class RowPlace(NamedTuple):
    """A row among its neighbours on the page; gaps in line heights, -1 at the page's edge."""

    gap_above: float
    gap_below: float
    rule_above: bool
    rule_below: bool
    kinds_start: Vector
    kinds_inside: Vector
    numbers: int
    is_header: bool
    header: Header | None


@dataclass(frozen=True, slots=True)
class Scene:
    """A document ready for scoring. `places` goes with `rows`; `labels` and `parts` with `atoms`, all in order."""

    pages: tuple[Page, ...]
    rows: tuple[Row, ...]
    headers: tuple[Header, ...]
    places: tuple[RowPlace, ...]
    atoms: tuple[Atom, ...]
    labels: tuple[tuple[Vector, int], ...]
    parts: tuple[Part, ...]
    language: str


def scene_of(pages: Sequence[Page], context: AtomContext) -> Scene:
    rows = rows_of(pages, context)
    headers = headers_of(rows, context.language)
    return Scene(
        tuple(pages),
        rows,
        headers,
        _places(pages, rows, headers, context.language),
        tuple(a for row in rows for a in row.atoms),
        tuple(label for row in rows for label in _labels(row, context.language)),
        _parts(rows),
        context.language,
    )


# ---------------------------------------------------------------- rows
def _places(
    pages: Sequence[Page], rows: Sequence[Row], headers: Sequence[Header], language: str
) -> tuple[RowPlace, ...]:
    over = header_for(rows, headers)
    inside = {at for h in headers for at in range(h.first_row, h.last_row + 1) if h in _used(over)}
    flat = [sorted(r.box.y_mid for r in p.rules if r.horizontal and r.box.width > 60) for p in pages]
    made = []
    for at, row in enumerate(rows):
        above = rows[at - 1] if at and rows[at - 1].page == row.page else None
        below = rows[at + 1] if at + 1 < len(rows) and rows[at + 1].page == row.page else None
        start, anywhere = row_kinds([a.typed.key for a in row.atoms[:10]], language)
        made.append(
            RowPlace(
                _gap(above, row),
                _gap(row, below),
                above is not None and _between(flat[row.page], above, row),
                below is not None and _between(flat[row.page], row, below),
                start,
                anywhere,
                sum(a.typed.value is not None for a in row.atoms),
                at in inside,
                over[at],
            )
        )
    return tuple(made)


def _used(over: Sequence[Header | None]) -> set[Header]:
    return {h for h in over if h is not None}


def _gap(upper: Row | None, lower: Row | None) -> float:
    if upper is None or lower is None:
        return -1.0
    return min((lower.box.top - upper.box.bottom) / max(upper.box.height, 4.0), 12.0)


def _between(ys: Sequence[float], upper: Row, lower: Row) -> bool:
    return bisect_right(ys, lower.box.y_mid) > bisect_left(ys, upper.box.y_mid)


# ---------------------------------------------------------------- labels
def is_label_word(key: str) -> bool:
    by = row_words().get(key)
    return by is not None and any("label" in kinds for kinds in by.values())


def _labels(row: Row, language: str) -> list[tuple[Vector, int]]:
    """For each atom the roles named by the words just before it, and how many atoms back they end."""
    made: list[tuple[Vector, int]] = []
    previous: Sequence[Atom] = ()
    for segment in row.segments:
        carried: tuple[Vector, int] = (NOTHING, 0)
        for at, atom in enumerate(segment):
            before = segment[max(0, at - LABEL_WORDS) : at]
            found = _named(before, language)
            if not before and previous and atom.box.x0 - previous[-1].box.x1 < FAR_LABEL_EM * atom.em:
                tail = _named(previous[-LABEL_WORDS:], language)
                found = tuple(v * SEPARATED_WEIGHT for v in tail)
            if any(found):
                carried = (found, 1)
            elif any(carried[0]) and carried[1] < LABEL_REACH and (at == 0 or segment[at - 1].typed.digits):
                carried = (carried[0], carried[1] + 1)
            else:
                carried = (NOTHING, 0)
            made.append(carried)
        previous = segment
    return made


def _named(before: Sequence[Atom], language: str) -> Vector:
    for start in range(len(before)):
        phrase = " ".join(a.typed.key for a in before[start:] if a.typed.key)
        found = exact_roles(phrase, language)
        if any(found):
            return found
    return NOTHING


# ---------------------------------------------------------------- sums
def _parts(rows: Sequence[Row]) -> tuple[Part, ...]:
    """Arithmetic within each row; where a row has no product of its own, together with the next row."""
    made: list[list[Part]] = []
    numbers = [[(i, a) for i, a in enumerate(row.atoms) if a.typed.value is not None and not a.dates] for row in rows]
    for row, found in zip(rows, numbers, strict=True):
        parts = [NO_PART] * len(row.atoms)
        for (i, _), part in zip(found, parts_of([(a.typed.number, a.typed.decimals) for _, a in found]), strict=True):
            parts[i] = part
        made.append(parts)
    alone = [not any(p.amount for p in parts) for parts in made]
    for at in range(len(rows) - 1):
        upper, lower = numbers[at], numbers[at + 1]
        if not (alone[at] and alone[at + 1] and upper and lower) or rows[at].page != rows[at + 1].page:
            continue
        if _gap(rows[at], rows[at + 1]) > WINDOW_GAP_LINES:
            continue
        both = [(a.typed.number, a.typed.decimals) for _, a in (*upper, *lower)]
        found_parts = parts_of(both)
        for (i, _), part in zip(upper, found_parts, strict=False):
            made[at][i] = _stronger(made[at][i], part)
        for (i, _), part in zip(lower, found_parts[len(upper) :], strict=True):
            made[at + 1][i] = _stronger(made[at + 1][i], part)
    return tuple(p for parts in made for p in parts)


def _stronger(a: Part, b: Part) -> Part:
    return Part(*(max(x, y) for x, y in zip(a, b, strict=True)))


# ---------------------------------------------------------------- headings over an atom
def over_and_aligned(atom: Atom, header: Header | None) -> tuple[Heading | None, float, Heading | None, float]:
    """The heading nearest by extent and the one nearest by an edge or the middle, with their distances in em."""
    if header is None or not header.headings:
        return None, FAR, None, FAR
    x0, x1 = atom.box.x0, atom.box.x1
    mid = (x0 + x1) / 2
    size = atom.em
    over, over_far, aligned, aligned_far = None, FAR * size, None, FAR * size
    for heading in header.headings:
        apart = max(heading.x0 - x1, x0 - heading.x1)
        if apart < 0:  # overlapping: the deeper, the nearer
            apart = max(apart, -5.0 * size) - 1.0
        if apart < over_far:
            over, over_far = heading, apart
        edge = min(abs(heading.x0 - x0), abs(heading.x1 - x1), abs((heading.x0 + heading.x1) / 2 - mid))
        if edge < aligned_far:
            aligned, aligned_far = heading, edge
    return over, over_far / size, aligned, aligned_far / size
