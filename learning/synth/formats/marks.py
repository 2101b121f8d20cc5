"""Labels on words: what each printed word of a generated sheet or mail is, found again in what the reader gives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from models.page import Box, Page, Word


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that states one field ("" for none); `line` is the order line's index, -1 for the header.

    Labels and column headings carry the field they announce in `label`.
    """

    text: str
    field: str = ""
    line: int = -1
    order: int = 0
    label: str = ""


Text = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A printed word with its meaning: `field` it states or `label` it announces, `line` from 0 (-1 header)."""

    page: int
    box: Box
    text: str
    field: str
    line: int
    order: int
    label: str = ""
    cell: str = ""


def plain(text: Text) -> str:
    """The characters of the pieces."""
    return "".join(piece.text for piece in text)


def tokens(text: Text) -> list[tuple[str, Piece]]:
    """The words of a text, each with the piece that most of its characters come from (a stating one first)."""
    found: list[tuple[str, Piece]] = []
    word, owners = "", []
    for piece in (*text, Piece(" ")):
        for char in piece.text:
            if not char.isspace():
                word += char
                owners.append(piece)
            elif word:
                found.append((word, _owner(owners)))
                word, owners = "", []
    return found


def _owner(owners: Sequence[Piece]) -> Piece:
    stating = [p for p in owners if p.field] or [p for p in owners if p.label] or list(owners)
    return max(stating, key=stating.count)


def cell_marks(page: Page, cells: Mapping[str, Text]) -> list[Mark]:
    """Marks of the words in cells. A cell of one piece gives it to all its words, however they are written."""
    by_cell: dict[str, list[Word]] = defaultdict(list)
    for word in page.words:
        if word.cell in cells:
            by_cell[word.cell].append(word)
    marks: list[Mark] = []
    for cell, words in by_cell.items():
        pieces = [piece for piece in cells[cell] if piece.text.strip()]
        if len({(p.field, p.line, p.order, p.label) for p in pieces}) == 1:
            marks.extend(_mark(page, word, pieces[0]) for word in words)
        elif len(pieces) == 2 and any(p.field == "currency" for p in pieces):
            # The reader writes the number in its own way: only the currency is found by its text.
            money = next(p for p in pieces if p.field == "currency")
            amount = pieces[1 - pieces.index(money)]
            marks.extend(_mark(page, word, money if word.text == money.text else amount) for word in words)
        else:
            marks.extend(_aligned(page, words, tokens(cells[cell])))
    return marks


def flow_marks(page: Page, lines: Iterable[Text], cells: Mapping[str, Text]) -> tuple[Mark, ...]:
    """Marks of a page of lines and tables; a table that the reader sees as lines, or the reverse, is found as text."""
    marks = cell_marks(page, cells)
    done = {mark.cell for mark in marks}
    rest = [word for word in page.words if not word.cell or word.cell not in done]
    return (*marks, *line_marks(page, lines, rest))


def line_marks(page: Page, lines: Iterable[Text], words: Sequence[Word] | None = None) -> list[Mark]:
    """Marks of running text: the page's words in reading order against the words that were written."""
    written = [token for line in lines for token in tokens(line)]
    return _aligned(page, _in_reading_order(list(page.words) if words is None else list(words)), written)


def _in_reading_order(words: list[Word]) -> list[Word]:
    """Row by row; within a table's row cell by cell, as a cell may be wrapped over several lines."""
    row_top: dict[str, float] = {}
    cell_left: dict[str, float] = {}
    for word in words:
        row = word.cell.rpartition("c")[0]
        row_top[row] = min(row_top.get(row, word.box.top), word.box.top)
        cell_left[word.cell] = min(cell_left.get(word.cell, word.box.x0), word.box.x0)

    def place(word: Word) -> tuple[float, float, float, float]:
        if not word.cell:
            return word.box.top, 0.0, word.box.top, word.box.x0
        return row_top[word.cell.rpartition("c")[0]], cell_left[word.cell], word.box.top, word.box.x0

    return sorted(words, key=place)


def _aligned(page: Page, words: Sequence[Word], written: Sequence[tuple[str, Piece]]) -> list[Mark]:
    # Lines that look delimited are read as cells: their separators are gone then.
    read = [w.text.strip(";|") for w in words]
    matcher = SequenceMatcher(None, read, [t.strip(";|") for t, _ in written], autojunk=False)
    marks = []
    for block in matcher.get_matching_blocks():
        for step in range(block.size):
            marks.append(_mark(page, words[block.a + step], written[block.b + step][1]))
    return marks


def _mark(page: Page, word: Word, piece: Piece) -> Mark:
    return Mark(page.number, word.box, word.text, piece.field, piece.line, piece.order, piece.label, word.cell)
