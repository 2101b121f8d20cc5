"""Sketched items without a table: small forms with a label before every value, and lists as people type them."""

from __future__ import annotations

from random import Random

from learning.synth.content import LineContent, OrderContent
from learning.synth.draw import chance
from learning.train_lines_around import broken
from learning.train_lines_sketch import NO_BLANK, Canvas, Line, Piece, Plan, Style, cell_of, heading_text, wrapped


def blocks(rng: Random, canvas: Canvas, order: OrderContent, style: Style, plan: Plan) -> None:
    """Each item a small form: a label before every value, one or more pairs on a line."""
    step = canvas.size * rng.uniform(1.15, 1.5)
    labels = {c: heading_text(rng, c, style.language).replace("|", " ") for c in plan.columns}
    colon = rng.choice((":", ":", " :", "", " ="))
    per_row = rng.choice((1, 1, 2, 3))
    tab = rng.choice((0.0, 70.0, 110.0))
    titled = "line_no" in plan.columns and chance(rng, 0.5)
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


def listed(rng: Random, canvas: Canvas, order: OrderContent, style: Style, plan: Plan) -> None:
    """Lines as people type them: "- 12 Stk K149308 Coffee à 4,50"."""
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
