"""Lines that are no table rows: two-row items, cards of labelled values, paragraphs. Bodies for banded pages."""

from __future__ import annotations

from dataclasses import replace

from learning.synth.content import LineContent
from learning.synth.draw import chance
from learning.synth.pdf.cells import Cell, cells, inline
from learning.synth.pdf.columns import Column, TablePlan, draw_table_plan
from learning.synth.pdf.families import Family
from learning.synth.pdf.flow import Flow
from learning.synth.pdf.itemlists import listed_items
from learning.synth.pdf.ops import Frag, Line, Piece, Shape, beside, boxed, line_width, padded, paragraph, stack
from learning.synth.pdf.sheet import Sheet
from learning.synth.pdf.table import Row, Table, draw_look, lay_columns, line_row
from learning.synth.pdf.table_rows import line_indexes

FIRST_ROW = (
    "line_no",
    "code",
    "buyer_item_code",
    "supplier_item_code",
    "gtin",
    "description",
    "requested_date",
    "mpn",
    "hsn",
)


def two_row(sheet: Sheet, family: Family, flow: Flow, width: float) -> Table:
    """Items in two rows: what it is above, how much and at what price below; so are the headings."""
    rng = sheet.rng
    plan = draw_table_plan(sheet, {"unit": 0.9, "unit_price": 0.97, "amount": 0.97, "line_no": 0.95})
    look = replace(draw_look(rng, sheet, "none", family.header), repeat=chance(rng, 0.85))
    upper = replace(plan, columns=tuple(c for c in plan.columns if c.key in FIRST_ROW))
    lower = replace(
        plan, columns=tuple(c for c in plan.columns if c.key not in FIRST_ROW), above=(), below=(), before=()
    )
    lines, indexes = sheet.order.lines, line_indexes(sheet.order.lines)
    tops = [cells(sheet, replace(upper, below=()), line, i) for line, i in zip(lines, indexes, strict=True)]
    bottoms = [cells(sheet, lower, line, i) for line, i in zip(lines, indexes, strict=True)]
    indent = rng.choice((0.0, 30.0, width * 0.3, width * 0.45))
    first = lay_columns(sheet, upper, look, tops, width)
    second = lay_columns(sheet, lower, look, bottoms, width - indent)
    if first.header and second.header:
        first.header = Row(_both(first.header.frag, second.header.frag, indent, width), "header")
    rows: list[Row] = []
    for number, (line, index, top, bottom) in enumerate(zip(lines, indexes, tops, bottoms, strict=True)):
        upper_row, lower_row = line_row(sheet, first, top, number), line_row(sheet, second, bottom, number)
        frag = _both(upper_row.frag, lower_row.frag, indent, width)
        extra = _below(sheet, plan, line, index)
        if extra:
            notes = paragraph(extra, first.ink, width - first.xs[-1] - 8)
            grown = Frag(width, frag.height + notes.height)
            grown.add(frag, 0, 0)
            grown.add(notes, first.xs[_at(first, "description")] + look.gutter, frag.height)
            frag = grown
        frag.height += rng.choice((2, 4)) if number else 2
        if look.rule and sheet.word("two_row_rule", ("", "", "rule")):
            frag.shapes.append(Shape(0, frag.height, width, frag.height, 0.4, gray=look.gray))
        rows.append(Row(frag, "line", splittable=False, amount=line.amount if index is not None else None))
    flow.rows(rows, first, rng.choice((8, 14, 22)))
    return second


def text_below(sheet: Sheet, family: Family, flow: Flow, width: float) -> Table:
    """Figures in columns, and under them the item's text across the page."""
    rng = sheet.rng
    plan = draw_table_plan(sheet, {"unit": 0.85, "line_no": 0.85, "amount": 0.95})
    look = draw_look(rng, sheet, family.rules or rng.choice(("none", "rows", "header")), family.header)
    figures = replace(plan, columns=tuple(c for c in plan.columns if c.key != "description"), above=(), before=())
    lines, indexes = sheet.order.lines, line_indexes(sheet.order.lines)
    bodies = [cells(sheet, plan, line, i) for line, i in zip(lines, indexes, strict=True)]
    table = lay_columns(sheet, figures, look, bodies, width)
    named = next(c for c in plan.columns if c.key == "description")
    indent = rng.choice((0.0, table.xs[min(1, len(table.xs) - 1)], 24.0, width * 0.2))
    if table.header and chance(rng, 0.5):
        words = [Piece(" ".join(named.heading).replace("\x01", ""), "line_header.description", look.header_bold)]
        extra = padded(paragraph([words], table.ink, width - indent - 6), indent + look.gutter, 1)
        table.header = Row(_both(table.header.frag, extra, 0.0, width), "header")
    rows: list[Row] = []
    for number, (line, index, body) in enumerate(zip(lines, indexes, bodies, strict=True)):
        upper = line_row(sheet, table, body, number)
        lower = padded(
            paragraph(body["description"], table.ink, width - indent - 12), indent + look.gutter, 0, bottom=3
        )
        first, second = (lower.height, upper.frag) if sheet.word("text_first", ("", "", "t")) else (0.0, lower)
        frag = _both(lower, second, 0.0, width) if first else _both(upper.frag, second, 0.0, width)
        rows.append(Row(frag, "line", splittable=frag.height > 40, amount=line.amount if index is not None else None))
    flow.rows(rows, table, rng.choice((8, 14, 22)))
    return table


def _at(table: Table, key: str) -> int:
    keys = [c.key for c in table.plan.columns]
    return keys.index(key) if key in keys else 0


def _both(upper: Frag, lower: Frag, indent: float, width: float) -> Frag:
    out = Frag(width, upper.height + lower.height)
    out.add(upper, 0, 0)
    out.add(lower, indent, upper.height)
    return out


def _below(sheet: Sheet, plan: TablePlan, line: LineContent, index: int | None) -> list[Line]:
    """The rows under an item: codes and dates with their words."""
    prefix = f"line.{index}" if index is not None else "row.struck"
    return [row for row in (inline(sheet, plan, line, key, prefix) for key in plan.below) if row]


def _labelled(sheet: Sheet, column: Column, cell: Cell) -> tuple[list[Piece], list[Piece]]:
    words = " ".join(column.heading).replace("\x01", "").strip()
    label = [Piece(words + sheet.style.colon, f"line_header.{column.key}", True if sheet.style.label_bold else None)]
    flat = [p for row in cell for p in row]
    return label, flat


def cards(sheet: Sheet, family: Family, flow: Flow, width: float) -> None:
    """Each item a block of labelled values, in one to three columns."""
    rng, style = sheet.rng, sheet.style
    plan = draw_table_plan(sheet, {"line_no": 0.7, "unit": 0.7})
    ink = style.ink(0.95)
    across = rng.choice((1, 1, 2, 2, 3))
    framed, ruled = chance(rng, 0.3), chance(rng, 0.5)
    gap = rng.choice((4, 8, 12))
    head_first = "line_no" in {c.key for c in plan.columns} and chance(rng, 0.5)
    for line, index in zip(sheet.order.lines, line_indexes(sheet.order.lines), strict=True):
        body = cells(sheet, plan, line, index)
        pairs = [_labelled(sheet, c, body[c.key]) for c in plan.columns if body[c.key]]
        top: list[Frag] = []
        if head_first:
            label, value = pairs.pop([c.key for c in plan.columns if body[c.key]].index("line_no"))
            top.append(paragraph([[*label, *value]], style.ink(1.05, True), width - 12))
        cell_width = (width - 12) / across
        lead = min(cell_width * 0.5, max(line_width(label, ink) for label, _ in pairs) + 8)
        grid: list[Frag] = []
        for start in range(0, len(pairs), across):
            row = [
                beside(
                    [paragraph([label], ink, lead - 3), paragraph([value], ink, cell_width - lead - 4)],
                    [0.0, lead],
                    cell_width,
                )
                for label, value in pairs[start : start + across]
            ]
            grid.append(beside(row, [i * cell_width for i in range(len(row))], width - 12))
        frag = padded(stack([*top, *grid], gap=1, width=width - 12), 6, 3)
        if framed:
            boxed(frag, style.rule, gray=style.rule_gray)
        elif ruled:
            frag.shapes.append(Shape(0, 0, width, 0, style.rule, gray=style.rule_gray))
        flow.add(frag, gap, kind="line")


def paragraphs(sheet: Sheet, family: Family, flow: Flow, width: float) -> None:
    """Each item as running text: its name on one row, the labelled figures on the next."""
    rng, style = sheet.rng, sheet.style
    plan = draw_table_plan(sheet, {"line_no": 0.8, "unit": 0.7})
    ink = style.ink()
    bold_name = chance(rng, 0.4)
    indent = rng.choice((0, 12, 24))
    sign = rng.choice(("", "", ",", ";", " |", " -"))
    for line, index in zip(sheet.order.lines, line_indexes(sheet.order.lines), strict=True):
        body = cells(sheet, plan, line, index)
        number = [p for row in body.get("line_no", []) for p in row]
        name = [Piece(p.text, p.role, bold_name or None, p.glue) for p in body["description"][0]]
        figures: list[Piece] = []
        for column in plan.columns:
            if column.key in ("line_no", "description") or not body[column.key]:
                continue
            label, value = _labelled(sheet, column, body[column.key])
            last = value[-1]
            ending = (
                Piece(last.text + sign, last.role, last.bold, last.glue) if sign and not sign.startswith(" ") else last
            )
            figures += [*label, *value[:-1], ending]
            if sign.startswith(" "):
                figures.append(Piece(sign.strip(), "other"))
        first: Line = [*number, *name]
        rest = [
            padded(paragraph([row], ink, width - indent), indent, 0, 0)
            for row in (*body["description"][1:], figures)
            if row
        ]
        flow.add(stack([paragraph([first], ink, width), *rest], width=width), rng.choice((4, 6, 9)), kind="line")


def lists(sheet: Sheet, family: Family, flow: Flow, width: float) -> None:
    """Items as people type them, on a page that is otherwise a form."""
    listed_items(sheet, flow, width)
