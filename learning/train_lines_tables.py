"""Lays sketched items out on pages: column tables, two-row items, blocks, lists; with all that stands around them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Any, NamedTuple

from learning.synth.content import LineContent, OrderContent, line_truth
from learning.synth.draw import chance, weighted
from learning.synth.orders import draw_order
from learning.synth.vocab import vocab
from learning.synth.world import World
from learning.train_lines_around import after, broken, front
from learning.train_lines_listed import blocks, listed
from learning.train_lines_sketch import (
    FONTS,
    KINDS,
    OTHERS,
    Canvas,
    Line,
    Piece,
    Plan,
    Sketch,
    Style,
    cell_of,
    coded,
    extra_of,
    heading_text,
    style_of,
    wrapped,
)

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
    plan = _plan(rng, order, kind)
    {"columns": _table, "tworow": _table, "blocks": blocks, "list": listed}[kind](rng, canvas, order, style, plan)
    after(rng, canvas, order, style, plan)
    canvas.close()
    lines = [line_truth(line, _printed(canvas, i)) for i, line in enumerate(order.printed_lines)]
    variant = f"{plan.where}{'-x' if plan.extra_lines else ''}" if kind == "columns" else str(rng.randint(0, 1))
    truth: dict[str, Any] = {"document_type": "order", "lines": lines}
    return Sketch(tuple(canvas.pages), tuple(canvas.marks), truth, f"sketch-{kind}-{variant}", order.language)


def _printed(canvas: Canvas, index: int) -> set[str]:
    start = f"lines.{index}."
    return {m.label[len(start) :] for m in canvas.marks if m.label.startswith(start)}


# ---------------------------------------------------------------- the plan
def _plan(rng: Random, order: OrderContent, kind: str) -> Plan:
    columns: list[str] = []
    if chance(rng, 0.6):
        columns.append("line_no")
    codes = weighted(
        rng, {"code": 5, "supplier_item_code": 2.5, "buyer_item_code": 1.5, "both": 1.6, "none": 2.5, "gtin": 0.7}
    )
    columns += {"both": ["buyer_item_code", "supplier_item_code"], "none": []}.get(codes, [codes])
    columns.append("description")
    numbers = ["quantity"]
    unit = weighted(rng, {"own": 6, "quantity": 3, "price": 0.5, "none": 1})
    if unit == "own":
        numbers.append("unit")
    priced = not chance(rng, 0.1)
    basis = any(line.price_basis != 1 for line in order.lines)
    how = rng.choice(("column", "slash", "glued", "word"))
    if priced:
        numbers.append("unit_price")
        if basis and how == "column":
            numbers.append("price_basis")
        if any(line.discount_percent for line in order.lines):
            numbers.append("discount_percent")
        if chance(rng, 0.85):
            numbers.append("amount")
    if any(line.requested_date for line in order.lines) and chance(rng, 0.6):
        numbers.insert(rng.randint(0, len(numbers)), "requested_date")
    for other in OTHERS:
        if chance(rng, 0.06):
            numbers.insert(rng.randint(0, len(numbers)), other)
    if chance(rng, 0.12):  # quantity before the item
        at = 1 if columns[0] == "line_no" else 0
        first = [n for n in numbers if n in ("quantity", "unit")]
        columns = columns[:at] + first + columns[at:] + [n for n in numbers if n not in first]
    elif chance(rng, 0.1):  # any order at all
        rng.shuffle(numbers)
        columns += numbers
    else:
        columns += numbers
    extras = [k for k in ("supplier", "buyer", "gtin", "mpn", "date", "comment", "discount") if chance(rng, 0.13)]
    extras = [
        k
        for k in extras
        if {
            "supplier": "supplier_item_code",
            "buyer": "buyer_item_code",
            "date": "requested_date",
            "discount": "discount_percent",
        }.get(k, k)
        not in columns
        and not (k in ("supplier", "buyer") and "code" in columns)
    ]
    inline = ""
    if codes == "none" and "supplier" not in extras and "buyer" not in extras and chance(rng, 0.55):
        inline = rng.choice(("[{v}]", "{v} -", "{v}", "{v} :", "({v})", "{v},", "/{v}", "-{v}", "[{v}]"))
    return Plan(
        columns,
        extras,
        chance(rng, 0.15),
        unit,
        how,
        rng.choice(("", "glued")) if unit == "quantity" else "",
        weighted(rng, {"first": 7, "middle": 1, "centre": 3, "last": 1.2}),
        inline,
    )


# ---------------------------------------------------------------- column tables and two-row items
class _Grid:
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
        if "description" in wide:
            others = sum(w for c, w in wide.items() if c != "description") + gap * (len(self.columns) - 1)
            wide["description"] = max(70.0, min(wide["description"] * rng.choice((1.0, 1.0, 0.7, 0.45)), room - others))
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


def _place(canvas: Canvas, grid: _Grid, column: str, line: Line, y: float, align: str, bold: bool = False) -> None:
    x0, x1 = grid.x[column]
    wide = canvas.measure(line)
    x = x0 if align == "l" else x1 - wide if align == "r" else (x0 + x1 - wide) / 2
    canvas.put(x, y, line, bold=bold)


def _table(rng: Random, canvas: Canvas, order: OrderContent, style: Style, plan: Plan) -> None:
    two = plan.where != "middle" and chance(rng, 0.23)
    grid = _Grid(rng, canvas, order, style, plan, two)
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
        rows = _item_rows(rng, canvas, grid, order, style, plan, line, index)
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
                _place(canvas, grid, column, piece, canvas.y + down * step, grid.align[column])
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


def _head(rng: Random, canvas: Canvas, grid: _Grid, step: float, ruling: str) -> None:
    bold = chance(rng, 0.6)
    if ruling != "none":
        canvas.rule(canvas.margin, grid.right, canvas.y - canvas.size * 0.3)
    deep = max(len(grid.headings[c]) for c in grid.columns)
    for column in grid.columns:
        texts = grid.headings[column]
        shift = rng.choice((0, deep - len(texts)))
        for at, text in enumerate(texts):
            label = f"columns.{column}"
            _place(
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


class _Placed(NamedTuple):
    """A line of one cell, `down` line heights below the item's top; column "" is text at the description's place."""

    down: float
    column: str
    line: Line


def _item_rows(
    rng: Random,
    canvas: Canvas,
    grid: _Grid,
    order: OrderContent,
    style: Style,
    plan: Plan,
    line: LineContent,
    index: int,
) -> list[_Placed]:
    """Where the lines of one item's cells stand."""

    def cell(c: str) -> Line:
        made = cell_of(rng, c, plan, style, line, index, order)
        return [Piece(p.text, "") for p in made] if line.struck else made

    def room(c: str) -> float:
        return grid.x[c][1] - grid.x[c][0] if c in grid.x else canvas.width * 0.5

    text = wrapped(canvas, coded(plan, line, index, cell("description")), room("description"))
    extras: list[Line] = []
    for kind in plan.extra_lines:
        extra = extra_of(rng, kind, style, line, index)
        if extra:
            extras += [[Piece(p.text, "" if line.struck else p.label) for p in extra]]
    whole = [*extras, *text] if plan.extras_above else [*text, *extras]
    cells = {c: wrapped(canvas, x, room(c) + 1) for c in grid.columns if c != "description" and (x := cell(c))}
    if "description" in grid.second:
        deep = max([len(x) for x in cells.values()], default=1)
        return [
            *(_Placed(i, c, t) for c, x in cells.items() for i, t in enumerate(x)),
            *(_Placed(deep + i, "", t) for i, t in enumerate(whole)),
        ]
    deep = max([len(whole), *(len(x) for x in cells.values())])
    placed = [_Placed(_down(plan.where, deep, len(whole)), "description", t) for t in whole[:1]]
    first = placed[0].down if placed else 0.0
    placed += [_Placed(first + i, "description", t) for i, t in enumerate(whole) if i]
    for c, lines in cells.items():
        placed += [_Placed(_down(plan.where, deep, len(lines)) + i, c, t) for i, t in enumerate(lines)]
    if grid.second:
        x_of = [c for c in grid.columns if c != "line_no"]
        for where, c in zip(x_of, grid.second, strict=False):
            moved = cell(c)
            if moved:
                placed.append(_Placed(deep, where, moved))
    return placed


def _down(where: str, deep: int, lines: int) -> float:
    if where == "first":
        return 0.0
    if where == "last":
        return float(deep - lines)
    return (deep - lines) / 2 if where == "centre" else float((deep - lines) // 2)


def _sum_row(rng: Random, canvas: Canvas, grid: _Grid, style: Style, value: Decimal) -> None:
    text = str(rng.choice(vocab("labels")["carried"][style.language]))
    canvas.put(rng.choice((canvas.margin, canvas.margin + 60, canvas.width * 0.6)), canvas.y, [Piece(text)])
    _place(canvas, grid, "amount", [Piece(style.amount(value))], canvas.y, grid.align["amount"])
    canvas.y += canvas.size * 1.5


def _charges(rng: Random, canvas: Canvas, grid: _Grid, order: OrderContent, style: Style, step: float) -> None:
    """Freight as a row of the table: with an amount, now and then with a quantity of one."""
    for charge in order.charges:
        broken(canvas, step)
        where = "description" if "description" in grid.x else grid.columns[0]
        _place(canvas, grid, where, [Piece(charge.label)], canvas.y, "l")
        if "amount" in grid.x:
            _place(canvas, grid, "amount", [Piece(style.amount(charge.amount))], canvas.y, grid.align["amount"])
        if chance(rng, 0.4) and "quantity" in grid.x and where != "quantity":
            _place(canvas, grid, "quantity", [Piece("1")], canvas.y, grid.align["quantity"])
            if "unit_price" in grid.x:
                _place(
                    canvas, grid, "unit_price", [Piece(style.price(charge.amount))], canvas.y, grid.align["unit_price"]
                )
        canvas.y += step
