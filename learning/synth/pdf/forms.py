"""Parties as forms print them: a small caption over each part in a box of its own, lines hanging under a label."""

from __future__ import annotations

from collections.abc import Sequence

from learning.synth.draw import chance
from learning.synth.pdf.ops import Frag, Line, Piece, Shape, beside, boxed, line_width, padded, paragraph, stack
from learning.synth.pdf.sheet import Sheet
from learning.synth.vocab import vocab

_PARTS = vocab("address_parts")
_INSET = 3.0
_MARKS = {"": [""] * 5} | {
    form: [form.replace(form.strip("()."), letter) for letter in letters]
    for form, letters in (("a.", "abcde"), ("(a)", "abcde"), ("A.", "ABCDE"))
}


def captioned(sheet: Sheet, who: str, heading: list[Piece], width: float) -> Frag:
    """An address in the boxes of a form: name, street, then town and postcode beside each other."""
    party, style = sheet.party(who), sheet.style
    marks = iter(_MARKS[sheet.word("caption_marks", ("a.", "(a)", "A.", "", ""))])
    rows: list[list[tuple[str, float]]] = [[("name", 1.0)], [("street", 1.0)], _place_row(sheet, who)]
    if style.country_shown and party.country:
        rows.append([("country", 1.0)])
    joined = chance(sheet.rng, 0.5)  # "SHIP TO: a. NAME OF CONSIGNEE" in one line
    ink = style.ink(0.8, True)
    frags = [] if joined else [padded(paragraph([heading], ink, width - 2 * _INSET), _INSET, 2)]
    for row in rows:
        cells, xs, x = [], [], 0.0
        for part, share in row:
            caption = [Piece(f"{next(marks)} {_caption(sheet, part)}".strip(), f"party.{who}.label")]
            if joined and part == "name":
                caption = [_with_colon(heading), *caption]
            cells.append(_cell(sheet, caption, _value(sheet, who, part), share * width))
            xs.append(x)
            x += share * width
        frags.append(_ruled(sheet, beside(cells, xs, width), xs))
    return boxed(stack(frags, width=width), style.rule, gray=style.rule_gray)


def _with_colon(heading: list[Piece]) -> Piece:
    text = heading[0].text
    return Piece(text if text.endswith(":") else f"{text}:", heading[0].role, heading[0].bold)


def _place_row(sheet: Sheet, who: str) -> list[tuple[str, float]]:
    """Town, state and postcode in the order of the country; no box for a postcode that the order leaves out."""
    country = sheet.party(who).country
    if country in ("CL", "PE") or (country in ("CO", "AR") and sheet.word("captioned_code", ("", "c")) == ""):
        return [("city", 1.0)]
    if country in ("US", "CA", "GB", "IN", "MX", "AU", "IE"):
        return [("city", 0.6), ("postcode", 0.4)]
    return sheet.rng.choice(([("postcode", 0.35), ("city", 0.65)], [("city", 0.6), ("postcode", 0.4)]))


def _caption(sheet: Sheet, part: str) -> str:
    """A caption of the document's language, in capitals now and then."""
    text = sheet.word(f"caption_{part}", _PARTS[part][sheet.order.language])
    return text.upper() if sheet.word("caption_case", ("", "", "u")) else text


def _value(sheet: Sheet, who: str, part: str) -> Line:
    if part == "country":
        return sheet.country_piece(who)
    return sheet.text(str(getattr(sheet.party(who), part)), sheet.party_role(who, part))


def _cell(sheet: Sheet, caption: Line, value: Line, width: float) -> Frag:
    room = width - 2 * _INSET
    small = sheet.style.ink(float(sheet.word("caption_size", ("0.7", "0.8", "0.9"))))
    cell = stack([paragraph([caption], small, room), paragraph([value], sheet.style.ink(), room)], width=room)
    return padded(cell, _INSET, 1.5)


def _ruled(sheet: Sheet, row: Frag, xs: list[float]) -> Frag:
    style = sheet.style
    row.shapes.append(Shape(0, 0, row.width, 0, style.rule, gray=style.rule_gray))
    row.shapes += [Shape(x, 0, x, row.height, style.rule, gray=style.rule_gray) for x in xs[1:]]
    return row


def hanging(sheet: Sheet, heading: list[Piece], lines: Sequence[Line], width: float) -> Frag:
    """The name beside its label, the lines after it indented less or more than the label is wide."""
    ink = sheet.style.ink()
    first = paragraph([[*heading, *lines[0]]], ink, width)
    indent = min(sheet.rng.choice((10.0, 16.0, 22.0, 30.0, line_width(heading, ink) + 3)), width * 0.4)
    return stack([first, beside([paragraph(lines[1:], ink, width - indent)], [indent], width)], width=width)
