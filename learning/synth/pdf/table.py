"""The line table's geometry: column widths, headings, rows with their rules, comment and heading rows. No paging."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from learning.synth.draw import chance, weighted
from learning.synth.pdf.cells import Cell
from learning.synth.pdf.columns import Column, TablePlan
from learning.synth.pdf.ops import Align, Frag, Ink, Piece, Shape, line_width, padded, paragraph
from learning.synth.pdf.sheet import Sheet


@dataclass(frozen=True, slots=True)
class TableLook:
    """How a table is ruled and spaced."""

    rules: str
    header: str
    header_align: str
    pad: float
    gutter: float
    valign: str
    fill: bool
    rule: float
    gray: float
    zebra: float
    header_bold: bool
    repeat: bool
    carried: bool


@dataclass(slots=True)
class Row:
    """One row of the flow; `kind`: header, line, heading, total, note ..."""

    frag: Frag
    kind: str
    splittable: bool = False
    amount: object = None


RULES: dict[str, float] = {
    "none": 4,
    "rows": 3,
    "grid": 4,
    "header": 3,
    "box": 1.2,
    "columns": 1.5,
    "zebra": 1.5,
    "dotted": 0.7,
}


def draw_look(rng: Random, sheet: Sheet, rules: str = "", header: str = "") -> TableLook:
    """The look of this document's table."""
    style = sheet.style
    kind = rules or weighted(rng, RULES)
    dress = header or weighted(rng, {"plain": 4, "bar": 4 if style.bar is not None else 0.5, "ruled": 4, "none": 0.6})
    if dress == "bar" and style.bar is None:
        dress = "ruled"
    pad = rng.choice((0.5, 1, 1.5, 2, 3, 4, 6))
    return TableLook(
        rules=kind,
        header=dress,
        header_align=weighted(rng, {"follow": 7, "center": 2, "left": 1}),
        pad=max(pad, 1.5) if kind in ("grid", "rows") else pad,
        gutter=rng.uniform(3, 9),
        valign=weighted(rng, {"top": 8, "middle": 2, "bottom": 0.4}),
        fill=chance(rng, 0.85),
        rule=style.rule,
        gray=style.rule_gray,
        zebra=rng.choice((0.93, 0.96, 0.88)),
        header_bold=chance(rng, 0.7),
        repeat=chance(rng, 0.8),
        carried=chance(rng, 0.06),
    )


@dataclass(slots=True)
class Table:
    """A table set in columns: x positions, widths, and the rows in reading order."""

    plan: TablePlan
    look: TableLook
    xs: list[float]
    widths: list[float]
    width: float
    ink: Ink
    header: Row | None = None


HEADING_OF = {
    "quantity_unit": ("quantity",),
    "unit_quantity": ("quantity",),
    "codes": ("buyer_item_code", "supplier_item_code"),
}


def heading_pieces(sheet: Sheet, column: Column, bold: bool) -> list[list[Piece]]:
    """A column's heading, a row per line; a currency in it is a word of its own."""
    out: list[list[Piece]] = []
    for number, text in enumerate(column.heading):
        owner = HEADING_OF.get(column.key, (column.key,))
        named = f"line_header.{owner[min(number, len(owner) - 1)]}"
        row = [
            Piece(
                part.replace("\x01", sheet.currency_text()),
                "header.currency" if "\x01" in part else named,
                bold,
            )
            for part in text.split(" ")
            if part
        ]
        out.append(_merged(row))
    return out


def _merged(row: list[Piece]) -> list[Piece]:
    out: list[Piece] = []
    for piece in row:
        if out and out[-1].role == piece.role:
            out[-1] = Piece(f"{out[-1].text} {piece.text}", piece.role, piece.bold)
        else:
            out.append(piece)
    return out


def lay_columns(
    sheet: Sheet, plan: TablePlan, look: TableLook, bodies: Sequence[dict[str, Cell]], width: float
) -> Table:
    """Column widths from their contents; the description takes what is left."""
    ink = sheet.style.table_ink()
    strong = Ink(ink.regular, ink.bold, ink.size, ink.leading, look.header_bold)
    for _ in range(7):
        natural = {c.key: _natural(sheet, c, bodies, ink, strong) + 2 * look.gutter for c in plan.columns}
        fixed = sum(w for k, w in natural.items() if k != "description")
        room = width - fixed
        if "description" not in natural or room >= min(natural["description"], 95.0 if ink.size > 7 else 75.0):
            break
        ink = Ink(ink.regular, ink.bold, max(5.2, ink.size - 0.7), ink.leading)
        strong = Ink(ink.regular, ink.bold, ink.size, ink.leading, look.header_bold)
        look = replace(look, gutter=max(1.5, look.gutter - 1.5))
    widths = _shared(sheet.rng, plan, natural, width)
    xs = [sum(widths[:i]) for i in range(len(widths))]
    table = Table(plan, look, xs, widths, sum(widths), ink)
    table.header = None if look.header == "none" else header_row(sheet, table, strong)
    return table


def _natural(sheet: Sheet, column: Column, bodies: Sequence[dict[str, Cell]], ink: Ink, strong: Ink) -> float:
    body = max((line_width(row, ink) for cell in bodies for row in cell[column.key]), default=10.0)
    if column.key == "blank":
        body = 30.0
    heads = [
        line_width([Piece(w, "")], strong)
        for row in heading_pieces(sheet, column, True)
        for p in row
        for w in p.text.split()
    ]
    whole = max(line_width(row, strong) for row in heading_pieces(sheet, column, strong.strong))
    return max(body, *heads, min(whole, 1.4 * body + 8))


def _shared(rng: Random, plan: TablePlan, natural: dict[str, float], width: float) -> list[float]:
    keys = [c.key for c in plan.columns]
    total = sum(natural.values())
    if total <= width:
        spare = width - total
        if rng.random() < 0.15:
            spare *= rng.uniform(0, 0.5)  # a table narrower than the page
        taker = "description" if "description" in natural and rng.random() < 0.75 else None
        return [natural[k] + (spare if k == taker else 0 if taker else spare / len(keys)) for k in keys]
    if "description" not in natural:
        return [natural[k] * width / total for k in keys]
    rest = max(60.0, width - (total - natural["description"]))
    return [rest if k == "description" else natural[k] for k in keys]


def header_row(sheet: Sheet, table: Table, strong: Ink) -> Row:
    """The headings."""
    look, style = table.look, sheet.style
    dark = look.header == "bar" and style.bar is not None and style.bar < 0.5
    ink = Ink(strong.regular, strong.bold, strong.size, strong.leading, strong.strong, 1.0 if dark else 0.0)
    frags = []
    for column, width in zip(table.plan.columns, table.widths, strict=True):
        aligned: Align = column.align
        if look.header_align != "follow":
            aligned = "center" if look.header_align == "center" else "left"
        lines = heading_pieces(sheet, column, strong.strong)
        frags.append(paragraph(lines, ink, max(8.0, width - 2 * look.gutter), aligned))
    height = max(f.height for f in frags) + 2 * max(look.pad, 1.5)
    out = Frag(table.width, height)
    valign = sheet.word("header_valign", ("top", "middle", "bottom"))
    for x, frag in zip(table.xs, frags, strict=True):
        spare = height - frag.height - 2 * max(look.pad, 1.5)
        dy = {"top": 0.0, "middle": spare / 2, "bottom": spare}[valign]
        out.add(frag, x + look.gutter, max(look.pad, 1.5) + dy)
    if look.header == "bar" and style.bar is not None:
        out.shapes.insert(0, Shape(0, 0, table.width, height, 0, style.bar))
    rule_row(table, out, header=True)
    if look.header == "ruled" and look.rules not in ("grid", "box"):
        out.shapes.append(Shape(0, height, table.width, height, look.rule + 0.3, gray=look.gray))
        if sheet.rng.random() < 0.6:
            out.shapes.append(Shape(0, 0, table.width, 0, look.rule, gray=look.gray))
    return Row(out, "header")


def rule_row(table: Table, frag: Frag, header: bool = False) -> None:
    """The rules that belong to one row."""
    look, height = table.look, frag.height
    if look.rules in ("grid", "columns", "box"):
        xs = [*table.xs, table.width] if look.rules != "box" else [0.0, table.width]
        frag.shapes += [Shape(x, 0, x, height, look.rule, gray=look.gray) for x in xs]
    if look.rules == "grid" or (header and look.rules in ("box", "columns")):
        frag.shapes.append(Shape(0, 0, table.width, 0, look.rule, gray=look.gray))
        frag.shapes.append(Shape(0, height, table.width, height, look.rule, gray=look.gray))
    elif look.rules in ("rows", "dotted"):
        frag.shapes.append(
            Shape(0, height, table.width, height, look.rule, gray=look.gray, dash=look.rules == "dotted")
        )


def line_row(sheet: Sheet, table: Table, body: dict[str, Cell], number: int, struck: bool = False) -> Row:
    """One line of the table."""
    look = table.look
    frags = []
    accounting = sheet.style.currency_in == "cells" and sheet.word("accounting", ("", "", "", "y")) == "y"
    for column, width in zip(table.plan.columns, table.widths, strict=True):
        room = max(8.0, width - 2 * look.gutter)
        cell = body[column.key]
        if accounting and column.align == "right" and cell and cell[0][0].role == "header.currency":
            frags.append(_accounting(cell[0], table.ink, room))
        else:
            frags.append(paragraph(cell, table.ink, room, column.align))
    height = max((f.height for f in frags), default=table.ink.size) + 2 * look.pad
    out = Frag(table.width, height)
    for x, frag in zip(table.xs, frags, strict=True):
        spare = height - 2 * look.pad - frag.height
        dy = {"top": 0.0, "middle": spare / 2, "bottom": spare}[look.valign]
        out.add(frag, x + look.gutter, look.pad + dy)
    if look.rules == "zebra" and number % 2:
        out.shapes.insert(0, Shape(0, 0, table.width, height, 0, look.zebra))
    rule_row(table, out)
    if struck:
        ys = sorted({t.y - 0.3 * t.size for t in out.texts})
        out.shapes += [Shape(look.gutter, y, table.width - look.gutter, y, 0.7) for y in ys]
    return Row(out, "line", splittable=height > 30)


def _accounting(line: list[Piece], ink: Ink, room: float) -> Frag:
    """The currency at the cell's left edge, the figure at its right, as spreadsheets set money."""
    figure = paragraph([[replace(line[1], glue=False), *line[2:]]], ink)
    out = paragraph([[line[0]]], ink, room)
    out.add(figure, room - figure.width, 0)
    return out


def spanning_row(sheet: Sheet, table: Table, line: list[Piece], strong: bool = False, kind: str = "heading") -> Row:
    """A heading or a comment across the table, starting at some column."""
    look = table.look
    ink = Ink(table.ink.regular, table.ink.bold, table.ink.size, table.ink.leading, strong)
    start = table.xs[_description_index(table)] if sheet.word("span_at", ("left", "text")) == "text" else 0.0
    frag = padded(
        paragraph([line], ink, max(60.0, table.width - start - 2 * look.gutter)), start + look.gutter, look.pad
    )
    out = Frag(table.width, frag.height)
    out.add(frag, 0, 0)
    if look.rules == "grid":
        out.shapes.append(Shape(0, 0, table.width, out.height, look.rule, gray=look.gray))
    return Row(out, kind)


def _description_index(table: Table) -> int:
    keys = [c.key for c in table.plan.columns]
    return keys.index("description") if "description" in keys else 0
