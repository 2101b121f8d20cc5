"""A running text as lines and tables, before it has places on a page. Mail bodies, HTML and word files become this."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `depth` counts quotation marks; `hint` is "signature", "quote" or "faint" where the markup says so."""

    text: str
    depth: int = 0
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, a cell's own lines parted by newlines; short rows are allowed."""

    rows: tuple[tuple[str, ...], ...]
    depth: int = 0
    hint: str = ""

    @property
    def text(self) -> str:
        return "\n".join(" ".join(cell for cell in row if cell) for row in self.rows)


Item = Line | Table

# A run of lines cut by the same separator the same number of times is a table typed by hand or pasted from a sheet.
_SEPARATORS = ("\t", "|", ";")
_MIN_PIECES = {"\t": 2, "|": 3, ";": 3}


def with_typed_tables(lines: Iterable[Line]) -> Iterator[Item]:
    """The lines, runs of at least two lines with the same separated shape turned into tables."""
    for (separator, _, depth), run in groupby(lines, _shape):
        rows = list(run)
        if not separator or len(rows) < 2:
            yield from rows
        else:
            cells = [_pieces(row.text, separator) for row in rows]
            kept = tuple(tuple(row) for row in cells if not all(set(cell) <= set("-=+: ") for cell in row))
            yield Table(kept, depth, rows[0].hint)


def typed(items: Iterable[Item]) -> Iterator[Item]:
    """Tables typed with tabs become tables, between the real ones."""
    for is_lines, run in groupby(items, lambda item: isinstance(item, Line)):
        own = list(run)
        yield from with_typed_tables(item for item in own if isinstance(item, Line)) if is_lines else own


def _shape(line: Line) -> tuple[str, int, int]:
    for separator in _SEPARATORS:
        pieces = _pieces(line.text, separator)
        if len(pieces) == 2 and pieces[0].endswith(":"):
            break  # a label and its value, as mail programs write the header of a forwarded mail
        if len(pieces) >= _MIN_PIECES[separator] and sum(bool(p) for p in pieces) >= 2:
            return separator, len(pieces), line.depth
    return "", 0, line.depth


def _pieces(text: str, separator: str) -> list[str]:
    bare = text.strip("\r\n ")
    if separator == "|" and bare.startswith("|") and bare.endswith("|"):
        bare = bare[1:-1]
    return [piece.strip() for piece in bare.split(separator)] if separator in bare else [bare]


def plain_lines(text: str) -> Iterator[Line]:
    """The lines of a plain text, quotation marks counted and taken off."""
    for raw in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        rest, depth = raw, 0
        while rest.lstrip(" ").startswith(">"):
            rest = rest.lstrip(" ")[1:]
            depth += 1
        yield Line(rest.removeprefix(" ") if depth else rest, depth)
