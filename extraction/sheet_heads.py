"""What the heading row of a sheet's table says of its columns. It names columns; it reads no line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from extraction.columns import ROLES, exact_roles, heading_roles
from extraction.lines_types import normal
from extraction.sheet_cells import Cells

NAMED = 0.7  # a word of another language than the document's names a column too
ITEM = frozenset({"description", "supplier_item_code", "buyer_item_code", "item_code", "gtin"})
MEANT = 0.4
LEAST_NAMED = 2
_Roles = frozenset[str]


@dataclass(frozen=True, slots=True)
class Heads:
    """A heading row and what its cells name."""

    row: int
    roles: Mapping[str, _Roles]

    def columns(self, role: str) -> list[str]:
        """The columns that are headed by this role, and by nothing else."""
        return [column for column, named in self.roles.items() if named == {role}]

    def names(self, role: str) -> bool:
        return any(role in named for named in self.roles.values())


def roles_named(text: str, language: str) -> _Roles:
    """The roles that a cell's text is the name of; none for a text that only contains such a name."""
    vector = exact_roles(normal(text), language)
    best = max(vector)
    return frozenset(r for r, v in zip(ROLES, vector, strict=True) if v >= NAMED and v == best)


def roles_meant(text: str, language: str) -> _Roles:
    """The roles that a label is the name of, or begins with the name of: "Quantità richiesta"."""
    named = roles_named(text, language)
    vector = heading_roles(normal(text), language)
    best = max(vector)
    return named or frozenset(r for r, v in zip(ROLES, vector, strict=True) if v >= MEANT and v == best)


def heads_at(cells: Cells, row: int, language: str) -> Heads | None:
    """The row as a table's heading, where it names columns of items, no number among them."""
    texts = {column: text for column in cells.columns if (text := cells.text(column, row))}
    roles = {column: roles_named(text, language) for column, text in texts.items()}
    told = {role for named in roles.values() for role in named} - {"other"}
    known = sum(bool(named) for named in roles.values())
    if (
        len(told) < LEAST_NAMED
        or known < LEAST_NAMED
        or any(text.replace(".", "").isdigit() for text in texts.values())
    ):
        return None
    return Heads(row, roles)


def heads_above(cells: Cells, top: int, language: str) -> Heads | None:
    """The nearest heading row above a row."""
    found = (heads_at(cells, row, language) for row in range(top - 1, 0, -1))
    return next((heads for heads in found if heads is not None), None)


def all_heads(cells: Cells, language: str) -> list[Heads]:
    """Every heading row of the sheet, top to bottom."""
    rows = sorted({row for _, row in cells.words})
    return [heads for row in rows if (heads := heads_at(cells, row, language)) is not None]


def of_items(heads: Heads) -> bool:
    """Whether the heading names items, by code or text, beside something else that a line has."""
    return any(named & ITEM for named in heads.roles.values())
