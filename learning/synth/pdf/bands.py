"""Bands: rows of blocks across the page, the grammar in which most families are written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from learning.synth.draw import chance, weighted
from learning.synth.pdf.fields import entries, fields
from learning.synth.pdf.furniture import lead_lines
from learning.synth.pdf.ops import Align, Frag, Ink, Piece, Shape, beside, boxed, padded, paragraph, space, stack
from learning.synth.pdf.ornaments import code_box, logo
from learning.synth.pdf.parties import broken_name, labelled_rows, party, party_extras
from learning.synth.pdf.plan import Plan
from learning.synth.pdf.sheet import Sheet
from learning.synth.pdf.titles import title
from learning.synth.vocab import vocab

PARTIES = ("vendor", "ship_to", "bill_to", "buyer")


@dataclass(frozen=True, slots=True)
class Cell:
    """A block in a band; `share` of the width, `frame` boxed."""

    kind: str
    share: float = 1.0
    align: Align = "left"
    frame: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """Blocks side by side; `gap` before the band, `gutter` between blocks, `grid` draws one frame around all cells."""

    cells: tuple[Cell, ...]
    gap: float = 8.0
    gutter: float = 14.0
    grid: bool = False
    bar: bool = False


@dataclass(slots=True)
class Dress:
    """How this document dresses its blocks."""

    party: str
    buyer: str
    info: str
    strip: str
    present: frozenset[str]
    laid: set[str] = field(default_factory=set)


def band(*kinds: str, gap: float = 8.0, gutter: float = 14.0, grid: bool = False, bar: bool = False) -> Band:
    """Shorthand: "vendor:2:right" is a vendor block of share 2, aligned right; a leading "!" frames it."""
    cells = []
    for kind in kinds:
        frame = kind.startswith("!")
        name, _, rest = kind.removeprefix("!").partition(":")
        share, _, align = rest.partition(":")
        cells.append(Cell(name, float(share or 1), align or "left", frame))  # type: ignore[arg-type]
    return Band(tuple(cells), gap, gutter, grid, bar)


def lay_band(sheet: Sheet, plan: Plan, dress: Dress, row: Band, width: float) -> Frag:
    """The band's fragment; absent parties leave their room to the others."""
    cells = [c for c in row.cells if c.kind not in ("ship_to", "bill_to", "vendor") or c.kind in dress.present]
    cells = [c for c in cells if not _vacant(plan, c) and not (c.kind in ("info", "strip") and c.kind in dress.laid)]
    for c in cells:
        dress.laid |= {"title_info": {"title", "info"}}.get(c.kind, {c.kind})
    if not cells or all(c.kind == "empty" for c in cells):
        return space(0)
    gutter = 0.0 if row.grid else row.gutter
    total = sum(c.share for c in cells)
    room = width - gutter * (len(cells) - 1)
    widths = [room * c.share / total for c in cells]
    inset = 4.0 if row.grid else 0.0
    frags = []
    for c, w in zip(cells, widths, strict=True):
        frag = block(sheet, plan, dress, c, w - 2 * inset - (8 if c.frame else 0))
        if c.frame and frag.height:
            frag.width = w - 2 * inset - 8
            frag = boxed(padded(frag, 4, 3), sheet.style.rule, gray=sheet.style.rule_gray)
        frags.append(frag)
    xs = [sum(widths[:i]) + gutter * i + inset for i in range(len(widths))]
    out = beside(frags, xs, width)
    if row.grid:
        out = padded(out, 0, 3)
        edges = [x - inset for x in xs] + [width]
        style = sheet.style
        out.shapes += [Shape(x, 0, x, out.height, style.rule, gray=style.rule_gray) for x in edges]
        out.shapes.append(Shape(0, 0, width, 0, style.rule, gray=style.rule_gray))
        out.shapes.append(Shape(0, out.height, width, out.height, style.rule, gray=style.rule_gray))
    if row.bar and sheet.style.bar is not None:
        out = padded(out, 0, 4)
        fill = sheet.style.bar
        if fill < 0.5:
            for text in out.texts:
                text.gray = 1.0
        out.shapes.insert(0, Shape(-4, 0, width + 4, out.height, 0, fill))
    return out


def _vacant(plan: Plan, cell: Cell) -> bool:
    return cell.kind in ("info", "strip", "lead") and not plan.keys(cell.kind) and cell.kind != "lead"


def block(sheet: Sheet, plan: Plan, dress: Dress, cell: Cell, width: float) -> Frag:
    """One block."""
    kind, align = cell.kind, cell.align
    if kind == "title":
        return title(sheet, plan.keys("title"), width, align)
    if kind == "title_only":
        return title(sheet, (), width, align)
    if kind in ("info", "strip"):
        found = entries(sheet, plan.keys(kind))
        mode = dress.info if kind == "info" else dress.strip
        if align == "right" and mode == "inline":
            mode = "right"
        frag = fields(sheet, found, width, mode, align)
        return _right(frag, width) if align == "right" and mode == "columns" else frag
    if kind == "title_info":
        below = fields(sheet, entries(sheet, plan.keys("info")), width, dress.info, align)
        return stack([title(sheet, plan.keys("title"), width, align), below], gap=4, width=width)
    if kind == "logo":
        return logo(sheet, width)
    if kind == "lead":
        return lead_lines(sheet, plan, width)
    if kind == "code_box":
        frag = code_box(sheet)
        return beside([frag], [width - frag.width if align == "right" else 0.0], width)
    if kind == "return_line":
        return _return_line(sheet, width)
    if kind == "buyer":
        return _buyer(sheet, plan, dress, width, align)
    if kind in PARTIES:
        if kind == "ship_to" and sheet.word("ship_same", ("", "same") if sheet.order.same_place else ("",)) == "same":
            return _same(sheet, width)
        return party(sheet, kind, width, dress.party, plan.keys("vendor") if kind == "vendor" else ())
    if kind == "rows":
        return labelled_rows(sheet, dress.present, width)
    if kind == "date_boxes":
        return _date_boxes(sheet, width, align)
    if kind == "vendor_window":
        return party(sheet, "vendor", width, "bare", plan.keys("vendor"))
    return space(1)


def _right(frag: Frag, width: float) -> Frag:
    return beside([frag], [max(0.0, width - frag.width)], width)


def _return_line(sheet: Sheet, width: float) -> Frag:
    """The sender's address in tiny print above a window address."""
    face = sheet.style.face
    ink = Ink(face.regular, face.bold, max(5.0, sheet.style.small - 0.5), 1.2)
    frag = paragraph([sheet.address_sentence("buyer")], ink, width)
    if chance(sheet.rng, 0.6):
        frag.shapes.append(Shape(0, frag.height, min(width, 200), frag.height, 0.3))
    return frag


def _buyer(sheet: Sheet, plan: Plan, dress: Dress, width: float, align: Align) -> Frag:
    """The issuing company: a letterhead, or a block with a heading."""
    extra = plan.keys("buyer")
    if dress.buyer == "labelled":
        return party(sheet, "buyer", width, dress.party, extra)
    style = sheet.style
    if dress.buyer == "sentence":
        lines = [sheet.address_sentence("buyer"), *party_extras(sheet, "buyer", extra)]
        return paragraph(lines, style.ink(), width, align)
    lines = sheet.address_lines("buyer")
    if sheet.word("department_line", ("",) * 6 + ("d",)):  # a department writes for the company above it
        lines.insert(1, [Piece(sheet.order.contact.department, "party.buyer.extra")])
    if dress.buyer == "head":
        head = Ink(style.face.regular, style.face.bold, style.size * sheet.rng.choice((1.1, 1.3, 1.6)), 1.2, True)
        body = paragraph([*lines[1:], *party_extras(sheet, "buyer", extra)], style.ink(), width, align)
        return stack([paragraph(broken_name(sheet, lines[0], 0.2), head, width, align), body], width=width)
    return paragraph([*lines, *party_extras(sheet, "buyer", extra)], style.ink(), width, align)


def _date_boxes(sheet: Sheet, width: float, align: Align) -> Frag:
    """The order's date in three boxes, each headed by its part."""
    day = sheet.order.order_date
    heads = sheet.word("date_boxes", vocab("phrases")["date_boxes"][sheet.order.language]).split("|")
    values = [f"{day.day:02d}", f"{day.month:02d}", f"{day.year}"]
    if sheet.order.country == "US":
        heads, values = [heads[1], heads[0], heads[2]], [values[1], values[0], values[2]]
    style, cell = sheet.style, 38.0
    boxes = [
        padded(
            stack(
                [
                    paragraph([[Piece(head, "label.order_date")]], style.ink(0.8), cell - 6, "center"),
                    paragraph([[Piece(value, "header.order_date")]], style.ink(), cell - 6, "center"),
                ],
                width=cell - 6,
            ),
            3,
            2,
        )
        for head, value in zip(heads, values, strict=True)
    ]
    framed = [boxed(one, style.rule, gray=style.rule_gray) for one in boxes]
    out = beside(framed, [0.0, cell, 2 * cell], 3 * cell)
    return _right(out, width) if align == "right" else out


def _same(sheet: Sheet, width: float) -> Frag:
    """A delivery place that only refers to another block."""
    text = sheet.word("same_words", vocab("phrases")["same"][sheet.order.language])
    return paragraph(
        [[*sheet.label("ship_to", role="label.ship_to"), Piece(text, "other.same")]], sheet.style.ink(), width
    )


def draw_dress(
    sheet: Sheet, dresses: Sequence[str] = (), infos: Sequence[str] = (), strips: Sequence[str] = ()
) -> Dress:
    """The dress of this document's blocks, and which parties it shows."""
    rng = sheet.rng
    odds = {"above": 5, "bar": 3, "boxed": 2, "left": 1.2, "inline": 1.2, "bare": 0.5, "split": 0.6, "spelt": 0.4,
            "captioned": 0.9, "hanging": 0.9}  # fmt: skip
    info = {"columns": 5, "inline": 4, "above": 1, "grid": 1.2, "table": 0.8}
    strip = {"grid": 3, "table": 4, "sentence": 1, "columns": 0.8}
    present = {"vendor"} if chance(rng, 0.93) else set()
    present |= {"ship_to"} if chance(rng, 0.82) else set()
    present |= {"bill_to"} if chance(rng, 0.35) else set()
    return Dress(
        party=rng.choice(list(dresses)) if dresses else weighted(rng, odds),
        buyer=weighted(rng, {"head": 4, "plain": 4, "labelled": 1.3, "sentence": 1}),
        info=rng.choice(list(infos)) if infos else weighted(rng, info),
        strip=rng.choice(list(strips)) if strips else weighted(rng, strip),
        present=frozenset(present),
    )
