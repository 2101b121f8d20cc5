"""Lays sketched items out on pages: column tables, two-row items, blocks, lists; with all that stands around them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Any

from learning.synth.content import OrderContent, line_truth
from learning.synth.draw import chance, weighted
from learning.synth.orders import draw_order
from learning.synth.vocab import vocab
from learning.synth.world import World
from learning.train_lines_around import after, broken, front
from learning.train_lines_canvas import Canvas, Piece, Sketch
from learning.train_lines_grid import Grid, item_rows, place
from learning.train_lines_listed import blocks, listed
from learning.train_lines_plan import draw_plan
from learning.train_lines_sketch import Plan, Style, style_of

FONTS = ("Helvetica", "Helvetica", "Times-Roman", "Courier", "Helvetica-Bold")
KINDS = {"columns": 10, "tworow": 3.5, "blocks": 1.8, "list": 3}


def sketches(seed: int, world: World, count: int) -> Iterator[Sketch]:
    """`count` sketched orders, the same for the same seed and world."""
    rng = Random(seed)
    for _ in range(count):
        yield _sketch(rng, world)


def _sketch(rng: Random, world: World) -> Sketch:
    kind = weighted(rng, KINDS)
    order = draw_order(rng, world)
    order = replace(order, lines=order.lines[: rng.choice((8, 15, 30, 60))])
    style = style_of(rng, order)
    landscape = chance(rng, 0.08)
    width, height = (842.0, 595.0) if landscape else rng.choice(((595.0, 842.0), (612.0, 792.0)))
    canvas = Canvas(
        rng, rng.choice(FONTS), rng.choice((6.5, 7, 7.5, 8, 8, 9, 9, 10, 11)), width, height, rng.uniform(25, 60)
    )
    canvas.y = canvas.margin
    front(rng, canvas, order, style)
    plan = draw_plan(rng, order, kind)
    {"columns": _table, "tworow": _two_row_table, "blocks": blocks, "list": listed}[kind](
        rng, canvas, order, style, plan
    )
    after(rng, canvas, order, style, plan)
    canvas.close()
    lines = [line_truth(line, _printed(canvas, i)) for i, line in enumerate(order.printed_lines)]
    remarked = any(line.comment for line in order.lines) and "comment" in plan.extra_lines
    variant = (
        f"{plan.where}{'-x' if plan.extra_lines else ''}" + ("-r" if remarked else "")
        if kind == "columns"
        else str(rng.randint(0, 1))
    )
    truth: dict[str, Any] = {"document_type": "order", "lines": lines}
    return Sketch(tuple(canvas.pages), tuple(canvas.marks), truth, f"sketch-{kind}-{variant}", order.language)


def _printed(canvas: Canvas, index: int) -> set[str]:
    start = f"lines.{index}."
    return {m.label[len(start) :] for m in canvas.marks if m.label.startswith(start)}


# ---------------------------------------------------------------- column tables and two-row items
def _two_row_table(rng: Random, canvas: Canvas, order: OrderContent, style: Style, plan: Plan) -> None:
    _table(rng, canvas, order, style, plan, 0.6)


def _table(rng: Random, canvas: Canvas, order: OrderContent, style: Style, plan: Plan, two_rows: float = 0.12) -> None:
    two = plan.where != "middle" and chance(rng, two_rows)
    grid = Grid(rng, canvas, order, style, plan, two)
    step = canvas.size * rng.uniform(1.12, 1.5)
    between = canvas.size * rng.choice((0.0, 0.2, 0.5, 1.0))
    ruling = weighted(rng, {"none": 4, "rows": 3, "grid": 3, "head": 2})
    headed, again = chance(rng, 0.93), chance(rng, 0.8)
    top = canvas.y
    if headed:
        _head(rng, canvas, grid, step, ruling)
    carried = Decimal(0)
    sums = chance(rng, 0.2) and "amount" in grid.x
    printed = -1
    for line in order.lines:
        printed += not line.struck
        index = printed if not line.struck else -1
        rows = item_rows(rng, canvas, grid, order, style, plan, line, index)
        need = (max((p.down for p in rows), default=0.0) + 1) * step + between
        if canvas.y + need > canvas.height - canvas.margin - step:
            if sums:
                _sum_row(rng, canvas, grid, style, carried)
            broken(canvas, 9999)
            if headed and again:
                _head(rng, canvas, grid, step, ruling)
            if sums and chance(rng, 0.6):
                _sum_row(rng, canvas, grid, style, carried)
            top = canvas.y
        if line.heading:
            canvas.put(grid.x[grid.columns[0]][0], canvas.y, [Piece(line.heading)], bold=True)
            canvas.y += step + between
        start = canvas.y
        deep = max((p.down for p in rows), default=0.0) + 1
        for down, column, piece in rows:
            if column == "":
                canvas.put(grid.x.get("description", (canvas.margin + 20, 0))[0], canvas.y + down * step, piece)
            else:
                place(canvas, grid, column, piece, canvas.y + down * step, grid.align[column])
            if line.struck:
                canvas.rule(canvas.margin, grid.right, canvas.y + down * step + canvas.size * 0.5)
        canvas.y += deep * step
        carried += line.amount if not line.struck else Decimal(0)
        canvas.y += between
        if ruling in ("rows", "grid"):
            canvas.rule(canvas.margin, grid.right, canvas.y - between / 2 - canvas.size * 0.1)
        if ruling == "grid":
            for c in grid.columns:
                canvas.upright(grid.x[c][0] - grid.gap / 2, start - canvas.size * 0.2, canvas.y - between / 2)
        if line.comment and "comment" not in plan.extra_lines and chance(rng, 0.5):
            canvas.put(grid.x[grid.columns[0]][0] + rng.choice((0, 10)), canvas.y, [Piece(line.comment)])
            canvas.y += step + between
    _charges(rng, canvas, grid, order, style, step)
    if ruling != "none":
        canvas.rule(canvas.margin, grid.right, canvas.y)
    canvas.y += step * rng.choice((0.2, 0.5, 1.5))
    assert top >= 0


def _head(rng: Random, canvas: Canvas, grid: Grid, step: float, ruling: str) -> None:
    bold = chance(rng, 0.6)
    if ruling != "none":
        canvas.rule(canvas.margin, grid.right, canvas.y - canvas.size * 0.3)
    deep = max(len(grid.headings[c]) for c in grid.columns)
    for column in grid.columns:
        texts = grid.headings[column]
        shift = rng.choice((0, deep - len(texts)))
        for at, text in enumerate(texts):
            label = f"columns.{column}"
            place(
                canvas,
                grid,
                column,
                [Piece(text, label)],
                canvas.y + (at + shift) * step,
                grid.head_align[column],
                bold,
            )
    canvas.y += deep * step
    if grid.second and chance(rng, 0.6):
        x = canvas.margin + 15
        for column in grid.second:
            x = canvas.put(x, canvas.y, [Piece(" ".join(grid.headings[column]), f"columns.{column}")], bold=bold) + 20
        canvas.y += step
    if ruling != "none":
        canvas.rule(canvas.margin, grid.right, canvas.y)
    canvas.y += canvas.size * 0.4


def _sum_row(rng: Random, canvas: Canvas, grid: Grid, style: Style, value: Decimal) -> None:
    text = str(rng.choice(vocab("labels")["carried"][style.language]))
    canvas.put(rng.choice((canvas.margin, canvas.margin + 60, canvas.width * 0.6)), canvas.y, [Piece(text)])
    place(canvas, grid, "amount", [Piece(style.amount(value))], canvas.y, grid.align["amount"])
    canvas.y += canvas.size * 1.5


def _charges(rng: Random, canvas: Canvas, grid: Grid, order: OrderContent, style: Style, step: float) -> None:
    """Freight as a row of the table: with an amount, now and then with a quantity of one."""
    for charge in order.charges:
        broken(canvas, step)
        where = "description" if "description" in grid.x else grid.columns[0]
        place(canvas, grid, where, [Piece(charge.label)], canvas.y, "l")
        if "amount" in grid.x:
            place(canvas, grid, "amount", [Piece(style.amount(charge.amount))], canvas.y, grid.align["amount"])
        if chance(rng, 0.4) and "quantity" in grid.x and where != "quantity":
            place(canvas, grid, "quantity", [Piece("1")], canvas.y, grid.align["quantity"])
            if "unit_price" in grid.x:
                place(
                    canvas, grid, "unit_price", [Piece(style.price(charge.amount))], canvas.y, grid.align["unit_price"]
                )
        canvas.y += step
