"""What was read as pages to look at: parts, pages, and the words that a click puts into a field. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from models.page import Page, Word
from models.reading import ExtractedOrder, PartReading, Reading

CELL = re.compile(r"^([A-Z]{1,3})([0-9]{1,7})$")
GLYPH_PT = 10.0
LABEL_PT = 7.5
# An order in a sheet is short; what follows (a whole catalogue) need not be drawn to be read.
MAX_DRAWN_WORDS = 40_000


@dataclass(frozen=True, slots=True)
class PageView:
    """One page: its size in points, and whether it is a picture of paper or drawn from words."""

    number: int
    width: float
    height: float
    drawn: bool
    sheet: str


@dataclass(frozen=True, slots=True)
class PartView:
    """A file, a mail's text or an attachment; `shown` for the one that the order stands in."""

    index: int
    name: str
    role: str
    kind: str
    refusal: str
    pages: tuple[PageView, ...]
    shown: bool


def part_views(reading: Reading, order: ExtractedOrder | None, part_name: str) -> tuple[PartView, ...]:
    """Parts in their order; of the part that holds the order, its pages alone when it has some of many."""
    wanted = order.part if order is not None and order.part else part_name
    names = [part.name for part in reading.parts]
    home = names.index(wanted) if wanted in names else _first_worth_showing(reading.parts)
    return tuple(_part(i, part, i == home) for i, part in enumerate(reading.parts))


def _first_worth_showing(parts: Sequence[PartReading]) -> int:
    return next((i for i, part in enumerate(parts) if part.pages or part.orders), 0)


def _part(index: int, part: PartReading, shown: bool) -> PartView:
    pages = tuple(PageView(p.number, p.width, p.height, p.source == "grid", p.sheet) for p in part.pages)
    return PartView(index, part.name, part.role, str(part.kind), part.refusal, pages, shown)


def words_of(page: Page) -> list[tuple[str, float, float, float, float]]:
    """Words with their boxes, in reading order line by line, for clicks."""
    return [
        (word.text, round(word.box.x0, 1), round(word.box.top, 1), round(word.box.x1, 1), round(word.box.bottom, 1))
        for word in sorted(page.words, key=lambda w: (round(w.box.y_mid / 4), w.box.x0))
    ]


def drawn_page(page: Page) -> str:
    """A page without paper (a sheet, a mail's text) as SVG in the page's own points, so that boxes fit."""
    words = page.words[:MAX_DRAWN_WORDS]
    cells = _cells(words)
    grid = _grid(page, cells) if cells else []
    texts = [_text(word) for word in words]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {page.width:g} {page.height:g}" '
            f'width="{page.width:g}" height="{page.height:g}">',
            f'<rect width="{page.width:g}" height="{page.height:g}" fill="#ffffff"/>',
            *grid,
            f'<g font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="{GLYPH_PT:g}" fill="#1c2330" '
            'xml:space="preserve">',
            *texts,
            "</g>",
            "</svg>",
        ]
    )


def _text(word: Word) -> str:
    weight = ' font-weight="bold"' if word.bold else ""
    # textLength keeps a word inside its box whatever the font's own width.
    return (
        f'<text x="{word.box.x0:g}" y="{word.box.bottom - 2:g}" textLength="{max(word.box.width, 1):g}" '
        f'lengthAdjust="spacingAndGlyphs"{weight}>{escape(_printable(word.text))}</text>'
    )


def _printable(text: str) -> str:
    return "".join(c for c in text if c.isprintable())


def _cells(words: Sequence[Word]) -> dict[tuple[str, int], list[Word]]:
    """Words by spreadsheet cell; empty for pages without such references."""
    cells: dict[tuple[str, int], list[Word]] = defaultdict(list)
    for word in words:
        if match := CELL.match(word.cell):
            cells[match[1], int(match[2])].append(word)
    return cells


def _grid(page: Page, cells: dict[tuple[str, int], list[Word]]) -> list[str]:
    """Column letters, row numbers and thin lines, as a spreadsheet shows them."""
    columns: dict[str, float] = {}
    rows: dict[int, float] = {}
    for (column, row), words in cells.items():
        columns[column] = min(columns.get(column, page.width), *(w.box.x0 for w in words))
        rows[row] = min(rows.get(row, page.height), *(w.box.top for w in words))
    top = min(rows.values()) - 4
    bottom = max(word.box.bottom for words in cells.values() for word in words) + 3
    out = [f'<rect width="{page.width:g}" height="{top:g}" fill="#f1f3f7"/>',
           f'<rect width="30" height="{bottom:g}" fill="#f1f3f7"/>',
           '<g stroke="#dfe3ea" stroke-width="0.6">']  # fmt: skip
    out += [f'<line x1="{x - 6:g}" x2="{x - 6:g}" y1="0" y2="{bottom:g}"/>' for x in columns.values()]
    out += [f'<line x1="0" x2="{page.width:g}" y1="{y - 2:g}" y2="{y - 2:g}"/>' for y in rows.values()]
    out += ["</g>", f'<g font-family="Arial, sans-serif" font-size="{LABEL_PT:g}" fill="#6b7385">']
    out += [f'<text x="{x:g}" y="{top - 5:g}">{column}</text>' for column, x in columns.items()]
    out += [f'<text x="24" y="{y + 8:g}" text-anchor="end">{row}</text>' for row, y in rows.items()]
    return [*out, "</g>"]
