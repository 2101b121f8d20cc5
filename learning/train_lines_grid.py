"""Columns of a sketched table with their places, and where the lines of an item's cells stand."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from learning.synth.content import LineContent, OrderContent
from learning.synth.draw import chance
from learning.train_lines_canvas import Canvas, Line, Piece, wrapped
from learning.train_lines_extras import extra_of
from learning.train_lines_sketch import Plan, Style, cell_of, coded, heading_text

ALIGNS = {
    "line_no": "lcr",
    "code": "llc",
    "buyer_item_code": "llc",
    "supplier_item_code": "llc",
    "gtin": "llr",
    "description": "l",
    "quantity": "rrcl",
    "unit": "lllcr",
    "unit_price": "rrrrcl",
    "price_basis": "rcl",
    "discount_percent": "rcl",
    "amount": "rrrrrl",
    "requested_date": "lcr",
}


class Grid:
    """Columns with their places, measured on the contents."""

    def __init__(self, rng: Random, canvas: Canvas, order: OrderContent, style: Style, plan: Plan, two: bool) -> None:
        self.second: list[str] = []
        self.columns = list(plan.columns)
        if two:
            movable = [c for c in self.columns if c not in ("line_no", "quantity")]
            self.second = (
                ["description"] if chance(rng, 0.6) else [c for c in movable if chance(rng, 0.5)] or ["description"]
            )
            self.columns = [c for c in self.columns if c not in self.second]
        self.headings = {c: heading_text(rng, c, style.language).split("|") for c in plan.columns}
        room = canvas.width - 2 * canvas.margin
        gap = rng.choice((3.0, 5.0, 8.0, 14.0))
        self.gap = gap
        self.below = rng.choice((0.5, 0.5, 0.35, 0.22))  # of the page, for a description under its numbers
        sample = order.printed_lines[:60]
        wide: dict[str, float] = {}
        for c in self.columns:
            cells = [cell_of(rng, c, plan, style, line, 0, order) for line in sample]
            wide[c] = max(
                [canvas.measure(x) for x in cells if x] + [canvas.measure([Piece(h)]) for h in self.headings[c]] + [8.0]
            )
        if plan.where in ("centre", "middle", "first") and chance(rng, 0.35):
            # Cells too narrow for what they hold: "100.00" above "Units", "3,070.44" above "€".
            for c in ("quantity", "unit_price", "amount", "supplier_item_code", "code"):
                if c in wide and chance(rng, 0.5):
                    wide[c] *= rng.uniform(0.45, 0.95)
        for c in ("tax_rate", "requested_date"):  # "Tax" above "15.00%", "Needed:" above its date
            if c in wide and chance(rng, 0.4):
                wide[c] *= rng.uniform(0.55, 0.9)
        if "description" in wide:
            others = sum(w for c, w in wide.items() if c != "description") + gap * (len(self.columns) - 1)
            narrowed = wide["description"] * rng.choice((1.0, 1.0, 0.7, 0.45, rng.uniform(0.75, 0.98)))
            wide["description"] = max(70.0, min(narrowed, room - others))
        spare = max(0.0, room - sum(wide.values()) - gap * (len(self.columns) - 1))
        share = spare / len(self.columns) if chance(rng, 0.7) else 0.0
        self.x: dict[str, tuple[float, float]] = {}
        x = canvas.margin
        for c in self.columns:
            self.x[c] = (x, x + wide[c] + share)
            x += wide[c] + share + gap
        self.right = x - gap
        self.align = {c: rng.choice(ALIGNS.get(c, "lrc")) for c in plan.columns}
        self.head_align = {c: self.align[c] if chance(rng, 0.7) else rng.choice("lcr") for c in plan.columns}


def place(canvas: Canvas, grid: Grid, column: str, line: Line, y: float, align: str, bold: bool = False) -> None:
    x0, x1 = grid.x[column]
    wide = canvas.measure(line)
    x = x0 if align == "l" else x1 - wide if align == "r" else (x0 + x1 - wide) / 2
    canvas.put(x, y, line, bold=bold)


class Placed(NamedTuple):
    """A line of one cell, `down` line heights below the item's top; column "" is text at the description's place."""

    down: float
    column: str
    line: Line


def item_rows(
    rng: Random,
    canvas: Canvas,
    grid: Grid,
    order: OrderContent,
    style: Style,
    plan: Plan,
    line: LineContent,
    index: int,
) -> list[Placed]:
    """Where the lines of one item's cells stand."""

    def cell(c: str) -> Line:
        made = cell_of(rng, c, plan, style, line, index, order)
        return [Piece(p.text, "") for p in made] if line.struck else made

    def room(c: str) -> float:
        return grid.x[c][1] - grid.x[c][0] if c in grid.x else canvas.width * grid.below

    text = wrapped(canvas, coded(plan, line, index, cell("description")), room("description"))
    extras: list[Line] = []
    for kind in plan.extra_lines:
        extra = extra_of(rng, kind, style, line, index, order)
        if extra:
            extras += [[Piece(p.text, "" if line.struck else p.label) for p in extra]]
    whole = [*extras, *text] if plan.extras_above else [*text, *extras]
    cells = {c: wrapped(canvas, x, room(c) + 1) for c in grid.columns if c != "description" and (x := cell(c))}
    if "description" in grid.second:
        deep = max([len(x) for x in cells.values()], default=1)
        return [
            *(Placed(i, c, t) for c, x in cells.items() for i, t in enumerate(x)),
            *(Placed(deep + i, "", t) for i, t in enumerate(whole)),
        ]
    deep = max([len(whole), *(len(x) for x in cells.values())])
    placed = [Placed(_down(plan.where, deep, len(whole)), "description", t) for t in whole[:1]]
    first = placed[0].down if placed else 0.0
    placed += [Placed(first + i, "description", t) for i, t in enumerate(whole) if i]
    for c, lines in cells.items():
        placed += [Placed(_down(plan.where, deep, len(lines)) + i, c, t) for i, t in enumerate(lines)]
    if grid.second:
        x_of = [c for c in grid.columns if c != "line_no"]
        for where, c in zip(x_of, grid.second, strict=False):
            moved = cell(c)
            if moved:
                placed.append(Placed(deep, where, moved))
    return placed


def _down(where: str, deep: int, lines: int) -> float:
    if where == "first":
        return 0.0
    if where == "last":
        return float(deep - lines)
    return (deep - lines) / 2 if where == "centre" else float((deep - lines) // 2)
