"""Fragments in reading order to pages: breaks, repeated headings, carried sums, furniture. No content of its own."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from learning.synth.pdf.ops import Frag, Piece, Text, paragraph, split
from learning.synth.pdf.sheet import Sheet
from learning.synth.pdf.table import Row, Table, line_row
from learning.synth.pdf.writer import DrawnPage

Furniture = Callable[[int], tuple[Frag, Frag]]
TOTAL_PAGES = "\x02"


@dataclass(slots=True)
class Flow:
    """The body of a document: fragments and table rows, each with a gap before it and an x offset."""

    parts: list[tuple[Row, float, float]] = field(default_factory=list)
    table: Table | None = None

    def add(self, frag: Frag, gap: float = 0.0, dx: float = 0.0, kind: str = "block") -> None:
        if frag.height > 0:
            self.parts.append((Row(frag, kind, splittable=frag.height > 150), gap, dx))

    def rows(self, rows: Sequence[Row], table: Table, gap: float, dx: float = 0.0) -> None:
        self.table = table
        if table.header:
            self.parts.append((table.header, gap, dx))
        for index, row in enumerate(rows):
            self.parts.append((row, gap if index == 0 and not table.header else 0.0, dx))


def paginate(sheet: Sheet, flow: Flow, furniture: Furniture) -> list[DrawnPage]:
    """The pages. Rows may be split between their lines, headings are repeated where the table's look says so."""
    layout = _Pages(sheet, flow, furniture)
    for index, (row, gap, dx) in enumerate(flow.parts):
        keep = _kept_with_next(flow, index)
        layout.place(row, gap, dx, keep)
    return layout.finish()


def _kept_with_next(flow: Flow, index: int) -> float:
    """Room that must be left after a heading so that it does not stand alone at a page's end."""
    row = flow.parts[index][0]
    if row.kind in ("header", "heading") and index + 1 < len(flow.parts):
        return min(60.0, flow.parts[index + 1][0].frag.height)
    return 0.0


class _Pages:
    """Fills pages from the top; the only mutable state of a layout run."""

    def __init__(self, sheet: Sheet, flow: Flow, furniture: Furniture) -> None:
        self.sheet, self.flow, self.furniture = sheet, flow, furniture
        self.style = sheet.style
        self.pages: list[DrawnPage] = []
        self.carried = Decimal(0)
        self.header_copy = copy.deepcopy(flow.table.header) if flow.table and flow.table.header else None
        self._open()

    def _open(self) -> None:
        page = DrawnPage(self.style.width, self.style.height)
        head, foot = self.furniture(len(self.pages) + 1)
        self.pages.append(page)
        self.y = self.style.top
        if head.height:
            self._put(head, self.style.left, self.y)
            self.y += head.height + 6
        self.limit = self.style.height - self.style.bottom - foot.height
        self._put(foot, self.style.left, self.style.height - self.style.bottom - foot.height + 8)
        self.fresh = True

    def _put(self, frag: Frag, x: float, y: float) -> None:
        page = self.pages[-1]
        holder = Frag(0, 0, page.texts, page.shapes)
        holder.add(frag, x, y)
        page.texts, page.shapes = holder.texts, holder.shapes

    def place(self, row: Row, gap: float, dx: float, keep: float) -> None:
        frag = row.frag
        gap = 0.0 if self.fresh else gap
        if row.kind == "bottom":  # sums and signatures of a form stand at the foot of its last page
            gap = max(gap, self.limit - self.y - frag.height - 1)
        if self.y + gap + frag.height + keep > self.limit:
            room = self.limit - self.y - gap
            if (
                row.splittable
                and room > 24
                and (frag.height > self.limit - self.style.top or self.sheet.rng.random() < 0.35)
            ):
                upper, frag = split(frag, room)
                self._put(upper, self.style.left + dx, self.y + gap)
                row.splittable = True
            if not self.fresh:
                self._next(row.kind, dx)
            gap = 0.0
            while frag.height > self.limit - self.y and frag.texts:
                upper, frag = split(frag, self.limit - self.y)
                self._put(upper, self.style.left + dx, self.y)
                self._next("block", dx)
        self._put(frag, self.style.left + dx, self.y + gap)
        self.y += gap + frag.height
        self.fresh = False
        if isinstance(row.amount, Decimal):
            self.carried += row.amount

    def _next(self, kind: str, dx: float) -> None:
        table = self.flow.table
        in_table = table is not None and kind in ("line", "charge", "heading")
        carry = in_table and table is not None and table.look.carried and self.carried > 0
        if carry and table is not None:
            self._carry(table, dx)
        self._open()
        if in_table and table is not None and table.look.repeat and self.header_copy is not None:
            again = copy.deepcopy(self.header_copy.frag)
            self._put(again, self.style.left + dx, self.y)
            self.y += again.height
        if carry and table is not None:
            self._carry(table, dx)
        self.fresh = True

    def _carry(self, table: Table, dx: float) -> None:
        """A row with the sum so far, at the end of a page and again at the start of the next."""
        body: dict[str, list[list[Piece]]] = {c.key: [] for c in table.plan.columns}
        keys = list(body)
        body["description" if "description" in body else keys[0]] = [[Piece(self.sheet.word("carried"), "row.carried")]]
        body["amount" if "amount" in body else keys[-1]] = [
            [Piece(self.style.formats.money(self.carried), "row.carried")]
        ]
        row = line_row(self.sheet, table, body, 0)
        self._put(row.frag, self.style.left + dx, self.y)
        self.y += row.frag.height

    def finish(self) -> list[DrawnPage]:
        total = str(len(self.pages))
        for page in self.pages:
            for text in page.texts:
                if TOTAL_PAGES in text.text:
                    text.text = text.text.replace(TOTAL_PAGES, total)
        return self.pages


def page_number(sheet: Sheet, number: int) -> list[Piece]:
    """ "Page 1 of 3" in the document's words; the total is filled in at the end."""
    return [Piece(sheet.word("page").format(n=number, t=TOTAL_PAGES), "noise.page")]


def plain_text(texts: Sequence[Text]) -> str:
    """The texts' words, for tests and for looking."""
    return " ".join(t.text for t in texts)


def note_paragraph(sheet: Sheet, pieces: list[Piece], width: float) -> Frag:
    return paragraph([pieces], sheet.style.ink(), width)
