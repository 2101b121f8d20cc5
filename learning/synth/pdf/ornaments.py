"""Company signs, bar codes and pages of general conditions. They hold nothing of the order but names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from learning.synth.draw import chance
from learning.synth.pdf.ops import Align, Frag, Ink, Line, Piece, Shape, beside, paragraph
from learning.synth.pdf.parties import broken_name
from learning.synth.pdf.sheet import Sheet
from learning.synth.vocab import vocab


def logo(sheet: Sheet, width: float) -> Frag:
    """A company sign: the name set large (the only place of the name, sometimes), beside a drawn device."""
    rng, style = sheet.rng, sheet.style
    ink = style.title_ink(rng.choice((0.9, 1.1, 1.4)))
    text = sheet.order.buyer.name
    shown = text.upper() if chance(rng, 0.3) else text
    spaced = Ink(
        ink.regular,
        ink.bold,
        ink.size,
        ink.leading,
        chance(rng, 0.8),
        rng.choice((0.0, 0.0, 0.3)),
        rng.choice((0.0, 0.0, 0.0, 1.5)),
    )
    lines = broken_name(sheet, [Piece(shown, "header.buyer_name")], 0.2)
    name = paragraph(lines, spaced, max(40.0, width - 42))
    if chance(rng, 0.5):
        return name
    size = min(30.0, max(18.0, name.height))
    device = Frag(size + 6, size)
    for i in range(rng.randint(1, 3)):
        device.shapes.append(
            Shape(i * size / 4, i * size / 5, size - i * size / 6, size, 0.8, rng.choice((0.2, 0.5, 0.8, None)))
        )
    return beside([device, name], [0.0, size + 8], width, "middle")


def code_box(sheet: Sheet) -> Frag:
    """Something like a bar code or a QR code, with its digits."""
    rng = sheet.rng
    if chance(rng, 0.5):
        out = Frag(90, 34)
        x = 0.0
        while x < 88:
            wide = rng.choice((0.6, 1.2, 1.8))
            out.shapes.append(Shape(x, 0, x + wide, 22, 0, 0.0))
            x += wide + rng.choice((0.8, 1.4, 2))
        text = sheet.order.po_number if chance(rng, 0.4) else sheet.order.numbers["requisition"]
        role = "header.po_number" if text == sheet.order.po_number else "noise.barcode"
        frag = paragraph([[Piece(text, role)]], sheet.style.small_ink(), 90, "center")
        out.add(frag, 0, 23)
        return out
    out = Frag(48, 48)
    for i in range(12):
        for j in range(12):
            if rng.random() < 0.5:
                out.shapes.append(Shape(i * 4, j * 4, i * 4 + 4, j * 4 + 4, 0, 0.0))
    return out


_CLAUSES: Mapping[str, Any] = vocab("words")["clauses"]


def terms_page(sheet: Sheet, width: float, dense: bool = True) -> Frag:
    """General conditions in small print: many numbered clauses, sums and dates that are not the order's."""
    rng = sheet.rng
    clauses = _CLAUSES[sheet.order.language]
    size = rng.uniform(5, 7.5)
    face = sheet.style.face
    ink = Ink(face.regular, face.bold, size, 1.15)
    heading = {
        "fr": "Conditions générales d'achat",
        "de": "Allgemeine Einkaufsbedingungen",
        "es": "Condiciones generales de compra",
        "it": "Condizioni generali di acquisto",
        "nl": "Algemene inkoopvoorwaarden",
    }.get(sheet.order.language, "Terms and Conditions")
    lines: list[Line] = [[Piece(heading, "noise.terms", True)]]
    for number in range(1, rng.randint(6, 40 if dense else 12)):
        lines.append(
            [Piece(f"{number}. " + " ".join(rng.choice(clauses) for _ in range(rng.randint(1, 4))), "noise.terms")]
        )
    return paragraph(lines, ink, width)


def system_lines(sheet: Sheet, side: Align) -> Frag:
    """What the purchasing system prints of itself: nobody's name."""
    names = vocab("address_parts")["system"][sheet.order.language]
    count = int(sheet.word("system_lines", ("1", "2", "3")))
    lines: list[Line] = []
    for index in range(count):
        text = sheet.word(f"system_name_{index}", names).format(
            n=sheet.word("system_version", ("2", "7", "12", "24", "347"))
        )
        lines.append([Piece(text, "noise.system")])
    large = sheet.word("system_size", ("small", "small", "body", "head"))
    ink = {"small": sheet.style.small_ink(), "body": sheet.style.ink()}.get(large, sheet.style.ink(1.3, True))
    return paragraph(lines, ink, sheet.style.room, side)
