"""Items written as text in a form put together for the document: one row or several each, or all in one sentence."""

from __future__ import annotations

from collections.abc import Mapping

from learning.synth.content import LineContent
from learning.synth.draw import chance
from learning.synth.item_forms import item_form, said
from learning.synth.pdf.flow import Flow
from learning.synth.pdf.ops import Piece, paragraph
from learning.synth.pdf.sheet import Sheet
from learning.synth.pdf.table_rows import line_indexes
from learning.synth.vocab import vocab


def listed_items(sheet: Sheet, flow: Flow, room: float) -> None:
    """Items in a form put together for this letter, each over one row or several, or all in one sentence."""
    rng, order = sheet.rng, sheet.order
    lines = [(line, i) for line, i in zip(order.lines, line_indexes(order.lines), strict=True) if i is not None]
    coded = all(line.sku or line.buyer_item_code for line, _ in lines)
    one = len(lines) <= 3 and chance(rng, 0.35)
    rows = item_form(rng, order.language, prose=one, coded=coded)
    indent, gap = rng.choice((0, 0, 14, 30)), rng.choice((1, 2, 4, 8))
    ink = sheet.style.ink()
    joint = f"{vocab('sentences')['and']['all'][order.language]}"
    joined: list[Piece] = []
    for line, index in lines:
        values = _values(sheet, line, index)
        made = [_said_pieces(row, values) for row in rows]
        if one:
            joined += [*([Piece(rng.choice((joint, "+", ",")), "other")] if joined else []), *made[0]]
            continue
        shown = [paragraph([row], ink, room - indent) for row in made if row]
        for at, frag in enumerate(shown):
            flow.add(frag, gap if at == 0 else 1, indent, kind="line")
    if joined:
        flow.add(paragraph([joined], ink, room), 4, kind="line")


def _said_pieces(row: str, values: Mapping[str, list[Piece]]) -> list[Piece]:
    """A row of a form as pieces, glued where no blank stands between."""
    out: list[Piece] = []
    apart = True
    for text, slot in said(row, {key: found[0].text for key, found in values.items() if found}):
        if not slot:
            if text.strip():
                out.append(Piece(text.strip(), "other", glue=not apart and not text.startswith((" ", "\t"))))
            apart = text.endswith((" ", "\t"))
            continue
        found = values[slot]
        glued = bool(out) and not apart and not (out[-1].role == "other" and text.startswith(" "))
        out += [Piece(p.text, p.role, p.bold, glued if i == 0 else p.glue) for i, p in enumerate(found)]
        apart = False
    return out


def _values(sheet: Sheet, line: LineContent, index: int) -> dict[str, list[Piece]]:
    """The pieces of every slot of a form; a code of nobody named is ours when it is of our catalogue."""
    formats, prefix = sheet.style.formats, f"line.{index}"
    owner = "supplier_item_code" if line.sku is not None else "buyer_item_code"
    own = line.buyer_item_code or "" if line.sku is not None else ""
    day = line.requested_date if len(line.schedules) < 2 else None
    texts = {
        "q": (formats.quantity(line.quantity), "quantity"),
        "u": (line.unit, "unit"),
        "d": (line.description, "description"),
        "c": (getattr(line, owner) or "", owner),
        "b": (own, "buyer_item_code"),
        "g": (line.gtin or "", "gtin"),
        "t": (formats.line_date(day) if day else "", "requested_date"),
        "n": (line.line_no, "line_no"),
        "x": (line.unit, "other"),
    }
    made = {slot: [Piece(text, f"{prefix}.{name}")] for slot, (text, name) in texts.items() if text}
    price = sheet.money(line.unit_price, f"{prefix}.unit_price", "last") if line.price_basis == 1 else []
    if price:
        made["p"] = priced_pieces(sheet, price, line)
    made["a"] = sheet.money(line.amount, f"{prefix}.amount", "last")
    return made


def priced_pieces(sheet: Sheet, pieces: list[Piece], line: LineContent) -> list[Piece]:
    """The price with as many decimals as it needs."""
    text = sheet.style.formats.price(line.unit_price)
    return [Piece(text if p.role.endswith("unit_price") else p.text, p.role, p.bold, p.glue) for p in pieces]
