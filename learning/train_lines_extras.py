"""Lines of a sketched item beside its description: codes, dates, remarks, and figures that are none of its own."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from learning.synth.content import LineContent, OrderContent
from learning.synth.draw import pattern
from learning.synth.vocab import vocab
from learning.train_lines_canvas import NO_BLANK, Line, Piece
from learning.train_lines_sketch import Style, label_of


def extra_of(rng: Random, kind: str, style: Style, line: LineContent, index: int, order: OrderContent) -> Line:
    """A line of the item's text: "Your ref: 123", with its label."""
    if kind in ("place", "account", "release", "tax"):
        return _remark(rng, kind, style, line, index, order)
    forms = vocab("columns")["inline"]
    language = style.language
    value, name = {
        "supplier": (line.supplier_item_code, "supplier_item_code"),
        "buyer": (line.buyer_item_code, "buyer_item_code"),
        "gtin": (line.gtin, "gtin"),
        "mpn": (line.manufacturer_part_number, "other"),
        "date": (style.day(line.requested_date) if line.requested_date else "", "requested_date"),
        "comment": (line.comment, ""),
        "discount": (_percent(line), "discount_percent"),
    }[kind]  # fmt: skip
    if not value:
        return []
    if kind == "comment":
        return [Piece(str(value), label_of(index, "other"))]
    if kind == "discount":
        words = {"fr": "Remise", "de": "Rabatt", "es": "Descuento", "it": "Sconto", "nl": "Korting"}
        word = words.get(language, "Discount")
        return [Piece(word, label_of(index, "label")), Piece(str(value), label_of(index, name))]
    key = "gtin_all" if kind == "gtin" else f"{kind}_{language}"
    before, _, after = str(rng.choice(forms[key])).partition("{v}")
    made: Line = []
    if before.strip():
        made.append(Piece(before.strip(), label_of(index, "label")))
    glue = NO_BLANK if before and not before.endswith(" ") else ""
    made.append(Piece(glue + str(value), label_of(index, name)))
    if after.strip():
        made.append(Piece(NO_BLANK + after.strip(), label_of(index, "label")))
    return made


def _remark(rng: Random, kind: str, style: Style, line: LineContent, index: int, order: OrderContent) -> Line:
    """Lines under an item whose figures are none of its own: place, account with its share, release, tax."""
    other = label_of(index, "other")
    if kind == "place":
        place = order.ship_to
        return [Piece(f"{rng.choice(vocab('labels')['ship_to'][style.language])} {place.street} {place.city}", other)]
    if kind == "account":
        code = pattern(rng, rng.choice(("###-####-###.##-##", "##-####-##", "GL ######", "WBS @-#####")))
        return [Piece(code, other), Piece(style.amount(line.amount), other)]
    if kind == "release":
        if line.requested_date is None:
            return []
        day = Piece(style.day(line.requested_date), label_of(index, "requested_date"))
        share = Piece(style.quantity(line.quantity), label_of(index, "schedule_quantity"))
        return [Piece("1", other), *rng.choice(((day, share), (share, day)))]
    tax = (line.amount * order.tax_rate / 100).quantize(Decimal("0.01"))
    return [Piece(f"{order.tax_label or 'Tax'} {order.tax_rate}%", other), Piece(style.amount(tax), other)]


def _percent(line: LineContent) -> str:
    return format(line.discount_percent.normalize(), "f") + " %" if line.discount_percent else ""
