"""Sketched items without a table: small forms with a label before every value, and lists as people type them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from learning.synth.content import LineContent, OrderContent
from learning.synth.draw import chance
from learning.synth.item_forms import item_forms, said
from learning.train_lines_around import broken
from learning.train_lines_canvas import NO_BLANK, Canvas, Line, Piece, wrapped
from learning.train_lines_sketch import Plan, Style, cell_of, heading_text


def blocks(rng: Random, canvas: Canvas, order: OrderContent, style: Style, plan: Plan) -> None:
    """Each item a small form: a label before every value, one or more pairs on a line."""
    step = canvas.size * rng.uniform(1.15, 1.5)
    labels = {c: heading_text(rng, c, style.language).replace("|", " ") for c in plan.columns}
    colon = rng.choice((":", ":", " :", "", " ="))
    per_row = rng.choice((1, 1, 2, 3))
    tab = rng.choice((0.0, 70.0, 110.0))
    titled = "line_no" in plan.columns and chance(rng, 0.5)
    if chance(rng, 0.3):
        _stacked_blocks(rng, canvas, order, style, plan, labels)
        return
    unit_apart = plan.unit_with
    for index, line in enumerate(order.printed_lines):
        fields = [c for c in plan.columns if not (titled and c == "line_no")]
        if unit_apart == "own":
            fields = [c for c in fields if c != "unit"]
        rows = [fields[i : i + per_row] for i in range(0, len(fields), per_row)]
        broken(canvas, (len(rows) + 1) * step)
        if titled:
            canvas.put(
                canvas.margin,
                canvas.y,
                [Piece(labels["line_no"], f"lines.{index}.label"), Piece(line.line_no, f"lines.{index}.line_no")],
                bold=True,
            )
            canvas.y += step
        for row in rows:
            x = canvas.margin + 10
            for c in row:
                piece = cell_of(rng, c, plan, style, line, index, order)
                if not piece:
                    continue
                if c == "quantity" and unit_apart == "own":
                    piece = [*piece, Piece(line.unit, f"lines.{index}.unit")]
                end = canvas.put(x, canvas.y, [Piece(labels[c] + colon, f"lines.{index}.label")])
                start = max(x + tab, end + canvas.size * 0.4) if tab else end + canvas.size * 0.35
                x = canvas.put(
                    start, canvas.y, wrapped(canvas, piece, canvas.width * 0.5)[0] if c != "description" else piece
                ) + canvas.size * rng.choice((1.2, 2.5))
            canvas.y += step
        canvas.y += step * rng.choice((0.3, 0.8))


def _stacked_blocks(
    rng: Random, canvas: Canvas, order: OrderContent, style: Style, plan: Plan, labels: Mapping[str, str]
) -> None:
    """Each item a box of cells, the label small above its value; every item prints its labels again."""
    step, across = canvas.size * rng.uniform(1.1, 1.4), rng.choice((3, 4, 5))
    wide = (canvas.width - 2 * canvas.margin) / across
    small = canvas.size * rng.choice((1.0, 0.8, 0.75))
    gap, framed = rng.choice((0.4, 0.8, 1.5)), chance(rng, 0.5)
    for index, line in enumerate(order.printed_lines):
        filled = [(c, cell_of(rng, c, plan, style, line, index, order)) for c in plan.columns]
        rows = _placed_cells([(c, piece) for c, piece in filled if piece], across)
        broken(canvas, (2 * len(rows) + 2) * step)
        for row in rows:
            deep = 1
            for x, span, column, piece in row:
                left = canvas.margin + x * wide
                name = [Piece(labels[column], f"lines.{index}.label")]
                canvas.put(left, canvas.y, wrapped(canvas, name, wide * span - 4)[0], small)
                texts = wrapped(canvas, piece, wide * span - 6)
                deep = max(deep, len(texts))
                for down, text in enumerate(texts):
                    canvas.put(left, canvas.y + (1 + down) * step, text)
            canvas.y += (1 + deep) * step
        if framed:
            canvas.rule(canvas.margin, canvas.width - canvas.margin, canvas.y)
        canvas.y += gap * step


def _placed_cells(cells: Sequence[tuple[str, Line]], across: int) -> list[list[tuple[int, int, str, Line]]]:
    """Cells in rows of `across` places: place, places taken, column, contents. A description takes two."""
    rows: list[list[tuple[int, int, str, Line]]] = [[]]
    used = 0
    for column, piece in cells:
        span = 2 if column == "description" else 1
        if used + span > across:
            rows.append([])
            used = 0
        rows[-1].append((used, span, column, piece))
        used += span
    return rows


def listed(rng: Random, canvas: Canvas, order: OrderContent, style: Style, plan: Plan) -> None:
    """Lines as people type them: "- 12 Stk K587407 Coffee à 4,50"."""
    if chance(rng, 0.65):
        _formed(rng, canvas, order, style)
        return
    parts = rng.choice(
        (
            ("quantity", "unit", "code", "description"),
            ("quantity", "x", "description"),
            ("code", "description", "quantity", "unit"),
            ("quantity", "x", "code", "description", "price"),
            ("code", "quantity", "unit"),
            ("description", "code", "quantity", "unit"),
            ("quantity", "unit", "description", "price"),
            ("line_no", "code", "description", "quantity", "unit", "price"),
            ("line_no", "description", "quantity", "unit"),
        )
    )
    separator = rng.choice(("", "", "", ",", " -", " /", " :", ";"))
    bullet = rng.choice(("", "", "-", "*", "•", "n"))
    label = rng.choice(("", "", "Art.", "Ref", "Code", "Réf."))
    braces = chance(rng, 0.25)
    at = rng.choice(("@", "à", "je", "at", "zu"))
    step = canvas.size * rng.uniform(1.15, 1.6)
    for index, line in enumerate(order.printed_lines):
        broken(canvas, step)
        made: Line = []
        if bullet:
            made.append(
                Piece(f"{index + 1}." if bullet == "n" else bullet, f"lines.{index}.line_no" if bullet == "n" else "")
            )
        for n, part in enumerate(parts):
            pieces = list_part(part, plan, style, line, index, label, braces, at)
            if not pieces:
                continue
            if separator and n and part not in ("unit", "x") and made:
                made.append(Piece((NO_BLANK if not separator.startswith(" ") else "") + separator.strip()))
            made += pieces
        for row in wrapped(canvas, made, canvas.width - 2 * canvas.margin):
            canvas.put(canvas.margin, canvas.y, row)
            canvas.y += step
        if chance(rng, 0.1):
            canvas.y += step


def _formed(rng: Random, canvas: Canvas, order: OrderContent, style: Style) -> None:
    """Lines in a form put together from parts, one or several rows each."""
    lines = order.printed_lines
    coded = all(line.sku or line.buyer_item_code for line in lines)
    forms = item_forms(rng, style.language, len(lines), coded=coded)
    step, gap = canvas.size * rng.uniform(1.15, 1.6), rng.choice((0.0, 0.0, 0.3, 0.8, 1.5))
    indent = rng.choice((0.0, 0.0, 12.0, 30.0)) if len(forms[0]) > 1 else 0.0
    remarked = chance(rng, 0.6)
    start, room = rng.choice((0.0, 0.0, 14.0, 30.0)), canvas.width - canvas.margin - rng.choice((0.0, 0.0, 60.0, 150.0))
    money = rng.choice(("", "", "{v} $", "$ {v}", "{v}$", "${v}")).replace("$", style.money)
    for index, (line, rows) in enumerate(zip(lines, forms, strict=True)):
        broken(canvas, len(rows) * step)
        for at, row in enumerate(rows):
            made = _formed_row(row, style, line, index, money)
            left = canvas.margin + start + (indent if at else 0.0)
            for part in wrapped(canvas, made, room - left) if made else []:
                canvas.put(left, canvas.y, part)
                canvas.y += step
        if line.comment and remarked:
            canvas.put(canvas.margin + start + indent, canvas.y, [Piece(line.comment, f"lines.{index}.other")])
            canvas.y += step
        canvas.y += gap * step


def _formed_row(row: str, style: Style, line: LineContent, index: int, money: str) -> Line:
    owner = "supplier_item_code" if line.sku is not None else "buyer_item_code"
    own = (line.buyer_item_code or "") if line.sku is not None else ""
    plain = line.price_basis == 1
    slots = {
        "q": (style.quantity(line.quantity), "quantity"),
        "u": (line.unit, "unit"),
        "d": (line.description, "description"),
        "c": (getattr(line, owner) or "", owner),
        "b": (own, "buyer_item_code"),
        "g": (line.gtin or "", "gtin"),
        "p": (style.price(line.unit_price) if plain else "", "unit_price"),
        "a": (style.amount(line.amount), "amount"),
        "t": (style.day(line.requested_date) if line.requested_date else "", "requested_date"),
        "n": (line.line_no, "line_no"),
        "x": (line.unit, "label"),
    }
    made: Line = []
    apart = True
    for text, slot in said(row, {key: value for key, (value, _) in slots.items()}):
        glue = "" if apart or text.startswith((" ", "\t")) else NO_BLANK
        name = (
            f"lines.{index}.{slots[slot][1]}"
            if slot
            else f"lines.{index}.{'label' if any(map(str.isalpha, text)) else 'other'}"
        )
        if slot in ("p", "a") and money:
            made += _with_money(text.strip(), money, glue, name)
        elif text.strip():
            made.append(Piece(glue + text.strip(), name))
        apart = text.endswith((" ", "\t"))
    return made


def _with_money(text: str, money: str, glue: str, name: str) -> Line:
    """A figure with its currency, "$ {v}" or "{v}$": beside it as a word of its own, or one with it."""
    made: Line = []
    for part in money.split(" "):
        figure = part.replace("{v}", text)
        made.append(Piece(glue + figure if not made else figure, name if "{v}" in part else ""))
    return made


def list_part(
    part: str, plan: Plan, style: Style, line: LineContent, index: int, label: str, braces: bool, at: str
) -> Line:
    name = f"lines.{index}."
    if part == "quantity":
        return [Piece(style.quantity(line.quantity), name + "quantity")]
    if part == "x":
        return [Piece("x", name + "other")]
    if part == "price":
        return [
            Piece(at, name + "label"),
            Piece(style.price(line.unit_price), name + "unit_price"),
            *([Piece(style.money)]),
        ]
    if part == "code":
        key = "supplier_item_code" if line.sku is not None else "buyer_item_code"
        code = getattr(line, key)
        if not code:
            return []
        code = f"({code})" if braces else code
        return [*([Piece(label, name + "label")] if label else []), Piece(code, name + key)]
    value = getattr(line, part)
    return [Piece(str(value), name + part)] if value else []
