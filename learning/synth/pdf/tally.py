"""Orders in one closed grid, as Indian accounting programs print them: parties left, voucher fields right."""

from __future__ import annotations

from learning.synth.draw import chance
from learning.synth.pdf.columns import draw_table_plan
from learning.synth.pdf.families import Family
from learning.synth.pdf.fields import Entry, entries
from learning.synth.pdf.flow import Flow, paginate
from learning.synth.pdf.furniture import draw_furniture, notes
from learning.synth.pdf.ops import Frag, Ink, Line, Piece, Shape, padded, paragraph, stack
from learning.synth.pdf.parties import party_extras
from learning.synth.pdf.plan import draw_plan
from learning.synth.pdf.sheet import Sheet
from learning.synth.pdf.table import Table, draw_look
from learning.synth.pdf.table_rows import table_rows
from learning.synth.pdf.totals import draw_sums
from learning.synth.pdf.writer import DrawnPage

EMPTY_CELLS = (
    "Other References",
    "Dispatched through",
    "Destination",
    "Mode/Terms of Payment",
    "Terms of Delivery",
    "Despatch Document No.",
    "Delivery Note",
)


def tally(sheet: Sheet, family: Family) -> list[DrawnPage]:
    """All pages."""
    rng, order = sheet.rng, sheet.order
    width = sheet.style.room
    flow = Flow()
    plan = draw_plan(rng, order, {"info", "foot", "footer"}, sheet.currency_field)
    ink = sheet.style.ink(1.2, True)
    title = {"order_change": "PURCHASE ORDER (AMENDED)", "cancellation": "CANCELLED PURCHASE ORDER"}.get(
        order.document_type, "PURCHASE ORDER"
    )
    flow.add(paragraph([[Piece(title, "title")]], ink, width, "center"))
    left = _left(sheet, width / 2)
    right = _right(sheet, entries(sheet, plan.keys("info")), width / 2)
    height = max(left.height, right.height)
    head = Frag(width, height)
    head.add(left, 0, 0)
    head.add(right, width / 2, 0)
    head.shapes += [Shape(x, 0, x, height, 0.5) for x in (0, width / 2, width)]
    head.shapes += [Shape(0, y, width, y, 0.5) for y in (0, height)]
    flow.add(head, 4)
    columns = draw_table_plan(sheet, {"hsn": 0.7, "line_no": 0.95, "requested_date": 0.6, "amount": 1.0})
    look = draw_look(rng, sheet, "columns", "plain")
    table, rows = table_rows(sheet, columns, look, width)
    flow.rows(rows, table, 0)
    _filled(flow, table, rng.choice((0, 20, 80)))
    _bottom(sheet, flow, table, width)
    for e in entries(sheet, plan.keys("foot")):
        flow.add(paragraph([[*e.label, *e.value]], sheet.style.ink(), width), 3)
    if plan.notes_at:
        flow.add(notes(sheet, width, plan.label_notes), 4)
    _signature(sheet, flow, width)
    return paginate(sheet, flow, draw_furniture(sheet, plan, rng.choice(("none", "page"))))


def _left(sheet: Sheet, width: float) -> Frag:
    """Invoice to, consignee, supplier: one below the other, ruled off."""
    rng = sheet.rng
    blocks: list[Frag] = []
    order = ["buyer", "ship_to", "vendor"]
    if chance(rng, 0.3):
        rng.shuffle(order)
    for who in order:
        if who == "ship_to" and chance(rng, 0.12):
            continue
        label = [
            Piece(
                {
                    "buyer": rng.choice(("Invoice To", "Buyer", "Bill To")),
                    "ship_to": rng.choice(("Consignee (Ship to)", "Despatch To", "Consignee")),
                    "vendor": rng.choice(("Supplier (Bill from)", "Supplier", "Vendor")),
                }[who],
                f"label.{who}",
            )
        ]
        lines: list[Line] = [label, *sheet.address_lines(who)]
        lines[1] = [Piece(p.text, p.role, True) for p in lines[1]]
        if who == "buyer":
            lines += _registers(sheet)
            lines += party_extras(sheet, "buyer", ("buyer_email",) if chance(rng, 0.6) else ())
        elif who == "vendor" and chance(rng, 0.7):
            lines.append(
                [
                    Piece("GSTIN/UIN:", "noise.vendor.label"),
                    Piece(sheet.order.vendor.vat_id or "27AAACD1234F1Z5", "party.vendor.vat_id"),
                ]
            )
        block = padded(paragraph(lines, sheet.style.ink(), width - 8), 4, 2)
        block.shapes.append(Shape(0, block.height, width, block.height, 0.5))
        blocks.append(block)
    return stack(blocks, width=width)


def _registers(sheet: Sheet) -> list[Line]:
    rng, order = sheet.rng, sheet.order
    lines: list[Line] = []
    if order.buyer.vat_id and chance(rng, 0.85):
        label = rng.choice(("GSTIN/UIN:", "GSTIN :", "GST No.", "GSTIN"))
        lines.append([Piece(label, "label.buyer_vat_id"), *sheet.value("buyer_vat_id")])
    if chance(rng, 0.6):
        lines.append([Piece("State Name :", "other"), Piece("Maharashtra, Code : 27", "noise.state")])
    if chance(rng, 0.4):
        lines.append(
            [
                Piece("CIN:", "other"),
                Piece(f"U29299MH19{rng.randint(60, 99)}PTC{rng.randint(100000, 199999)}", "noise.registration"),
            ]
        )
    if chance(rng, 0.4):
        lines.append([Piece("PAN:", "other"), Piece(order.numbers["pan"], "noise.pan")])
    return lines


def _right(sheet: Sheet, found: list[Entry], width: float) -> Frag:
    """Two columns of cells: a label over its value, some without one."""
    rng = sheet.rng
    small, ink = sheet.style.ink(0.85), sheet.style.ink(1.0, True)
    for word in rng.sample(EMPTY_CELLS, rng.randint(0, 4)):
        found.append(Entry("", [Piece(word, "noise.empty.label")], []))
    out = Frag(width, 0.0)
    half = width / 2
    for start in range(0, len(found), 2):
        pair = found[start : start + 2]
        cells = [_cell(e, small, ink, half) for e in pair]
        height = max(c.height for c in cells)
        for i, c in enumerate(cells):
            out.add(c, i * half, out.height)
        out.shapes.append(Shape(half, out.height, half, out.height + height, 0.5))
        out.height += height
        out.shapes.append(Shape(0, out.height, width, out.height, 0.5))
    return out


def _cell(e: Entry, small: Ink, ink: Ink, width: float) -> Frag:
    value = paragraph([e.value], ink, width - 6) if e.value else Frag(width - 6, ink.size * 1.2)
    return padded(stack([paragraph([e.label], small, width - 6), value], width=width - 6), 3, 1)


def _filled(flow: Flow, table: Table, height: float) -> None:
    """Empty room in the columns, as these programs leave below the last item."""
    frag = Frag(table.width, height)
    frag.shapes += [Shape(x, 0, x, height, table.look.rule, gray=table.look.gray) for x in [*table.xs, table.width]]
    flow.add(frag)


def _bottom(sheet: Sheet, flow: Flow, table: Table, width: float) -> None:
    """Tax rows and the total inside the grid, then the amount in words."""
    keys = [c.key for c in table.plan.columns]
    at = keys.index("amount") if "amount" in keys else len(keys) - 1
    text_at = keys.index("description") if "description" in keys else 0
    ink = sheet.style.table_ink(True)
    for label, value, strong in draw_sums(sheet, sheet.rng.choice(("all", "net"))):
        frag = Frag(width, ink.size * 1.5)
        words, figures = paragraph([label], ink), paragraph([value], ink)
        right = table.xs[text_at] + table.widths[text_at] - 4 - words.width
        frag.add(
            words,
            max(2.0, right if right + words.width < table.xs[at] + table.widths[at] - figures.width - 6 else 2.0),
            1,
        )
        frag.add(figures, table.xs[at] + table.widths[at] - table.look.gutter - figures.width, 1)
        frag.shapes += [Shape(x, 0, x, frag.height, 0.5) for x in (0, width)]
        if strong:
            frag.shapes += [Shape(0, y, width, y, 0.5) for y in (0, frag.height)]
        flow.add(frag)
    if chance(sheet.rng, 0.7):
        line: Line = [
            Piece("Amount Chargeable (in words)", "noise.words"),
            Piece(in_words(int(sheet.order.total_gross)), "noise.words"),
        ]
        flow.add(paragraph([line], sheet.style.ink(0.9), width), 3)


_ONES = (
    "Zero",
    "One",
    "Two",
    "Three",
    "Four",
    "Five",
    "Six",
    "Seven",
    "Eight",
    "Nine",
    "Ten",
    "Eleven",
    "Twelve",
    "Thirteen",
    "Fourteen",
    "Fifteen",
    "Sixteen",
    "Seventeen",
    "Eighteen",
    "Nineteen",
)
_TENS = ("", "", "Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety")


def in_words(value: int) -> str:
    """An amount in Indian English."""
    parts: list[str] = []
    for size, name in ((10_000_000, "Crore"), (100_000, "Lakh"), (1000, "Thousand"), (100, "Hundred")):
        if value >= size:
            parts.append(f"{in_words(value // size).removeprefix('INR ').removesuffix(' Only')} {name}")
            value %= size
    if value or not parts:
        parts.append(
            _ONES[value] if value < 20 else f"{_TENS[value // 10]} {_ONES[value % 10] if value % 10 else ''}".strip()
        )
    return f"INR {' '.join(parts)} Only"


def _signature(sheet: Sheet, flow: Flow, width: float) -> None:
    ink = sheet.style.ink(0.9)
    lines: list[Line] = [
        [Piece("for", "other"), Piece(sheet.order.buyer.name, "header.buyer_name", True)],
        [Piece("Authorised Signatory", "noise.approval")],
    ]
    frag = padded(paragraph(lines, ink, width / 2 - 8, "right"), 4, 3, bottom=4)
    frag.shapes.append(Shape(0, 0, frag.width, frag.height, 0.5, None))
    frag.shapes = [
        Shape(0, 0, 0, frag.height, 0.5),
        Shape(0, 0, frag.width, 0, 0.5),
        Shape(frag.width, 0, frag.width, frag.height, 0.5),
        Shape(0, frag.height, frag.width, frag.height, 0.5),
    ]
    flow.add(frag, 4, width / 2)
