"""A party's address block in its dress, and the lines under it. Returns fragments."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from learning.synth.draw import chance
from learning.synth.pdf.fields import Entry, entries, entry, fields, longest_word
from learning.synth.pdf.forms import captioned, hanging
from learning.synth.pdf.ops import (
    Frag,
    Piece,
    Shape,
    beside,
    boxed,
    line_width,
    padded,
    paragraph,
    stack,
)
from learning.synth.pdf.sheet import Sheet
from learning.synth.vocab import vocab

# Lines of an address that are no part of the fields.
_AT_THE_SITE = vocab("address_parts")["at_the_site"]
_AT_THE_VENDOR = vocab("address_parts")["at_the_vendor"]


def party(sheet: Sheet, who: str, width: float, dress: str, extra: Sequence[str] = ()) -> Frag:
    """A party with its heading, in the document's dress: above, bar, boxed, inline, left, bare."""
    style = sheet.style
    ink = style.ink()
    heading = sheet.label(who, role=f"label.{who}")
    strong = sheet.word(f"strong_{who}", ("", "", "b")) == "b"
    if dress == "split":
        return _split_party(sheet, who, heading, width, extra)
    if dress == "captioned":
        below = paragraph(party_extras(sheet, who, extra), ink, width)
        return stack([captioned(sheet, who, heading, width), below], gap=2, width=width)
    if dress in ("inline", "sentence"):
        line = [*heading, *sheet.address_sentence(who)]
        terms = sheet.value("delivery_terms") if who == "ship_to" else []
        if terms and sheet.word("terms_after_place", ("",) * 11 + ("t",)):  # "... 33605 Bielefeld, frei Haus."
            line = [*line, Piece(",", "other", glue=True), *terms, Piece(".", "other", glue=True)]
        return paragraph([line], ink, width)
    lines = sheet.address_lines(who)
    if strong:
        lines[0] = [Piece(p.text, p.role, True, p.glue) for p in lines[0]]
    if who == "ship_to":
        lines = _site_lines(sheet, lines)
    elif who == "vendor" and chance(sheet.rng, 0.1):
        text = sheet.rng.choice(_AT_THE_VENDOR[sheet.order.language]).format(p=sheet.order.vendor_contact)
        lines = [*lines[:1], [Piece(text, "party.vendor.extra")], *lines[1:]]
    lines += party_extras(sheet, who, extra)
    if dress == "spelt" and heading[0].text.isascii() and len(heading) == 1:
        return _spelt(sheet, heading[0].text, paragraph(lines, ink, width - 18), width)
    if dress == "left":
        lead = max(min(line_width(heading, ink) + 8, width * 0.4), longest_word(heading, ink) + 6)
        return beside([paragraph([heading], ink, lead), paragraph(lines, ink, width - lead)], [0.0, lead], width)
    if dress == "hanging":
        return hanging(sheet, heading, lines, width)
    if dress == "bare":
        return paragraph(lines, ink, width)
    if dress in ("boxed", "bar"):
        body = padded(paragraph(lines, ink, width - 8), 4, 3)
        bar = style.bar if dress == "bar" else None
        dark = bar is not None and bar < 0.5
        head = padded(paragraph([heading], style.ink(0.95, True, 1.0 if dark else 0.0), width - 8), 4, 2)
        if bar is not None:
            head.shapes.insert(0, Shape(0, 0, width, head.height, 0, bar))
        return boxed(stack([head, body], width=width), style.rule, gray=style.rule_gray)
    return stack(
        [paragraph([heading], style.ink(sheet.rng.choice((0.85, 1.0)), True), width), paragraph(lines, ink, width)]
    )


def broken_name(sheet: Sheet, name: list[Piece], share: float) -> list[list[Piece]]:
    """A name of several words in large print over two lines, in a share of documents."""
    words = name[0].text.split() if name else []
    if len(words) < 3 or not chance(sheet.rng, share):
        return [name]
    cut = sheet.rng.randint(1, len(words) - 1)
    one, two = " ".join(words[:cut]), " ".join(words[cut:])
    return [[Piece(one, name[0].role, name[0].bold)], [Piece(two, name[0].role, name[0].bold)]]


def _spelt(sheet: Sheet, label: str, body: Frag, width: float) -> Frag:
    """A party whose label is spelt downwards beside it, as on forms of American towns and schools."""
    small = sheet.style.ink(0.8, True)
    letters = [[Piece(letter, "other")] for letter in label.upper().strip(" :") if letter.isalpha()]
    column = paragraph(letters, small, 10)
    out = beside([column, body], [0.0, 18.0], width)
    return boxed(padded(out, 3, 2), sheet.style.rule, gray=sheet.style.rule_gray) if chance(sheet.rng, 0.5) else out


def _split_party(sheet: Sheet, who: str, heading: list[Piece], width: float, extra: Sequence[str]) -> Frag:
    """An address part by part, each with a label."""
    found = sheet.party(who)
    rows: list[Entry] = []
    for part in ("name", "street", "postcode", "city", "country"):
        value = found.country_text(sheet.order.language) if part == "country" else getattr(found, part)
        if part == "country" and not sheet.style.country_shown:
            continue
        word = sheet.word(f"part_{part}", vocab("address_parts")[part][sheet.order.language]) + sheet.style.colon
        rows.append(Entry(part, [Piece(word, f"party.{who}.label")], [Piece(value, sheet.party_role(who, part))]))
    rows += entries(sheet, extra)
    body = fields(sheet, rows, width, sheet.word("split_mode", ("columns", "inline", "columns", "grid")))
    return stack([paragraph([heading], sheet.style.ink(1.0, True), width), body], width=width)


def labelled_rows(sheet: Sheet, present: Collection[str], width: float) -> Frag:
    """The addressee and the delivery place as labelled rows of one form, their addresses on one line each."""
    order, rng = sheet.order, sheet.rng
    parts, language = vocab("address_parts"), order.language
    rows: list[Entry] = []
    if "vendor" in present:
        rows.append(Entry("vendor", sheet.label("vendor", role="label.vendor"), _named(sheet, "vendor")))
        tax = order.vendor.vat_id or sheet.word("foreign", ("EXT-0001", "-", "N/A", "00-000000-0"))
        if sheet.word("vendor_tax_row", ("", "t")):
            rows.append(
                Entry(
                    "vat", sheet.label("buyer_vat_id", role="noise.vendor.label"), [Piece(tax, "party.vendor.vat_id")]
                )
            )
        word = sheet.word("part_street", parts["street"][language]) + sheet.style.colon
        rows.append(Entry("street", [Piece(word, "party.vendor.label")], sheet.address_sentence("vendor", name=False)))
        if sheet.word("vendor_contact_row", ("", "c")):
            label = sheet.label("contact", role="noise.contact.label")
            rows.append(Entry("contact", label, [Piece(order.vendor_contact, "party.vendor.contact")]))
    if "ship_to" in present:
        heading = sheet.label("ship_to", role="label.ship_to")
        if sheet.word("place_in_rows", ("line", "line", "parts")) == "line":
            rows.append(Entry("ship_to", heading, sheet.address_sentence("ship_to")))
        else:
            word = sheet.word("part_street", parts["street"][language])
            rows.append(Entry("ship_to", heading, _named(sheet, "ship_to")))
            street = [Piece(word.rstrip(" :.") + sheet.style.colon, "party.ship_to.label")]
            rows.append(Entry("street", street, sheet.address_sentence("ship_to", name=False)))
    return fields(sheet, rows, width, rng.choice(("columns", "columns", "columns", "inline")))


def _named(sheet: Sheet, who: str) -> list[Piece]:
    return sheet.text(sheet.party(who).name, sheet.party_role(who, "name"))


def _site_lines(sheet: Sheet, lines: list[list[Piece]]) -> list[list[Piece]]:
    """A delivery place with a gate, a person or a phone of its own: none of them part of the address fields."""
    rng, order = sheet.rng, sheet.order
    role = "party.ship_to.extra"
    if chance(rng, 0.16):
        text = rng.choice(_AT_THE_SITE[order.language]).format(n=rng.randint(1, 30), p=order.contact.name)
        lines = [*lines[:1], [Piece(text, role)], *lines[1:]]
    if chance(rng, 0.04):
        code = Piece(f"{rng.choice(('1000', '0042', 'W01', 'PLANT', 'LOC-7', '12'))} {rng.choice('-/')}", role)
        lines = [[code, *lines[0]], *lines[1:]]
    if chance(rng, 0.12):
        label = sheet.label("phone", role="noise.phone.label")
        lines = [*lines, [*label, Piece(order.ship_to.phone, "party.ship_to.phone")]]
    if chance(rng, 0.06):
        lines = [
            *lines,
            [*sheet.label("contact", role="noise.contact.label"), Piece(order.contact.name, "party.ship_to.contact")],
        ]
    return lines


def party_extras(sheet: Sheet, who: str, keys: Sequence[str]) -> list[list[Piece]]:
    """Lines under an address: phone, mail, VAT number, a contact."""
    lines: list[list[Piece]] = []
    if who == "vendor":
        vendor = sheet.order.vendor
        for key, value in (
            ("phone", vendor.phone),
            ("email", vendor.email),
            ("fax", vendor.fax),
            ("vat_id", vendor.vat_id),
        ):
            if value and chance(sheet.rng, 0.18):
                label = sheet.label("buyer_vat_id" if key == "vat_id" else key, role="noise.vendor.label")
                bare = key != "vat_id" and chance(sheet.rng, 0.4)
                lines.append([*([] if bare else label), Piece(value, f"party.vendor.{key}")])
    for key in keys:
        found = entry(sheet, key)
        if found:
            bare = key in ("buyer_email", "website", "contact", "phone") and chance(sheet.rng, 0.4)
            lines.append(found.value if bare else [*found.label, *found.value])
    return lines
