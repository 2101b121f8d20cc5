"""Files that are more or less than one order: cover sheets, terms pages, documents that are no orders."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

from learning.synth.draw import chance, weighted
from learning.synth.pdf.ops import Frag, Line, Piece, paragraph, stack
from learning.synth.pdf.ornaments import terms_page
from learning.synth.pdf.sheet import Sheet
from learning.synth.pdf.writer import DrawnPage
from learning.synth.vocab import vocab

OTHER_KINDS: Mapping[str, float] = {
    "invoice": 3,
    "quote_request": 3,
    "delivery_note": 2,
    "quotation": 1.5,
    "confirmation": 1.5,
    "statement": 1,
    "price_list": 1,
}
NO_ORDER = -1


def draw_other(rng: Random, language: str) -> tuple[str, dict[str, str]]:
    """The intent of a document that is no order, and the wordings that make it so."""
    kind = weighted(rng, OTHER_KINDS)
    words: Mapping[str, Any] = vocab("others")[kind]
    title = rng.choice(words["title"][language])
    presets = {
        "title": title,
        "title_change": title,
        "title_cancel": title,
        "po_number": rng.choice(words["number"][language]),
        "vendor": rng.choice(words["vendor"][language]),
        "strong_vendor": "",
    }
    return str(words["intent"]), {k: str(v) for k, v in presets.items()}


def disown(pages: list[DrawnPage]) -> None:
    """No word of these pages is a field of an order any more."""
    for page in pages:
        page.order = NO_ORDER
        for text in page.texts:
            kind, _, rest = text.role.partition(".")
            if kind in ("header", "line", "line_header", "label"):
                text.role = f"other.{kind}.{rest}"


def _full_page(sheet: Sheet, body: Frag, order: int) -> DrawnPage:
    style = sheet.style
    page = DrawnPage(style.width, style.height, order=order)
    out = Frag(0, 0, page.texts, page.shapes)
    out.add(body, style.left, style.top)
    page.texts = [t for t in out.texts if t.y < style.height - 20]
    page.shapes = out.shapes
    return page


def conditions_pages(rng: Random, sheet: Sheet, order: int) -> list[DrawnPage]:
    """One or two pages of general conditions, in one or two columns."""
    pages = []
    style = sheet.style
    for _ in range(rng.choice((1, 1, 2))):
        if chance(rng, 0.5):
            half = (style.room - 16) / 2
            left, right = terms_page(sheet, half), terms_page(sheet, half)
            body = Frag(style.room, max(left.height, right.height))
            body.add(left, 0, 0)
            body.add(right, half + 16, 0)
        else:
            body = terms_page(sheet, style.room)
        pages.append(_full_page(sheet, body, order))
    return pages


def cover_page(rng: Random, sheet: Sheet) -> DrawnPage:
    """A fax or letter sheet before the order: sender, addressee, number of pages."""
    order, style = sheet.order, sheet.style
    words = {
        "fr": ("TÉLÉCOPIE", "De", "À", "Nombre de pages", "Veuillez trouver ci-joint notre commande."),
        "de": ("TELEFAX", "Von", "An", "Seiten", "Anbei erhalten Sie unsere Bestellung."),
        "es": ("FAX", "De", "A", "Páginas", "Adjuntamos nuestro pedido."),
        "it": ("FAX", "Da", "A", "Pagine", "In allegato il nostro ordine."),
        "nl": ("FAX", "Van", "Aan", "Pagina's", "Bijgaand onze bestelling."),
    }.get(order.language, ("FACSIMILE", "From", "To", "Pages", "Please find our purchase order attached."))
    lines: list[Line] = [
        [
            Piece(f"{words[1]}:", "other"),
            Piece(order.contact.name, "noise.contact"),
            Piece(order.buyer.name, "header.buyer_name"),
        ],
        [
            Piece(f"{words[2]}:", "other"),
            Piece(order.vendor.name, "party.vendor.name"),
            Piece(order.vendor.fax, "party.vendor.fax"),
        ],
        [Piece(f"{words[3]}: {rng.randint(2, 6)}", "other")],
        [Piece(words[4], "noise.intro")],
    ]
    head = paragraph([[Piece(words[0], "title")]], style.title_ink())
    body = stack([head, paragraph([[p for p in line if p.text] for line in lines], style.ink(1.2), style.room)], gap=20)
    page = _full_page(sheet, body, NO_ORDER)
    for text in page.texts:
        if text.role.startswith("header."):
            text.role = "party.buyer.name"
    return page
