"""Order forms that list a whole catalogue: the few rows with a figure in the quantity's column are the order's lines.

The networks judge rows by their neighbours, and hundreds of rows without a quantity outvote the one that has it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from extraction.columns import ROLES, Header
from extraction.lines_atoms import Atom
from extraction.lines_models import TAG, TAGS
from extraction.lines_scene import Scene
from extraction.rows import ANCHOR, NONE

Floats = npt.NDArray[np.float32]

LEAST_ROWS = 10  # a form lists at least so many items ...
MOST_FILLED = 0.6  # ... and at most this share of them is ordered
NAMED = 0.5  # how surely a heading names its column
QUANTITY = ROLES.index("quantity")
SURE = 0.95
STANDING = 0.8  # how surely a number must be a quantity to be one outside the column that is headed so
_CELL = re.compile(r"([A-Z]+)\d+$")


class _Form(NamedTuple):
    """A form's ordered rows, those with nothing ordered, and the tag of every column that a heading names."""

    rows: tuple[int, ...]
    blank: tuple[int, ...]
    tags: Mapping[str, str]


def with_forms(scene: Scene, tags: Floats, classes: Floats) -> tuple[Floats, Floats]:
    """The probabilities of atoms' tags and of rows' classes, those of forms' ordered rows set by their headings."""
    forms = [f for header in scene.headers if (f := _form(scene, header)) is not None]
    if not forms:
        return tags, classes
    tags, classes = tags.copy(), classes.copy()
    starts = np.cumsum([0, *(len(r.atoms) for r in scene.rows)])
    for form in forms:
        for i in form.blank:  # whatever number its name holds, nobody ordered it ...
            quantities = tags[starts[i] : starts[i + 1], TAG["quantity"]]
            if quantities.max(initial=0.0) < STANDING:  # ... unless a quantity stands in another column
                classes[i] = _sure(NONE, classes.shape[1])
        for i in form.rows:
            if classes[i].argmax() == ANCHOR:
                continue
            classes[i] = _sure(ANCHOR, classes.shape[1])
            for at, atom in enumerate(scene.rows[i].atoms, start=int(starts[i])):
                cell = [a for a in scene.rows[i].atoms if _column(a) == _column(atom)]
                name = form.tags.get(_column(atom), "other")
                tags[at] = _sure(TAG[_owned(name, cell)], len(TAGS))
    return tags, classes


def _sure(at: int, count: int) -> Floats:
    made = np.full(count, (1 - SURE) / (count - 1), np.float32)
    made[at] = SURE
    return made


def _owned(name: str, cell: Sequence[Atom]) -> str:
    """The tag in a cell under a heading; "Article" may head codes as well as names, which have several words."""
    if name != "item_code":
        return name
    if len(cell) > 1:
        return "description"
    return "supplier_item_code" if cell[0].typed.sku else "buyer_item_code"


def _form(scene: Scene, header: Header) -> _Form | None:
    """The form under a header: one column of quantities, filled in few of the rows that name an item."""
    columns = _headed(scene, header)
    named = {c for c, (role, _) in columns.items() if role in ("description", "item_code", "supplier_item_code")}
    rows = [
        i
        for i, place in enumerate(scene.places)
        if place.header == header and not place.is_header and any(_column(a) in named for a in scene.rows[i].atoms)
    ]
    if len(rows) < LEAST_ROWS or not named:
        return None
    found = []
    for column, (_, sure) in columns.items():
        filled = [i for i in rows if sure >= NAMED and _ordered(scene.rows[i].atoms, column)]
        if filled and len(filled) <= MOST_FILLED * len(rows):
            found.append((column, filled))
    if len(found) != 1:
        return None
    column, filled = found[0]
    names = {c: role for c, (role, _) in columns.items() if role not in ("quantity", "price_basis", "other")}
    blank = [i for i in rows if not any(_column(a) == column for a in scene.rows[i].atoms)]
    return _Form(tuple(filled), tuple(blank), {**names, column: "quantity"})


def _headed(scene: Scene, header: Header) -> dict[str, tuple[str, float]]:
    """For every column of the sheet with a heading: the role that it names best, and how surely the quantity."""
    made: dict[str, tuple[str, float]] = {}
    for row in scene.rows[header.first_row : header.last_row + 1]:
        for atom in row.atoms:
            column = _column(atom)
            over = [h for h in header.headings if h.x0 <= atom.box.x_mid <= h.x1]
            if column and over and max(over[0].roles) >= NAMED:
                best = max(range(len(ROLES)), key=lambda r, h=over[0]: h.roles[r])  # type: ignore[misc]
                made[column] = (ROLES[best], over[0].roles[QUANTITY])
    return made


def _column(atom: Atom) -> str:
    """The letters of a sheet's cell, "" for an atom that stands in none."""
    found = _CELL.match(atom.words[0].cell or "")
    return found[1] if found else ""


def _ordered(atoms: Sequence[Atom], column: str) -> bool:
    inside = [a for a in atoms if _column(a) == column]
    return len(inside) == 1 and inside[0].typed.value is not None and inside[0].typed.value > 0
