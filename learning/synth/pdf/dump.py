"""Orders printed as plain text in a fixed pitch: labels in capitals, columns by blanks, rules of signs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from learning.synth.draw import chance
from learning.synth.pdf.cells import Cell, cells
from learning.synth.pdf.columns import TablePlan, draw_table_plan
from learning.synth.pdf.families import Family
from learning.synth.pdf.fields import entries
from learning.synth.pdf.flow import Flow, paginate
from learning.synth.pdf.fonts import width_of
from learning.synth.pdf.furniture import draw_furniture
from learning.synth.pdf.ops import Frag, Ink, Line, Piece, line_width, set_line, wrap
from learning.synth.pdf.plan import draw_plan
from learning.synth.pdf.sheet import Sheet
from learning.synth.pdf.table_rows import line_indexes
from learning.synth.pdf.titles import title_text
from learning.synth.pdf.totals import draw_sums
from learning.synth.pdf.writer import DrawnPage


class Typewriter:
    """Sets pieces at character positions, a fragment per row of text."""

    def __init__(self, sheet: Sheet, flow: Flow, columns: int) -> None:
        face, style = sheet.style.face, sheet.style
        pitch = width_of("0", face.regular, 1.0)
        size = min(style.size, style.room / (columns * pitch))
        self.ink = Ink(face.regular, face.bold if chance(sheet.rng, 0.3) else face.regular, round(size, 2), 1.15)
        self.pitch = pitch * self.ink.size
        self.flow, self.columns = flow, columns

    def row(self, placed: Sequence[tuple[float, Line]], kind: str = "block") -> None:
        """Lines of pieces at columns (counted in characters) on one row."""
        height = self.ink.size * self.ink.leading
        frag = Frag(self.columns * self.pitch, height)
        for column, line in placed:
            frag.texts += set_line(line, self.ink, column * self.pitch, height - 0.28 * self.ink.size)
        self.flow.add(frag, kind=kind)

    def text(self, line: Line, column: float = 0, width: int = 0) -> None:
        """A line, wrapped at the page's width."""
        room = ((width or self.columns) - column) * self.pitch
        for row in wrap(line, self.ink, room + 0.1):
            self.row([(column, row)])

    def condense(self, columns: int) -> None:
        """From here on in smaller print, as dot-matrix printers did for wide tables."""
        factor = self.columns / columns
        self.ink = replace(self.ink, size=round(self.ink.size * factor, 2))
        self.pitch *= factor
        self.columns = columns

    def blank(self, count: int = 1) -> None:
        for _ in range(count):
            self.flow.add(Frag(1, self.ink.size * self.ink.leading))

    def chars(self, line: Line) -> float:
        return line_width(line, self.ink) / self.pitch


def dump(sheet: Sheet, family: Family) -> list[DrawnPage]:
    """All pages of a plain-text order."""
    rng = sheet.rng
    columns = rng.choice((76, 80, 80, 86, 96, 110, 132)) if sheet.style.width < 700 else rng.choice((110, 132, 150))
    flow = Flow()
    writer = Typewriter(sheet, flow, columns)
    ruled = family.rules == "ascii"
    sign = rng.choice("-=_*")
    _head(sheet, writer, ruled, sign)
    writer.blank(rng.choice((1, 1, 2)))
    plan = draw_table_plan(sheet)
    edges = _table(sheet, writer, plan, ruled, sign)
    _sums(sheet, writer, edges)
    _tail(sheet, writer)
    furniture = draw_furniture(sheet, draw_plan(rng, sheet.order, {"footer"}), rng.choice(("none", "none", "page")))
    return paginate(sheet, flow, furniture)


def _head(sheet: Sheet, writer: Typewriter, ruled: bool, sign: str) -> None:
    rng, order = sheet.rng, sheet.order
    plan = draw_plan(rng, order, {"title", "info"}, sheet.currency_field)
    buyer = sheet.address_lines("buyer")
    side_by_side = chance(rng, 0.45)
    half = writer.columns // 2
    if side_by_side:
        right = [[*e.label, *e.value] for e in entries(sheet, plan.keys("info"))]
        for i in range(max(len(buyer), len(right))):
            writer.row([(0, buyer[i] if i < len(buyer) else []), (half, right[i] if i < len(right) else [])])
    else:
        for line in buyer:
            writer.text(line)
    if ruled:
        writer.row([(0, [Piece(sign * writer.columns, "other")])])
    writer.blank(rng.choice((0, 1, 1, 2)))
    blocks = ["title", "vendor", "ship_to"] + (["info"] if not side_by_side else [])
    rng.shuffle(blocks)
    for block in blocks:
        _block(sheet, writer, plan.keys("title"), plan.keys("info"), block)


def _block(sheet: Sheet, writer: Typewriter, title_keys: Sequence[str], info: Sequence[str], block: str) -> None:
    rng = sheet.rng
    if block == "title":
        line: list[Piece] = [Piece(title_text(sheet).upper(), "title")]
        for key in title_keys:
            value = sheet.value(key)
            words = {"po_number": ("", "NO", "N°", "NR", "#"), "order_date": ("", "DU", "VOM", "DATE", "DEL", "/")}.get(
                key, ("",)
            )
            joint = rng.choice(words)
            line += [*([Piece(joint, f"label.{key}")] if joint and value else []), *value]
        writer.text(line)
    elif block == "info":
        found = entries(sheet, info)
        if chance(rng, 0.4):
            for e in found:
                writer.text([*e.label, *e.value])
        else:
            lead = max((writer.chars(e.label) for e in found), default=0) + 2
            for e in found:
                writer.row([(0, e.label), (int(lead) + 1, e.value)])
    elif chance(rng, 0.9 if block == "vendor" else 0.82):
        label = sheet.label(block, role=f"label.{block}")
        if chance(rng, 0.6):
            writer.text([*label, *sheet.address_sentence(block)])
        else:
            lead = 0 if chance(rng, 0.4) else int(writer.chars(label)) + 2
            lines = sheet.address_lines(block)
            if lead:
                writer.row([(0, label), (lead, lines[0])])
                for line2 in lines[1:]:
                    writer.row([(lead, line2)])
            else:
                writer.row([(0, label)])
                for line2 in lines:
                    writer.row([(2, line2)])
    writer.blank(rng.choice((0, 0, 1)))


def _table(sheet: Sheet, writer: Typewriter, plan: TablePlan, ruled: bool, sign: str) -> tuple[int, int]:
    """The columns by blanks (or bars); returns where amounts end and how wide the table is."""
    rng, order = sheet.rng, sheet.order
    indexes = line_indexes(order.lines)
    bodies = [cells(sheet, plan, line, i) for line, i in zip(order.lines, indexes, strict=True)]
    gap = rng.choice((1, 2, 2, 3))
    heads = {
        c.key: [Piece(" ".join(c.heading).replace("\x01", sheet.order.currency).upper(), f"line_header.{c.key}")]
        for c in plan.columns
    }
    widths: dict[str, int] = {}
    for column in plan.columns:
        longest = max((writer.chars(row) for body in bodies for row in body[column.key]), default=1)
        widths[column.key] = int(max(longest, min(writer.chars(heads[column.key]), longest + 8)) + 0.99)
    others = sum(w for k, w in widths.items() if k != "description") + gap * len(widths)
    if "description" in widths:
        widths["description"] = max(16, min(widths["description"], writer.columns - others))
    xs, at = {}, 0
    for column in plan.columns:
        xs[column.key] = at
        at += widths[column.key] + gap
    rights = {c.key for c in plan.columns if c.align == "right"}
    total = at - gap
    if total > writer.columns:
        writer.condense(total)
    if ruled:
        writer.row([(0, [Piece(sign * total, "other")])])
    if not chance(rng, 0.06):
        for row in _wrapped_cells(writer, {k: [v] for k, v in heads.items()}, widths, xs, rights):
            writer.row(row, kind="header")
    if ruled or chance(rng, 0.4):
        dashes = [(float(xs[k]), [Piece(sign * w, "other")]) for k, w in widths.items()]
        writer.row(dashes if chance(rng, 0.4) else [(0, [Piece(sign * total, "other")])])
    space = chance(rng, 0.2)
    bars = (
        [(float(xs[k]) - (gap + 1) / 2, [Piece("|", "other")]) for k in list(xs)[1:]]
        if gap >= 2 and chance(rng, 0.15)
        else []
    )
    for line, body, index in zip(order.lines, bodies, indexes, strict=True):
        if line.heading:
            writer.text([Piece(line.heading, "row.heading")])
        for row in _wrapped_cells(writer, body, widths, xs, rights):
            writer.row([*row, *bars])
        if index is None:
            writer.text([Piece("*** CANCELLED ***", "row.struck")], 4)
        if space:
            writer.blank()
    if ruled or chance(rng, 0.3):
        writer.row([(0, [Piece(sign * total, "other")])])
    else:
        writer.blank()
    end = xs["amount"] + widths["amount"] if "amount" in xs else total
    return end, total


def _wrapped_cells(
    writer: Typewriter, body: dict[str, Cell], widths: dict[str, int], xs: dict[str, int], rights: set[str]
) -> list[list[tuple[float, Line]]]:
    """A row of cells as rows of text."""
    stacks: dict[str, list[Line]] = {}
    for key, cell in body.items():
        room = (widths[key] + 0.2) * writer.pitch
        stacks[key] = [row for line in cell for row in wrap(line, writer.ink, room)]
    rows: list[list[tuple[float, Line]]] = []
    for i in range(max((len(s) for s in stacks.values()), default=0)):
        placed: list[tuple[float, Line]] = []
        for key, stack in stacks.items():
            if i < len(stack):
                offset = widths[key] - writer.chars(stack[i]) if key in rights else 0
                placed.append((xs[key] + max(0.0, offset), stack[i]))
        rows.append(placed)
    return rows


def _sums(sheet: Sheet, writer: Typewriter, edges: tuple[int, int]) -> None:
    left = chance(sheet.rng, 0.4)
    for label, value, _ in draw_sums(sheet):
        if left:
            writer.text([*label, *value])
        else:
            end = edges[0]
            start = end - writer.chars(value)
            writer.row([(max(0.0, start - writer.chars(label) - 2), label), (max(0.0, start), value)])


def _tail(sheet: Sheet, writer: Typewriter) -> None:
    rng, order = sheet.rng, sheet.order
    writer.blank()
    for key in ("payment_terms", "delivery_terms", "contact", "phone"):
        if chance(rng, 0.3):
            for e in entries(sheet, (key,)):
                writer.text([*e.label, *e.value])
    if order.notes and chance(rng, 0.7):
        words = {"fr": "REMARQUE", "de": "HINWEIS", "es": "NOTA", "it": "NOTE", "nl": "OPMERKING"}.get(
            order.language, "NOTE"
        )
        label = [Piece(f"{words}:", "label.notes")] if chance(rng, 0.6) else []
        writer.text([*label, Piece(order.notes, "header.notes")])
