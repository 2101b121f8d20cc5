"""The sums under the table: which rows, their labels and where they stand. Amounts come from the order."""

from __future__ import annotations

from decimal import Decimal

from learning.synth.draw import chance, weighted
from learning.synth.pdf.ops import Align, Frag, Ink, Piece, Shape, beside, line_width, padded, paragraph, space, stack
from learning.synth.pdf.sheet import Sheet
from learning.synth.pdf.table import Table
from learning.synth.vocab import vocab

Sum = tuple[list[Piece], list[Piece], bool]
# Base, rate and tax, as Latin countries print them.
_RECAP: dict[str, tuple[str, str, str]] = {
    "en": ("Net", "Rate", "VAT"),
    "fr": ("Base HT", "Taux", "TVA"),
    "de": ("Netto", "Satz", "MwSt."),
    "es": ("Base", "%IVA", "Cuota"),
    "it": ("Imponibile", "Aliq.", "Imposta"),
    "nl": ("Grondslag", "%", "BTW"),
}


def draw_sums(sheet: Sheet, kind: str = "") -> list[Sum]:
    """Label, amount, strength of every row of the sums."""
    rng, order = sheet.rng, sheet.order
    shape = kind or weighted(rng, {"net": 5, "all": 5, "none": 1.2, "net_gross": 0.5, "bare": 0.7})
    if shape == "none":
        return []
    rows: list[Sum] = []
    outside = order.charges and sheet.word("charges_at", ("table", "totals")) == "totals"
    if outside:
        if chance(rng, 0.6):
            rows.append((_role(sheet.label("goods"), "row.subtotal"), sheet.money(order.goods, "row.subtotal"), False))
        rows += [
            ([Piece(c.label + sheet.style.colon, "row.freight")], sheet.money(c.amount, "row.freight"), False)
            for c in order.charges
        ]
    if shape in ("net", "bare"):
        label = [] if shape == "bare" else _worded(sheet, "total_only", "label.total_net")
        rows.append((label, sheet.money(order.total_net, "header.total_net", "last"), True))
        return rows
    rows.append(
        (_worded(sheet, "total_net", "label.total_net"), sheet.money(order.total_net, "header.total_net"), False)
    )
    if shape == "all":
        rows += _tax_rows(sheet)
    rows.append(
        (
            _worded(sheet, "total_gross", "label.total_gross"),
            sheet.money(order.total_gross, "header.total_gross", "last"),
            True,
        )
    )
    return rows


def _tax_rows(sheet: Sheet) -> list[Sum]:
    order = sheet.order
    if order.country == "IN" and order.tax_rate and chance(sheet.rng, 0.6):
        half = (order.total_tax / 2).quantize(Decimal("0.01"))
        rate = sheet.style.formats.percent(order.tax_rate / 2)
        return [
            ([Piece(f"{name} @ {rate}%", "row.tax")], sheet.money(amount, "row.tax"), False)
            for name, amount in (("CGST", half), ("SGST", order.total_tax - half))
        ]
    label = _on_base(sheet) if chance(sheet.rng, 0.12) else sheet.label("total_tax")
    return [(label, sheet.money(order.total_tax, "header.total_tax"), False)]


def _on_base(sheet: Sheet) -> list[Piece]:
    """The tax's name with the sum it is taken of: "VAT 20% on 1,240.00"."""
    order = sheet.order
    rate = sheet.style.formats.percent(order.tax_rate)
    form = sheet.word("tax_on_base", vocab("address_parts")["tax_on_base"][order.language]).format(r=rate)
    before, _, after = form.partition("{b}")
    pieces = [Piece(before.strip(), "label.total_tax"), *sheet.money(order.total_net, "row.tax")]
    return [*pieces, Piece(after.strip(), "label.total_tax", glue=after.startswith(")"))] if after.strip() else pieces


def _role(pieces: list[Piece], role: str) -> list[Piece]:
    return [Piece(p.text, role, p.bold, p.glue) for p in pieces]


def _worded(sheet: Sheet, key: str, role: str) -> list[Piece]:
    pieces = sheet.label(key, role=role)
    style = sheet.style
    if style.currency_in == "total_label" and style.currency != "none":
        form = sheet.word("total_currency", ("({c})", "{c}", "in {c}"))
        before, _, _ = form.partition("{c}")
        pieces = [Piece(pieces[0].text.rstrip(" :."), role, pieces[0].bold)]
        if before.strip() == "(":
            pieces.append(Piece(f"({sheet.currency_text()})", "header.currency"))
        else:
            pieces += [
                *([Piece(before.strip(), "other")] if before.strip() else []),
                Piece(sheet.currency_text(), "header.currency"),
            ]
        if style.colon.strip():
            pieces.append(Piece(style.colon.strip(), "other", glue=not style.colon.startswith(" ")))
    return pieces


def totals(sheet: Sheet, sums: list[Sum], table: Table | None, width: float) -> Frag:
    """The sums, right under the amounts, in a box, or as sentences at the left."""
    if not sums:
        return space(0)
    rng, style = sheet.rng, sheet.style
    ink = style.ink(rng.choice((0.9, 1.0, 1.0, 1.1)))
    place = weighted(rng, {"under": 5, "right": 4, "left": 0.6, "box": 2.5, "line": 0.8, "rows": 2.5, "across": 0.7})
    if place == "rows" and table is not None:
        return _in_columns(sums, table, width)
    if place in ("rows", "across"):
        return _across(sheet, sums, width)
    if place == "line":
        line: list[Piece] = []
        for label, value, _ in sums:
            line += [*label, *value]
        aligned: Align = rng.choice(("left", "right", "right"))
        return paragraph([line], ink, width, aligned)
    labels = max((line_width(label, _strong(ink, True)) for label, _, _ in sums), default=0.0) + 4
    values = max(line_width(value, _strong(ink, True)) for _, value, _ in sums) + 2
    if place == "left":
        return stack([_pair(ink, s, labels + 10, values, "left") for s in sums], width=width)
    gap = rng.choice((6, 12, 30, 60))
    block_width = min(width, labels + gap + values)
    rows = [_pair(ink, s, block_width - values, values, "right" if rng.random() < 0.4 else "left") for s in sums]
    if rng.random() < 0.3:
        rows[-1].shapes.append(Shape(0, 0, block_width, 0, style.rule))
    block = stack(rows, gap=rng.choice((0, 1, 3)), width=block_width)
    if place == "box":
        block = padded(block, 4, 3)
        block.shapes.append(Shape(0, 0, block.width, block.height, style.rule, gray=style.rule_gray))
    edge = width
    if place == "under" and table is not None:
        edge = _amount_edge(table)
    return beside([block], [max(0.0, edge - block.width)], width)


def _in_columns(sums: list[Sum], table: Table, width: float) -> Frag:
    """The sums as further rows of the table: the words under a column of text, the figures under the amounts."""
    rows: list[Frag] = []
    keys = [c.key for c in table.plan.columns]
    at = keys.index("amount") if "amount" in keys else len(keys) - 1
    for label, value, strong in sums:
        ink = _strong(table.ink, strong)
        figures, words = paragraph([value], ink), paragraph([label], ink)
        row = Frag(width, figures.height + 2 * table.look.pad)
        x = table.xs[at] + table.widths[at] - table.look.gutter - figures.width
        row.add(figures, x, table.look.pad)
        start = table.xs[max(0, at - 1)] + table.look.gutter
        row.add(words, max(0.0, start if start + words.width < x - 4 else x - words.width - 6), table.look.pad)
        if table.look.rules == "grid":
            row.shapes += [
                Shape(e, 0, e, row.height, table.look.rule, gray=table.look.gray)
                for e in (0, table.xs[at], table.width)
            ]
            row.shapes.append(Shape(0, row.height, table.width, row.height, table.look.rule, gray=table.look.gray))
        rows.append(row)
    return stack(rows, width=width)


def _across(sheet: Sheet, sums: list[Sum], width: float) -> Frag:
    """The sums side by side in a strip: labels above, figures below."""
    ink, small = sheet.style.ink(), sheet.style.ink(0.85)
    if len(sums) == 3 and chance(sheet.rng, 0.5):
        words = _RECAP.get(sheet.order.language, _RECAP["en"])[1]
        rate = sheet.style.formats.percent(sheet.order.tax_rate, sheet.rng.choice((0, 2)))
        sums = [sums[0], ([Piece(words, "row.tax")], [Piece(rate, "row.tax")], False), *sums[1:]]
    cell = width / max(3, len(sums))
    start = width - cell * len(sums) if sheet.rng.random() < 0.6 else 0.0
    out = Frag(width, 0.0)
    for i, (label, value, strong) in enumerate(sums):
        block = padded(
            stack([paragraph([label], small, cell - 8), paragraph([value], _strong(ink, strong), cell - 8)]), 4, 2
        )
        block.width = cell
        block.shapes.append(Shape(0, 0, cell, block.height, sheet.style.rule, gray=sheet.style.rule_gray))
        out.add(block, start + i * cell, 0)
        out.height = max(out.height, block.height)
    return out


def tax_recap(sheet: Sheet) -> Frag:
    """A small table of bases, rates and taxes, as Latin countries print it."""
    order, formats = sheet.order, sheet.style.formats
    heads = _RECAP.get(order.language, _RECAP["en"])
    values = (formats.money(order.total_net), formats.percent(order.tax_rate, 2), formats.money(order.total_tax))
    ink = sheet.style.ink(0.9)
    out = Frag(180.0, ink.size * 2.6)
    for i, (head, value) in enumerate(zip(heads, values, strict=True)):
        out.add(paragraph([[Piece(head, "row.tax")]], ink, 56, "right"), i * 60, 0)
        out.add(paragraph([[Piece(value, "row.tax")]], ink, 56, "right"), i * 60, ink.size * 1.25)
    out.shapes.append(Shape(0, ink.size * 1.25, 180, ink.size * 1.25, 0.4))
    return out


def _strong(ink: Ink, strong: bool) -> Ink:
    return Ink(ink.regular, ink.bold, ink.size, ink.leading, strong)


def _pair(ink: Ink, row: Sum, label_width: float, value_width: float, label_align: Align) -> Frag:
    label, value, strong = row
    inked = _strong(ink, strong)
    left = paragraph([label], inked, max(10.0, label_width - 4), label_align)
    right = paragraph([value], inked, value_width, "right")
    return beside([left, right], [0.0, label_width], label_width + value_width)


def _amount_edge(table: Table) -> float:
    keys = [c.key for c in table.plan.columns]
    at = keys.index("amount") if "amount" in keys else len(keys) - 1
    return table.xs[at] + table.widths[at] - table.look.gutter
