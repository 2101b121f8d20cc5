"""Families to pages: the head's bands, the table, the sums, the tail. Special compositions live in their own files."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from random import Random
from types import MappingProxyType

from learning.synth.content import OrderContent
from learning.synth.draw import chance
from learning.synth.pdf.bands import Band, Dress, draw_dress, lay_band
from learning.synth.pdf.columns import draw_table_plan
from learning.synth.pdf.families import Family, free_bands
from learning.synth.pdf.flow import Flow, Furniture, paginate
from learning.synth.pdf.furniture import closing, conditions, draw_furniture, extras, notes, watermark
from learning.synth.pdf.letters import delivery_sentence
from learning.synth.pdf.ops import Frag, Piece, Shape, beside, boxed, padded, paragraph, stack
from learning.synth.pdf.ornaments import terms_page
from learning.synth.pdf.parties import party
from learning.synth.pdf.plan import Plan, draw_plan
from learning.synth.pdf.sheet import Sheet
from learning.synth.pdf.special import BODIES, WHOLE
from learning.synth.pdf.style import draw_style
from learning.synth.pdf.table import Table, draw_look
from learning.synth.pdf.table_rows import table_rows
from learning.synth.pdf.totals import draw_sums, tax_recap, totals
from learning.synth.pdf.writer import DrawnPage
from learning.synth.vocab import vocab

Body = Callable[[Sheet, Family, Flow, float], Table | None]


def compose(
    rng: Random, family: Family, order: OrderContent, presets: Mapping[str, str] = MappingProxyType({})
) -> tuple[list[DrawnPage], Sheet]:
    """The pages of one order in a family's layout; `presets` are wordings that are not to be drawn."""
    sheet = Sheet(rng, order, draw_style(rng, order, family.bias), dict(presets))
    if family.compose in WHOLE:
        return WHOLE[family.compose](sheet, family), sheet
    # A free family's skeleton is fixed by its id, so that holding the id out holds the structure out.
    skeleton = Random(family.id) if family.id.startswith("free") else rng
    bands = family.bands or free_bands(skeleton)
    dress = _dress(sheet, family)
    kinds = {c.kind for b in bands for c in b.cells}
    kinds |= {"ship_to", "vendor"} if "rows" in kinds else set()
    plan = draw_plan(rng, order, _homes(kinds), sheet.currency_field)
    flow = Flow()
    if chance(rng, 0.05):
        flow.add(Frag(1, rng.uniform(40, 220)))
    head_bands(sheet, plan, dress, bands, flow)
    first = copy.deepcopy(next((row.frag for row, _, _ in flow.parts if row.frag.texts), Frag(0, 0)))
    ship_tail = _ship_to_elsewhere(sheet, dress, kinds, flow)
    body = BODIES.get(family.compose, table_body)
    table = body(sheet, family, flow, sheet.style.room)
    after = Flow()
    tail(sheet, plan, after, table, family.totals)
    if ship_tail is not None:
        after.add(ship_tail, 10)
    _end(sheet, plan, after)
    _join(sheet, flow, after)
    named = bool(kinds & {"buyer", "logo"})
    furniture = draw_furniture(sheet, plan, family.footer if named else "buyer")
    if chance(rng, 0.12):
        furniture = _with_head(furniture, first)
    pages = paginate(sheet, flow, furniture)
    mark = watermark(sheet)
    if mark is not None:
        page = pages[0]
        holder = Frag(0, 0, [], [])
        holder.add(mark, page.width / 2 - mark.width / 2, page.height * rng.uniform(0.3, 0.6))
        page.texts[:0] = holder.texts
    return pages, sheet


def _join(sheet: Sheet, flow: Flow, after: Flow) -> None:
    """What follows the table, right below it or at the foot of the page."""
    height = sum(row.frag.height + gap for row, gap, _ in after.parts)
    if height > 260 or not chance(sheet.rng, 0.12):
        flow.parts += after.parts
        return
    foot = Frag(sheet.style.room, 0.0)
    for row, gap, dx in after.parts:
        foot.height += gap
        foot.add(row.frag, dx, foot.height)
        foot.height += row.frag.height
    flow.add(foot, 8, kind="bottom")


def _with_head(furniture: Furniture, first: Frag) -> Furniture:
    """The first block of the page again on every further page."""

    def repeated(number: int) -> tuple[Frag, Frag]:
        head, foot = furniture(number)
        return (head if number == 1 or first.height > 160 else stack([head, copy.deepcopy(first)])), foot

    return repeated


def _homes(kinds: set[str]) -> set[str]:
    """The blocks of a plan that the bands offer."""
    homes = {"foot", "footer", "lead"} if "lead" in kinds else {"foot", "footer"}
    if kinds & {"title", "title_info"}:
        homes.add("title")
    if kinds & {"info", "title_info"}:
        homes.add("info")
    return (
        homes
        | (kinds & {"strip", "buyer", "date_boxes"})
        | ({"vendor"} if kinds & {"vendor", "vendor_window"} else set())
    )


def _dress(sheet: Sheet, family: Family) -> Dress:
    info = tuple("table" if m == "above_row" else m for m in family.info)
    dress = draw_dress(sheet, family.dress, info, family.strip)
    if family.buyer:
        dress.buyer = family.buyer
    if family.show:
        kept = {p for p in sorted(family.show) if chance(sheet.rng, 0.94)}
        dress.present = frozenset(kept)
    return dress


def head_bands(sheet: Sheet, plan: Plan, dress: Dress, bands: Sequence[Band], flow: Flow) -> None:
    """Everything above the table."""
    stretch = sheet.rng.choice((0.5, 1.0, 1.0, 1.5))
    for row in bands:
        flow.add(lay_band(sheet, plan, dress, row, sheet.style.room), row.gap * stretch)
        if sheet.rng.random() < 0.06:
            rule = Frag(sheet.style.room, 1)
            rule.shapes.append(Shape(0, 0, sheet.style.room, 0, sheet.style.rule))
            flow.add(rule, 3)


def _ship_to_elsewhere(sheet: Sheet, dress: Dress, kinds: set[str], flow: Flow) -> Frag | None:
    """A delivery place that is no block of the head: a line before the table, or one after it (returned)."""
    missing = "ship_to" not in kinds and chance(sheet.rng, 0.75)
    moved = "ship_to" not in dress.present and chance(sheet.rng, 0.35)
    if not missing and not (moved and "ship_to" in kinds):
        return None
    if chance(sheet.rng, 0.3):
        frag = paragraph([delivery_sentence(sheet)], sheet.style.ink(), sheet.style.room)
    else:
        frag = party(
            sheet,
            "ship_to",
            sheet.style.room,
            sheet.rng.choice(("inline",) * 5 + ("above", "left", "hanging", "captioned")),
        )
    if chance(sheet.rng, 0.45):
        return frag
    flow.add(frag, 8)
    return None


def table_body(sheet: Sheet, family: Family, flow: Flow, width: float) -> Table:
    """The lines as a table."""
    plan = draw_table_plan(sheet, dict(family.wants), family.codes)
    look = draw_look(sheet.rng, sheet, family.rules, family.header)
    if chance(sheet.rng, 0.06):
        width *= sheet.rng.uniform(0.75, 1.0)
    table, rows = table_rows(sheet, plan, look, width)
    gap = sheet.rng.choice((6, 10, 14, 20, 30))
    if sheet.style.currency_in == "above" and sheet.style.currency != "none":
        flow.add(_expressed(sheet, width), gap)
        gap = 3
    flow.rows(rows, table, gap)
    if look.rules in ("columns", "box") and len(rows) < 15 and chance(sheet.rng, 0.35):
        flow.add(_open_frame(table, sheet.rng.uniform(20, 320 - 16 * len(rows))))
    return table


def _expressed(sheet: Sheet, width: float) -> Frag:
    """The sentence that tells the currency, above the table."""
    form = sheet.word("expressed", vocab("address_parts")["expressed"][sheet.order.language])
    before, _, after = form.partition("{c}")
    line = [Piece(before.strip(), "other"), Piece(sheet.currency_text(), "header.currency", glue=before.endswith("("))]
    if after.strip():
        line.append(Piece(after.strip(), "other", glue=not after.startswith(" ")))
    return paragraph(
        [[p for p in line if p.text]], sheet.style.ink(0.85), width, sheet.rng.choice(("left", "right", "right"))
    )


def _open_frame(table: Table, height: float) -> Frag:
    """The table's vertical rules go on below the last line, down to a closing rule."""
    frag = Frag(table.width, height)
    xs = [*table.xs, table.width] if table.look.rules == "columns" else [0.0, table.width]
    frag.shapes += [Shape(x, 0, x, height, table.look.rule, gray=table.look.gray) for x in xs]
    frag.shapes.append(Shape(0, height, table.width, height, table.look.rule, gray=table.look.gray))
    return frag


def tail(sheet: Sheet, plan: Plan, flow: Flow, table: Table | None, kind: str = "") -> None:
    """Sums, conditions and notes, in an order that varies."""
    rng, room = sheet.rng, sheet.style.room
    unpriced = table is not None and not {"amount", "unit_price"} & {c.key for c in table.plan.columns}
    sums = totals(sheet, draw_sums(sheet, "none" if unpriced and chance(rng, 0.85) else kind), table, room)
    foot = conditions(sheet, plan.keys("foot"), room * rng.choice((1.0, 1.0, 0.6)))
    remark = notes(sheet, room * rng.choice((1.0, 0.6)), plan.label_notes) if plan.notes_at == "after" else Frag(0, 0)
    gap = rng.choice((2, 4, 8, 16))
    latin = sheet.order.country in ("FR", "ES", "IT", "BE", "DE", "CH")
    if latin and sums.height and sheet.order.tax_rate and chance(rng, 0.08) and _free_left(sums) > 200:
        sums = beside([tax_recap(sheet), sums], [0.0, 0.0], room)
    if chance(rng, 0.15) and foot.height and foot.width < room and sums.height:
        # Sums at the right, conditions beside them at the left.
        left = stack([foot, remark], gap=4)
        if _free_left(sums) > left.width + 8:
            flow.add(beside([left, sums], [0.0, 0.0], room), gap)
            return
    order = (
        [(remark, 6.0), (sums, float(gap)), (foot, 8.0)]
        if chance(rng, 0.15)
        else [(sums, float(gap)), (foot, 8.0), (remark, 8.0)]
    )
    if chance(rng, 0.2):
        order[-2:] = order[-2:][::-1]
    for frag, space_before in order:
        flow.add(frag, space_before)


def _free_left(frag: Frag) -> float:
    return min((t.x for t in frag.texts), default=0.0)


def _end(sheet: Sheet, plan: Plan, flow: Flow) -> None:
    rng, room = sheet.rng, sheet.style.room
    if plan.notes_at == "tail":
        flow.add(notes(sheet, room, plan.label_notes), 10)
    for frag in extras(sheet, room):
        flow.add(frag, 8)
    flow.add(closing(sheet, room), rng.choice((8, 14, 30)))
    if chance(rng, 0.05):
        frag = terms_page(sheet, room, dense=chance(rng, 0.5))
        if chance(rng, 0.5):
            frag = boxed(padded(frag, 0, 4), 0.3)
        flow.add(frag, 14)
