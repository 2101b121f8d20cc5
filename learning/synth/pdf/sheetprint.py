"""Orders printed from a spreadsheet: everything stands in cells of one grid, the head in the table's columns."""

from __future__ import annotations

from learning.synth.draw import chance
from learning.synth.pdf.cells import cells
from learning.synth.pdf.columns import draw_table_plan
from learning.synth.pdf.families import Family
from learning.synth.pdf.fields import entries
from learning.synth.pdf.flow import Flow, paginate
from learning.synth.pdf.furniture import draw_furniture
from learning.synth.pdf.ops import Frag, Line, Piece, Shape, line_width, paragraph
from learning.synth.pdf.plan import Plan, draw_plan
from learning.synth.pdf.sheet import Sheet
from learning.synth.pdf.table import Table, draw_look, lay_columns, line_row
from learning.synth.pdf.table_rows import line_indexes
from learning.synth.pdf.titles import title_text
from learning.synth.pdf.totals import draw_sums
from learning.synth.pdf.writer import DrawnPage


def sheet_print(sheet: Sheet, family: Family) -> list[DrawnPage]:
    """All pages of a printed spreadsheet."""
    rng, order = sheet.rng, sheet.order
    room = sheet.style.room
    plan = draw_plan(rng, order, {"title", "info", "foot"}, sheet.currency_field)
    columns = draw_table_plan(sheet)
    look = draw_look(
        rng, sheet, family.rules or rng.choice(("none", "grid", "header")), rng.choice(("plain", "bar", "ruled"))
    )
    indexes = line_indexes(order.lines)
    bodies = [cells(sheet, columns, line, i) for line, i in zip(order.lines, indexes, strict=True)]
    table = lay_columns(sheet, columns, look, bodies, room)
    flow = Flow()
    gridded = family.rules == "grid"
    _head(sheet, flow, table, plan, gridded)
    rows = []
    sparse = chance(rng, 0.15)
    for number, (line, body, index) in enumerate(zip(order.lines, bodies, indexes, strict=True)):
        row = line_row(sheet, table, body, number, struck=index is None)
        if line.heading:
            flow_heading = paragraph([[Piece(line.heading, "row.heading")]], table.ink, room)
            row.frag = _under(flow_heading, row.frag)
        if sparse and chance(rng, 0.4):
            row.frag.height += table.ink.size * 1.3
        row.amount = line.amount if index is not None else None
        rows.append(row)
    flow.rows(rows, table, rng.choice((4, 10, 18)))
    _sums(sheet, flow, table, gridded)
    for e in entries(sheet, plan.keys("foot")):
        _cells(sheet, flow, table, [(0, e.label), (1, e.value)], False)
    if plan.notes_at:
        flow.add(paragraph([sheet.text(order.notes, "header.notes")], sheet.style.ink(), room), 8)
    return paginate(sheet, flow, draw_furniture(sheet, plan, rng.choice(("none", "none", "page"))))


def _under(upper: Frag, lower: Frag) -> Frag:
    out = Frag(lower.width, upper.height + lower.height)
    out.add(upper, 0, 0)
    out.add(lower, 0, upper.height)
    return out


def _cells(sheet: Sheet, flow: Flow, table: Table, placed: list[tuple[int, Line]], gridded: bool) -> None:
    """Texts at the table's columns; a text too wide for its columns moves its neighbour to a later one."""
    ink = sheet.style.ink()
    height = ink.size * 1.35
    frag = Frag(table.width, height)
    last = 0.0
    stops = [x + table.look.gutter for x in table.xs]
    for column, line in placed:
        x = stops[min(column, len(stops) - 1)]
        if x < last:
            x = next((s for s in stops if s >= last), last)
        room = max(80.0, table.width - x)
        texts = paragraph([line], ink, min(room, line_width(line, ink)))
        last = x + min(room, line_width(line, ink)) + 3
        frag.add(texts, x, 0)
        frag.height = max(height, texts.height)
    if gridded:
        frag.shapes += [Shape(x, 0, x, frag.height, 0.3, gray=0.7) for x in [*table.xs, table.width]]
        frag.shapes.append(Shape(0, frag.height, table.width, frag.height, 0.3, gray=0.7))
    flow.add(frag)


def _head(sheet: Sheet, flow: Flow, table: Table, plan: Plan, gridded: bool) -> None:
    rng = sheet.rng
    grid = gridded and chance(rng, 0.5)
    title: list[Piece] = [Piece(title_text(sheet), "title")]
    for key in plan.keys("title"):
        title += sheet.value(key)
    found = entries(sheet, plan.keys("info"))
    single = chance(rng, 0.35)  # a whole row of fields in one cell
    blocks: list[list[list[tuple[int, Line]]]] = [[[(0, title)]]]
    buyer: list[list[tuple[int, Line]]] = [[(0, line)] for line in sheet.address_lines("buyer")]
    blocks.append([[(0, sheet.address_sentence("buyer"))]] if chance(rng, 0.3) else buyer)
    for who, p in (("vendor", 0.93), ("ship_to", 0.85)):
        if chance(rng, p):
            blocks.append(_party(sheet, who))
    if single:
        joined: list[Piece] = []
        for e in found:
            joined += [*e.label, *e.value]
        blocks.append([[(0, joined)]] if joined else [])
    else:
        at = rng.choice((0, 0, max(0, len(table.xs) - 3)))
        blocks.append([[(at, e.label), (at + 1, e.value)] for e in found])
    first, rest = blocks[:1], blocks[1:]
    rng.shuffle(rest)
    for block in [*first, *rest] if chance(rng, 0.5) else [*rest, *first]:
        for row in block:
            _cells(sheet, flow, table, row, grid)
        if chance(rng, 0.5):
            flow.add(Frag(1, sheet.style.size))


def _party(sheet: Sheet, who: str) -> list[list[tuple[int, Line]]]:
    label = sheet.label(who, role=f"label.{who}")
    lines = sheet.address_lines(who)
    form = sheet.word("sheet_party", ("one", "rows", "beside"))
    if form == "one":
        return [[(0, [*label, *sheet.address_sentence(who)])]]
    if form == "rows":
        return [[(0, line)] for line in [label, *lines]]
    rest: list[list[tuple[int, Line]]] = [[(1, line)] for line in lines[1:]]
    return [[(0, label), (1, lines[0])], *rest]


def _sums(sheet: Sheet, flow: Flow, table: Table, gridded: bool) -> None:
    keys = [c.key for c in table.plan.columns]
    at = keys.index("amount") if "amount" in keys else len(keys) - 1
    ink = sheet.style.ink()
    for label, value, _ in draw_sums(sheet):
        frag = Frag(table.width, ink.size * 1.35)
        edge = table.xs[at] + table.widths[at] - table.look.gutter
        figures = paragraph([value], ink)
        words = paragraph([label], ink)
        frag.add(figures, edge - figures.width, 0)
        frag.add(words, max(0.0, min(table.xs[max(0, at - 1)] + 3, edge - figures.width - words.width - 4)), 0)
        if gridded:
            frag.shapes.append(Shape(0, frag.height, table.width, frag.height, 0.3, gray=0.7))
        flow.add(frag)
